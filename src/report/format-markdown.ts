import { fileOfDiagnostic } from '../core/index.ts';
import { toMarkdown, toCodeSpan } from './markdown-text.ts';
import { formatSummary } from './format-diagnostics.ts';
import type { Rendered, Report, ReportDiagnostic } from './report.ts';
import type { Block } from './view.ts';

/** GitHub refuses a comment of 65,536 characters, and cuts a job summary of a megabyte (ATTACKS X06). */
const MAX_UNITS = 60_000;
const VERDICTS = {
  pass: 'hyper: passed',
  findings: 'hyper: refused',
  untrusted: 'hyper: refused, a signature does not hold',
  'needs-human': 'hyper: a person must decide',
  error: 'hyper: could not judge this; the change is not to blame',
} as const satisfies Record<Report['outcome'], string>;

/** For a job summary or a comment: the outcome, what the view tells, the findings. At most 60,000 characters. */
export function formatMarkdown(report: Report): Rendered {
  const blocks = report.outcome === 'error' ? [] : (report.view?.blocks(report.data, 'table') ?? []);
  const parts = [
    `## ${VERDICTS[report.outcome]}`,
    ...findingParts(report.diagnostics, report.prefix ?? ''),
    ...blocks.flatMap(blockParts),
  ];
  const kept: string[] = [];
  let units = 0;
  for (const [index, part] of parts.entries()) {
    if (units + part.length > MAX_UNITS) {
      kept.push(`*${parts.length - index} more parts are left out; run hyper ci to see all of them.*`);
      break;
    }
    kept.push(part);
    units += part.length + 1;
  }
  return { stdout: `${kept.join('\n')}\n`, stderr: '' };
}

/** Each part is a line, so that cutting between two ends no construct in its middle. */
function findingParts(diagnostics: readonly ReportDiagnostic[], prefix: string): string[] {
  const summary = formatSummary(diagnostics);
  if (summary === undefined) return [];
  const rows = diagnostics.map((diagnostic) => {
    const { severity, code, span, message, hint, rule } = diagnostic;
    const file = fileOfDiagnostic(diagnostic);
    const place =
      file === undefined
        ? ''
        : toCodeSpan(
            `${prefix}${file}${span === undefined ? '' : `:${span.start.line}:${span.start.column}`}`,
          );
    const text = hint === undefined ? toMarkdown(message) : `${toMarkdown(message)}<br>${toMarkdown(hint)}`;
    const law = rule === undefined ? '' : `<br>${toCodeSpan(rule)}`;
    return `| ${severity} | ${toCodeSpan(code)}${law} | ${place} | ${text} |`;
  });
  return [
    '',
    '### Findings',
    '',
    toMarkdown(summary),
    '',
    '| | code, rule | where | what |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
}

function blockParts(block: Block): string[] {
  const title = block.title === undefined ? [] : ['', `### ${toMarkdown(block.title)}`];
  switch (block.kind) {
    case 'lines':
      return [
        ...title,
        '',
        ...block.lines.map((line) => `- ${block.isCode === true ? toCodeSpan(line) : toMarkdown(line)}`),
      ];
    case 'steps':
      return [
        ...title,
        '',
        toMarkdown(block.head),
        '',
        ...block.steps.map(({ purpose, command }) => {
          const parts = [
            purpose === null ? [] : toMarkdown(purpose),
            command === null ? [] : toCodeSpan(command),
          ];
          return `- ${parts.flat().join(' ')}`;
        }),
      ];
    case 'fields':
      return [
        ...title,
        '',
        ...block.fields.map(([name, value]) => `- **${toMarkdown(name)}**: ${toMarkdown(value)}`),
      ];
    case 'table': {
      if (block.rows.length === 0) return [...title, '', toMarkdown(block.empty)];
      const head = block.columns.map((column) => toMarkdown(column.title)).join(' | ');
      const rule = block.columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join(' | ');
      const rows = block.rows.map((row) => `| ${row.map(toMarkdown).join(' | ')} |`);
      return [...title, '', `| ${head} |`, `| ${rule} |`, ...rows];
    }
  }
}
