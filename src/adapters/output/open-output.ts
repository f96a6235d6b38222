import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FileTable } from '../../catalog/index.ts';
import { HyperError, digestHex, toOneLine } from '../../core/index.ts';
import type { OutputFolder, OutputWork } from '../../operations/index.ts';
import { assertReplaceableFolder, createFolderWriter, createStaging, replaceFolder } from '../files/index.ts';
import type { FilesContext, FolderWriter } from '../files/index.ts';
import { KeptOutput } from './kept-output.ts';
import type { Keeping } from './kept-output.ts';
import { OutputTree } from './output-tree.ts';
import { proveTree } from './prove-tree.ts';
import { isGone, readIfThere } from './read-if-there.ts';
import { recordTree } from './record-tree.ts';
import { foldersOf } from './tree-paths.ts';

/** What every build leaves, and nothing else does. */
const MARKS = ['digests.json', '.hyper-build'] as const;

/** Files written or linked before others get their turn: some file systems do all at once. */
const TURN = 64;

/** Fewer files are linked and read again before a record of them would be. */
const MIN_KEPT_FILES = 1000;

/**
 * Opens an output folder: what is written goes to a staging folder beside it, which takes its place at the end. Two
 * builds into one folder do not mix; the later one to finish stays. With `keeping`, the tree that an earlier build kept
 * becomes the staging folder, so that only what changed is written. Errors: `HYPER_OUTPUT_FOREIGN`, `HYPER_LOCKED`,
 * `HYPER_FILE_UNWRITABLE`.
 */
export async function openOutput(
  context: FilesContext,
  out: string,
  keeping?: Keeping,
): Promise<OutputFolder> {
  await assertReplaceableFolder(context, out, isOurs);
  const kept = keeping && new KeptOutput(context, keeping, out);
  await kept?.recover();
  const staging = await createStaging(context, out);
  return toFolder(new StagedOutput(context, out, staging, kept, keeping?.minFiles));
}

function toFolder(staged: StagedOutput): OutputFolder {
  return {
    work: staged.work,
    readFormer: (path) => staged.readFormer(path),
    write: (path, bytes, sha256) => staged.write(path, bytes, sha256),
    reuse: (files) => staged.reuse(files),
    drop: (path) => staged.drop(path),
    finish: (files) => staged.finish(files),
    discard: () => staged.discard(),
  };
}

class StagedOutput implements OutputFolder {
  readonly #context: FilesContext;
  readonly #out: string;
  readonly #staging: string;
  readonly #writer: FolderWriter;
  readonly #kept: KeptOutput | undefined;
  readonly #minFiles: number;
  readonly #linked = new Set<string>();
  readonly #work = { written: 0, linked: 0, digested: 0 };
  #tree: Promise<OutputTree | undefined> | undefined;
  /** Whether the staging folder is the kept tree. */
  #isTaken = false;

  constructor(
    context: FilesContext,
    out: string,
    staging: string,
    kept: KeptOutput | undefined,
    minFiles = MIN_KEPT_FILES,
  ) {
    this.#context = context;
    this.#out = out;
    this.#staging = staging;
    this.#writer = createFolderWriter(context.fileSystem, staging);
    this.#kept = kept;
    this.#minFiles = minFiles;
  }

  get work(): OutputWork {
    return this.#work;
  }

