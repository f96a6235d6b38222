import { artifactDiscoveryJson, clustersText, discoveryJson } from '../api/discovery-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { jsonFile, textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { fileDigest } from './digest-list.ts';
import type { FileDigest } from './file-table.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** What the registry as a whole hangs together by. */
export function* discoveryUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  const render = (): readonly OutputFile[] => [
    jsonFile(paths.discovery, discoveryJson(catalog)),
    textFile(paths.clusters, clustersText(catalog)),
  ];
  const known = memory.unit('discovery', 'discovery')?.key;
  const key = known ?? unitKey([memory.context, render().map(fileDigest)]);
  yield { id: 'discovery', key, needs: [], render };
}

/**
 * What hangs together with an artifact can change anywhere, so that all of it is worked out for the key, unless nothing that
 * it rests on changed; only what changed is written. The key stands for it in the key of the artifact's pages, too.
 */
export function discoveryUnit(
  catalog: Catalog,
  artifact: PublishedArtifact,
  memory: PlanMemory,
): { readonly unit: Unit & { readonly key: string }; readonly file: () => FileDigest } {
  const render = (): readonly [OutputFile] => [
    jsonFile(paths.artifactApi(artifact, 'discovery.json'), artifactDiscoveryJson(catalog, artifact)),
  ];
  const id = discoveryUnitId(artifact.reference);
  const known = memory.unit(id, 'discovery');
  let digest: FileDigest | undefined;
  const file = (): FileDigest => (digest ??= known?.files[0] ?? fileDigest(render()[0]));
  return { unit: { id, key: known?.key ?? keyOf(memory, file()), needs: [], render }, file };
}

/** The unit of what hangs together with an artifact. */
export function discoveryUnitId(reference: string): string {
  return `discovery:${reference}`;
}

function keyOf(memory: PlanMemory, { path, size, sha256 }: FileDigest): string {
  return unitKey([memory.context, path, size, sha256]);
}
