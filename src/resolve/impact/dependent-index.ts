import type { ArtifactCandidates, Universe } from '../model/candidate.ts';

/** Who needs whom, the other way round: by artifact, the artifacts of which some release names it. */
export class DependentIndex {
  readonly #dependents = new Map<string, Set<string>>();

  /** Looks at every release once. */
  constructor(universe: Universe) {
    for (const candidates of universe.values()) this.add(candidates);
  }

  /** Adds what the releases of one more artifact need, or of one that has more now. */
  add({ artifact, releases }: ArtifactCandidates): void {
    for (const { dependencies } of releases) {
      for (const { artifact: target, type } of dependencies) {
        if (type !== 'runtime' && type !== 'peer') continue;
        const known = this.#dependents.get(target);
        if (known === undefined) this.#dependents.set(target, new Set([artifact]));
        else known.add(artifact);
      }
    }
  }

  /** In the order in which they were added. */
  dependentsOf(artifact: string): Iterable<string> {
    return this.#dependents.get(artifact) ?? [];
  }
}
