import { fileOfDiagnostic, toOneLine, toVisible } from '../core/index.ts';
import type { Severity } from '../core/index.ts';
import { displayWidth } from './display-width.ts';
import type { Paint, Painter } from './paint.ts';
import { plural } from './plural.ts';
import type { ReportDiagnostic } from './report.ts';

/** Each finding as `path:line:column severity CODE message` with its frame and hint, broken at words; files apart by an empty line. */
export function formatDiagnostics(
  diagnostics: readonly ReportDiagnostic[],
  paint: Paint,
  width: number,
): string[] {
  const lines: string[] = [];
  let path: string | undefined;
  for (const [index, diagnostic] of diagnostics.entries()) {
    if (index > 0 && diagnostic.path !== path) lines.push('');
    path = diagnostic.path;
    lines.push(...formatDiagnostic(diagnostic, paint, width));
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

function formatDiagnostic(diagnostic: ReportDiagnostic, paint: Paint, width: number): string[] {
  const place = placeOf(diagnostic);
  const words: Word[] = [
    ...(place === '' ? [] : [{ text: place, painter: paint.bold }]),
    { text: diagnostic.severity, painter: severityPaint(diagnostic.severity, paint) },
    { text: diagnostic.code, painter: paint.dim },
    ...wordsOf(toOneLine(diagnostic.message)),
  ];
  const lines = brokenAtWords(words, INDENT, width);
  if (diagnostic.frame !== undefined) lines.push(...indented(aligned(diagnostic.frame)));
  if (diagnostic.hint !== undefined) {
    const [first = '', ...rest] = framedHint(toVisible(diagnostic.hint).split('\n'), width);
    const label = { text: `${INDENT}hint:`, painter: (): string => `${INDENT}${paint.cyan('hint:')}` };
    const isFrame = CARETS.test(rest[0] ?? '');
    lines.push(...brokenAtWords([label, ...wordsOf(first)], HINT_INDENT, isFrame ? Infinity : width));
    lines.push(...rest.map((line) => `${HINT_INDENT}${line}`));
  }
  return lines;
}

const CARETS = /^( *)(\^+)$/u;
const INDENT = '    ';
const HINT_INDENT = '          ';

/** A word and what puts colour on it, which takes no columns. */
interface Word {
  readonly text: string;
  readonly painter: Painter;
}

function wordsOf(text: string): Word[] {
  return text.split(' ').map((word) => ({ text: word, painter: (same) => same }));
}

/** The words in lines of at most that many columns, as far as words allow; all but the first indented. */
function brokenAtWords(words: readonly Word[], indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const { text, painter } of words) {
    const taken = displayWidth(text);
    if (line !== '' && columns + 1 + taken > width) {
      lines.push(line);
      line = indent + painter(text);
      columns = indent.length + taken;
    } else {
      line = line === '' ? painter(text) : `${line} ${painter(text)}`;
      columns += taken + (columns === 0 ? 0 : 1);
    }
  }
  return [...lines, line];
}

function placeOf(diagnostic: ReportDiagnostic): string {
  const { span } = diagnostic;
  const file = fileOfDiagnostic(diagnostic);
  if (file === undefined) return '';
  const at = span === undefined ? '' : `:${String(span.start.line)}:${String(span.start.column)}`;
  return `${toOneLine(file)}${at}`;
}

/** A frame counts characters, as positions do; terminals give some of them two columns and some none. */
function aligned(frame: string): string {
  const lines = frame.split('\n');
  const moved = lines.map((line, at) => {
    const [, lead = '', carets] = CARETS.exec(line) ?? [];
    const above = lines[at - 1];
    if (carets === undefined || above === undefined) return line;
    const marked = displayWidth(above.slice(lead.length, lead.length + carets.length));
    return ' '.repeat(displayWidth(above.slice(0, lead.length))) + '^'.repeat(Math.max(1, marked));
  });
  return moved.join('\n');
}

/** The lines of a hint that begins with a text and carets under it: as much around the carets as the terminal has room for. */
function framedHint(lines: readonly string[], width: number): readonly string[] {
  const [text = '', carets = '', ...rest] = lines;
  const [, lead] = CARETS.exec(carets) ?? [];
  if (lead === undefined) return lines;
  const room = Math.max(1, width - HINT_INDENT.length);
  const columns = displayWidth(text);
  const most = columns > text.length ? Math.ceil(room / 2) : room;
  const from =
    columns > room ? Math.max(0, Math.min(lead.length - Math.floor(most / 2), text.length - most)) : 0;
  const cut = [text, carets]
    .map((line) => (columns > room ? line.slice(from, from + most) : line))
    .join('\n');
  return [...aligned(cut).split('\n'), ...rest];
}

function indented(text: string): string[] {
  return toVisible(text)
    .split('\n')
    .map((line) => `${INDENT}${line}`);
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
