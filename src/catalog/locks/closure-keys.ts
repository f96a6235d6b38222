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
  const known: (readonly number[])[] = [];
  const edges = (number: number): readonly number[] =>
    (known[number] ??= edgesOf(catalog, artifacts[number], numbers));
  const changed = artifacts.filter((artifact) => !isStill(artifact));
  const roots = leadingTo(changed, catalog).flatMap((reference) => numbers.get(reference) ?? []);
  const keys: string[] = [];
  const byReference = new Map<string, string>();
  for (const group of componentsOf(artifacts.length, edges, roots)) {
    const below = new Set<string>();
    for (const member of group) {
      for (const target of edges(member)) {
        const key = keys[target];
        // Only what is behind a group has a key yet: within it, nothing has.
        if (key !== undefined) below.add(key);
      }
    }
    const own = group.flatMap((member) => ownKey(catalog, artifacts[member], releasesKey)).sort(compareText);
    const shared = digestHex([...own, '', ...[...below].sort(compareText)].join('\n'));
    for (const member of group) {
      keys[member] = shared;
      byReference.set(artifacts[member]?.reference ?? '', shared);
    }
  }
  return byReference;
}

/** Some artifacts, and at least all that lead to one of them: those that need it for whatever, or moved to it. */
function leadingTo(
  some: readonly PublishedArtifact[],
  { artifacts, dependents }: Catalog,
): readonly string[] {
  const found = new Set(some.map(({ reference }) => reference));
  if (found.size === artifacts.size) return [...found];
  const moved = new Map<string, string[]>();
  for (const { reference, state } of artifacts.values()) {
    const target = state?.redirect?.artifact;
    if (target === undefined) continue;
    const sources = moved.get(target);
    if (sources === undefined) moved.set(target, [reference]);
    else sources.push(reference);
  }
  for (const one of found) {
    for (const { artifact } of dependents.get(one) ?? []) found.add(artifact);
    for (const source of moved.get(one) ?? []) found.add(source);
  }
  return [...found];
}

function edgesOf(
  catalog: Catalog,
  artifact: PublishedArtifact | undefined,
  numbers: ReadonlyMap<string, number>,
): readonly number[] {
  if (artifact === undefined) return [];
  const { versions, namespace, reference } = artifact;
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
