import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from '../../../src/search/engine/highlight.ts';
import { tokensOf } from '../../../src/search/text/tokens.ts';

const WORDS = [
  'rules',
  'RULING',
  'yield',
  'Yes',
  'café',
  'Éclair',
  '\u0301acute',
  'ﬁnal',
  'İd',
  'C#',
  'the',
  '𝐀bc',
];
const MARKED = [
  'rule',
  'r',
  'yield',
  'ye',
  'cafe',
  'eclair',
  'e',
  'acut',
  'final',
  'f',
  'i',
  'c#',
  'abc',
  't',
];

describe('what is marked in a text', () => {
  it('is every word with the word or the stem that is looked for, or that begins so (a law)', () => {
    const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 });
    const looked = fc.array(fc.constantFrom(...MARKED), { maxLength: 3 });
    fc.assert(
      fc.property(words, looked, looked, (inText, whole, prefixes) => {
        const isMarked = (one: string): boolean =>
          tokensOf(one, 1).some(
            ({ word, stem }) =>
              whole.includes(word) || whole.includes(stem) || prefixes.some((each) => word.startsWith(each)),
          );
        const found = highlight(inText.join(' '), { words: new Set(whole), prefixes });
        expect(found.map(([start, end]) => inText.join(' ').slice(start, end))).toEqual(
          inText.filter(isMarked),
        );
      }),
    );
  });
});
