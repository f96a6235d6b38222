export { forgeToken, openForge } from './open-forge.ts';
export type { OpenForgeOptions } from './open-forge.ts';