  async readFormer(path: string): Promise<Uint8Array | undefined> {
    return readIfThere(this.#context.fileSystem, join(this.#out, path));
  }

  async write(path: string, bytes: Uint8Array | Iterable<Uint8Array>, sha256?: string): Promise<void> {
    const tree = await this.#tree;
    if (sha256 !== undefined && tree?.use(path, sha256) === true) return;
    await tree?.makeRoom(path);
    tree?.touch(path);
    await this.#writer.write(path, bytes);
    this.#linked.delete(path);
    if ((this.#work.written += 1) % TURN === 0) await setImmediate();
  }

  async reuse(files: FileTable): Promise<readonly string[]> {
    const tree = await (this.#tree ??= this.#takeKept());
    const missing: string[] = [];
    for (const number of tree?.useAll(files) ?? files.paths.keys()) {
      const path = files.pathAt(number) ?? '';
      if (!(await this.#link(path, files.sha256At(number) ?? '', tree))) missing.push(path);
    }
    return missing;
  }

  /** Links a file of the former output; false where that has none of this sha256. */
  async #link(path: string, sha256: string, tree: OutputTree | undefined): Promise<boolean> {
    await tree?.makeRoom(path);
    const { fileSystem } = this.#context;
    const former = join(this.#out, path);
    if ((await fileSystem.stat(former))?.kind !== 'file') return false;
    try {
      await this.#writer.reuse(path, former);
    } catch (error) {
      // What somebody put into the kept tree may be in the way: the file is then rendered anew.
      if (isGone(error) || tree !== undefined) return false;
      throw error;
    }
    tree?.touch(path);
    if ((this.#work.linked += 1) % TURN === 0) await setImmediate();
    const taken = join(this.#staging, path);
    const bytes = await readIfThere(fileSystem, taken);
    this.#work.digested += 1;
    if (bytes !== undefined && digestHex(bytes) === sha256) {
      this.#linked.add(path);
      return true;
    }
    await fileSystem.removeFile(taken);
    return false;
  }

  async drop(path: string): Promise<void> {
    const tree = await this.#tree;
    if (tree?.unuse(path) === true) return;
    tree?.touch(path);
    this.#linked.delete(path);
    await this.#context.fileSystem.removeFile(join(this.#staging, path));
  }

  async finish(files: FileTable): Promise<void> {
    const tree = await this.#tree;
    await tree?.settle(files);
    const kept = files.length < this.#minFiles ? undefined : this.#kept;
    const keep = kept && (await this.#prepare(kept, files, tree));
    await this.#replace(tree !== undefined && keep !== undefined ? keep : undefined);
    this.#isTaken = false;
    if (keep === undefined) return this.#kept?.forget();
    if (tree === undefined) await keep(this.#staging);
    await kept?.conclude();
  }

  /** After a finished build what is removed is the former output. A kept tree that did not become the output is kept on:
   *  what of it was altered is found by the next build, as what anybody alters is. */
  async discard(): Promise<void> {
    if (this.#isTaken) this.#kept?.giveBack(this.#staging);
    // What cannot be removed is a leftover for the next run.
    await this.#context.fileSystem.removeTree(this.#staging).catch(() => undefined);
  }

  /** Writes the record of the new tree; gives what keeps a tree once that is in its place, undefined where none can be. */
  async #prepare(
    kept: KeptOutput,
    files: FileTable,
    tree: OutputTree | undefined,
  ): Promise<((former: string) => Promise<void>) | undefined> {
    const parts = { files, tree, linked: this.#linked };
    try {
      if (tree !== undefined) {
        kept.prepare(recordTree(this.#staging, { ...parts, moment: kept.moment() }));
        return (former) => kept.keep(former);
      }
      const { paths } = files;
      const twin = await kept.twin(this.#staging, foldersOf(paths), paths);
      if (twin === undefined) return undefined;
      const moment = kept.moment();
      kept.prepare(recordTree(this.#staging, { ...parts, moment }));
      const record = recordTree(twin, { ...parts, moment });
      return () => kept.keep(twin, record);
    } catch {
      // A folder for what may be lost that cannot be written to is no reason to fail.
      return undefined;
    }
  }

  async #replace(takeFormer: ((former: string) => Promise<void>) | undefined): Promise<void> {
    const options = takeFormer === undefined ? {} : { takeFormer };
    try {
      await replaceFolder(this.#context, this.#staging, this.#out, isOurs, options);
    } catch (error) {
      if (!isGone(error) || (await this.#context.fileSystem.stat(this.#staging)) === undefined) throw error;
      const message = `another process is replacing "${toOneLine(this.#out)}"`;
      throw new HyperError('HYPER_LOCKED', message, { hint: 'run the build again', cause: error });
    }
  }

  async #takeKept(): Promise<OutputTree | undefined> {
    const record = await this.#kept?.take(this.#staging);
    if (record === undefined || this.#kept === undefined) return undefined;
    const { fileSystem } = this.#context;
    this.#isTaken = true;
    try {
      const proven = await proveTree(fileSystem, this.#staging, record, this.#kept.moment());
      this.#work.digested += proven.digested;
      return new OutputTree(fileSystem, this.#staging, proven);
    } catch {
      // What cannot be read or taken away, as rights of it were changed, is no reason to fail: the plain way needs none of it.
      this.#isTaken = false;
      await fileSystem.removeTree(this.#staging);
      await fileSystem.createFolder(this.#staging);
      return undefined;
    }
  }
}

function isOurs(names: readonly string[]): boolean {
  return MARKS.every((mark) => names.includes(mark));
}
