export { createWriteContext } from './create-write-context.ts';
export type { WriteFacts } from './create-write-context.ts';
