import type { CodeEntry } from './code-entry.ts';

/** Codes of the `version` part. */
export const VERSION_CODES = {} as const satisfies Record<string, CodeEntry>;
