export { MemoryStore } from './memory-store.ts';
export { MemoryForge } from './memory-forge.ts';
export type { MemoryForgeState } from './memory-forge.ts';
