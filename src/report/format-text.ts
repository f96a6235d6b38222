import { toOneLine, toVisible } from '../core/index.ts';
import { displayWidth, wrapWords } from './display-width.ts';
import { formatDiagnostics, formatSummary } from './format-diagnostics.ts';
import { formatTable } from './format-table.ts';
import type { Rendered, Report, ReportOptions } from './report.ts';
import type { Block, FieldsBlock, StepsBlock } from './view.ts';

/** For people: the view's blocks and the findings. Every repository text in it is made visible (ATTACKS X07). */
export function formatText(report: Report, options: ReportOptions): Rendered {
  const detail = options.format === 'wide' ? 'wide' : 'table';
  const blocks = report.outcome === 'error' ? [] : (report.view?.blocks(report.data, detail) ?? []);
  const result = joinBlocks(blocks.map((block) => formatBlock(block, options)));
  const findings = formatFindings(report, options);
  return report.view?.findings === 'result' && report.outcome !== 'error'
    ? { stdout: toText(joinBlocks([findings, result])), stderr: '' }
    : { stdout: toText(result), stderr: toText(findings) };
}

function formatFindings(report: Report, options: ReportOptions): string[] {
  const kept = options.isQuiet
    ? report.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
    : report.diagnostics;
  const lines = formatDiagnostics(kept, options.paint, options.width);
  const summary = options.isQuiet || report.outcome === 'error' ? undefined : formatSummary(kept);
  return summary === undefined ? lines : [...lines, '', options.paint.bold(summary)];
}

function formatBlock(block: Block, options: ReportOptions): string[] {
  if (block.title === undefined) return formatBody(block, options);
  const lines = formatBody(block, { ...options, width: options.width - 2 });
  return lines.length === 0
    ? []
    : [options.paint.bold(toOneLine(block.title)), ...lines.map((line) => `  ${line}`)];
}

function formatBody(block: Block, options: ReportOptions): string[] {
  switch (block.kind) {
    case 'lines':
      return block.lines.flatMap((line) =>
        block.isCode === true ? toOneLine(line) : wrapWords(toOneLine(line), options.width),
      );
    case 'steps':
      return block.steps.length === 0 ? [] : formatSteps(block, options);
    case 'fields':
      return formatFields(block, options);
    case 'table':
      return block.rows.length === 0
        ? options.isQuiet
          ? []
          : wrapWords(toOneLine(block.empty), options.width)
        : formatTable(block, { ...options, isWhole: options.format === 'wide' });
  }
}

/** Each purpose, and below it its command in one line: a terminal that breaks it itself still copies it whole. */
function formatSteps({ head, steps }: StepsBlock, { width }: ReportOptions): string[] {
  const lines = steps.flatMap(({ purpose, command }) => [
    ...(purpose === null ? [] : wrapWords(`  ${toOneLine(purpose)}`, width)),
    ...(command === null ? [] : [`${purpose === null ? '  ' : '    '}${toOneLine(command)}`]),
  ]);
  return [...wrapWords(toOneLine(head), width), ...lines];
}

/** Names padded to one column; a value of several lines stays under itself. */
function formatFields(block: FieldsBlock, { paint, width }: ReportOptions): string[] {
  const widest = Math.max(0, ...block.fields.map(([name]) => displayWidth(name)));
  return block.fields.flatMap(([name, value]) => {
    const lines = toVisible(value).split('\n');
    const [first = '', ...rest] = lines.flatMap((line) => wrapWords(line, width - widest - 2));
    const label = `${name}:`.padEnd(widest + 2);
    return [`${paint.bold(label)}${first}`, ...rest.map((line) => ' '.repeat(widest + 2) + line)];
  });
}

function joinBlocks(blocks: readonly (readonly string[])[]): string[] {
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function toText(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
