import type { Fact, ReleaseSet } from '../model/conflict.ts';
import { factsOf, refute } from './refute.ts';
import type { Versions } from './refute.ts';

/**
 * Facts of which none can be left out: first what the proof uses, then each is tried without, those farthest from the
 * root first. What several groups of releases of one artifact ask of another is joined where that still proves it. Pure.
 */
export function minimise(facts: readonly Fact[], versions: Versions): readonly Fact[] {
  let kept = shrink(joinAlike(facts, versions) ?? facts, versions);
  kept = shrink(joinAlike(kept, versions) ?? kept, versions);
  return kept;
}

function shrink(facts: readonly Fact[], versions: Versions): readonly Fact[] {
  let kept = used(facts, versions) ?? facts;
  const waiting = [...kept].sort((left, right) => weightOf(right) - weightOf(left));
  for (const fact of waiting) {
    if (!kept.includes(fact)) continue;
    const smaller = used(
      kept.filter((one) => one !== fact),
      versions,
    );
    if (smaller !== undefined) kept = smaller;
  }
  return kept;
}

function used(facts: readonly Fact[], versions: Versions): readonly Fact[] | undefined {
  const proof = refute(facts, versions);
  if (proof === undefined) return undefined;
  const needed = factsOf(proof);
  return facts.filter((fact) => needed.has(fact));
}

/** What the root says is kept longest. */
function weightOf(fact: Fact): number {
  return fact.kind === 'needs' && fact.by !== undefined ? 1 : 0;
}

/** The facts with those of one artifact about another joined; undefined where that proves nothing, or changes nothing. */
function joinAlike(facts: readonly Fact[], versions: Versions): readonly Fact[] | undefined {
  let current = facts;
  let isChanged = false;
  const pairs = new Set(facts.flatMap((fact) => pairOf(fact) ?? []));
  for (const pair of pairs) {
    const alike = current.filter((fact) => pairOf(fact) === pair);
    const joined = alike.length > 1 ? join(alike) : undefined;
    if (joined === undefined) continue;
    const [first] = alike;
    const next = current.flatMap((fact) => (fact === first ? [joined] : alike.includes(fact) ? [] : [fact]));
    if (refute(next, versions) === undefined) continue;
    current = next;
    isChanged = true;
  }
  return isChanged ? current : undefined;
}

function pairOf(fact: Fact): string | undefined {
  if (fact.kind !== 'needs' || fact.by === undefined || fact.terms.length !== 2) return undefined;
  return `${fact.by} ${fact.target} ${fact.requirement.optional ? '?' : ''}`;
}

/** One fact that says less than all of them: whichever of the releases is chosen, one of what they take must be. */
function join(alike: readonly Fact[]): Fact | undefined {
  const facts = [...alike].sort((left, right) => lowestBit(left) - lowestBit(right));
  const [first] = facts;
  if (first?.kind !== 'needs') return undefined;
  const [by, target] = first.terms;
  if (by === undefined || target === undefined) return undefined;
  const terms: ReleaseSet[] = [
    { artifact: by.artifact, bits: by.bits.slice() },
    { artifact: target.artifact, bits: target.bits.slice() },
  ];
  const ranges = new Set<string>();
  for (const fact of facts) {
    if (fact.kind !== 'needs') return undefined;
    for (const range of fact.ranges ?? [fact.range]) ranges.add(range);
    for (const [word, bits] of (fact.terms[0]?.bits ?? []).entries()) {
      (terms[0] as ReleaseSet).bits[word] = ((terms[0] as ReleaseSet).bits[word] ?? 0) | bits;
    }
    for (const [word, bits] of (fact.terms[1]?.bits ?? []).entries()) {
      (terms[1] as ReleaseSet).bits[word] = ((terms[1] as ReleaseSet).bits[word] ?? 0) & bits;
    }
  }
  return { ...first, terms, ranges: [...ranges] };
}

/** The place of the lowest release that a fact is about. */
function lowestBit({ terms }: Fact): number {
  const bits = terms[0]?.bits ?? new Int32Array(0);
  const word = bits.findIndex((one) => one !== 0);
  const lowest = bits[word] ?? 0;
  return word * 32 + 31 - Math.clz32(lowest & -lowest);
}
