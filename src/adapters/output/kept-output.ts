import { linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { digestHex } from '../../core/index.ts';
import { isOwnFolder } from '../system/index.ts';
import { claimOfLeftover, createStaging } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { look, readRecord, rootOf, writeRecord } from './tree-record.ts';
import type { TreeRecord } from './tree-record.ts';

/** Where outputs are kept for the next build. */
export interface Keeping {
  /** In the user's own folder for what hyper may lose. */
  readonly folder: string;
  /** Of the user: where the folder is of somebody else, or others may write to it, nothing is kept. */
  readonly userId: number | undefined;
  /** Outputs of fewer files are not kept. */
  readonly minFiles?: number;
}

/** Entries made before others get their turn. */
const TURN = 1024;

/**
 * What hyper keeps of an output in the user's own folder for what it may lose: the tree that the output was before the
 * last build, which shares all files with it that did not change, and the records of both. The next build brings that
 * tree up to date and puts it in the place of the output, which is then the tree to keep: so what a build does is as
 * much as changed in the last two. Nothing of it is believed but what `proveTree` finds.
 */
export class KeptOutput {
  readonly #context: FilesContext;
  readonly #outputs: string;
  readonly #folder: string;
  readonly #out: string;
  readonly #userId: number | undefined;

  constructor(context: FilesContext, { folder: outputs, userId }: Keeping, out: string) {
    this.#context = context;
    this.#outputs = outputs;
    this.#userId = userId;
    this.#out = resolve(out);
    this.#folder = join(outputs, digestHex(this.#out).slice(0, 32));
  }

  /** Moves the kept tree to an empty folder; undefined where there is none of which the record is known. */
  async take(staging: string): Promise<TreeRecord | undefined> {
    const former = this.#place('former');
    if (!this.#isOwn()) return undefined;
    const record = readRecord(this.#place('former.record'));
    try {
      renameSync(this.#place('former.record'), this.#place('taken.record'));
      if (record !== undefined && rootOf(former) === record.root) {
        renameSync(former, staging);
        return record;
      }
      await this.#context.fileSystem.removeTree(former);
    } catch {
      // Another disk, or another build was first: the output is made in the plain way.
    }
    return undefined;
  }

  /** Keeps on what was taken, with the record that it had: what differs from that by now proves nothing. */
  giveBack(staging: string): void {
    try {
      if (look(this.#place('former.record')) !== undefined) return;
      renameSync(staging, this.#place('former'));
      renameSync(this.#place('taken.record'), this.#place('former.record'));
    } catch {
      // Another build was first, or the disk is full: the next build begins with nothing kept.
    }
  }

  /** Keeps on what a build took that was killed, before what that left beside the output is cleaned up. */
  async recover(): Promise<void> {
    if (!this.#isOwn() || look(this.#place('former.record')) !== undefined) return;
    const taken = readRecord(this.#place('taken.record'));
    if (taken === undefined) return;
    const { fileSystem, processes } = this.#context;
    const beside = dirname(this.#out);
    try {
      for (const name of await fileSystem.list(beside)) {
        const owner = claimOfLeftover(name)?.owner;
        if (owner === undefined || processes.isRunning(owner)) continue;
        if (rootOf(join(beside, name)) === taken.root) this.giveBack(join(beside, name));
      }
    } catch {
      // The next build begins with nothing kept.
    }
  }

  /** A moment of the disk: what changes from now on bears this time or a later one. */
  moment(): number {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    if (!this.#isOwn()) throw new Error('the folder is of somebody else');
    rmSync(this.#place('moment'), { force: true });
    writeFileSync(this.#place('moment'), this.#out, { mode: 0o600 });
    return look(this.#place('moment'))?.ctimeMs ?? 0;
  }

  /** Makes a twin of a tree by hard links, beside what is kept; undefined where that cannot be. */
  async twin(root: string, folders: Iterable<string>, files: Iterable<string>): Promise<string | undefined> {
    const { fileSystem } = this.#context;
    let twin: string | undefined;
    try {
      twin = await createStaging(this.#context, this.#place('former'));
      let made = 0;
      for (const folder of folders) {
        mkdirSync(join(twin, folder));
        if ((made += 1) % TURN === 0) await setImmediate();
      }
      for (const file of files) {
        linkSync(join(root, file), join(twin, file));
        if ((made += 1) % TURN === 0) await setImmediate();
      }
      return twin;
    } catch {
      if (twin !== undefined) await fileSystem.removeTree(twin).catch(() => undefined);
      return undefined;
    }
  }

  /** Writes the record of the tree that is about to be the output. */
  prepare(record: TreeRecord): void {
    writeRecord(this.#place('next.record'), record);
  }

  /** Keeps a tree: the former output, of which the last build left the record, or a twin with a record of its own. */
  async keep(tree: string, record?: TreeRecord): Promise<void> {
    try {
      await this.#context.fileSystem.removeTree(this.#place('former'));
      if (record === undefined) renameSync(this.#place('out.record'), this.#place('former.record'));
      else writeRecord(this.#place('former.record'), record);
      renameSync(tree, this.#place('former'));
    } catch {
      // Without a record nothing is believed of the tree, and the next build takes it away.
    }
  }

  /** The output is in its place: what `prepare` wrote is its record. Outputs that are gone are no longer kept. */
  async conclude(): Promise<void> {
    try {
      renameSync(this.#place('next.record'), this.#place('out.record'));
      for (const name of readdirSync(this.#outputs)) {
        const out = readFileSync(join(this.#outputs, name, 'moment'), 'utf8');
        if (look(out) === undefined) await this.#context.fileSystem.removeTree(join(this.#outputs, name));
      }
    } catch {
      // What is not tidied up now is so by a later build, or by `hyper cache clear`.
    }
  }

  /** Keeps nothing. */
  async forget(): Promise<void> {
    await this.#context.fileSystem.removeTree(this.#folder).catch(() => undefined);
  }

  /** What others may have written is neither read nor written over. */
  #isOwn(): boolean {
    return isOwnFolder(this.#outputs, this.#userId) && isOwnFolder(this.#folder, this.#userId);
  }

  #place(name: string): string {
    return join(this.#folder, name);
  }
}
