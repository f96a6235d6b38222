import type { CodeEntry } from './code-entry.ts';

/** Codes of the `importer` part. */
export const IMPORTER_CODES = {} as const satisfies Record<string, CodeEntry>;
