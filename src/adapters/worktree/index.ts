export { childrenOf } from './folder-children.ts';
export { FolderStore } from './folder-store.ts';
export { readWorkingFile } from './working-file.ts';
export type { WorkingFile } from './working-file.ts';
