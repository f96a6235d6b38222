export { locateRepository } from './git-location.ts';
export type { GitLocation } from './git-location.ts';
export { gitEnvironment, requireGit, runGit, spawnGit } from './git-process.ts';
export type { Environment, GitOptions, GitResult } from './git-process.ts';
export { GitStore } from './git-store.ts';
export type { BegunReads } from './git-store.ts';
export { ObjectReader } from './object-reader.ts';
export { readFilterSettings } from './working-changes.ts';
export { GitCommitLog, NO_COMMITS } from './git-commit-log.ts';
