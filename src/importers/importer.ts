import { assignNames } from './assign-names.ts';
import { assignVersions } from './assign-versions.ts';
import type { AssignedVersions } from './assign-versions.ts';
import { carryDependencies } from './carry-dependencies.ts';
import type { Catalogue } from './carry-dependencies.ts';
import type { ImportedRelease, ImportRecord, SkippedRelease } from './import-record.ts';
import { sha256OfIntegrity } from './integrity.ts';
import { parseLine } from './parse-line.ts';
import { toReleaseManifest } from './release-manifest.ts';
import { toReleaseState } from './release-state.ts';
import type { SourceFormat, SourceRelease } from './source-release.ts';

/** Reads one kind of source. */
export interface Importer {
  readonly format: SourceFormat;
  /**
   * One record for every line that is not empty, in the order of the lines: a release or why there is none. All lines
   * are read before the first record comes, for names and versions are given with all of them in sight. Pure.
   */
  read(lines: AsyncIterable<string>): AsyncGenerator<ImportRecord>;
}

interface Row {
  readonly line: number;
  readonly source: SourceRelease;
}

/** The importer of a format. Pure. */
export function createImporter(format: SourceFormat): Importer {
  return {
    format,
    read: async function* (lines) {
      const rows: (Row | SkippedRelease)[] = [];
      let line = 0;
      for await (const text of lines) {
        line += 1;
        if (text.trim() !== '') rows.push(toRow(text, line, format));
      }
      yield* toRecords(rows, format);
    },
  };
}

function toRow(text: string, line: number, format: SourceFormat): Row | SkippedRelease {
  const parsed = parseLine(text, format);
  if ('code' in parsed) return { outcome: 'skipped', line, ...parsed, edges: 0 };
  return { line, source: parsed };
}

function* toRecords(rows: readonly (Row | SkippedRelease)[], format: SourceFormat): Generator<ImportRecord> {
  const sources = rows.flatMap((row) => ('source' in row ? [row.source] : []));
  const names = assignNames(sources.map(({ name }) => name));
  const versions = assignAllVersions(sources, format);
  const catalogue: Catalogue = {
    names,
    versions: new Map([...versions].filter(([, assigned]) => assigned.inOrder.length > 0)),
  };
  const seen = new Set<string>();
  for (const row of rows) {
    if (!('source' in row)) {
      yield row;
      continue;
    }
    const key = JSON.stringify([row.source.name, row.source.version]);
    yield seen.has(key)
      ? skipped(
          row,
          'HYPER_IMPORT_RELEASE_REPEATED',
          `"${row.source.name}@${row.source.version}" came before`,
        )
      : toRecord(row, format, catalogue, versions);
    seen.add(key);
  }
}

/** Only releases whose content can be carried take part, so that no dependency is led to one that will be skipped. */
function assignAllVersions(
  sources: readonly SourceRelease[],
  format: SourceFormat,
): ReadonlyMap<string, AssignedVersions> {
  const texts = new Map<string, string[]>();
  for (const source of sources) {
    const list = texts.get(source.name) ?? [];
    if (sha256OfContent(source) !== undefined) list.push(source.version);
    texts.set(source.name, list);
  }
  return new Map([...texts].map(([name, list]) => [name, assignVersions(list, format)] as const));
}

function toRecord(
  row: Row,
  format: SourceFormat,
  catalogue: Catalogue,
  versions: ReadonlyMap<string, AssignedVersions>,
): ImportRecord {
  const { source } = row;
  const named = catalogue.names.get(source.name);
  if (named === undefined || 'code' in named) {
    return skipped(row, named?.code ?? 'HYPER_INTERNAL', named?.message ?? 'a name without an answer');
  }
  const sha256 = sha256OfContent(source);
  if (sha256 === undefined) {
    const { uri, integrity } = source.content;
    const message = `expected https content with a sha256, got "${uri}" with "${integrity.slice(0, 12)}"`;
    return skipped(row, 'HYPER_IMPORT_CONTENT_UNUSABLE', message);
  }
  const assigned = versions.get(source.name);
  const version = assigned?.bySource.get(source.version);
  if (version === undefined) {
    const refusal = assigned?.refused.get(source.version);
    return skipped(row, refusal?.code ?? 'HYPER_INTERNAL', refusal?.message ?? 'a version without an answer');
  }
  return carried(row, { name: named.name, version, sha256 }, format, catalogue);
}

function carried(
  { line, source }: Row,
  parts: { readonly name: string; readonly version: string; readonly sha256: string },
  format: SourceFormat,
  catalogue: Catalogue,
): ImportedRelease {
  const edges = carryDependencies(source, format, catalogue);
  const state = toReleaseState(source);
  return {
    outcome: 'carried',
    line,
    namespace: format.namespace,
    name: parts.name,
    version: parts.version,
    publishedAt: source.publishedAt,
    contentHost: new URL(source.content.uri).host,
    manifest: toReleaseManifest(source, { ...parts, edges }, format),
    ...(state === undefined ? {} : { state }),
    edges,
  };
}

function skipped({ line, source }: Row, code: SkippedRelease['code'], message: string): SkippedRelease {
  const { name, version, dependencies } = source;
  return { outcome: 'skipped', line, code, message, name, version, edges: dependencies.length };
}

function sha256OfContent({ content }: SourceRelease): string | undefined {
  if (!content.uri.startsWith('https://') || !URL.canParse(content.uri)) return undefined;
  return sha256OfIntegrity(content.integrity);
}
