import type { CodeEntry } from './code-entry.ts';

/** Codes of the `name` part. */
export const NAME_CODES = {} as const satisfies Record<string, CodeEntry>;
