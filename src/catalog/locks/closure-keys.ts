import { compareText, digestHex } from '../../core/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { componentsOf } from './components.ts';
import { movedTo } from './lock-universe.ts';

/**
 * For every shown artifact a digest of all that any of its locks can depend on: its releases, and everything that they may
 * lead to, whatever versions are chosen. Circles share one digest. Linear; without recursion. Pure.
 */
export function closureKeys(
  catalog: Catalog,
  releasesKey: (artifact: PublishedArtifact) => string,
): ReadonlyMap<string, string> {
  const artifacts = [...catalog.artifacts.values()];
  const numbers = new Map(artifacts.map(({ reference }, number) => [reference, number]));
  const edges = artifacts.map((artifact) => edgesOf(catalog, artifact, numbers));
  const keys: string[] = [];
  for (const group of componentsOf(edges)) {
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
  return new Map(artifacts.map(({ reference }, number) => [reference, keys[number] ?? '']));
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
