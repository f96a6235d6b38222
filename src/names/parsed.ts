import type { Code } from '../core/index.ts';

/** Why a text is refused. The caller adds file and position and makes a diagnostic of it. */
export interface Fault {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  /** The whole text as it should be written; set only where that text would be accepted. */
  readonly corrected?: string;
}

/** A value, or the one fault that hides it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused(code: Code, message: string, hint?: string): { ok: false; fault: Fault } {
  return { ok: false, fault: hint === undefined ? { code, message } : { code, message, hint } };
}

/** The same fault with the corrected spelling, which also becomes the hint. */
export function withCorrection(fault: Fault, corrected: string): Fault {
  return { ...fault, corrected, hint: `write "${corrected}"` };
}
