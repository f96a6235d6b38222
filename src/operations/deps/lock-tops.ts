import type { Lockfile } from '../../lockfile/index.ts';

/** What the project itself needs: what its requirements name; then what nothing else names, which moved artifacts lead to. */
export function topsOf({ requirements, packages }: Lockfile): readonly string[] {
  const named = requirements.map(({ artifact }) => artifact).filter((artifact) => packages.has(artifact));
  const needed = new Set([...packages.values()].flatMap(({ dependencies }) => [...dependencies.keys()]));
  const moved = [...packages.keys()].filter((artifact) => !needed.has(artifact));
  return [...new Set([...named, ...moved])];
}

/**
 * The package that a requirement led to: of its name or, where that artifact was moved, the one that nothing else accounts
 * for. Undefined where the lock alone does not tell.
 */
export function packageOf(lockfile: Lockfile, artifact: string): string | undefined {
  const { requirements, packages } = lockfile;
  if (packages.has(artifact)) return artifact;
  const asked = new Set(requirements.map((one) => one.artifact));
  const gone = [...asked].filter((one) => !packages.has(one));
  const moved = topsOf(lockfile).filter((one) => !asked.has(one));
  return gone.length === 1 && gone[0] === artifact && moved.length === 1 ? moved[0] : undefined;
}
