import type { Fact, ReleaseSet } from '../model/conflict.ts';
import type { Guide } from '../search/guide.ts';
import { Search } from '../search/search.ts';
import { highestRank } from '../search/sets.ts';

/** The versions of every artifact that a fact names, from low to high. */
export type Versions = ReadonlyMap<string, readonly string[]>;

/** One step of a proof: what its premises come to, each a fact or an earlier step. */
export interface ProofStep {
  readonly premises: readonly (Fact | ProofStep)[];
  /** What never comes together, as this step shows; empty for the last step: the premises contradict each other. */
  readonly terms: readonly ReleaseSet[];
}

/** A proof that the facts contradict each other, its last step; undefined where they do not. Pure. */
export function refute(facts: readonly Fact[], versions: Versions): ProofStep | undefined {
  const names = [...versions.keys()];
  const guide = new FactGuide();
  const search = new Search(guide, Infinity);
  guide.search = search;
  const packages = new Map<string, number>();
  for (const name of names) packages.set(name, search.addPackage(versions.get(name)?.length ?? 0));
  const factOf = new Map<number, Fact>();
  for (const fact of facts) factOf.set(addFact(search, fact, packages), fact);
  for (const clause of factOf.keys()) search.applyFact(clause);
  if (search.run() !== 'conflict') return undefined;
  const steps = new Map<number, ProofStep>();
  const toPremise = (clause: number): Fact | ProofStep => {
    const fact = factOf.get(clause);
    if (fact !== undefined) return fact;
    const known = steps.get(clause);
    if (known !== undefined) return known;
    const premises = [...(search.clauses.antecedents(clause) ?? [])].reverse().map(toPremise);
    const step = { premises, terms: termsOf(search, clause, names, versions) };
    steps.set(clause, step);
    return step;
  };
  return { premises: [...search.refutation].reverse().map(toPremise), terms: [] };
}

/** Every fact that a proof rests on. */
export function factsOf(proof: ProofStep): Set<Fact> {
  const facts = new Set<Fact>();
  const seen = new Set<ProofStep>([proof]);
  for (const step of seen) {
    for (const premise of step.premises) {
      if ('premises' in premise) seen.add(premise);
      else facts.add(premise);
    }
  }
  return facts;
}

class FactGuide implements Guide {
  search: Search | undefined;

  prefer(pkg: number): number {
    const { search } = this;
    if (search === undefined) return -1;
    const { trail, sets } = search;
    return highestRank(sets.cells, trail.current(pkg), trail.words(pkg));
  }

  expand(): readonly number[] {
    return [];
  }

  widen(): void {
    // Facts say all they can already.
  }

  urgency(_pkg: number, remaining: number): number {
    return remaining;
  }
}

function addFact(search: Search, fact: Fact, packages: ReadonlyMap<string, number>): number {
  const terms = fact.terms.map(({ artifact, bits }) => {
    const set = search.sets.reserve(bits.length);
    search.sets.cells.set(bits, set);
    return { pkg: packages.get(artifact) ?? -1, set };
  });
  const [one, other] = terms;
  if (one === undefined) return search.clauses.open();
  if (other === undefined) return search.addUnit(one.pkg, one.set);
  return search.addPair(one.pkg, one.set, other.pkg, other.set);
}

function termsOf(search: Search, clause: number, names: readonly string[], versions: Versions): ReleaseSet[] {
  const { clauses, sets } = search;
  const terms: ReleaseSet[] = [];
  for (let term = clauses.firstTerm(clause); term < clauses.endTerm(clause); term += 1) {
    const artifact = names[clauses.packageOf(term)] ?? '';
    const words = ((versions.get(artifact)?.length ?? 0) >>> 5) + 1;
    const set = clauses.setOf(term);
    terms.push({ artifact, bits: sets.cells.slice(set, set + words) });
  }
  return terms;
}
