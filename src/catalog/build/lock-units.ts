import { closureKeys } from '../locks/closure-keys.ts';
import { LockUniverse } from '../locks/lock-universe.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { contextKey } from './context-key.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** One unit an artifact: the lock of each of its releases. It is stale where something that it can lead to changed. */
export function* lockUnits(catalog: Catalog): Generator<Unit> {
  const keys = closureKeys(catalog);
  const universe = new LockUniverse(catalog);
  const { id, url } = catalog.snapshot.registry;
  for (const artifact of catalog.artifacts.values()) {
    yield {
      id: `locks:${artifact.reference}`,
      key: unitKey([contextKey(catalog), keys.get(artifact.reference), artifact.reference, id, url]),
      needs: [],
      render: () => renderLocks(artifact, universe),
    };
  }
}

function* renderLocks(artifact: PublishedArtifact, universe: LockUniverse): Generator<OutputFile> {
  for (const { version, facts } of artifact.versions) {
    if (facts === undefined) continue;
    const { kind, text } = universe.lockOf(artifact, version);
    const path = kind === 'lock' ? paths.lock(artifact, version) : paths.unsolvable(artifact, version);
    yield textFile(path, text);
  }
}
