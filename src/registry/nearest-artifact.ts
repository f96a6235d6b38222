import { compareText } from '../core/index.ts';
import { suggest } from '../names/index.ts';

/**
 * The artifact that was most likely meant: the shortest whose `namespace/name` begins with the reference, else one where it
 * nearly is the reference, else one of another namespace whose name is, or nearly is, its name. Undefined where nothing is
 * near. Pure.
 */
export function nearestArtifact(reference: string, references: Iterable<string>): string | undefined {
  const known = [...references];
  const [written = ''] = reference.split('@');
  const begun = known.filter((one) => one.startsWith(written));
  const [longer] = begun.sort((one, other) => one.length - other.length || compareText(one, other));
  const near = longer ?? suggest(written, known, 1)[0];
  if (near !== undefined) return near;
  const byName = new Map<string, string>();
  for (const one of known) {
    const name = one.slice(one.indexOf('/') + 1);
    if (!byName.has(name)) byName.set(name, one);
  }
  const name = written.slice(written.indexOf('/') + 1);
  return byName.get(name) ?? byName.get(suggest(name, byName.keys(), 1)[0] ?? '');
}
