import { suggest } from '../names/index.ts';

/**
 * The artifact that was most likely meant: one whose `namespace/name` is nearly the reference, else one of another namespace
 * whose name is, or nearly is, its name. Undefined where nothing is near. Pure.
 */
export function nearestArtifact(reference: string, references: Iterable<string>): string | undefined {
  const known = [...references];
  const [near] = suggest(reference, known, 1);
  if (near !== undefined) return near;
  const byName = new Map<string, string>();
  for (const one of known) {
    const name = one.slice(one.indexOf('/') + 1);
    if (!byName.has(name)) byName.set(name, one);
  }
  const name = reference.slice(reference.indexOf('/') + 1).replace(/@.*$/u, '');
  return byName.get(name) ?? byName.get(suggest(name, byName.keys(), 1)[0] ?? '');
}
