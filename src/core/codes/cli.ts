import type { CodeEntry } from './code-entry.ts';

/** Codes of the `cli` part. */
export const CLI_CODES = {} as const satisfies Record<string, CodeEntry>;
