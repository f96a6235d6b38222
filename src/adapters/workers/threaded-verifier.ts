import { availableParallelism } from 'node:os';
import type {
  PairVerifier,
  PlannedPair,
  SignedFinding,
  TreeEntry,
  VerifyFindings,
  VerifyPlan,
} from '../../registry/index.ts';
import type { SeenRevision } from '../../signing/index.ts';
import type { GitStore } from '../git/index.ts';
import { packEntries } from './packed-entries.ts';
import { runThread, sumProgress } from './run-thread.ts';
import type { ThreadOptions } from './threaded-checker.ts';

/** Below this many signatures, starting a thread costs more than it saves. */
const PAIRS_PER_THREAD = 400;
const MAX_THREADS = 8;
const NONE: TreeEntry = { mode: '', oid: '', path: '', isUtf8: true };

/** Verifies signatures of a git repository on as many threads as pay, each with its own git process. */
export class ThreadedVerifier implements PairVerifier {
  readonly #store: GitStore;
  readonly #options: ThreadOptions;

  constructor(store: GitStore, options: ThreadOptions) {
    this.#store = store;
    this.#options = options;
  }

  async verify(pairs: readonly PlannedPair[], plan: VerifyPlan): Promise<VerifyFindings> {
    const { worker, progress, environment } = this.#options;
    const most = Math.min(availableParallelism(), MAX_THREADS);
    const threads = Math.min(most, Math.floor(pairs.length / PAIRS_PER_THREAD));
    const isOnDisk = pairs.some(({ entry, signatures }) => entry.oid === '' || signatures?.oid === '');
    if (threads < 2 || worker === undefined || isOnDisk) {
      const { verifyPairs } = await import('../../registry/trust/verify-pairs.ts');
      return verifyPairs(this.#store, pairs, plan, undefined, (done) => progress?.(done, pairs.length));
    }
    const size = Math.ceil(pairs.length / threads);
    const shares = Array.from({ length: threads }, (_, number) =>
      pairs.slice(number * size, (number + 1) * size),
    );
    const told = sumProgress(threads, (done) => progress?.(done, pairs.length));
    const answers = await Promise.all(
      shares.map(async (share, number) => {
        const task = {
          location: this.#store.location,
          environment,
          entries: packEntries(share.map(({ entry }) => entry)),
          signatures: packEntries(share.map(({ signatures }) => signatures ?? NONE)),
          authorities: Uint32Array.from(share, ({ authority }) => authority),
          stripped: Uint8Array.from(share, ({ isStripped }) => (isStripped ? 1 : 0)),
          plan,
        };
        const { numbers, ends, blobs, seen, rest } = await runThread(worker, 'verify', task, told(number));
        return { ...rest, signed: unpackSigned(numbers, ends, blobs.split('\n'), new Map(seen)) };
      }),
    );
    return mergeFindings(answers, size);
  }
}

function unpackSigned(
  numbers: Uint32Array,
  ends: Float64Array,
  blobs: readonly string[],
  seen: ReadonlyMap<number, SeenRevision>,
): SignedFinding[] {
  return Array.from(numbers, (number, index) => {
    const end = ends[index] ?? Number.NaN;
    const changesAt = Number.isNaN(end) ? undefined : end;
    return { number, changesAt, blob: blobs[index] ?? '', seen: seen.get(index) };
  });
}

/** Findings of shares of one size as those of the whole. */
function mergeFindings(findings: readonly VerifyFindings[], size: number): VerifyFindings {
  return {
    signed: findings.flatMap(({ signed }, share) =>
      signed.map((one) => ({ ...one, number: one.number + share * size })),
    ),
    refused: findings.flatMap(({ refused }, share) =>
      refused.map((one) => ({ ...one, number: one.number + share * size })),
    ),
    unproven: findings.flatMap(({ unproven }, share) => unproven.map((number) => number + share * size)),
  };
}
