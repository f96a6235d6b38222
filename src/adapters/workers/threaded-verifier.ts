import type { PairVerifier, PlannedPair, VerifyFindings, VerifyPlan } from '../../registry/index.ts';
import type { GitStore } from '../git/index.ts';
import { packEntries, packPairs } from './packed-entries.ts';
import { mergeVerified, unpackVerified } from './packed-findings.ts';
import { PAIRS_PER_THREAD, runThread, sumProgress, threadsFor } from './run-thread.ts';
import type { ThreadOptions } from './threaded-checker.ts';

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
    const threads = threadsFor(pairs.length, PAIRS_PER_THREAD);
    const isOnDisk = pairs.some(({ entry, signatures }) => entry.oid === '' || signatures?.oid === '');
    if (threads < 2 || worker === undefined || isOnDisk) {
      const { verifyPairs } = await import('../../registry/trust/verify-pairs.ts');
      return verifyPairs(this.#store, pairs, plan, (done) => progress?.(done, pairs.length));
    }
    const size = Math.ceil(pairs.length / threads);
    const shares = Array.from({ length: threads }, (_, number) =>
      pairs.slice(number * size, (number + 1) * size),
    );
    const told = sumProgress(threads, (done) => progress?.(done, pairs.length));
    const answers = await Promise.all(
      shares.map((share, number) => {
        const task = {
          location: this.#store.location,
          environment,
          entries: packEntries(share.map(({ entry }) => entry)),
          ...packPairs(share),
          plan,
        };
        // No await here: what is packed for a thread must not live as long as the thread does.
        return runThread(worker, 'verify', task, told(number)).then((answer) =>
          unpackVerified(answer, (one) => one + number * size),
        );
      }),
    );
    return mergeVerified(answers);
  }
}
