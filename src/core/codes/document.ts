import type { CodeEntry } from './code-entry.ts';

/** Codes of the `document` part. */
export const DOCUMENT_CODES = {} as const satisfies Record<string, CodeEntry>;
