import type { ImpactBase } from './impact-base.ts';

/**
 * Settles one release directly, as `settleDirectly` does and by the same reasoning, on columns of numbers: for the case
 * that all of what it leads to is plain. Keeps its arrays from one release to the next.
 */
export class QuickSettle {
  /** What was chosen last, each release once. */
  readonly chosen: number[] = [];
  readonly #base: ImpactBase;
  #stamp = 0;
  #stamps = new Int32Array(0);
  #releases = new Int32Array(0);

  constructor(base: ImpactBase) {
    this.#base = base;
  }

  /** True where `chosen` now holds what a resolution of the release holds; false where that must be searched. */
  settle(root: number): boolean {
    const { columns } = this.#base;
    if (this.#stamps.length < columns.names.length) {
      this.#stamps = new Int32Array(columns.names.length);
      this.#releases = new Int32Array(columns.names.length);
      this.#stamp = 0;
    }
    this.#stamp += 1;
    const { chosen } = this;
    chosen.length = 0;
    if (this.#base.place(columns.artifact.get(root))?.redirect !== undefined) return false;
    this.#choose(root);
    for (let next = 0; next < chosen.length; next += 1) {
      if (!this.#follow(chosen[next] as number, root)) return false;
    }
    return true;
  }

  /** The release of an artifact in what was chosen last; -1 where it is not in it. */
  releaseOf(artifact: number): number {
    return this.#stamps[artifact] === this.#stamp ? (this.#releases[artifact] as number) : -1;
  }

  #choose(release: number): void {
    const artifact = this.#base.columns.artifact.get(release);
    this.#stamps[artifact] = this.#stamp;
    this.#releases[artifact] = release;
    this.chosen.push(release);
  }

  #follow(release: number, root: number): boolean {
    const base = this.#base;
    const { columns } = base;
    if (columns.isInvolved(release)) return false;
    const rootArtifact = columns.artifact.get(root);
    for (let at = columns.from.get(release); at < columns.to.get(release); at += 1) {
      const need = columns.needs.get(at);
      const target = columns.target.get(need);
      const known = this.releaseOf(target);
      if (target === rootArtifact || target === columns.artifact.get(release)) {
        if (!base.takes(need, known)) return false;
        continue;
      }
      const best = base.best(need);
      if (best < 0 || (known >= 0 && known !== best)) return false;
      if (known >= 0) continue;
      if (base.place(target)?.redirect !== undefined) return false;
      this.#choose(best);
    }
    return true;
  }
}
