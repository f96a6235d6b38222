import type { HyperError } from '../core/index.ts';
import type { Outcome } from '../operations/index.ts';
import type { Report } from './report.ts';
import { VIEWS } from './views/index.ts';

/** The report of an operation that came to an end. */
export function toReport<Data>(operationId: string, outcome: Outcome<Data>): Report {
  return {
    outcome: outcome.verdict,
    diagnostics: outcome.diagnostics,
    data: outcome.data,
    view: VIEWS.get(operationId),
    ...(outcome.prefix === undefined ? {} : { prefix: outcome.prefix }),
  };
}

/** Whether `--output name` has something to print of the operation's results. */
export function canName(operationId: string): boolean {
  return VIEWS.get(operationId)?.names !== undefined;
}

/** Whether `--output csv` has rows to print of the operation's results. */
export function canTabulate(operationId: string): boolean {
  return VIEWS.get(operationId)?.isProse !== true;
}

/** The report of an operation that could not go on. The stack is in it only where the caller asks for it. */
export function toErrorReport(error: HyperError, showStack: boolean): Report {
  const stack = showStack && error.stack !== undefined ? { frame: stackOf(error) } : {};
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  const details = Object.keys(error.details).length === 0 ? {} : { details: error.details };
  return {
    outcome: 'error',
    diagnostics: [
      { code: error.code, severity: 'error', message: error.message, ...stack, ...hint, ...details },
    ],
    data: null,
    view: undefined,
  };
}

function stackOf(error: Error): string {
  const causes: string[] = [];
  for (let each: unknown = error; each instanceof Error && causes.length < 5; each = each.cause) {
    causes.push(each.stack ?? each.message);
  }
  return causes.join('\ncaused by: ');
}
