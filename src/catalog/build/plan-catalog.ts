import type { Diagnostic } from '../../core/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { RegistryFacts } from '../facts/registry-facts.ts';
import { toCatalog } from '../model/catalog.ts';
import type { CatalogOptions } from '../model/catalog.ts';
import { NOTHING_BUILT } from './built-plan.ts';
import type { BuiltPlan, PlanBasis } from './built-plan.ts';
import { PlanMemory } from './plan-memory.ts';
import type { Touched } from './touched.ts';
import type { Unit } from './unit.ts';
import { UNITS } from './units.ts';

/** What a build of a registry consists of. */
export interface CatalogPlan {
  readonly basis: PlanBasis;
  /** Together they give every file of the site but the lists of units and digests. No path occurs twice. */
  readonly units: readonly Unit[];
  /** How much the site shows. */
  readonly counts: {
    readonly namespaces: number;
    readonly artifacts: number;
    readonly releases: number;
  };
  /** `HYPER_CATALOG_LEFT_OUT` for each file that cannot be published. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Plans the static site of a registry (SPEC section 7): nothing is rendered yet. What is known of a former build saves
 *  work, and changes nothing; `touched` says what changed since, undefined where that is not known. Pure. */
export function planCatalog(
  snapshot: Snapshot,
  facts: RegistryFacts,
  options: CatalogOptions,
  former: BuiltPlan = NOTHING_BUILT,
  touched?: Touched,
): CatalogPlan {
  const catalog = toCatalog(snapshot, facts, options);
  const memory = new PlanMemory(catalog, former, touched);
  const { namespaces, artifacts, releaseCount, diagnostics } = catalog;
  return {
    basis: memory.basis,
    units: UNITS.flatMap((unitsOf) => [...unitsOf(catalog, memory)]),
    counts: { namespaces: namespaces.size, artifacts: artifacts.size, releases: releaseCount },
    diagnostics,
  };
}
