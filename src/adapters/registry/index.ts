export { cutOffCommit, hasCommitJournal } from './cut-off-commit.ts';
export { FileCache, NO_CACHE } from './file-cache.ts';
export { findRegistryRoot } from './find-root.ts';
export { knownRevision } from './open-status.ts';
export { mayBeSite } from './is-site.ts';
export { builtSite } from './no-registry.ts';
export { openRegistry } from './open-registry.ts';
export type { OpenOptions } from './open-registry.ts';
export { openRegistryFiles } from './registry-files.ts';
