import { compareText, digestHex } from '../../core/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { movedTo, targetOf } from './lock-universe.ts';

/**
 * For every shown artifact a digest of all that any of its locks can depend on: its releases, and everything that they may
 * lead to, whatever versions are chosen. Circles share one digest. Linear; without recursion. Pure.
 */
export function closureKeys(catalog: Catalog): ReadonlyMap<string, string> {
  const edges = new Map(
    [...catalog.artifacts].map(([name, artifact]) => [name, edgesOf(catalog, artifact)] as const),
  );
  const keys = new Map<string, string>();
  for (const group of componentsOf(edges)) {
    const members = new Set(group);
    const below = new Set<string>();
    for (const name of group) {
      for (const target of edges.get(name) ?? []) if (!members.has(target)) below.add(keys.get(target) ?? '');
    }
    const own = group.map((name) => ownKey(catalog, name)).sort(compareText);
    const shared = digestHex(JSON.stringify([own, [...below].sort(compareText)]));
    for (const name of group) keys.set(name, shared);
  }
  return keys;
}

function edgesOf(catalog: Catalog, artifact: PublishedArtifact): readonly string[] {
  const targets = new Set<string>();
  for (const { facts } of artifact.versions) {
    for (const dependency of facts?.dependencies ?? []) {
      if (dependency.type !== 'runtime' && dependency.type !== 'peer') continue;
      const target = targetOf(catalog, artifact, dependency);
      if (catalog.artifacts.has(target)) targets.add(target);
    }
  }
  const moved = movedTo(catalog, artifact.reference);
  if (moved !== undefined && catalog.artifacts.has(moved)) targets.add(moved);
  return [...targets];
}

function ownKey(catalog: Catalog, name: string): string {
  const artifact = catalog.artifacts.get(name);
  const versions = artifact?.versions.map(({ version, facts, state }) => [
    version,
    facts?.sha256,
    [state.isYanked, state.state],
    facts?.dependencies.map((one) => targetOf(catalog, artifact, one)),
  ]);
  return digestHex(JSON.stringify([name, versions, movedTo(catalog, name)]));
}

/** The groups of artifacts that lead to each other (Tarjan), each behind all that it leads to. */
function* componentsOf(edges: ReadonlyMap<string, readonly string[]>): Generator<readonly string[]> {
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const path: { readonly name: string; next: number }[] = [];
  const enter = (name: string): void => {
    number.set(name, number.size);
    low.set(name, number.size - 1);
    open.push(name);
    isOpen.add(name);
    path.push({ name, next: 0 });
  };
  for (const root of edges.keys()) {
    if (number.has(root)) continue;
    enter(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { name } = step;
      const target = edges.get(name)?.[step.next];
      step.next += 1;
      if (target !== undefined) {
        if (!number.has(target)) enter(target);
        else if (isOpen.has(target)) low.set(name, Math.min(low.get(name) ?? 0, number.get(target) ?? 0));
        continue;
      }
      path.pop();
      const above = path.at(-1)?.name;
      if (above !== undefined) low.set(above, Math.min(low.get(above) ?? 0, low.get(name) ?? 0));
      if (low.get(name) !== number.get(name)) continue;
      const group = open.splice(open.lastIndexOf(name));
      for (const member of group) isOpen.delete(member);
      yield group;
    }
  }
}
