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
  for (const place of placesOf(tree, idBytes)) {
    for (const { name, change } of wanted) {
      const isSame =
        place.nameEnd - place.nameStart === name.length &&
        tree.compare(name, 0, name.length, place.nameStart, place.nameEnd) === 0;
      if (!isSame) continue;
      const isTree = change?.mode === '40000';
      if (change === null || isTree !== place.isTree) {
        splices.push({ start: place.start, end: place.end, replacement: Buffer.alloc(0) });
        if (change === null) isFound.add(name);
      } else {
        splices.push({ start: place.start, end: place.end, replacement: renderEntry(name, change) });
        isFound.add(name);
      }
    }
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

/** The entry of a name in a tree object; undefined where there is none. Pure. */
export function findInTree(
  tree: Buffer,
  name: string,
  idBytes: number,
): { readonly oid: string; readonly isTree: boolean } | undefined {
  const wanted = Buffer.from(name);
  for (const { nameStart, nameEnd, end, isTree } of placesOf(tree, idBytes)) {
    if (nameEnd - nameStart !== wanted.length) continue;
    if (tree.compare(wanted, 0, wanted.length, nameStart, nameEnd) === 0)
      return { oid: tree.toString('hex', nameEnd + 1, end), isTree };
  }
  return undefined;
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
