import { Buffer } from 'node:buffer';
import { HyperError, toOneLine } from '../../../core/index.ts';
import type { ObjectReader } from '../object-reader.ts';
import { newObject } from './object-id.ts';
import type { NewObject, ObjectFormat } from './object-id.ts';
import { applySplices, findInTree, spliceTree } from './tree-edit.ts';
import type { TreeChange, TreeSplice } from './tree-edit.ts';

/** A file of a commit; null removes it. */
export interface CommittedFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** A new object, and the tree that it was made of where it is one. */
export interface MadeObject extends NewObject {
  readonly base?: { readonly oid: string; readonly bytes: Buffer; readonly splices: readonly TreeSplice[] };
}

/** A tree with changes, and the objects that it needs. */
export interface MadeTree {
  /** Undefined where nothing is left in it. */
  readonly oid: string | undefined;
  readonly objects: readonly MadeObject[];
}

const MAX_TREE_BYTES = 64 * 1024 * 1024;
/** Trees that are kept in memory: the path to a release in a registry of a million is a tenth of it. */
const MAX_CACHE_BYTES = 64 * 1024 * 1024;

interface FolderEdit {
  readonly files: Map<string, Uint8Array | null>;
  readonly folders: Map<string, FolderEdit>;
}

/**
 * Makes trees out of trees: reads the folders on the way to what changes and no other, without an index, and remembers
 * what it has read and made.
 */
export class TreeWriter {
  readonly #reader: ObjectReader;
  readonly #format: ObjectFormat;
  readonly #known = new Map<string, Buffer>();
  #knownBytes = 0;

  constructor(reader: ObjectReader, format: ObjectFormat) {
    this.#reader = reader;
    this.#format = format;
  }

  /** The tree of the files; undefined as base begins with none. Errors: `HYPER_OBJECT_CORRUPT`, `HYPER_PATH_UNSAFE`. */
  async write(base: string | undefined, files: readonly CommittedFile[]): Promise<MadeTree> {
    const objects: MadeObject[] = [];
    const oid = await this.#writeFolder(base, toFolderEdit(files), objects);
    return { oid, objects };
  }

  async #writeFolder(
    base: string | undefined,
    edit: FolderEdit,
    objects: MadeObject[],
  ): Promise<string | undefined> {
    const before = base === undefined ? Buffer.alloc(0) : await this.#read(base);
    const changes = new Map<string, TreeChange>();
    for (const [name, bytes] of edit.files) {
      if (bytes === null) {
        changes.set(name, null);
        continue;
      }
      const blob = newObject('blob', bytes, this.#format);
      objects.push(blob);
      changes.set(name, { mode: '100644', oid: blob.oid });
    }
    const known = findInTree(before, edit.folders.keys(), this.#format.idBytes);
    for (const [name, inner] of edit.folders) {
      const found = known.get(name);
      const child = await this.#writeFolder(found?.isTree === true ? found.oid : undefined, inner, objects);
      changes.set(name, child === undefined ? null : { mode: '40000', oid: child });
    }
    const splices = spliceTree(before, changes, this.#format.idBytes);
    const after = applySplices(before, splices);
    if (after.length === 0) return undefined;
    const made = newObject('tree', after, this.#format);
    if (made.oid !== base) {
      objects.push(base === undefined ? made : { ...made, base: { oid: base, bytes: before, splices } });
      this.#remember(made.oid, after);
    }
    return made.oid;
  }

  async #read(oid: string): Promise<Buffer> {
    const known = this.#known.get(oid);
    if (known !== undefined) return known;
    const object = await this.#reader.read(oid, MAX_TREE_BYTES);
    if (object?.type !== 'tree' || object.bytes === undefined) {
      throw new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable tree ${oid}`, {
        hint: 'run git fsck',
      });
    }
    // A copy: the reader's chunks are larger than what is kept of them.
    const bytes = Buffer.from(object.bytes);
    this.#remember(oid, bytes);
    return bytes;
  }

  #remember(oid: string, bytes: Buffer): void {
    this.#known.set(oid, bytes);
    this.#knownBytes += bytes.length;
    for (const [old, kept] of this.#known) {
      if (this.#knownBytes <= MAX_CACHE_BYTES || old === oid) break;
      this.#known.delete(old);
      this.#knownBytes -= kept.length;
    }
  }
}

function toFolderEdit(files: readonly CommittedFile[]): FolderEdit {
  const root: FolderEdit = { files: new Map(), folders: new Map() };
  for (const { path, bytes } of files) {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    let folder = root;
    for (const segment of segments) {
      assertName(segment, path);
      const inner = folder.folders.get(segment) ?? { files: new Map(), folders: new Map() };
      folder.folders.set(segment, inner);
      folder = inner;
    }
    assertName(name, path);
    folder.files.set(name, bytes);
  }
  return root;
}

/** What git may not hold in a tree, in whatever case a disk would read it (ATTACKS G03). */
function assertName(name: string, path: string): void {
  const isFine =
    !['', '.', '..'].includes(name) && !/[/\\\0]/u.test(name) && !/^\.git(?:$|[ .~:])/iu.test(name);
  if (isFine) return;
  throw new HyperError('HYPER_PATH_UNSAFE', `git may not hold the path "${toOneLine(path)}"`);
}
