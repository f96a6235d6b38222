import { digestHex } from '../../core/index.ts';
import { discoveryArtifacts } from '../model/discovery-artifacts.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { deprecationOf } from '../model/version-state.ts';
import { contextKey } from './context-key.ts';
import type { BuiltPlan, BuiltUnit, PlanBasis } from './built-plan.ts';
import { unitKey } from './unit.ts';

/** What of a former build still holds. */
export class PlanMemory {
  readonly basis: PlanBasis;
  /** A digest of what every page of the site has in common. */
  readonly context: string;
  readonly #former: BuiltPlan;
  readonly #catalog: Catalog;
  readonly #releases = new Map<string, string>();

  constructor(catalog: Catalog, former: BuiltPlan) {
    this.context = unitKey(contextKey(catalog));
    this.basis = basisOf(catalog);
    this.#former = former;
    this.#catalog = catalog;
  }

  /** The unit as the former build left it, if all was as it is of that part of the basis. */
  unit(id: string, part: keyof PlanBasis): BuiltUnit | undefined {
    return this.#former.basis?.[part] === this.basis[part] ? this.#former.units.get(id) : undefined;
  }

  /** Whether the former build has the unit with this key. */
  hasBuilt(id: string, key: string): boolean {
    return this.#former.units.get(id)?.key === key;
  }

  /** A digest of the releases of an artifact, what became of them, and what they need. */
  releases(artifact: PublishedArtifact): string {
    let known = this.#releases.get(artifact.reference);
    if (known === undefined) {
      known = releasesKey(this.#catalog, artifact);
      this.#releases.set(artifact.reference, known);
    }
    return known;
  }
}

function releasesKey(catalog: Catalog, { namespace, versions }: PublishedArtifact): string {
  return unitKey(
    versions.map((published) => {
      const { version, facts, state: release } = published;
      const targets = facts && catalog.targets.targetsOf(facts, namespace);
      const { record, ...flags } = release;
      return record === undefined
        ? [version, facts?.sha256, targets, release.state]
        : [version, facts?.sha256, targets, flags, record, deprecationOf(catalog, published)];
    }),
  );
}

function basisOf(catalog: Catalog): PlanBasis {
  const { artifacts, targets, observed, discovery } = catalog;
  const context = contextKey(catalog);
  const graph = [...artifacts.values()].map(({ reference, latest }) => [
    reference,
    latest?.type ?? null,
    discovery.needsOf(reference),
  ]);
  return {
    discovery: digestHex(
      JSON.stringify([context, [...discoveryArtifacts(artifacts.values(), targets, observed)]]),
    ),
    graph: digestHex(JSON.stringify([context, graph])),
  };
}
