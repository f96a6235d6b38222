import type { Catalog } from '../model/catalog.ts';

/** What the registry itself saw of an artifact (docs/api.md, "An artifact"); null where it saw nothing, as for each number
 *  that it does not have. Pure. */
export function observedJson({ observed }: Pick<Catalog, 'observed'>, reference: string): object | null {
  const found = observed.get(reference);
  return found === undefined
    ? null
    : { downloadCount: found.downloadCount ?? null, rating: found.rating ?? null };
}
