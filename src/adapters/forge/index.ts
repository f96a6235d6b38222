export { forgeToken, openForge } from './open-forge.ts';
export type { OpenForgeOptions } from './open-forge.ts';
export { fetchForgeCommit } from './git-transport.ts';
export type { ForgeRemote } from './git-transport.ts';
