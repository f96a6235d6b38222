import { digestHex } from '../../core/index.ts';
import { discoveryArtifacts } from '../model/discovery-artifacts.ts';
import type { Catalog } from '../model/catalog.ts';
import { contextKey } from './context-key.ts';
import type { BuiltPlan, BuiltUnit, PlanBasis } from './built-plan.ts';

/** What of a former build still holds. */
export class PlanMemory {
  readonly basis: PlanBasis;
  readonly #former: BuiltPlan;

  constructor(catalog: Catalog, former: BuiltPlan) {
    this.basis = basisOf(catalog);
    this.#former = former;
  }

  /** The unit as the former build left it, if all was as it is of that part of the basis. */
  unit(id: string, part: keyof PlanBasis): BuiltUnit | undefined {
    return this.#former.basis?.[part] === this.basis[part] ? this.#former.units.get(id) : undefined;
  }
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
