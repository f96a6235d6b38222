import type { Discovery } from '../../discovery/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { RegistryFacts } from '../facts/registry-facts.ts';
import { toCatalog } from './catalog.ts';

/** The graph of a registry that is not built: of everything that it holds. Pure. */
export function discoveryOf(snapshot: Snapshot, facts: RegistryFacts): Discovery {
  return toCatalog(snapshot, facts, { visibility: 'private', generator: '', schemas: [] }).discovery;
}
