import { toOneLine } from '../../core/index.ts';
import type { Code, Diagnostic } from '../../core/index.ts';

/** Where in a query something is, in UTF-16 code units from 0. */
export interface QueryPlace {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a query, and where. The message has words of the query as they are. */
export interface QueryFault extends QueryPlace {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
}

/** Ends the reading of a query; never leaves `readQuery`. */
export class QueryRefusal extends Error {
  readonly fault: QueryFault;

  constructor(fault: QueryFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const MAX_SHOWN_UNITS = 100;
const LEAD_UNITS = 40;

/** The fault with the query and a caret under it. Pure. */
export function toQueryDiagnostic(query: string, fault: QueryFault): Diagnostic {
  const { code, start, hint } = fault;
  const end = Math.max(fault.end, start);
  const from = query.length <= MAX_SHOWN_UNITS ? 0 : Math.max(0, start - LEAD_UNITS);
  const shown = query.slice(from, from + MAX_SHOWN_UNITS);
  const lead = toOneLine(query.slice(from, start)).length;
  const marked = toOneLine(query.slice(start, Math.min(end, from + MAX_SHOWN_UNITS))).length;
  const position = (offset: number): { line: number; column: number; offset: number } => ({
    line: 1,
    column: offset + 1,
    offset,
  });
  return {
    code,
    severity: 'error',
    message: toOneLine(fault.message),
    span: { start: position(start), end: position(end) },
    ...(hint === undefined ? {} : { hint: toOneLine(hint) }),
    frame: `${toOneLine(shown)}\n${' '.repeat(lead)}${'^'.repeat(Math.max(1, marked))}`,
  };
}
