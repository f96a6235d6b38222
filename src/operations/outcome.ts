import type { Diagnostic } from '../core/index.ts';
import type { Basis } from './basis.ts';

/** How an operation ended; SPEC section 6 gives the exit statuses. `untrusted`: a signature, its chain or a digest failed. */
export type Verdict = 'pass' | 'findings' | 'untrusted' | 'needs-human';

/** What an operation returns; it throws `HyperError` only where it could not go on. */
export interface Outcome<Data> {
  readonly verdict: Verdict;
  /** In `compareDiagnostics` order. */
  readonly diagnostics: readonly Diagnostic[];
  readonly data: Data;
  /** True where the operation changed something that stays: told even where a signal came too late to stop it. */
  readonly isLasting?: boolean;
  /** The registry's folder in its repository, where findings are shown beside the repository's files. */
  readonly prefix?: string;
  /** What all of it rests on, where that is known: who renders it may remember what came of it. */
  readonly basis?: Basis;
}
