import type { Outcome } from './outcome.ts';
import type { ReadNotes } from './read-notes.ts';

/** What an operation may use of the world; `composition.ts` puts the adapters in. */
export interface OperationContext {
  /** Tells how far long work has come; `total` is 0 where it is not known yet. */
  readonly progress?: (done: number, total: number, what: string) => void;
  /** Aborted by Ctrl-C: an operation that writes stops at the next safe point. */
  readonly signal?: AbortSignal;
  /** Of one run: takes what adapters read, so that the outcome can say what it rests on. */
  readonly notes?: ReadNotes;
}

/** One user-visible act (SPEC section 3). It never prints, exits or reads `process`. */
export interface Operation<Input, Data, Context extends OperationContext = OperationContext> {
  /** Unique; the group and the verb with a dot where the group has several: `registry.get`. */
  readonly id: string;
  readonly group: string;
  /** One line for the table of operations. */
  readonly summary: string;
  /** Throws `HyperError` only where it could not go on; findings are in the outcome. */
  run(context: Context, input: Input): Promise<Outcome<Data>>;
}
