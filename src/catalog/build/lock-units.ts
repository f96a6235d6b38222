import { closureKeys } from '../locks/closure-keys.ts';
import { LockUniverse } from '../locks/lock-universe.ts';
import { lockedVersions } from '../locks/locked-versions.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** One unit an artifact: the locks that the registry asks for. It is stale where something that it can lead to changed. */
export function* lockUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  const wanted = catalog.snapshot.registry.settings?.builtLocks ?? 'all';
  const keys = closureKeys(
    catalog,
    (artifact) => memory.releases(artifact),
    ({ reference }) => memory.isStill(reference),
  );
  const universe = new LockUniverse(catalog);
  const { id, url } = catalog.snapshot.registry;
  for (const artifact of catalog.artifacts.values()) {
    const versions = lockedVersions(artifact, wanted);
    if (versions.length === 0) continue;
    const { reference } = artifact;
    const closure = keys.get(reference);
    yield {
      id: idOf(reference),
      key:
        closure === undefined
          ? memory.builtKey(idOf(reference))
          : unitKey([memory.context, closure, reference, id, url, versions]),
      needs: [],
      render: () => renderLocks(artifact, versions, universe),
    };
  }
}

function idOf(reference: string): string {
  return `locks:${reference}`;
}

function* renderLocks(
  artifact: PublishedArtifact,
  versions: readonly string[],
  universe: LockUniverse,
): Generator<OutputFile> {
  for (const version of versions) {
    const { kind, text } = universe.lockOf(artifact, version);
    const path = kind === 'lock' ? paths.lock(artifact, version) : paths.unsolvable(artifact, version);
    yield textFile(path, text);
  }
}
