import type {
  ExaminedFiles,
  FileChecker,
  FileFindings,
  PlannedSigning,
  RegistryNames,
} from '../../gate/index.ts';
import { folderOf } from '../../registry/index.ts';
import type { TreeEntry } from '../../registry/index.ts';
import type { Environment, GitStore } from '../git/index.ts';
import type { CheckTask } from './check-task.ts';
import { packEntries, packPairs } from './packed-entries.ts';
import { mergeVerified, unpackFindings, unpackVerified } from './packed-findings.ts';
import { PAIRS_PER_THREAD, runThread, sumProgress, threadsFor } from './run-thread.ts';

/** Below this many files, starting a thread costs more than it saves. */
const FILES_PER_THREAD = 1500;

export interface ThreadOptions {
  readonly environment: Environment;
  /** The built worker file; undefined checks everything on the calling thread. */
  readonly worker: URL | undefined;
  readonly progress?: (done: number, total: number) => void;
}

/** Checks files of a git repository on as many threads as pay, each with its own git process. */
export class ThreadedChecker implements FileChecker {
  readonly #store: GitStore;
  readonly #options: ThreadOptions;

  constructor(store: GitStore, options: ThreadOptions) {
    this.#store = store;
    this.#options = options;
  }

  async check(entries: readonly TreeEntry[], names: RegistryNames): Promise<FileFindings> {
    const { worker, progress } = this.#options;
    const threads = threadsFor(entries.length, FILES_PER_THREAD);
    if (threads < 2 || worker === undefined) {
      const { checkFiles } = await import('../../gate/check-files.ts');
      return checkFiles(this.#store, entries, names, (done) => progress?.(done, entries.length));
    }
    const shares = splitByFolder(entries, threads);
    const told = sumProgress(shares.length, (done) => progress?.(done, entries.length));
    const common = { ...this.#place(), ...packNames(names) };
    const findings = await Promise.all(
      shares.map((share, number) => {
        const task = { ...common, entries: packEntries(share) };
        return runThread(worker, 'check', task, told(number)).then(unpackFindings);
      }),
    );
    return mergeFindings(findings, shares);
  }

  async examine(
    entries: readonly TreeEntry[],
    names: RegistryNames,
    signing: PlannedSigning,
  ): Promise<ExaminedFiles> {
    const { worker, progress } = this.#options;
    const { pairs, plan } = signing;
    const threads = Math.max(
      threadsFor(entries.length, FILES_PER_THREAD),
      threadsFor(pairs.length, PAIRS_PER_THREAD),
    );
    const isOnDisk = pairs.some(({ entry, signatures }) => entry.oid === '' || signatures?.oid === '');
    if (threads < 2 || worker === undefined || isOnDisk) {
      const { examineAlone } = await import('../../gate/examine-files.ts');
      return examineAlone(this.#store, entries, names, signing, (done) => progress?.(done, entries.length));
    }
    const shares = splitByFolder(entries, threads);
    const { alignPairs } = await import('../../gate/align-pairs.ts');
    const { aligned, numbers } = alignPairs(entries, pairs);
    const starts = startsOf(shares);
    const told = sumProgress(shares.length, (done) => progress?.(done, entries.length));
    const common = { ...this.#place(), ...packNames(names), plan };
    const examined = await Promise.all(
      shares.map((share, number) => {
        const start = starts[number] ?? 0;
        const own = aligned.slice(start, start + share.length);
        const numberOf = (place: number): number => numbers[start + place] ?? -1;
        // No await here: what is packed for a thread must not live as long as the thread does.
        const task = { ...common, entries: packEntries(share), ...packPairs(own) };
        return runThread(worker, 'examine', task, told(number)).then(({ found, verified }) => ({
          found: unpackFindings(found),
          verified: unpackVerified(verified, numberOf),
        }));
      }),
    );
    return {
      found: mergeFindings(
        examined.map(({ found }) => found),
        shares,
      ),
      verified: mergeVerified(examined.map(({ verified }) => verified)),
    };
  }

  #place(): Pick<CheckTask, 'location' | 'environment'> {
    return { location: this.#store.location, environment: this.#options.environment };
  }
}

/** Each of the names can be read but once. */
function packNames({
  artifacts,
  blobs,
  releases = [],
}: RegistryNames): Omit<CheckTask, 'location' | 'environment' | 'entries'> {
  return {
    artifacts: [...artifacts].join('\n'),
    blobs: [...blobs].join('\n'),
    releases: [...releases].join('\n'),
  };
}

/** The number of the first entry of each share. */
function startsOf(shares: readonly (readonly TreeEntry[])[]): number[] {
  let next = 0;
  return shares.map((share) => (next += share.length) - share.length);
}

/** Contiguous shares of about one size; a folder's files stay together. */
function splitByFolder(entries: readonly TreeEntry[], shares: number): TreeEntry[][] {
  const result: TreeEntry[][] = [];
  let first = 0;
  for (let share = 1; share <= shares; share += 1) {
    let end =
      share === shares ? entries.length : Math.max(first, Math.floor((entries.length * share) / shares));
    while (end > 0 && end < entries.length && isSameFolder(entries[end - 1], entries[end])) end += 1;
    if (end > first) result.push(entries.slice(first, end));
    first = Math.max(first, end);
  }
  return result;
}

function isSameFolder(left: TreeEntry | undefined, right: TreeEntry | undefined): boolean {
  return folderOf(left?.path ?? '') === folderOf(right?.path ?? '');
}

function mergeFindings(
  findings: readonly FileFindings[],
  shares: readonly (readonly TreeEntry[])[],
): FileFindings {
  const counts = { files: 0, bytes: 0, manifests: 0, releases: 0, fallbacks: 0 };
  const ids = findings.flatMap((found) => found.ids);
  const idEntries = new Uint32Array(ids.length);
  let place = 0;
  let offset = 0;
  for (const [number, found] of findings.entries()) {
    for (let at = 0; at < found.idEntries.length; at += 1, place += 1)
      idEntries[place] = offset + (found.idEntries[at] ?? 0);
    offset += shares[number]?.length ?? 0;
    counts.files += found.counts.files;
    counts.bytes += found.counts.bytes;
    counts.manifests += found.counts.manifests;
    counts.releases += found.counts.releases;
    counts.fallbacks += found.counts.fallbacks;
  }
  return { diagnostics: findings.flatMap((found) => found.diagnostics), ids, idEntries, counts };
}
