import type { Code, Diagnostic, Severity } from '../core/index.ts';
import type { ParsedDocument, Pointer } from '../document/index.ts';

/** A fault in a manifest, before its place in the text is looked up. */
export interface Finding {
  readonly pointer: Pointer;
  readonly part: 'key' | 'value';
  readonly severity: Severity;
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
}

/** What a check says of a value. `Fault` of `names` has this shape. */
export interface Complaint {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Severity;
}

/** Notes a complaint about the value at the pointer, or about its key. */
export type AddFinding = (pointer: Pointer, complaint: Complaint, part?: 'key' | 'value') => void;

/** The finding that a complaint about one place makes. Pure. */
export function toFinding(pointer: Pointer, complaint: Complaint, part: 'key' | 'value' = 'value'): Finding {
  const { code, message, hint, severity = 'error' } = complaint;
  const found = { pointer, part, severity, code, message };
  return hint === undefined ? found : { ...found, hint };
}

/** The finding with its place; the first call on a document parses it with positions. */
export function toDiagnostic({ pointer, part, ...rest }: Finding, document: ParsedDocument): Diagnostic {
  return { ...rest, span: document.locate(pointer, part) };
}
