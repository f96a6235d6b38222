import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileTable } from '../../../src/catalog/index.ts';
import type { FileDigest } from '../../../src/catalog/index.ts';
import { compareText, digestHex } from '../../../src/core/index.ts';

const paths = fc.constantFrom('a', 'a-b', 'a/b', 'a/b/c', 'a.b', 'b/\u00e9', 'b/z', 'c');
const file: fc.Arbitrary<FileDigest> = fc
  .tuple(paths, fc.nat(), fc.nat({ max: 9 }))
  .map(([path, size, number]) => ({ path, size, sha256: digestHex(String(number)) }));
const files = fc.uniqueArray(file, { selector: ({ path }) => path });

const sorted = (all: Iterable<FileDigest>): FileDigest[] =>
  [...all].sort((left, right) => compareText(left.path, right.path));

describe('a table of files', () => {
  it('is read from its lines as it was, whatever order it was made in', () => {
    fc.assert(
      fc.property(files, (all) => {
        const table = FileTable.of([...all].reverse());
        expect([...table]).toEqual(sorted(all));
        expect(table.bytes).toBe(all.reduce((sum, { size }) => sum + size, 0));
        const again = FileTable.parse(table.text);
        expect([again?.paths, again?.digest]).toEqual([table.paths, table.digest]);
        for (const { path, sha256 } of all) expect(table.sha256At(table.find(path))).toBe(sha256);
      }),
    );
  });

  it('tells which files another has with the same bytes', () => {
    fc.assert(
      fc.property(files, files, (all, others) => {
        const [table, other] = [FileTable.of(all), FileTable.of(others)];
        const known = new Map(sorted(others).map((one, number) => [JSON.stringify(one), number]));
        const expected = [...table].map((one) => known.get(JSON.stringify(one)) ?? -1);
        expect([...table.sameIn(other)]).toEqual(expected);
      }),
    );
    const many = Array.from({ length: 20_000 }, (_, number) => {
      const path = `f/${String(number).padStart(5, '0')}`;
      return { path, size: number, sha256: digestHex(path) };
    });
    const changed = many.flatMap((one) =>
      one.size % 7000 === 5 ? [] : one.size % 3001 === 9 ? [{ ...one, sha256: digestHex('other') }] : [one],
    );
    const [table, other] = [FileTable.of(many), FileTable.of(changed)];
    const paths = [...table.sameIn(other)].map((at, number) => [table.pathAt(number), other.pathAt(at)]);
    expect(paths.filter(([path, same]) => same !== undefined && same !== path)).toEqual([]);
    expect(paths.filter(([, same]) => same === undefined)).toHaveLength(3 + 7);
  });

  it('gets and loses files as a map does', () => {
    fc.assert(
      fc.property(files, files, fc.array(paths), (before, more, gone) => {
        const table = FileTable.of(before);
        const expected = new Map([...before, ...more].map((one) => [one.path, one]));
        expect([...table.with(more)]).toEqual(sorted(expected.values()));
        for (const path of gone) expected.delete(path);
        const rest = table.with(more).without(gone);
        expect([...rest]).toEqual(sorted(expected.values()));
        for (const path of gone) expect(rest.find(path)).toBe(-1);
        const folders = ['a', 'a/b', 'b', 'c'];
        expect(rest.namesIn('')).toEqual(rest.paths.filter((path) => !path.includes('/')));
        for (const folder of folders) {
          const below = rest.paths.filter((path) => path.startsWith(`${folder}/`));
          expect(rest.pathsFrom(`${folder}/`)).toEqual(below);
          expect(rest.hasBelow(folder)).toBe(below.length > 0);
          const names = below.map((path) => path.slice(folder.length + 1));
          expect(rest.namesIn(folder)).toEqual(names.filter((name) => !name.includes('/')));
        }
      }),
    );
  });

  it.each([
    ['is out of order', (lines: readonly string[]) => [...lines].reverse()],
    ['has a path twice', ([line = '']: readonly string[]) => [line, line]],
    [
      'has a path with an escape',
      ([line = '']: readonly string[]) => [line.replace('a', String.raw`\u0061`)],
    ],
    ['has no path', ([line = '']: readonly string[]) => [line.replace('path', 'paht')]],
    ['has no digest', ([line = '']: readonly string[]) => [line.replace('sha256', 'sha512')]],
    ['is no JSON', () => ['x']],
    ['ends with a comma', (lines: readonly string[]) => [...lines, '']],
    ['has no comma between two', (lines: readonly string[]) => [lines.join('\n')]],
  ])('is none where it %s', (_how, damage) => {
    const { text } = FileTable.of(['a', 'b'].map((path) => ({ path, size: 1, sha256: digestHex(path) })));
    const lines = Buffer.from(text).toString().split(',\n');
    const joined = (all: readonly string[]): Uint8Array => Buffer.from(all.join(',\n'));
    expect(FileTable.parse(joined(lines))).toBeDefined();
    expect(FileTable.parse(joined(damage(lines)))).toBeUndefined();
  });
});
