import type { Fact, ReleaseSet } from '../model/conflict.ts';
import { listOf } from './describe.ts';
import type { Describer } from './describe.ts';
import { Domains } from './domains.ts';
import type { ProofStep, Versions } from './refute.ts';

/** One numbered sentence of a proof. */
export interface ProofLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** The fact that it tells; undefined for what follows from others. */
  readonly fact?: Fact;
}

type Premise = Fact | ProofStep;

/**
 * A proof as numbered sentences: each fact once, in an order in which one leads to the next; what follows from several
 * comes after them with their numbers. The last sentence says what is impossible. Pure.
 */
export class Narrator {
  readonly lines: ProofLine[] = [];
  readonly #describer: Describer;
  readonly #versions: Versions;
  readonly #numbers = new Map<Premise, number>();

  constructor(describer: Describer, versions: Versions) {
    this.#describer = describer;
    this.#versions = versions;
  }

  tell(proof: ProofStep): void {
    const domains = new Domains(this.#versions);
    for (const term of proof.terms) domains.assume(term);
    const told: Premise[] = [];
    const waiting = new Set<Premise>(proof.premises);
    for (let next = pick(waiting, domains); next !== undefined; next = pick(waiting, domains)) {
      waiting.delete(next);
      this.#tellPremise(next, isBackward(next, domains));
      told.push(next);
      domains.apply(next);
      if (domains.emptied !== undefined) break;
    }
    if (this.lines.length === 1 || isPlainEnd(told, domains)) return;
    const from = told.map((premise) => this.#numbers.get(premise) ?? 0).sort((left, right) => left - right);
    const isPlain = proof.terms.length === 0 && from.length === this.lines.length;
    this.#add(this.#conclusion(proof, domains, from, isPlain), proof);
  }

  #tellPremise(premise: Premise, rulesOut: boolean): void {
    if (this.#numbers.has(premise)) return;
    if ('premises' in premise) {
      this.tell(premise);
      return;
    }
    const text = this.#describer.fact(premise);
    const end = rulesOut ? `, which rules ${this.#describer.isPlural(premise) ? 'them' : 'it'} out` : '';
    this.#add(text + end, premise, premise);
  }

  #add(text: string, premise: Premise, fact?: Fact): void {
    const number = this.lines.length + 1;
    this.#numbers.set(premise, number);
    this.lines.push(fact === undefined ? { number, text } : { number, text, fact });
  }

  #conclusion(proof: ProofStep, domains: Domains, from: readonly number[], isPlain: boolean): string {
    const by = isPlain ? '' : ` (from ${listOf(from.map(String), 'and')})`;
    if (proof.terms.length > 0) return `so ${this.#describer.lemma(proof.terms)}${by}`;
    const { emptied } = domains;
    if (emptied === undefined) return `so these cannot all be kept${by}`;
    const narrowers = domains.narrowers(emptied);
    const numbers = narrowers
      .map((premise) => this.#numbers.get(premise) ?? 0)
      .sort((left, right) => left - right);
    const all = listOf([...new Set(numbers)].map(String), 'and');
    const name = this.#describer.name(emptied);
    if (!narrowers.every((premise) => isAsked(premise, emptied)))
      return `so no version of ${name} is left (from ${all})`;
    const both = numbers.length === 2 ? 'both ' : '';
    return `so no version of ${name} meets ${both}${all}`;
  }
}

/** Whether the last fact says by itself that the one artifact it is about cannot be, so that nothing needs adding. */
function isPlainEnd(told: readonly Premise[], domains: Domains): boolean {
  const last = told.at(-1);
  if (last === undefined || 'premises' in last || last.kind !== 'needs' || last.terms.length > 1)
    return false;
  const narrowers = domains.emptied === undefined ? [] : domains.narrowers(domains.emptied);
  return last.by !== undefined && last.by !== last.target && narrowers.length <= 2;
}

/** Whether the premise asks for versions of the artifact. */
function isAsked(premise: Premise, artifact: string): boolean {
  return !('premises' in premise) && premise.kind === 'needs' && premise.target === artifact;
}

/** Whether all that a fact does now is to rule out the releases that it is about. */
function isBackward(premise: Premise, domains: Domains): boolean {
  const [own, other] = premise.terms;
  if ('premises' in premise || own === undefined || other === undefined) return false;
  return domains.holds(other) && !domains.holds(own);
}

/** The premise to tell next: one that follows on what was told last, forward before backward, before a fresh start. */
function pick(waiting: ReadonlySet<Premise>, domains: Domains): Premise | undefined {
  let best: Premise | undefined;
  let bestScore = -1;
  for (const premise of waiting) {
    const score = scoreOf(premise, waiting, domains);
    if (score > bestScore) {
      best = premise;
      bestScore = score;
    }
  }
  return best;
}

function scoreOf(premise: Premise, waiting: ReadonlySet<Premise>, domains: Domains): number {
  const held = premise.terms.filter((term) => domains.holds(term));
  if (held.length < premise.terms.length - 1) return 0;
  if (premise.terms.length <= 1) {
    const isAsking = !('premises' in premise) && premise.kind === 'needs';
    return 1000 + (isAsking ? 4 : 0) + leadOf(premise.terms[0], waiting, domains);
  }
  const isForward = !('premises' in premise) && held.includes(premise.terms[0] as ReleaseSet);
  const recency = Math.max(...held.map(({ artifact }) => domains.lastNarrowed(artifact)));
  if (isForward) return 100_000 + recency;
  if ('premises' in premise) return 50_000 + recency;
  return (domains.isNeeded(premise.terms[0]?.artifact ?? '') ? 10_000 : 0) + recency;
}

/** 2 where what the artifact needs can be told right after, 1 where something of it can later, 0 where nothing. */
function leadOf(term: ReleaseSet | undefined, waiting: ReadonlySet<Premise>, domains: Domains): number {
  let lead = 0;
  for (const { terms } of waiting) {
    const [own] = terms;
    if (term === undefined || terms.length < 2 || own?.artifact !== term.artifact) continue;
    lead = Math.max(lead, domains.wouldHold(own, term) ? 2 : 1);
  }
  return lead;
}
