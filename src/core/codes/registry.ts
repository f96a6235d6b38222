import type { CodeEntry } from './code-entry.ts';

/** Codes of the `registry` part. */
export const REGISTRY_CODES = {} as const satisfies Record<string, CodeEntry>;
