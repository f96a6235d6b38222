import type { Rendered, Report, ReportOptions } from './report.ts';
import { formatText } from './format-text.ts';
import type { TableBlock } from './view.ts';

/** What a spreadsheet takes for the beginning of a formula (ATTACKS X09). */
const FORMULA = /^[=+\-@\t\r]/u;

/**
 * The tables of a result as CSV (RFC 4180), every cell quoted; a cell that a spreadsheet would run starts with an
 * apostrophe. What is no table is left out; findings go to the talk, as text.
 */
export function formatCsv(report: Report, options: ReportOptions): Rendered {
  if (report.outcome === 'error') return formatText(report, options);
  const blocks = report.view?.blocks(report.data, 'wide') ?? [];
  const tables = blocks.filter((block) => block.kind === 'table');
  const talk = formatText({ ...report, view: undefined, data: null }, options);
  return { stdout: tables.map(tableText).join('\r\n'), stderr: talk.stderr };
}

function tableText({ columns, rows }: TableBlock): string {
  return [columns.map(({ title }) => title), ...rows]
    .map((row) => `${row.map(toCell).join(',')}\r\n`)
    .join('');
}

function toCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
