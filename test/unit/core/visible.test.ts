import { describe, expect, it } from 'vitest';
import { toOneLine, toVisible } from '../../../src/core/index.ts';

/** What shows nothing, acts on a terminal or turns the direction of what follows. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe('text of a repository', () => {
  it('hides no character of all that there are, and keeps every other one (X07)', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const char = String.fromCodePoint(code);
      const isShown = toVisible(char) !== char;
      const isHidden = HIDDEN.test(char) && char !== '\n' && char !== '\t';
      if (isShown !== isHidden) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['a\u3164b\uffa0c', 'a\\u{3164}b\\u{ffa0}c'],
    ['a\u034fb\u{e0100}c', 'a\\u{34f}b\\u{e0100}c'],
    ['x\ud800y', 'x\\u{d800}y'],
    ['größe 😀 漢字', 'größe 😀 漢字'],
  ])('shows %j as %j', (text, shown) => {
    expect(toVisible(text)).toBe(shown);
  });

  it('keeps its lines, or stands on one', () => {
    expect(toVisible('a\n\tb')).toBe('a\n\tb');
    expect(toOneLine('a\n\tb')).toBe('a\\n\\tb');
  });
});
