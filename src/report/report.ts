import type { Diagnostic } from '../core/index.ts';
import type { Verdict } from '../operations/index.ts';
import type { Paint } from './paint.ts';
import type { View } from './view.ts';

/** A finding, or the error that ended the operation; `details` are facts of an error for scripts. */
export type ReportDiagnostic = Diagnostic & {
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

/** What every format is given: an outcome with its view, or the one error that ended the operation (`data` is null). */
export interface Report {
  readonly outcome: Verdict | 'error';
  readonly diagnostics: readonly ReportDiagnostic[];
  readonly data: unknown;
  readonly view: View<unknown> | undefined;
  /** The registry's folder in its repository: before paths that a forge shows beside the repository's files. */
  readonly prefix?: string;
}

export interface ReportOptions {
  readonly format: FormatName;
  /** Columns that a line may take; Infinity where nothing limits it. */
  readonly width: number;
  readonly paint: Paint;
  /** Leaves out everything but the result and errors. */
  readonly isQuiet: boolean;
}

/** Result and talk apart, so that a pipe gets the result alone. Each is empty or ends with a newline. */
export interface Rendered {
  readonly stdout: string;
  readonly stderr: string;
}

export type FormatName =
  'table' | 'wide' | 'name' | 'json' | 'yaml' | 'csv' | 'github' | 'sarif' | 'markdown';

/** Renders a report. Pure: the same report and options give the same text. */
export type Format = (report: Report, options: ReportOptions) => Rendered;
