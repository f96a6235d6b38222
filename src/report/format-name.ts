import { toOneLine } from '../core/index.ts';
import { formatText } from './format-text.ts';
import type { Rendered, Report, ReportOptions } from './report.ts';

/** What the result names, one a line and each once, for `xargs` and `while read`; findings go to the talk, as text. */
export function formatName(report: Report, options: ReportOptions): Rendered {
  if (report.outcome === 'error') return formatText(report, options);
  const { view, data, diagnostics } = report;
  const names = data === null || data === undefined ? [] : (view?.names?.(data, diagnostics) ?? []);
  const talk = formatText({ ...report, view: undefined, data: null }, options);
  return {
    stdout: [...new Set(names)].map((name) => `${toOneLine(name)}\n`).join(''),
    stderr: talk.stderr,
  };
}
