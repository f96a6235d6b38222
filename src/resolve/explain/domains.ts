import type { Fact, ReleaseSet } from '../model/conflict.ts';
import type { ProofStep, Versions } from './refute.ts';

type Premise = Fact | ProofStep;

/** What is left of each artifact as premises are taken up one after the other, and which of them narrowed it. */
export class Domains {
  /** The artifact of which nothing is left; undefined as long as there is none. */
  emptied: string | undefined;
  readonly #left = new Map<string, Int32Array>();
  readonly #narrowers = new Map<string, Premise[]>();
  readonly #times = new Map<string, number>();
  #time = 0;

  constructor(versions: Versions) {
    for (const [artifact, list] of versions) {
      const all = new Int32Array((list.length >>> 5) + 1);
      for (let bit = 0; bit <= list.length; bit += 1) {
        all[bit >>> 5] = (all[bit >>> 5] ?? 0) | (1 << (bit & 31));
      }
      this.#left.set(artifact, all);
    }
  }

  /** Takes a term as given. */
  assume({ artifact, bits }: ReleaseSet): void {
    const left = this.#left.get(artifact);
    left?.forEach((word, index) => (left[index] = word & (bits[index] ?? 0)));
    this.#touch(artifact);
  }

  /** Whether all that is left of the artifact is in the term. */
  holds({ artifact, bits }: ReleaseSet): boolean {
    return this.#left.get(artifact)?.every((word, index) => (word & ~(bits[index] ?? 0)) === 0) ?? false;
  }

  /** Whether the term would hold if another of the same artifact were taken away. */
  wouldHold({ artifact, bits }: ReleaseSet, without: ReleaseSet): boolean {
    const left = this.#left.get(artifact);
    return (
      left?.every((word, index) => (word & ~(without.bits[index] ?? 0) & ~(bits[index] ?? 0)) === 0) ?? false
    );
  }

  /** Whether the artifact cannot be left out any more. */
  isNeeded(artifact: string): boolean {
    return ((this.#left.get(artifact)?.[0] ?? 1) & 1) === 0;
  }

  /** Higher for what was narrowed later; 0 for what never was. */
  lastNarrowed(artifact: string): number {
    return this.#times.get(artifact) ?? 0;
  }

  /** The premises that took something away from what was left of the artifact. */
  narrowers(artifact: string): readonly Premise[] {
    return this.#narrowers.get(artifact) ?? [];
  }

  /** Takes away the one term of a premise that does not hold yet; where all hold, something is emptied. */
  apply(premise: Premise): void {
    const open = premise.terms.filter((term) => !this.holds(term));
    if (open.length > 1) return;
    const term = open[0] ?? premise.terms.at(-1);
    if (term === undefined) return;
    const { artifact, bits } = term;
    const left = this.#left.get(artifact);
    left?.forEach((word, index) => (left[index] = word & ~(bits[index] ?? 0)));
    this.#narrowers.set(artifact, [...this.narrowers(artifact), premise]);
    this.#touch(artifact);
    if (left?.every((word) => word === 0) === true) this.emptied ??= artifact;
  }

  #touch(artifact: string): void {
    this.#time += 1;
    this.#times.set(artifact, this.#time);
  }
}
