import { Buffer } from 'node:buffer';
import { HyperError, comparePaths, invariant } from '../../core/index.ts';
import type { CarriedCommit, HistoryBundle } from '../../operations/index.ts';
import { SHA1, SHA256, newObject } from '../git/commit/object-id.ts';
import type { NewObject, ObjectFormat } from '../git/commit/object-id.ts';
import { makePack } from '../git/commit/pack-file.ts';
import { storedZlib } from '../git/commit/stored-zlib.ts';

const BRANCH = 'refs/heads/main';
const SHA1_HEX = 40;
/** Header lines that stay; who signed the commit signed another tree. */
const KEPT = /^(?:author|committer|encoding) /u;

/** A history as a git bundle (gitformat-bundle), as `ExportContext.bundleHistory` says. Pure. */
export function bundleHistory(
  commits: readonly CarriedCommit[],
  texts: ReadonlyMap<string, Uint8Array>,
  blobs: ReadonlyMap<string, Uint8Array>,
): HistoryBundle {
  const format = (commits[0]?.commit.length ?? SHA1_HEX) === SHA1_HEX ? SHA1 : SHA256;
  const trees = new TreeMaker(format);
  const made = new Map<string, NewObject>();
  const ids: string[] = [];
  for (const { commit, changes } of commits) {
    for (const { path, after } of changes) {
      const isFile = after?.mode.startsWith('100') === true;
      trees.set(path, isFile ? { mode: after.mode, oid: after.oid } : undefined);
      const bytes = isFile ? blobs.get(after.oid) : undefined;
      if (isFile) {
        invariant(bytes !== undefined, 'the contents of the history were read');
        made.set(after.oid, { type: 'blob', oid: after.oid, bytes });
      }
    }
    const tree = trees.write(made);
    const text = texts.get(commit);
    if (text === undefined)
      throw new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable commit ${commit}`);
    const object = newObject('commit', rewritten(Buffer.from(text), tree, ids.at(-1)), format);
    made.set(object.oid, object);
    ids.push(object.oid);
  }
  const { pack } = makePack([...made.values()], format, storedZlib);
  const version = format === SHA1 ? '# v2 git bundle\n' : '# v3 git bundle\n@object-format=sha256\n';
  const head = `${version}${ids.at(-1) ?? ''} ${BRANCH}\n\n`;
  return { bytes: Buffer.concat([Buffer.from(head), pack]), commits: ids };
}

/** The commit with another tree and parent; its people, times and words stay to the byte. */
function rewritten(text: Buffer, tree: string, parent: string | undefined): Buffer {
  const end = text.indexOf('\n\n');
  const head = text.subarray(0, end < 0 ? text.length : end).toString('latin1');
  const kept = head.split('\n').filter((line) => KEPT.test(line));
  const lines = [`tree ${tree}`, ...(parent === undefined ? [] : [`parent ${parent}`]), ...kept];
  const message = end < 0 ? Buffer.from('\n\n') : text.subarray(end);
  return Buffer.concat([Buffer.from(lines.join('\n'), 'latin1'), message]);
}

interface File {
  readonly mode: string;
  readonly oid: string;
}

interface Folder {
  readonly children: Map<string, Folder | File>;
  /** Undefined since something in it changed. */
  oid: string | undefined;
}

/** Trees of files that come and go; only the folders on the way to what changed are made anew. */
class TreeMaker {
  readonly #root: Folder = { children: new Map(), oid: undefined };
  readonly #format: ObjectFormat;

  constructor(format: ObjectFormat) {
    this.#format = format;
  }

  set(path: string, file: File | undefined): void {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    let folder = this.#root;
    folder.oid = undefined;
    for (const segment of segments) {
      const known = folder.children.get(segment);
      const inner: Folder =
        known !== undefined && 'children' in known ? known : { children: new Map(), oid: undefined };
      folder.children.set(segment, inner);
      folder = inner;
      folder.oid = undefined;
    }
    if (file === undefined) folder.children.delete(name);
    else folder.children.set(name, file);
  }

  /** The id of the tree of all files; the objects that are new go to `made`. */
  write(made: Map<string, NewObject>): string {
    return this.#write(this.#root, made) ?? this.#add(Buffer.alloc(0), made);
  }

  /** Undefined where nothing is left in the folder. */
  #write(folder: Folder, made: Map<string, NewObject>): string | undefined {
    if (folder.oid !== undefined) return folder.oid;
    const rows: { readonly key: string; readonly bytes: Buffer }[] = [];
    for (const [name, child] of [...folder.children]) {
      const isFolder = 'children' in child;
      const oid = isFolder ? this.#write(child, made) : child.oid;
      if (oid === undefined) {
        folder.children.delete(name);
        continue;
      }
      const mode = isFolder ? '40000' : child.mode;
      const bytes = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
      // Git sorts folders as if their names ended with a slash.
      rows.push({ key: isFolder ? `${name}/` : name, bytes });
    }
    if (rows.length === 0) return undefined;
    rows.sort((left, right) => comparePaths(left.key, right.key));
    folder.oid = this.#add(Buffer.concat(rows.map(({ bytes }) => bytes)), made);
    return folder.oid;
  }

  #add(bytes: Buffer, made: Map<string, NewObject>): string {
    const tree = newObject('tree', bytes, this.#format);
    made.set(tree.oid, tree);
    return tree.oid;
  }
}
