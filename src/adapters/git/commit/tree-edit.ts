import { Buffer } from 'node:buffer';
import { HyperError } from '../../../core/index.ts';

/** What a name in a folder becomes; null removes it. */
export type TreeChange = { readonly mode: '100644' | '40000'; readonly oid: string } | null;

/** One place where a tree object differs from the one before. */
export interface TreeSplice {
  readonly start: number;
  readonly end: number;
  readonly replacement: Buffer;
}

const NUL = 0x00;
const SPACE = 0x20;
const SLASH = Buffer.from('/');
const TREE_MODE = 0x34;

/** An entry of a tree object by its place. */
interface Place {
  readonly start: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly end: number;
  readonly isTree: boolean;
}

/**
 * Where a tree object changes when names in it do; git's order is kept. The rest is not looked at, so that a large
 * folder costs one pass over its bytes. Errors: `HYPER_OBJECT_CORRUPT`. Pure.
 */
export function spliceTree(
  tree: Buffer,
  changes: ReadonlyMap<string, TreeChange>,
  idBytes: number,
): readonly TreeSplice[] {
  const wanted = [...changes].map(([name, change]) => ({ name: Buffer.from(name), change }));
  const splices: TreeSplice[] = [];
  const isFound = new Set<Buffer>();
  const rowAt = matcherOf(tree, wanted);
  for (const place of placesOf(tree, idBytes)) {
    const row = rowAt(place);
    if (row === undefined) continue;
    const { name, change } = row;
    const { start, end } = place;
    const isTree = change?.mode === '40000';
    const isKept = change !== null && isTree === place.isTree;
    splices.push({ start, end, replacement: isKept ? renderEntry(name, change) : Buffer.alloc(0) });
    if (isKept || change === null) isFound.add(name);
  }
  const added = wanted.flatMap(({ name, change }) =>
    change === null || isFound.has(name) ? [] : [{ name, change }],
  );
  splices.push(...insertions(tree, added, idBytes));
  return splices.sort((left, right) => left.start - right.start || left.end - right.end);
}

/** The bytes of a tree after splices, which are in order and apart. Pure. */
export function applySplices(tree: Buffer, splices: readonly TreeSplice[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, replacement } of splices) {
    parts.push(tree.subarray(at, start), replacement);
    at = end;
  }
  parts.push(tree.subarray(at));
  return Buffer.concat(parts);
}

/** An entry of a tree object. */
export interface FoundEntry {
  readonly oid: string;
  readonly isTree: boolean;
}

/** The entries of names in a tree object, in one pass over it; those that it has not are left out. Pure. */
export function findInTree(
  tree: Buffer,
  names: Iterable<string>,
  idBytes: number,
): ReadonlyMap<string, FoundEntry> {
  const wanted = [...names].map((text) => ({ text, name: Buffer.from(text) }));
  const found = new Map<string, FoundEntry>();
  if (wanted.length === 0) return found;
  const rowAt = matcherOf(tree, wanted);
  for (const place of placesOf(tree, idBytes)) {
    const row = rowAt(place);
    if (row === undefined || found.has(row.text)) continue;
    found.set(row.text, { oid: tree.toString('hex', place.nameEnd + 1, place.end), isTree: place.isTree });
    if (found.size === wanted.length) break;
  }
  return found;
}

/** Beyond so many names, making a text of each name of the folder costs less than comparing it with all of them. */
const MAX_COMPARED = 8;

/** Tells which row an entry of the tree is called as; a folder is gone through once, however many are looked for. */
function matcherOf<Row extends { readonly name: Buffer }>(
  tree: Buffer,
  rows: readonly Row[],
): (place: Place) => Row | undefined {
  if (rows.length <= MAX_COMPARED) {
    return ({ nameStart, nameEnd }) =>
      rows.find(
        ({ name }) =>
          nameEnd - nameStart === name.length && tree.compare(name, 0, name.length, nameStart, nameEnd) === 0,
      );
  }
  const byName = new Map(rows.map((row) => [row.name.toString('latin1'), row]));
  return ({ nameStart, nameEnd }) => byName.get(tree.toString('latin1', nameStart, nameEnd));
}

function insertions(
  tree: Buffer,
  added: readonly { name: Buffer; change: NonNullable<TreeChange> }[],
  idBytes: number,
): TreeSplice[] {
  if (added.length === 0) return [];
  const open = added
    .map(({ name, change }) => ({
      key: keyOf(name, change.mode === '40000'),
      entry: renderEntry(name, change),
    }))
    .sort((left, right) => Buffer.compare(left.key, right.key));
  const splices: TreeSplice[] = [];
  let next = 0;
  for (const place of placesOf(tree, idBytes)) {
    const key = keyOf(tree.subarray(place.nameStart, place.nameEnd), place.isTree);
    for (let one = open[next]; one !== undefined && Buffer.compare(one.key, key) < 0; one = open[next]) {
      splices.push({ start: place.start, end: place.start, replacement: one.entry });
      next += 1;
    }
    if (next === open.length) break;
  }
  for (const one of open.slice(next))
    splices.push({ start: tree.length, end: tree.length, replacement: one.entry });
  return splices;
}

/** Git sorts a folder as if its name ended with a slash. */
function keyOf(name: Buffer, isTree: boolean): Buffer {
  return isTree ? Buffer.concat([name, SLASH]) : name;
}

function renderEntry(name: Buffer, { mode, oid }: NonNullable<TreeChange>): Buffer {
  return Buffer.concat([Buffer.from(`${mode} `), name, Buffer.from([NUL]), Buffer.from(oid, 'hex')]);
}

function* placesOf(tree: Buffer, idBytes: number): Generator<Place> {
  let at = 0;
  while (at < tree.length) {
    const space = tree.indexOf(SPACE, at);
    const nul = space < 0 ? -1 : tree.indexOf(NUL, space);
    const end = nul + 1 + idBytes;
    if (nul < 0 || end > tree.length) {
      throw new HyperError('HYPER_OBJECT_CORRUPT', 'a tree object is cut off', { hint: 'run git fsck' });
    }
    yield { start: at, nameStart: space + 1, nameEnd: nul, end, isTree: tree[at] === TREE_MODE };
    at = end;
  }
}
