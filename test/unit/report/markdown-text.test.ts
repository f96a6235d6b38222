import { describe, expect, it } from 'vitest';
import { toCodeSpan, toMarkdown } from '../../../src/report/markdown-text.ts';

/** As a forge reads it after Markdown: entities are characters again. */
function decoded(markdown: string): string {
  return markdown.replace(/&#([0-9]+);/gu, (_all, code: string) => String.fromCharCode(Number(code)));
}

describe('text in Markdown (X06)', () => {
  it.each([
    ['the issue', 'see #12'],
    ['the issue in another spelling', 'see GH-12 and gh-12'],
    ['the merge request', 'see !12'],
    ['the snippet', 'see $12'],
    ['the epic', 'see &12'],
    ['the label', 'see ~bug'],
    ['the milestone', 'see %v1'],
    ['the person', 'see @octocat'],
    ['the picture', 'see :tada:'],
    ['the commit', 'see 0123456789abcdef0123456789abcdef01234567'],
    ['the commit behind seven digits', 'see aaaaaaa0123456789abcdef0123456789abcdef01234567'],
    ['the address', 'see www.evil.test and https://evil.test'],
  ])('names nothing that a forge links to: %s', (_what, text) => {
    const shown = decoded(toMarkdown(text));
    expect(shown.replaceAll('\u200b', '')).toBe(text);
    expect(shown).not.toMatch(/[#!$&~%]\w|GH-[0-9]|@\w|:\w+:|\b[0-9a-f]{7,64}\b|www\.|:\/\//iu);
  });

  it.each(['- item', '+ item', '1. item', '2) item', '===', '  - item'])(
    'begins no list, heading or rule: %j',
    (text) => {
      expect(toMarkdown(text)).not.toMatch(/^\s*(?:[-+=]|[0-9]+[.)])/u);
      expect(decoded(toMarkdown(text)).replaceAll('\u200b', '')).toBe(text);
    },
  );

  it.each([
    ['a|b', '`a\\u{7c}b`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    [' a', '`  a `'],
    ['', '` `'],
    ['a\nb', '`a\\nb`'],
    ['x'.repeat(301), `\`${'x'.repeat(300)}…\``],
  ])('puts %j into a span of code that it ends nowhere', (text, expected) => {
    expect(toCodeSpan(text)).toBe(expected);
    expect(toMarkdown(`"${text}" is wrong`)).toBe(`${expected} is wrong`);
  });
});
