import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markOf, mayHave } from '../../../src/search/index/name-marks.ts';
import { NAME_BIT } from '../../../src/search/index/postings.ts';
import type { SearchDocument } from '../../../src/search/index.ts';
import { wholeWindow as window } from '../../../src/search/engine/term-list.ts';
import { tokensOf } from '../../../src/search/text/tokens.ts';
import { document, filesOf, openFiles } from './builders.ts';

const WORDS = [
  'tide',
  'tides',
  'tidal',
  'rule',
  'rules',
  'web',
  'café',
  'the',
  'c++',
  '\ud800x',
  'r2d2',
  'RULE',
  'C#',
  'a\u0001WEB',
  'İd',
];
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 });
const documents: fc.Arbitrary<SearchDocument[]> = fc.uniqueArray(
  fc
    .record({ name: words, description: words, tags: words, repeats: fc.constantFrom(1, 90) })
    .map(({ name, description, tags, repeats }) =>
      document(`lib.${tags[0]?.replace(/[^a-z0-9]/gu, 'x') ?? 'n'}/${['a', ...name].join('-')}`, {
        description: Array.from({ length: repeats }, () => description.join(' ')).join(' and '),
        tags: Array.from({ length: repeats }, (_, at) => tags[at % Math.max(1, tags.length)] ?? ''),
        keywords: [...tags, ...name],
      }),
    ),
  { selector: ({ reference }) => reference, minLength: 1, maxLength: 12 },
);

describe('the row of a document', () => {
  it('tells of its words exactly what their lists tell (a law)', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (all) => {
        const index = await openFiles(filesOf(all));
        const ids = (await (await index.all()).load(window(), undefined)).flatMap((one) => [...one.ids]);
        for (const id of ids) {
          for (const [key, { details, weight }] of await index.rowTerms(id)) {
            const [, word = ''] = /^t(.*).$/u.exec(decodeURIComponent(key)) ?? [];
            const { list } = await (key.endsWith('.') ? index.stem(word) : index.word(word));
            const found = (await list.load(window(), undefined)).map((one) => {
              const place = one.ids.indexOf(id);
              return place < 0 ? [] : [[one.details[place], one.weights[place]]];
            });
            expect([key, found.flat()]).toEqual([key, [[details, weight]]]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has every word that a list says it has (a law)', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (all) => {
        const index = await openFiles(filesOf(all));
        for (const word of WORDS) {
          for (const { stem } of tokensOf(word, 1)) {
            const found = await index.stem(stem);
            for (const { ids, details, marks } of await found.list.load(window(), undefined)) {
              for (const [place, id] of ids.entries()) {
                expect((await index.rowTerms(id)).has(found.key)).toBe(true);
                const isOfName = ((details[place] ?? 0) & NAME_BIT) !== 0;
                if (isOfName) expect(mayHave(marks[place] ?? 0, markOf(stem))).toBe(true);
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
