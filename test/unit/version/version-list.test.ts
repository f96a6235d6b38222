import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { VersionList } from '../../../src/version/index.ts';
import { readReleaseRange } from '../../../src/version/release-range.ts';
import { rangeTexts, versionTexts } from './version-builders.ts';
import { HANG_MS } from '../../build/hang.ts';

/** The versions that a range selects. */
function selected(list: VersionList, range: string): string[] {
  const runs = list.select(range) ?? [];
  return list.texts.filter((_, rank) =>
    runs.some((from, index) => index % 2 === 0 && rank >= from && rank < (runs[index + 1] ?? 0)),
  );
}

const part = fc.constantFrom('0', '1', '2', '3', '10', '01', 'x', 'X', '*');
const partial = fc
  .tuple(part, fc.option(part), fc.option(part))
  .map(([major, minor, patch]) => [major, minor, patch].filter((one) => one !== null).join('.'));
const operator = fc.constantFrom('', '', '=', '^', '~', '>', '>=', '<', '<=', '^ ', '>= ', '~>', 'v');
const comparator = fc.tuple(operator, partial).map(([sign, text]) => sign + text);
const alternative = fc.array(comparator, { maxLength: 3 }).map((list) => list.join(' '));
const written = fc
  .array(alternative, { minLength: 1, maxLength: 3 })
  .chain((list) => fc.constantFrom(' || ', '||', '|| ').map((bar) => list.join(bar)));

describe('VersionList', () => {
  it('selects what node-semver says is in the range, for ranges of its whole grammar', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(versionTexts, { maxLength: 40 }),
        fc.oneof(rangeTexts, written),
        (texts, range) => {
          const list = new VersionList(texts);
          const isEmpty = range.trim() === '';
          const expected = isEmpty ? [] : texts.filter((text) => semver.satisfies(text, range));
          expect(new Set(selected(list, range))).toEqual(new Set(expected));
        },
      ),
      { numRuns: 6000 },
    );
  });

  it('reads what people mostly write without node-semver, and nothing that node-semver refuses', () => {
    let read = 0;
    fc.assert(
      fc.property(written, (range) => {
        if (readReleaseRange(range) === undefined) return;
        read += 1;
        expect(semver.validRange(range)).not.toBeNull();
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(200);
    for (const range of ['^1.2.3', '~1.2', '1.x', '*', '>=1.0.0 <2.0.0', '>= 1 < 2', '1.2.3 || 2.x']) {
      expect(readReleaseRange(range)).toBeDefined();
    }
  });

  it('sorts by precedence and then by text, whatever the order of input', () => {
    fc.assert(
      fc.property(fc.uniqueArray(versionTexts, { maxLength: 12 }), (texts) => {
        const list = new VersionList(texts);
        expect(new VersionList([...texts].reverse()).texts).toEqual(list.texts);
        for (const [rank, text] of list.texts.entries()) {
          expect(texts[list.places[rank] ?? -1]).toBe(text);
          expect(list.rankOf(text)).toBe(rank);
          expect(list.isPrerelease(rank)).toBe((semver.prerelease(text)?.length ?? 0) > 0);
          const next = list.texts[rank + 1];
          if (next !== undefined) expect(semver.compare(text, next)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what is no version, and selects nothing by what is no range', () => {
    expect(new VersionList(['1.0.0', 'v1', '', '01.0.0', '1.0']).texts).toEqual(['1.0.0']);
    const list = new VersionList(['1.0.0']);
    expect(['latest', '', '   ', '>=1, <2'].map((range) => list.select(range))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([Array.from({ length: 10_000 }, (_, index) => `${index}.x`).join('||'), '1'.repeat(400_000)])(
    'refuses a range that is too long, without reading it (R10)',
    (range) => {
      const started = performance.now();
      expect(new VersionList(['1.0.0']).select(range)).toBeUndefined();
      expect(performance.now() - started).toBeLessThan(HANG_MS);
    },
  );
});
