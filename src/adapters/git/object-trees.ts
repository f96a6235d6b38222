import { HyperError, comparePaths } from '../../core/index.ts';
import type { TreeChange, TreeEntry } from '../../registry/index.ts';
import { changeBetween } from './diff-listings.ts';
import type { ObjectReader } from './object-reader.ts';
import { ROOT_PATH, differingParts, findTree, folderPathOf, parseRawTree } from './raw-tree.ts';
import type { FolderPath, RawEntry } from './raw-tree.ts';

/** A tree of some hundred thousand entries; what is larger is refused, not read (ATTACKS G14). */
const MAX_TREE_BYTES = 64 * 1024 * 1024;
const TREE_MODE = '040000';
const NO_BYTES = Buffer.alloc(0);

/** A folder at one side or both of a comparison. */
interface Pair {
  readonly folder: FolderPath;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Trees kept at most: those of one change and of the folders around it. */
const MAX_KEPT = 256;

/** Trees read one by one: what a look at some folders, or at a change, costs grows with them alone. */
export class ObjectTrees {
  readonly #reader: ObjectReader;
  /** What was read last, by id: the folders around a change are those that it was found in. */
  readonly #kept = new Map<string, Buffer>();

  constructor(reader: ObjectReader) {
    this.#reader = reader;
  }

  /**
   * The direct children of folders below a tree; none for what is no folder there. Folders are given by paths without
   * line feeds; the empty one is the tree itself. Errors: `HYPER_OBJECT_CORRUPT`.
   */
  async listFolders(tree: string, folders: readonly string[]): Promise<TreeEntry[]> {
    const found = await Promise.all(folders.map((folder) => this.#listFolder(tree, folder)));
    return found.flat();
  }

  async #listFolder(tree: string, folder: string): Promise<readonly TreeEntry[]> {
    const kept = this.#findKept(tree, folder);
    const name = folder === '' ? tree : `${tree}:${folder}`;
    const object = kept ?? (await this.#reader.read(name, MAX_TREE_BYTES));
    if (object === undefined && folder === '') throw unreadable(tree);
    if (object?.type !== 'tree') return [];
    const path = { text: folder, bytes: Buffer.from(folder) };
    return entriesOf(object.bytes, path, object.oid).map(plain);
  }

  /** The tree of a folder, where it and all above it were read before. */
  #findKept(tree: string, folder: string): { oid: string; type: string; bytes: Buffer } | undefined {
    let oid: string | undefined = tree;
    for (const name of folder === '' ? [] : folder.split('/')) {
      const above = this.#kept.get(oid);
      oid = above === undefined ? undefined : findTree(above, name, tree.length / 2);
      if (oid === undefined) return undefined;
    }
    const bytes = this.#kept.get(oid);
    return bytes === undefined ? undefined : { oid, type: 'tree', bytes };
  }

  /** What differs between two trees, recursively, in byte order of paths. Errors: `HYPER_OBJECT_CORRUPT`. */
  async diff(before: string, after: string): Promise<TreeChange[]> {
    const changes: TreeChange[] = [];
    let pairs: Pair[] = before === after ? [] : [{ folder: ROOT_PATH, before, after }];
    while (pairs.length > 0) {
      const below = await Promise.all(pairs.map((pair) => this.#compare(pair, changes)));
      pairs = below.flat();
    }
    return changes.sort((left, right) => comparePaths(left.path, right.path));
  }

  /** Notes the changes among the entries of a folder; returns the folders below it that differ. */
  async #compare({ folder, before, after }: Pair, changes: TreeChange[]): Promise<Pair[]> {
    const [old, young] = await Promise.all([this.#read(before), this.#read(after)]);
    const idBytes = (after ?? before ?? '').length / 2;
    const [oldPart, youngPart] = differingParts(old, young, idBytes);
    const olds = entriesOf(oldPart, folder, before ?? '', idBytes);
    const news = entriesOf(youngPart, folder, after ?? '', idBytes);
    const left = new Map(olds.map((entry) => [entry.path, entry]));
    const below: Pair[] = [];
    for (const entry of news) {
      const known = left.get(entry.path);
      left.delete(entry.path);
      if (known?.oid !== entry.oid || known.mode !== entry.mode)
        note(folder, known, entry, { changes, below });
    }
    for (const gone of left.values()) note(folder, gone, undefined, { changes, below });
    return below;
  }

  async #read(tree: string | undefined): Promise<Buffer> {
    if (tree === undefined) return NO_BYTES;
    const object = await this.#reader.read(tree, MAX_TREE_BYTES);
    if (object?.type !== 'tree' || object.bytes === undefined) throw unreadable(tree);
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(object.oid, object.bytes);
    return object.bytes;
  }
}

function note(
  folder: FolderPath,
  before: RawEntry | undefined,
  after: RawEntry | undefined,
  into: { readonly changes: TreeChange[]; readonly below: Pair[] },
): void {
  const [oldTree, newTree] = [before, after].map((entry) => (entry?.mode === TREE_MODE ? entry : undefined));
  const any = newTree ?? oldTree;
  if (any !== undefined)
    into.below.push({ folder: folderPathOf(folder, any), before: oldTree?.oid, after: newTree?.oid });
  const oldFile = before === undefined || before === oldTree ? undefined : plain(before);
  const newFile = after === undefined || after === newTree ? undefined : plain(after);
  const path = (after ?? before)?.path ?? '';
  const change = changeBetween(path, oldFile, newFile);
  if (change !== undefined) into.changes.push(change);
}

function entriesOf(
  bytes: Buffer | undefined,
  folder: FolderPath,
  oid: string,
  idBytes = oid.length / 2,
): RawEntry[] {
  const entries = bytes === undefined ? undefined : parseRawTree(bytes, folder, idBytes);
  if (entries === undefined) throw unreadable(oid);
  return entries;
}

function plain({ mode, oid, path, isUtf8 }: RawEntry): TreeEntry {
  return { mode, oid, path, isUtf8 };
}

function unreadable(tree: string): HyperError {
  return new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable tree ${tree}`, { hint: 'run git fsck' });
}
