import { join } from 'node:path';
import { HyperError, toOneLine } from '../../../core/index.ts';
import type { FilesContext } from '../../files/index.ts';
import { toWriteError } from '../../files/file-errors.ts';
import { requireGit, runGit } from '../git-process.ts';
import type { Environment } from '../git-process.ts';
import { ObjectReader } from '../object-reader.ts';
import { renderCommit } from './commit-object.ts';
import type { CommitFacts } from './commit-object.ts';
import { syncFolder, writeLooseObjects } from './loose-objects.ts';
import { newObject, SHA1, SHA256 } from './object-id.ts';
import type { NewObject, ObjectFormat } from './object-id.ts';
import { makePack } from './pack-file.ts';
import { readRef, swapRef } from './refs.ts';
import { TreeWriter } from './tree-writer.ts';
import type { CommittedFile, MadeObject } from './tree-writer.ts';

/** More would be more files than a process may have open, and slower than a pack. */
const MAX_LOOSE_OBJECTS = 256;
/** Commits whose tree is remembered: those that the next ones are made on. */
const MAX_KNOWN_COMMITS = 256;

/** A commit that is to be made on top of another. */
export interface NewCommit extends CommitFacts {
  readonly files: readonly CommittedFile[];
}

/** A commit whose objects may or may not be written. */
export interface MadeCommit {
  readonly oid: string;
  readonly tree: string;
  readonly objects: readonly MadeObject[];
}

export interface CommitterOptions {
  /** The common folder of git. */
  readonly gitFolder: string;
  readonly files: FilesContext;
  readonly environment: Environment;
}

/**
 * Commits files into a repository without an index: the trees on the way to them, a commit, and the reference, which
 * moves only where it is where the commit begins. What a reference names is on the disk before it does. No hook is run.
 */
export class GitCommitter {
  readonly #options: CommitterOptions;
  readonly #format: ObjectFormat;
  readonly #reader: ObjectReader;
  readonly #trees: TreeWriter;
  /** Trees of commits that were made here. */
  readonly #treeOf = new Map<string, string>();

  private constructor(options: CommitterOptions, format: ObjectFormat) {
    this.#options = options;
    this.#format = format;
    this.#reader = new ObjectReader({ folder: options.gitFolder, environment: options.environment });
    this.#trees = new TreeWriter(this.#reader, format);
  }

  /** Opens a repository. Errors: `HYPER_GIT_MISSING`, `HYPER_GIT_FAILED`. */
  static async open(options: CommitterOptions): Promise<GitCommitter> {
    const { gitFolder: folder, environment } = options;
    const words = ['rev-parse', '--show-object-format'];
    const format = (await requireGit(words, { folder, environment })).toString('utf8').trim();
    return new GitCommitter(options, format === 'sha256' ? SHA256 : SHA1);
  }

  /** The commit that a reference names; undefined where it is not there. */
  async readRef(name: string): Promise<string | undefined> {
    if (!(await this.#hasReftable())) return readRef(this.#options.files, this.#options.gitFolder, name);
    const { status, stdout } = await this.#git([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      name,
    ]);
    return status === 0 ? stdout.toString('utf8').trim() : undefined;
  }

  /** The commit on top of a parent, and the objects that it needs; nothing is written. */
  async make(parent: string | undefined, commit: NewCommit): Promise<MadeCommit> {
    const base = parent === undefined ? undefined : await this.#treeOfCommit(parent);
    const { oid = this.#emptyTree().oid, objects } = await this.#trees.write(base, commit.files);
    const bytes = renderCommit(oid, parent === undefined ? [] : [parent], commit);
    const made = newObject('commit', bytes, this.#format);
    this.#treeOf.set(made.oid, oid);
    for (const old of this.#treeOf.keys()) {
      if (this.#treeOf.size <= MAX_KNOWN_COMMITS) break;
      this.#treeOf.delete(old);
    }
    return { oid: made.oid, tree: oid, objects: [...objects, made] };
  }

  /** Writes objects, a few each as a file, very many as a pack; they are on the disk afterwards. Errors:
   *  `HYPER_FILE_UNWRITABLE`. */
  async write(objects: readonly NewObject[]): Promise<void> {
    if (objects.length > MAX_LOOSE_OBJECTS) return this.writePack(objects);
    const folder = join(this.#options.gitFolder, 'objects');
    try {
      await writeLooseObjects(this.#options.files, folder, objects);
    } catch (error) {
      throw toWriteError(folder, error);
    }
  }

  /** Writes objects as one pack: for many commits at once. Errors: `HYPER_FILE_UNWRITABLE`. */
  async writePack(objects: readonly MadeObject[]): Promise<void> {
    const { name, pack, index } = makePack(objects, this.#format);
    const { fileSystem, token } = this.#options.files;
    const folder = join(this.#options.gitFolder, 'objects', 'pack');
    try {
      // Git looks for packs by their index, so that comes last.
      for (const [ending, bytes] of [
        ['pack', pack],
        ['idx', index],
      ] as const) {
        const temporary = join(folder, `tmp_${ending}_${token()}`);
        const file = await fileSystem.createFile(temporary, 0o444);
        try {
          await file.write(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await fileSystem.rename(temporary, join(folder, `pack-${name}.${ending}`));
      }
      await syncFolder(this.#options.files, folder);
    } catch (error) {
      throw toWriteError(folder, error);
    }
  }

  /** Moves a reference from one commit to the next; false where it is not where it was. */
  async moveRef(name: string, expected: string | undefined, next: string): Promise<boolean> {
    const { files, gitFolder } = this.#options;
    try {
      if (!(await this.#hasReftable())) return await swapRef(files, gitFolder, { name, expected, next });
    } catch (error) {
      throw toWriteError(join(gitFolder, name), error);
    }
    const from = expected ?? '0'.repeat(next.length);
    return (await this.#git(['update-ref', '--no-deref', name, next, from])).status === 0;
  }

  async #treeOfCommit(commit: string): Promise<string> {
    const known = this.#treeOf.get(commit);
    if (known !== undefined) return known;
    const object = await this.#reader.read(commit, 1024 * 1024);
    const tree = /^tree ([0-9a-f]+)\n/u.exec(object?.bytes?.toString('latin1', 0, 80) ?? '')?.[1];
    if (object?.type === 'commit' && tree !== undefined) return tree;
    throw new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable commit ${toOneLine(commit)}`, {
      hint: 'run git fsck',
    });
  }

  #emptyTree(): NewObject {
    return newObject('tree', new Uint8Array(), this.#format);
  }

  async #hasReftable(): Promise<boolean> {
    const { files, gitFolder } = this.#options;
    return (await files.fileSystem.stat(join(gitFolder, 'reftable'))) !== undefined;
  }

  #git(args: readonly string[]): ReturnType<typeof runGit> {
    const { gitFolder: folder, environment } = this.#options;
    return runGit(args, { folder, environment });
  }
}
