import type { CodeEntry } from './code-entry.ts';

/** Codes of the `gate` part. */
export const GATE_CODES = {} as const satisfies Record<string, CodeEntry>;
