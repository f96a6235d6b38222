import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import { CODES, compareText, fileOfDiagnostic, toOneLine, toVisible } from '../core/index.ts';
import type { Code, Severity, Span } from '../core/index.ts';
import { pageOfRule, ruleOfCode } from '../gate/index.ts';
import type { Rendered, Report, ReportDiagnostic } from './report.ts';

/** What GitHub takes of one run; what is over it is counted in a last result. */
const MAX_RESULTS = 5000;
const MAX_TEXT_UNITS = 4096;
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0, as code scanning reads it: one run, a rule for each code, places relative to the repository's root. Texts are
 * plain, never Markdown, so nothing in them becomes a link (ATTACKS X08).
 */
export function formatSarif(report: Report): Rendered {
  const shown = report.diagnostics.slice(0, MAX_RESULTS);
  const codes = [...new Set(shown.map(({ code }) => code))].sort(compareText);
  const numbers = new Map(codes.map((code, number) => [code, number]));
  const results = shown.map((one) => toResult(one, numbers.get(one.code) ?? 0, report.prefix ?? ''));
  const left = report.diagnostics.length - shown.length;
  const run: Run = {
    tool: {
      driver: { name: 'hyper', informationUri: 'https://hyper-registry.dev', rules: codes.map(toRule) },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { REPOSITORY: { description: { text: 'The root of the repository.' } } },
    results,
    ...(left === 0
      ? {}
      : {
          invocations: [
            {
              executionSuccessful: report.outcome !== 'error',
              toolExecutionNotifications: [
                { level: 'warning', message: { text: `${left} more findings are not in this file` } },
              ],
            },
          ],
        }),
  };
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return { stdout: `${JSON.stringify(log, null, 2)}\n`, stderr: '' };
}

function toRule(code: Code): ReportingDescriptor {
  const { title, explanation, fix, exit } = CODES[code];
  const rule = ruleOfCode(code);
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: fix },
    properties: { exitStatus: exit, ...(rule === undefined ? {} : { rule, page: pageOfRule(rule) }) },
  };
}

function toResult(diagnostic: ReportDiagnostic, ruleIndex: number, prefix: string): Result {
  const { code, severity, message, hint, span } = diagnostic;
  const path = fileOfDiagnostic(diagnostic);
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: toPlain(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(prefix + (path ?? 'registry.yaml')), uriBaseId: 'REPOSITORY' },
          region: span === undefined ? { startLine: 1 } : toRegion(span),
        },
      },
    ],
  };
}

/** SARIF reads `[text](1)` in plain messages as a link to a location, so brackets are escaped. */
function toPlain(text: string): string {
  const visible = toVisible(text).replaceAll('\\', '\\\\').replaceAll('[', '\\[').replaceAll(']', '\\]');
  return visible.length > MAX_TEXT_UNITS
    ? `${visible.slice(0, MAX_TEXT_UNITS).replace(/\\+$/u, '')}…`
    : visible;
}

function toRegion({ start, end }: Span): {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
} {
  const isForward = end.line > start.line || (end.line === start.line && end.column > start.column);
  const [endLine, endColumn] = isForward ? [end.line, end.column] : [start.line, start.column + 1];
  return { startLine: start.line, startColumn: start.column, endLine, endColumn };
}

/** A path as a relative reference: each part percent-encoded, never up, never from the root. */
function toUri(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.map((part) => (part === '..' ? '%2E%2E' : encodePart(part))).join('/');
}

function encodePart(part: string): string {
  return encodeURIComponent(toOneLine(part)).replace(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
