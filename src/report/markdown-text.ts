import { toOneLine } from '../core/index.ts';

const ZERO_WIDTH = '\u200b';
const MAX_CODE_UNITS = 300;
/** What makes a list, a heading or a rule of a line. */
const LINE_START = /^(\s*)([-+=]|[0-9]+[.)])/u;

/**
 * Text as Markdown that reads as itself: what stands in quotes becomes a code span, everything else is escaped, so that
 * repository text ends no fence, mentions nobody, links nowhere and hides nothing (ATTACKS X06).
 */
export function toMarkdown(text: string): string {
  return toOneLine(text)
    .split(/"([^"]*)"/u)
    .map((part, index) => (index % 2 === 1 ? toCodeSpan(part) : escapeMarkdown(part, index === 0)))
    .join('');
}

/** A code span around text of any kind; in a table too, where a bar would end the cell. */
export function toCodeSpan(text: string): string {
  const line = toOneLine(text).replaceAll('|', '\\u{7c}');
  if (line === '') return '` `';
  const cut = line.length > MAX_CODE_UNITS ? `${line.slice(0, MAX_CODE_UNITS)}…` : line;
  const longest = Math.max(0, ...[...cut.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const isEdgy = longest > 0 || cut.startsWith(' ') || cut.endsWith(' ');
  return isEdgy ? `${fence} ${cut} ${fence}` : `${fence}${cut}${fence}`;
}

/** What a forge reads as the number of an issue, a merge request or the like, also where it was written as an entity. */
const NUMBERED = /([#!$&~%])(?=\w)|\b(GH-)(?=[0-9])/giu;

/** Plain text: punctuation that means something to Markdown or HTML as entities, mentions and addresses broken. */
function escapeMarkdown(text: string, isStart: boolean): string {
  const plain = isStart ? text.replace(LINE_START, `$1${ZERO_WIDTH}$2`) : text;
  return plain
    .replace(NUMBERED, `$1$2${ZERO_WIDTH}`)
    .replace(/[&<>\\`*_{}[\]()#|~!"']/gu, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll('@', `@${ZERO_WIDTH}`)
    .replaceAll('://', `:${ZERO_WIDTH}//`)
    .replace(/www\./giu, (word) => `${word.slice(0, 3)}${ZERO_WIDTH}.`)
    .replace(/:(?=[a-z0-9_+-]+:)/giu, `:${ZERO_WIDTH}`)
    .replace(/\b[0-9a-f]{7,}\b/giu, (run) => run.replace(/.{6}(?=.)/gu, `$&${ZERO_WIDTH}`));
}
