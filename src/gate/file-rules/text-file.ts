import { isUtf8 } from 'node:buffer';
import { MAX_README_BYTES, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ContentRule, FileSubject } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

// Bidirectional controls and C0/C1 other than tab, newline and carriage return: text that reads otherwise than it is.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

/** README.md and CHANGELOG.md are UTF-8 of bounded size, and read as they are (ATTACKS P08, G14). */
export const textFileRule: ContentRule = {
  id: 'text-file',
  family: 'content',
  summary:
    'README.md and CHANGELOG.md are UTF-8 text of at most 512 KiB without control or bidirectional characters.',
  codes: ['HYPER_TEXT_SIZE', 'HYPER_TEXT_ENCODING', 'HYPER_TEXT_CHARACTER'],
  check: (subject) => (subject.role.kind === 'text' ? textFaults(subject) : NONE),
};

function* textFaults({ entry: { path }, size, bytes }: FileSubject): Iterable<Diagnostic> {
  if (size > MAX_README_BYTES) {
    const message = `expected at most ${MAX_README_BYTES} bytes, got ${size}`;
    yield {
      code: 'HYPER_TEXT_SIZE',
      severity: 'error',
      path,
      message,
      hint: 'move the long part to your own site',
    };
    return;
  }
  if (!isUtf8(bytes)) {
    const message = 'expected UTF-8 text';
    yield { code: 'HYPER_TEXT_ENCODING', severity: 'error', path, message, hint: 'save the file as UTF-8' };
    return;
  }
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    const at = line.search(HIDDEN);
    if (at < 0) continue;
    const position = {
      line: index + 1,
      column: at + 1,
      offset: lines.slice(0, index).join('\n').length + at,
    };
    const message = `the character "${toOneLine(line.charAt(at))}" hides what the text says`;
    const span = { start: position, end: { ...position, column: at + 2, offset: position.offset + 1 } };
    yield {
      code: 'HYPER_TEXT_CHARACTER',
      severity: 'error',
      path,
      span,
      message,
      hint: 'remove the character',
    };
    return;
  }
}
