import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { isJsonObject, sortedBy } from '../../src/core/index.ts';
import type { JsonObject, JsonValue } from '../../src/core/index.ts';
import { Discovery } from '../../src/discovery/index.ts';
import { findImporter } from '../../src/importers/index.ts';
import type { ImportedRelease } from '../../src/importers/index.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import { compareVersions, parseVersion } from '../../src/version/index.ts';

/** The artifacts of both real registries as `hyper import` makes them, by what their highest release says. */
export async function realDocuments(folder: string): Promise<SearchDocument[]> {
  const latest = new Map<string, ImportedRelease>();
  for (const kind of ['purescript', 'bcr'] as const) {
    const importer = findImporter(kind);
    const file = createReadStream(join(folder, `${kind}.jsonl.gz`)).pipe(createGunzip());
    for await (const record of importer.read(createInterface({ input: file }))) {
      if (record.outcome !== 'carried' || record.state?.['yanked'] !== undefined) continue;
      const reference = `${record.namespace}/${record.name}`;
      const known = latest.get(reference);
      if (known === undefined || isHigher(record.version, known.version)) latest.set(reference, record);
    }
  }
  const releases = sortedBy(latest, ([reference]) => reference);
  const plain = releases.map(([reference, release]) => toDocument(reference, release));
  const discovery = new Discovery(
    releases.map(([reference, { name, manifest }], place) => ({
      reference,
      name,
      description: plain[place]?.description ?? '',
      tags: [],
      keywords: [],
      capabilities: [],
      needs: namesOf(manifest['dependencies']),
    })),
  );
  return plain.map((document) => ({ ...document, rank: discovery.centrality(document.reference) }));
}

function isHigher(left: string, right: string): boolean {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  return one.ok && other.ok && compareVersions(one.value, other.value) > 0;
}

function toDocument(
  reference: string,
  { namespace, name, version, manifest }: ImportedRelease,
): SearchDocument {
  const metadata = isJsonObject(manifest['metadata']) ? manifest['metadata'] : {};
  const published = textOf(manifest, 'publishedAt');
  const [author, license] = [textOf(metadata, 'author'), textOf(metadata, 'license')];
  return {
    reference,
    namespace,
    name,
    version,
    type: 'library',
    state: 'published',
    description: textOf(metadata, 'description') ?? '',
    tags: [],
    keywords: [],
    created: textOf(manifest, 'createdAt') ?? '',
    ...(published === undefined ? {} : { published }),
    ...(author === undefined ? {} : { author }),
    ...(license === undefined ? {} : { license }),
  };
}

function textOf(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

function namesOf(value: JsonValue | undefined): string[] {
  if (isJsonObject(value)) return Object.keys(value);
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: JsonValue) => (isJsonObject(one) ? (textOf(one, 'artifact') ?? []) : []));
}
