import { invariant } from '../core/index.ts';
import { suggestSteps } from './explain/suggest.ts';
import { toWhyNot, withVersion } from './explain/why-not.ts';
import type { WhyNot } from './explain/why-not.ts';
import type { Conflict } from './model/conflict.ts';
import type { Suggestion } from './model/suggestion.ts';
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
  return atOnce(resolveSteps(request, tableOf(universe)));
}

/**
 * The smallest edits of a request with which it resolves, at most three, each tried: a range, pin, override or choice
 * that takes part in the conflict, else two ranges, else an override or doing without. Pure.
 */
export function suggestEdits(
  request: ResolveRequest,
  universe: Universe | PreparedUniverse,
  conflict: Conflict,
): readonly Suggestion[] {
  return atOnce(suggestSteps(request, conflict, tableOf(universe)));
}

/** Why a version is not in the answer to a request: it cannot be, or another was preferred. Pure. Errors: as `resolve`. */
export function whyNot(
  request: ResolveRequest,
  universe: Universe | PreparedUniverse,
  artifact: string,
  version: string,
): WhyNot {
  return toWhyNot(resolve(withVersion(request, artifact, version), universe));
}

function tableOf(universe: Universe | PreparedUniverse): CandidateTable {
  return universe instanceof PreparedUniverse ? universe.table : new CandidateTable(universe);
}

function atOnce<T>(steps: Generator<readonly string[], T, undefined>): T {
  const step = steps.next();
  invariant(step.done === true, 'a whole universe leaves nothing to be read');
  return step.value;
}

/** A universe whose candidates are taken apart as resolutions come to them, once for all of them. */
export class PreparedUniverse {
  /** For this folder alone. */
  readonly table: CandidateTable;

  constructor(universe: Pick<Universe, 'get'>) {
    this.table = new CandidateTable(universe);
  }

  /** How many releases have been taken apart: it only grows. An artifact that is not there counts as one. */
  get releases(): number {
    return this.table.releases;
  }
}

/** Resolves over a source, of which it reads no artifact twice and none that no search came to. */
export class Resolver {
  readonly #source: CandidateSource;
  readonly #table = new CandidateTable();

  constructor(source: CandidateSource) {
    this.#source = source;
  }

  /** As the function `resolve`. Errors: those of the source as well. */
  async resolve(request: ResolveRequest): Promise<Outcome> {
    return this.#drive(resolveSteps(request, this.#table));
  }

  /** As the function `suggestEdits`. */
  async suggestEdits(request: ResolveRequest, conflict: Conflict): Promise<readonly Suggestion[]> {
    return this.#drive(suggestSteps(request, conflict, this.#table));
  }

  /** As the function `whyNot`. */
  async whyNot(request: ResolveRequest, artifact: string, version: string): Promise<WhyNot> {
    return toWhyNot(await this.resolve(withVersion(request, artifact, version)));
  }

  async #drive<T>(steps: Generator<readonly string[], T, undefined>): Promise<T> {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      const names = step.value;
      const loaded = await this.#source.load(names);
      for (const name of names) this.#table.put(name, loaded.get(name));
    }
  }
}
