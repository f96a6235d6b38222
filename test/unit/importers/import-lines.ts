import { readFileSync } from 'node:fs';
import { isJsonObject } from '../../../src/core/index.ts';
import type { JsonObject, JsonValue } from '../../../src/core/index.ts';
import { findImporter } from '../../../src/importers/index.ts';
import type {
  ImportedRelease,
  ImportOptions,
  ImportRecord,
  SkippedRelease,
} from '../../../src/importers/index.ts';

/** The lines of a checked-in fixture. */
export function fixtureLines(kind: string): string[] {
  const url = new URL(`../../fixtures/importers/${kind}.jsonl`, import.meta.url);
  return readFileSync(url, 'utf8').trimEnd().split('\n');
}

/** The lines of a checked-in document: `helm.yaml`. */
export function documentLines(file: string): string[] {
  const url = new URL(`../../fixtures/importers/${file}`, import.meta.url);
  return readFileSync(url, 'utf8').split('\n');
}

export async function* linesOf(lines: Iterable<string>): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

/** What the importer of the kind makes of the lines. */
export async function importLines(
  kind: string,
  lines: Iterable<string>,
  options: ImportOptions = {},
): Promise<ImportRecord[]> {
  const records: ImportRecord[] = [];
  for await (const record of findImporter(kind).read(linesOf(lines), options)) records.push(record);
  return records;
}

export function releasesOf(records: readonly ImportRecord[]): ImportedRelease[] {
  return records.filter((record): record is ImportedRelease => record.outcome === 'carried');
}

export function skippedOf(records: readonly ImportRecord[]): SkippedRelease[] {
  return records.filter((record): record is SkippedRelease => record.outcome === 'skipped');
}

/** The mapping in a field of a manifest. */
export function mappingAt(value: JsonObject, ...keys: string[]): JsonObject {
  const found = keys.reduce<JsonValue | undefined>(
    (at, key) => (isJsonObject(at) ? at[key] : undefined),
    value,
  );
  if (!isJsonObject(found)) throw new Error(`expected a mapping at ${keys.join('.')}`);
  return found;
}

const SHA256 = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** A line of the PureScript registry; the changes replace fields. */
export function purescriptLine(changes: JsonObject = {}): string {
  return JSON.stringify({
    name: 'prelude',
    version: '6.0.1',
    deps: {},
    license: 'BSD-3-Clause',
    homepage: 'https://github.com/purescript/purescript-prelude',
    maintainers: ['purescript'],
    source: { hash: SHA256, bytes: 4096 },
    publishedTime: '2022-08-18T18:12:12.000Z',
    ...changes,
  });
}

/** A line of the Bazel Central Registry; the changes replace fields. */
export function bcrLine(name: string, version: string, changes: JsonObject = {}): string {
  return JSON.stringify({
    name,
    version,
    deps: {},
    homepage: 'https://example.com/',
    repository: ['github:example/module'],
    maintainers: ['ada'],
    source: { url: 'https://example.com/module.zip', integrity: SHA256 },
    ...changes,
  });
}
