import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/core/index.ts';
import { sortTexts } from '../../../src/search/index/sort-texts.ts';
import { TextList } from '../../../src/search/index/text-list.ts';
import { TextNumbers } from '../../../src/search/index/text-numbers.ts';

/** Also halves of characters, zeros and what UTF-8 takes for a mark at the beginning. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\ufeffbom', '\u0000', '\ud800', '\udc00\ud800', 'Ã©', 'é', '__proto__', 'constructor'),
);
const texts = fc.array(text, { maxLength: 60, size: 'max' });

function listOf(all: readonly string[]): TextList {
  const list = new TextList();
  for (const one of all) list.push(one);
  return list;
}

describe('lists of texts', () => {
  it('give back each text, and say which it is (a law)', () => {
    fc.assert(
      fc.property(texts, text, (all, other) => {
        const list = listOf(all);
        expect([...list]).toEqual(all);
        for (const place of all.keys()) {
          expect(list.isAt(place, ` ${other} `, 1, 1 + other.length)).toBe(all[place] === other);
          expect(list.isAt(place, all[place] ?? '', 0, all[place]?.length ?? 0)).toBe(true);
        }
      }),
    );
  });

  it('hold texts of any length, one after the other', () => {
    const all = [70_000, 3, 30_000, 65_535, 65_536, 200_000, 1, 0].map((length) => 'é'.repeat(length));
    expect([...listOf([...all, ...all])]).toEqual([...all, ...all]);
  });

  it('come in the order of texts, equal ones together (a law)', () => {
    fc.assert(
      fc.property(texts, fc.nat(4), (all, times) => {
        const many = Array.from({ length: times + 1 }, () => all).flat();
        const list = listOf(many);
        const sorted = Array.from(sortTexts(list), (place) => list.at(place));
        expect(sorted).toEqual([...many].sort(compareText));
      }),
    );
  });

  it('come in order where they share long beginnings', () => {
    const all = Array.from({ length: 3000 }, (_, at) => `${'a'.repeat((at * 7919) % 900)}${String(at % 13)}`);
    const list = listOf(all);
    expect(Array.from(sortTexts(list), (place) => list.at(place))).toEqual(all.sort(compareText));
  });
});

describe('numbers of texts', () => {
  it('are those of a map, however many there are', () => {
    const numbers = new TextNumbers();
    const wanted = new Map<string, number>();
    for (let at = 0; at < 20_000; at += 1) {
      const key = `t${String((at * 7919) % 9000)}.`;
      if (!wanted.has(key)) wanted.set(key, wanted.size);
      expect(numbers.of(key)).toBe(wanted.get(key));
    }
    expect(numbers.count).toBe(wanted.size);
    expect(numbers.find('the t1. of it', 4, 7)).toBe(wanted.get('t1.'));
    expect(numbers.find('nothing')).toBe(-1);
  });
});

describe('a list of texts that are copied from another', () => {
  it('has the same texts, in the order in which they were copied, also where they are long', () => {
    const all = Array.from(
      { length: 2000 },
      (_, at) => `${'é'.repeat(at % 90)}${'x'.repeat(at === 7 ? 70_000 : at % 50)}`,
    );
    const [list, copies] = [listOf(all), new TextList()];
    for (let place = all.length - 1; place >= 0; place -= 1) copies.pushOf(list, place);
    expect([...copies]).toEqual(all.reverse());
  });
});
