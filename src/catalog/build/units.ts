import type { Catalog } from '../model/catalog.ts';
import { artifactUnits } from './artifact-units.ts';
import { blobUnits } from './blob-units.ts';
import { factsUnits } from './facts-unit.ts';
import { historyUnits } from './history-units.ts';
import { namespaceUnits } from './namespace-units.ts';
import { lockUnits } from './lock-units.ts';
import { fixedUnits, registryUnits } from './registry-units.ts';
import { discoveryUnits } from './discovery-units.ts';
import type { PlanMemory } from './plan-memory.ts';
import { searchUnits } from './search-units.ts';
import { trustUnits } from './trust-unit.ts';
import type { Unit } from './unit.ts';

/** The parts of the site. A new one, such as a search index, is one file and one row. */
export const UNITS: readonly ((catalog: Catalog, memory: PlanMemory) => Iterable<Unit>)[] = [
  fixedUnits,
  registryUnits,
  namespaceUnits,
  artifactUnits,
  lockUnits,
  discoveryUnits,
  historyUnits,
  searchUnits,
  factsUnits,
  trustUnits,
  blobUnits,
];
