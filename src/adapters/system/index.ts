export { createAskYes } from './ask-yes.ts';
export type { TerminalStreams } from './ask-yes.ts';
export { cacheFolderOf } from './cache-folder.ts';
export { configFolderOf } from './config-folder.ts';
export { systemClock } from './clock.ts';
export { createProcessTable } from './process-table.ts';
export type { ProcessIdentity, ProcessTable, RunningProcess } from './process-table.ts';
export { newId, randomToken } from './randomness.ts';
