import { compareText, digestHex } from '../../core/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { componentsOf } from './components.ts';
import { movedTo } from './lock-universe.ts';

/**
 * For every shown artifact a digest of all that any of its locks can depend on: its releases, and everything that they may
 * lead to, whatever versions are chosen. Circles share one digest. Linear; without recursion. With `isStill`, which tells of
 * whom nothing changed, of those alone that may lead to a changed one. Pure.
 */
export function closureKeys(
  catalog: Catalog,
  releasesKey: (artifact: PublishedArtifact) => string,
  isStill: (artifact: PublishedArtifact) => boolean = () => false,
): ReadonlyMap<string, string> {
  const artifacts = [...catalog.artifacts.values()];
  const numbers = new Map(artifacts.map(({ reference }, number) => [reference, number]));
  const edges = artifacts.map((artifact) => edgesOf(catalog, artifact, numbers));
  const keys: string[] = [];
  const changed = [...artifacts.keys()].filter((number) => {
    const artifact = artifacts[number];
    return artifact !== undefined && !isStill(artifact);
  });
  for (const group of componentsOf(edges, leadingTo(changed, edges))) {
    const below = new Set<string>();
    for (const member of group) {
      for (const target of edges[member] ?? []) {
        const key = keys[target];
        // Only what is behind a group has a key yet: within it, nothing has.
        if (key !== undefined) below.add(key);
      }
    }
    const own = group.flatMap((member) => ownKey(catalog, artifacts[member], releasesKey)).sort(compareText);
    const shared = digestHex([...own, '', ...[...below].sort(compareText)].join('\n'));
    for (const member of group) keys[member] = shared;
  }
  const known = artifacts.map(({ reference }, number) => [reference, keys[number]] as const);
  return new Map(known.filter((one): one is [string, string] => one[1] !== undefined));
}

/** Some numbers, and all that lead to one of them. */
function leadingTo(some: readonly number[], edges: readonly (readonly number[])[]): ReadonlySet<number> {
  const found = new Set(some);
  if (found.size === edges.length) return found;
  const from = edges.map((): number[] => []);
  for (const [number, targets] of edges.entries()) for (const target of targets) from[target]?.push(number);
  for (const one of found) for (const source of from[one] ?? []) found.add(source);
  return found;
}

function edgesOf(
  catalog: Catalog,
  { versions, namespace, reference }: PublishedArtifact,
  numbers: ReadonlyMap<string, number>,
): readonly number[] {
  const targets = new Set<string | undefined>();
  for (const { facts } of versions) {
    if (facts === undefined) continue;
    for (const [at, target] of catalog.targets.targetsOf(facts, namespace).entries()) {
      const type = facts.dependencies[at]?.type;
      if (type === 'runtime' || type === 'peer') targets.add(target);
    }
  }
  targets.add(movedTo(catalog, reference));
  return [...targets].flatMap((target) => (target === undefined ? [] : (numbers.get(target) ?? [])));
}

function ownKey(
  catalog: Catalog,
  artifact: PublishedArtifact | undefined,
  releasesKey: (artifact: PublishedArtifact) => string,
): string[] {
  if (artifact === undefined) return [];
  const { reference } = artifact;
  return [`${reference} ${releasesKey(artifact)} ${movedTo(catalog, reference) ?? ''}`];
}
