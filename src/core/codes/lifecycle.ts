import type { CodeEntry } from './code-entry.ts';

/** Codes of the `lifecycle` part. */
export const LIFECYCLE_CODES = {} as const satisfies Record<string, CodeEntry>;
