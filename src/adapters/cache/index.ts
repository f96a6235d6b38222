export { createCacheFolders } from './cache-folders.ts';
