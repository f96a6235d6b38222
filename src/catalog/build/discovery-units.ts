import { artifactDiscoveryJson, clustersText, discoveryJson } from '../api/discovery-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import { jsonFile, textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { fileDigest } from './digest-list.ts';
import { contextKey } from './context-key.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** One unit an artifact, and one for the registry. What hangs together can change anywhere, so that all of it is worked
 *  out for the keys; only what changed is written. */
export function* discoveryUnits(catalog: Catalog): Generator<Unit> {
  yield unit(catalog, 'discovery', () => [
    jsonFile(paths.discovery, discoveryJson(catalog)),
    textFile(paths.clusters, clustersText(catalog)),
  ]);
  for (const artifact of catalog.artifacts.values()) {
    yield unit(catalog, `discovery:${artifact.reference}`, () => [
      jsonFile(paths.artifactApi(artifact, 'discovery.json'), artifactDiscoveryJson(catalog, artifact)),
    ]);
  }
}

function unit(catalog: Catalog, id: string, render: () => readonly OutputFile[]): Unit {
  return { id, key: unitKey([contextKey(catalog), render().map(fileDigest)]), needs: [], render };
}
