import type { CodeEntry } from './code-entry.ts';

/** Codes of the `catalog` part. */
export const CATALOG_CODES = {} as const satisfies Record<string, CodeEntry>;
