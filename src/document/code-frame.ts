import type { Span } from '../core/index.ts';
import { toOneLine } from '../core/index.ts';

const MAX_FRAME_COLUMNS = 100;
/** How much of a long line is shown before the fault. */
const LEAD_COLUMNS = 40;
/** Reports end up in logs that everybody reads (ATTACKS C19). */
const SECRET_MARK = 'PRIVATE KEY';
const HIDDEN_LINE = '[not shown: it may hold a private key]';

/**
 * The source line of the span's start and a caret under it, joined by a line feed. A long line is cut to 100 columns
 * around the caret; characters that are not safe to print are shown as escapes, and a line with a private key not at all. Pure.
 */
export function formatCodeFrame(text: string, span: Span): string {
  const { offset, column } = span.start;
  const lineStart = offset - column + 1;
  const lineEnd = endOfLine(text, offset);
  const gutter = `${String(span.start.line)} | `;
  if (text.slice(lineStart, lineEnd).includes(SECRET_MARK))
    return `${gutter}${HIDDEN_LINE}\n${' '.repeat(gutter.length)}^`;
  const windowStart =
    lineEnd - lineStart <= MAX_FRAME_COLUMNS ? lineStart : Math.max(lineStart, offset - LEAD_COLUMNS);
  const windowEnd = Math.min(lineEnd, windowStart + MAX_FRAME_COLUMNS);
  const before = toSafe(text.slice(windowStart, offset));
  const marked = toSafe(text.slice(offset, Math.min(windowEnd, Math.max(span.end.offset, offset))));
  const line = toSafe(text.slice(windowStart, windowEnd));
  const carets = '^'.repeat(Math.max(1, Math.min(marked.length, MAX_FRAME_COLUMNS)));
  return `${gutter}${line}\n${' '.repeat(gutter.length + before.length)}${carets}`;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return end > offset && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** A tab counts one column, as positions do. */
function toSafe(text: string): string {
  return toOneLine(text.replaceAll('\t', ' '));
}
