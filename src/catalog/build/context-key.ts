import type { Catalog } from '../model/catalog.ts';

/** Changes of layout that no other input shows. */
const FORMAT = 1;

/** What every page of a site has in common. */
export function contextKey({
  options,
  snapshot,
  stylesheetPath,
  scripts,
  history,
}: Catalog): readonly unknown[] {
  const { name } = snapshot.registry;
  return [
    FORMAT,
    options.generator,
    options.visibility,
    name,
    stylesheetPath,
    [...scripts.values()].map(({ path }) => path),
    history !== undefined,
  ];
}
