export { createCacheFolders } from './cache-folders.ts';
export type { CacheFacts } from './cache-folders.ts';
