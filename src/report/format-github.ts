import { fileOfDiagnostic } from '../core/index.ts';
import type { Severity } from '../core/index.ts';
import type { Rendered, Report, ReportDiagnostic } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * GitHub workflow commands, one line a finding, which GitHub shows as annotations of the changed lines. Repository text
 * cannot end the line or start another command: `%`, CR, LF and in properties `:` and `,` are escaped.
 */
export function formatGithub(report: Report): Rendered {
  return {
    stdout: report.diagnostics
      .map((diagnostic) => `${toCommand(diagnostic, report.prefix ?? '')}\n`)
      .join(''),
    stderr: '',
  };
}

function toCommand(diagnostic: ReportDiagnostic, prefix: string): string {
  const { span } = diagnostic;
  const properties: [name: string, value: string][] = [];
  const file = fileOfDiagnostic(diagnostic);
  if (file !== undefined) properties.push(['file', prefix + file]);
  if (span !== undefined) {
    properties.push(['line', String(span.start.line)], ['col', String(span.start.column)]);
    properties.push(['endLine', String(span.end.line)], ['endColumn', String(span.end.column)]);
  }
  properties.push(['title', diagnostic.code]);
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',');
  const hint = diagnostic.hint === undefined ? '' : `\n${diagnostic.hint}`;
  return `::${COMMANDS[diagnostic.severity]} ${written}::${escapeMessage(diagnostic.message + hint)}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
