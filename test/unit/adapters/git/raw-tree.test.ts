import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOT_PATH, differingParts, findTree, parseRawTree } from '../../../../src/adapters/git/raw-tree.ts';
import type { RawEntry } from '../../../../src/adapters/git/raw-tree.ts';

const ID_BYTES = 20;

interface Entry {
  readonly mode: string;
  readonly name: string;
  readonly id: number;
}

const entries = fc.uniqueArray(
  fc.record({
    mode: fc.constantFrom('100644', '100755', '40000', '100664'),
    name: fc.string({ unit: fc.constantFrom('a', 'b', '1', '.', '\u00e9'), minLength: 1, maxLength: 3 }),
    id: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ name }) => name, maxLength: 60 },
);

/** Ids that hold the bytes that entries are told apart by. */
function toTree(list: readonly Entry[]): Buffer {
  return Buffer.concat(
    list.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} ${name}\0`),
      Buffer.from([0, 0x20, ...Array.from({ length: ID_BYTES - 3 }, () => 0x31), id]),
    ]),
  );
}

function read(tree: Buffer): RawEntry[] {
  return parseRawTree(tree, ROOT_PATH, ID_BYTES) ?? [];
}

/** What stands on one side alone, as texts. */
function onlyIn(own: readonly RawEntry[], other: readonly RawEntry[]): string[] {
  const known = new Set(other.map(({ mode, oid, path }) => `${mode} ${oid} ${path}`));
  return own.map(({ mode, oid, path }) => `${mode} ${oid} ${path}`).filter((text) => !known.has(text));
}

describe('the differing parts of two trees', () => {
  it('hold every entry that differs, and are trees themselves', () => {
    const edits = fc.array(fc.tuple(fc.nat(), entries), { maxLength: 2 });
    fc.assert(
      fc.property(entries, edits, (list, changes) => {
        const spliced = [...list];
        for (const [at, put] of changes) spliced.splice(at % (spliced.length + 1), 1, ...put.slice(0, 2));
        const edited = [...new Map(spliced.map((entry) => [entry.name, entry])).values()];
        const [before, after] = [toTree(list), toTree(edited)];
        const [left, right] = differingParts(before, after, ID_BYTES);
        const [olds, news] = [read(left), read(right)];
        expect(onlyIn(olds, news)).toEqual(onlyIn(read(before), read(after)));
        expect(onlyIn(news, olds)).toEqual(onlyIn(read(after), read(before)));
        expect(read(before)).toEqual(expect.arrayContaining(olds));
        expect(read(after)).toEqual(expect.arrayContaining(news));
      }),
      { numRuns: 1000 },
    );
  });

  it('are little where little differs', () => {
    const list = Array.from({ length: 500 }, (_, number) => ({
      mode: '100644',
      name: `file-${String(number).padStart(3, '0')}`,
      id: 1,
    }));
    const changed = list.map((entry, number) => (number === 250 ? { ...entry, id: 2 } : entry));
    const added = [...list.slice(0, 100), { mode: '100644', name: 'file-099a', id: 3 }, ...list.slice(100)];
    const sizes = [changed, added].map((other) =>
      differingParts(toTree(list), toTree(other), ID_BYTES).map((part) => read(part).length),
    );
    expect(sizes).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it('keep what is no tree for whoever reads it', () => {
    const tree = toTree([{ mode: '100644', name: 'a', id: 1 }]);
    const [left] = differingParts(tree.subarray(0, 12), tree, ID_BYTES);
    expect(parseRawTree(left, ROOT_PATH, ID_BYTES)).toBeUndefined();
  });
});

describe('findTree', () => {
  const tree = toTree([
    { mode: '100644', name: 'a', id: 1 },
    { mode: '40000', name: 'ab', id: 2 },
    { mode: '40000', name: 'b', id: 3 },
  ]);

  it.each([
    ['ab', 2],
    ['b', 3],
  ])('finds the folder %s', (name, id) => {
    expect(findTree(tree, name, ID_BYTES)?.endsWith(`0${id}`)).toBe(true);
  });

  it.each(['a', 'c', '', '1'])('finds no folder %j', (name) => {
    expect(findTree(tree, name, ID_BYTES)).toBeUndefined();
  });
});
