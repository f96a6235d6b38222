import type { Code } from './codes/index.ts';
import { compareText } from './order.ts';
import type { Span } from './position.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong with the user's content: collected, positioned, never thrown. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One clause, lower case, names the thing in quotes: `expected X, got Y`. */
  readonly message: string;
  /** Path from the registry's root, with forward slashes. */
  readonly path?: string;
  /** Where the file lies, where a fan-out folder is on the way to it: `path` leaves that out. */
  readonly file?: string;
  readonly span?: Span;
  /** What to do, in the imperative; ideally a command or the corrected text. */
  readonly hint?: string;
  /** The source line with a caret under the fault; two lines joined by a newline. */
  readonly frame?: string;
  /** Of the gate: the id of the rule that found it, and where the documentation tells of the rule. */
  readonly rule?: string;
  readonly docs?: string;
}

/** The file that a reader opens for it: where it lies, else its path. Pure. */
export function fileOfDiagnostic({
  path,
  file = path,
}: Pick<Diagnostic, 'path' | 'file'>): string | undefined {
  return file;
}

/** Orders by path, then position, then code, then message: the one order every report uses. */
export function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.path ?? '', right.path ?? '') ||
    (left.span?.start.offset ?? -1) - (right.span?.start.offset ?? -1) ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message)
  );
}
