import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptTexts } from '../../../src/search/index/document-text.ts';
import { Lexicon } from '../../../src/search/index/lexicon.ts';
import { rowText } from '../../../src/search/index/rows.ts';
import { Tally } from '../../../src/search/index/tally.ts';
import { TextNumbers } from '../../../src/search/index/text-numbers.ts';
import { tokenOfPart } from '../../../src/search/text/tokens.ts';

describe('a row of a document', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\', '\n', '\u007f', '\u2028', '\ud800', '</script>', ''),
  );
  const must = {
    reference: text,
    namespace: text,
    name: text,
    type: text,
    version: text,
    state: text,
    description: text,
    tags: fc.array(text, { maxLength: 3 }),
    keywords: fc.array(text, { maxLength: 3 }),
    created: fc.constant('2025-01-02T03:04:05Z'),
  };
  const may = { author: text, license: text, published: text };
  const document = fc.record(
    { ...must, ...may },
    { requiredKeys: Object.keys(must) as (keyof typeof must)[] },
  );

  it('is the JSON of what it holds, whatever that is', () => {
    fc.assert(
      fc.property(document, (one) => {
        const kept = keptTexts(one);
        const { reference, type, version, state, license, author, published } = one;
        const facts = [license ?? null, author ?? null, published ?? null];
        const orders = [1735787045, undefined, 0, 4500];
        const row = [
          reference,
          [type, version, state],
          kept.description,
          kept.tags,
          kept.keywords,
          facts,
          orders,
        ];
        expect(`[${rowText(one, kept, orders)}`).toBe(JSON.stringify(row));
      }),
    );
  });
});

describe('words of a document', () => {
  it('are the same in several texts as in one with spaces between them', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (texts, limit) => {
        const lexicon = new Lexicon(new TextNumbers());
        const [apart, whole]: [number[], number[]] = [[], []];
        for (const one of texts) lexicon.read(one, limit, apart);
        lexicon.read(texts.join(' '), limit, whole);
        expect(apart).toEqual(whole);
      }),
    );
  });

  it('without those that lunr stops at, which are all short', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('lunr'), 'utf8');
    const list = /lunr\.stopWordFilter = lunr\.generateStopWordFilter\(\[([^\]]+)\]/u.exec(source)?.[1] ?? '';
    const words = [...list.matchAll(/'([a-z]+)'/gu)].map(([, word = '']) => word);
    expect(words.length).toBeGreaterThan(100);
    for (const word of words) expect(tokenOfPart(word), word).toBeUndefined();
    expect(tokenOfPart('registry')?.word).toBe('registry');
  });

  it('are counted however many there are and whatever their numbers', () => {
    const tally = new Tally();
    for (const step of [1, 2048, 2049]) {
      tally.start();
      for (let turn = 0; turn < 2; turn += 1) {
        for (let term = 0; term < 600; term += 1) {
          tally.count(term * step);
          tally.count(term * step);
        }
        tally.finishField(1 << turn, (count) => count);
      }
      expect(tally.terms).toEqual(Array.from({ length: 600 }, (_, at) => at * step));
      for (let place = 0; place < 600; place += 1) {
        expect(tally.weight(place)).toBe(4);
        expect(tally.details(place)).toBe(3);
      }
    }
  });
});
