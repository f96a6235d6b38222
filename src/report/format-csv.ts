import type { Diagnostic } from '../core/index.ts';
import type { Rendered, Report, ReportOptions } from './report.ts';
import { formatText } from './format-text.ts';
import type { TableBlock } from './view.ts';

const FINDING_COLUMNS = ['severity', 'code', 'path', 'line', 'column', 'message', 'hint'];

/** What a spreadsheet takes for the beginning of a formula (ATTACKS X09). */
const FORMULA = /^[=+\-@\t\r]/u;

/**
 * The tables of a result as CSV (RFC 4180), every cell quoted; a cell that a spreadsheet would run starts with an
 * apostrophe. What is no table is left out, and findings go to the talk, as text; of a result without a table the names
 * and values are the rows, else the findings where they are the result.
 */
export function formatCsv(report: Report, options: ReportOptions): Rendered {
  if (report.outcome === 'error') return formatText(report, options);
  const blocks = report.view?.blocks(report.data, 'wide') ?? [];
  const tables = blocks.filter((block) => block.kind === 'table');
  const fields = blocks.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  if (tables.length === 0 && fields.length > 0) tables.push(tableOf(['field', 'value'], fields));
  else if (tables.length === 0 && report.view?.findings === 'result')
    tables.push(tableOf(FINDING_COLUMNS, report.diagnostics.map(findingRow)));
  const talk = formatText({ ...report, view: undefined, data: null }, options);
  return { stdout: tables.map(tableText).join('\r\n'), stderr: talk.stderr };
}

function tableOf(titles: readonly string[], rows: TableBlock['rows']): TableBlock {
  return { kind: 'table', columns: titles.map((title) => ({ title })), rows, empty: '' };
}

function findingRow({ severity, code, path, span, message, hint }: Diagnostic): readonly string[] {
  const { line, column } = span?.start ?? { line: '', column: '' };
  return [severity, code, path ?? '', String(line), String(column), message, hint ?? ''];
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
