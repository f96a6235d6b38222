import { MAX_STRING_UNITS } from '../../core/index.ts';
import { BAR, DASH, DOUBT, NEWLINE, SPACE, skipSpaces } from './cursor.ts';
import type { Cursor } from './cursor.ts';

/**
 * The `|` or `>` scalar at `pos`, with `-` or no chomping indicator; goes to the next line. Its lines must stand deeper
 * than `parentIndent`; a first line that is blank, blanks beyond the indent, and deeper lines of `>` are doubt.
 */
export function readBlockScalar(cursor: Cursor, parentIndent: number): string {
  const { text } = cursor;
  const isLiteral = text.charCodeAt(cursor.pos) === BAR;
  let pos = cursor.pos + 1;
  const isStripped = text.charCodeAt(pos) === DASH;
  if (isStripped) pos++;
  pos = skipSpaces(text, pos);
  if (text.charCodeAt(pos) !== NEWLINE) throw DOUBT;
  const contentIndent = skipSpaces(text, pos + 1) - pos - 1;
  if (contentIndent <= parentIndent || contentIndent === 0) throw DOUBT;
  const lines: string[] = [];
  const next = readLines(text, pos + 1, contentIndent, lines);
  if (next >= text.length && cursor.lacksFinalNewline) throw DOUBT;
  cursor.nextLine(next - 1);
  if (cursor.indent > parentIndent) throw DOUBT;
  while (lines.length > 0 && lines[lines.length - 1] === '') lines.pop();
  if (lines.length === 0 || lines[0] === '') throw DOUBT;
  const body = isLiteral ? lines.join('\n') : foldLines(lines);
  if (body.length >= MAX_STRING_UNITS) throw DOUBT;
  return isStripped ? body : `${body}\n`;
}

/** Collects the lines of the block without their indent; returns the offset where the first other line begins. */
function readLines(text: string, from: number, contentIndent: number, lines: string[]): number {
  let start = from;
  while (start < text.length) {
    const content = skipSpaces(text, start);
    const end = text.indexOf('\n', content);
    if (content === end) {
      if (content - start > contentIndent) throw DOUBT;
      lines.push('');
    } else {
      if (content - start < contentIndent) return start;
      lines.push(text.slice(start + contentIndent, end));
    }
    start = end + 1;
  }
  return start;
}

function foldLines(lines: readonly string[]): string {
  let folded = lines[0] ?? '';
  let blanks = 0;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') {
      blanks++;
      continue;
    }
    if (line.charCodeAt(0) === SPACE) throw DOUBT;
    folded += blanks === 0 ? ` ${line}` : '\n'.repeat(blanks) + line;
    blanks = 0;
  }
  return folded;
}
