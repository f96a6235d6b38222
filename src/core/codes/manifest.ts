import type { CodeEntry } from './code-entry.ts';

/** Codes of the `manifest` part. */
export const MANIFEST_CODES = {} as const satisfies Record<string, CodeEntry>;
