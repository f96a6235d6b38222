import { invariant } from '../core/index.ts';
import type { CandidateSource, Universe } from './model/candidate.ts';
import type { Outcome } from './model/outcome.ts';
import type { ResolveRequest } from './model/request.ts';
import { resolveSteps } from './resolve-steps.ts';
import { CandidateTable } from './table/candidate-table.ts';

/**
 * Chooses one version of every artifact that is needed, or gives facts that cannot all be kept (SPEC section 5). If an
 * answer exists it is found; the same input, in any order, gives the same answer on every machine. Pure. A
 * `PreparedUniverse` saves taking the candidates apart again.
 * Errors: `HYPER_RESOLVE_BUDGET` after `maxWork` steps.
 */
export function resolve(request: ResolveRequest, universe: Universe | PreparedUniverse): Outcome {
  const prepared = universe instanceof PreparedUniverse ? universe : new PreparedUniverse(universe);
  const step = resolveSteps(request, prepared.table).next();
  invariant(step.done === true, 'a whole universe leaves nothing to be read');
  return step.value;
}

/** A universe whose candidates are taken apart as resolutions come to them, once for all of them. */
export class PreparedUniverse {
  /** For this folder alone. */
  readonly table: CandidateTable;

  constructor(universe: Universe) {
    this.table = new CandidateTable(universe);
  }
}

/** Resolves over a source, of which it reads no artifact twice and none that no search came to. */
export class Resolver {
  readonly #source: CandidateSource;
  readonly #table = new CandidateTable();

  constructor(source: CandidateSource) {
    this.#source = source;
  }

  /** As `resolve`. Errors: those of the source as well. */
  async resolve(request: ResolveRequest): Promise<Outcome> {
    const steps = resolveSteps(request, this.#table);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      const names = step.value;
      const loaded = await this.#source.load(names);
      for (const name of names) this.#table.put(name, loaded.get(name));
    }
  }
}
