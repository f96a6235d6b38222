import { toOneLine, toVisible } from '../core/index.ts';
import type { Severity } from '../core/index.ts';
import type { Paint, Painter } from './paint.ts';
import type { ReportDiagnostic } from './report.ts';

/** Each finding as `path:line:column severity CODE message` with its frame and hint; files apart by an empty line. */
export function formatDiagnostics(diagnostics: readonly ReportDiagnostic[], paint: Paint): string[] {
  const lines: string[] = [];
  let path: string | undefined;
  for (const [index, diagnostic] of diagnostics.entries()) {
    if (index > 0 && diagnostic.path !== path) lines.push('');
    path = diagnostic.path;
    lines.push(...formatDiagnostic(diagnostic, paint));
  }
  return lines;
}

/** `3 errors, 1 warning in 2 files`; undefined where there is nothing to count. */
export function formatSummary(diagnostics: readonly ReportDiagnostic[]): string | undefined {
  if (diagnostics.length === 0) return undefined;
  const counts = (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, diagnostics.filter((each) => each.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => plural(count, severity === 'info' ? 'note' : severity));
  const files = new Set(diagnostics.flatMap((each) => (each.path === undefined ? [] : [each.path]))).size;
  return files === 0 ? counts.join(', ') : `${counts.join(', ')} in ${plural(files, 'file')}`;
}

function formatDiagnostic(diagnostic: ReportDiagnostic, paint: Paint): string[] {
  const place = placeOf(diagnostic);
  const severity = severityPaint(diagnostic.severity, paint)(diagnostic.severity);
  const head = `${severity} ${paint.dim(diagnostic.code)} ${toOneLine(diagnostic.message)}`;
  const lines = [place === '' ? head : `${paint.bold(place)} ${head}`];
  if (diagnostic.frame !== undefined) lines.push(...indented(diagnostic.frame));
  if (diagnostic.hint !== undefined) {
    const [first = '', ...rest] = toVisible(diagnostic.hint).split('\n');
    lines.push(`    ${paint.cyan('hint:')} ${first}`, ...rest.map((line) => `          ${line}`));
  }
  return lines;
}

function placeOf({ path, span }: ReportDiagnostic): string {
  if (path === undefined) return '';
  const at = span === undefined ? '' : `:${String(span.start.line)}:${String(span.start.column)}`;
  return `${toOneLine(path)}${at}`;
}

function indented(text: string): string[] {
  return toVisible(text)
    .split('\n')
    .map((line) => `    ${line}`);
}

function severityPaint(severity: Severity, paint: Paint): Painter {
  switch (severity) {
    case 'error':
      return paint.red;
    case 'warning':
      return paint.yellow;
    case 'info':
      return paint.cyan;
  }
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
