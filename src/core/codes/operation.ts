import type { CodeEntry } from './code-entry.ts';

/** Codes of the `operation` part. */
export const OPERATION_CODES = {} as const satisfies Record<string, CodeEntry>;
