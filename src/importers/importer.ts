import { assignNames } from './assign-names.ts';
import { assignVersions } from './assign-versions.ts';
import type { AssignedVersions } from './assign-versions.ts';
import { carryDependencies } from './carry-dependencies.ts';
import type { Catalogue } from './carry-dependencies.ts';
import { contentSha256, toPlacedContent } from './placed-content.ts';
import type { ImportedRelease, ImportRecord, SkippedRelease } from './import-record.ts';
import { MAX_DOCUMENT_UNITS, MAX_LINE_UNITS, parseEntry, parseLine } from './parse-line.ts';
import { toReleaseManifest } from './release-manifest.ts';
import { toReleaseState } from './release-state.ts';
import { notA } from './source-entry.ts';
import type { ImportOptions, SourceFormat, SourceRelease } from './source-release.ts';

/** Reads one kind of source. */
export interface Importer {
  readonly format: SourceFormat;
  /** Longer lines are not needed whole: they are refused. */
  readonly maxLineUnits: number;
  /**
   * One record for every line that is not empty, or every entry of a document, in their order: a release or why there is
   * none. All are read before the first record comes, for names and versions are given with all of them in sight.
   * Errors: `HYPER_IMPORT_DOCUMENT`. Pure.
   */
  read(lines: AsyncIterable<string>, options?: ImportOptions): AsyncGenerator<ImportRecord>;
}

interface Row {
  readonly line: number;
  readonly source: SourceRelease;
}

/** The importer of a format. Pure. */
export function createImporter(format: SourceFormat): Importer {
  return {
    format,
    maxLineUnits: format.entries === undefined ? MAX_LINE_UNITS : MAX_DOCUMENT_UNITS,
    read: async function* (lines, options = {}) {
      const rows =
        format.entries === undefined
          ? readLines(lines, format, options)
          : readDocument(lines, format, options);
      yield* toRecords(await rows, format);
    },
  };
}

type Rows = (Row | SkippedRelease)[];

async function readLines(
  lines: AsyncIterable<string>,
  format: SourceFormat,
  options: ImportOptions,
): Promise<Rows> {
  const rows: Rows = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const parsed = parseLine(text, format, options);
    rows.push(
      'code' in parsed ? { outcome: 'skipped', line, ...parsed, edges: 0 } : { line, source: parsed },
    );
  }
  return rows;
}

async function readDocument(
  lines: AsyncIterable<string>,
  format: SourceFormat,
  options: ImportOptions,
): Promise<Rows> {
  const read: string[] = [];
  let units = 0;
  for await (const text of lines) {
    units += text.length + 1;
    if (units > MAX_DOCUMENT_UNITS)
      throw notA(format.title, `more than ${String(MAX_DOCUMENT_UNITS)} characters`);
    read.push(text);
  }
  const entries = format.entries?.(read.join('\n')) ?? [];
  return entries.map((entry, index) => {
    const line = index + 1;
    const parsed = 'code' in entry ? entry : parseEntry(entry.fields, format, options);
    return 'code' in parsed ? { outcome: 'skipped', line, ...parsed, edges: 0 } : { line, source: parsed };
  });
}

function* toRecords(rows: readonly (Row | SkippedRelease)[], format: SourceFormat): Generator<ImportRecord> {
  const sources = rows.flatMap((row) => ('source' in row ? [row.source] : []));
  const names = assignNames(
    sources.map(({ name }) => name),
    format.toName,
  );
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
    if (contentSha256(source.content) !== undefined) list.push(source.version);
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
  const sha256 = contentSha256(source.content);
  if (sha256 === undefined) {
    const { uri, integrity } = 'uri' in source.content ? source.content : { uri: '', integrity: '' };
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
  const placed = toPlacedContent(source.content, parts.sha256);
  return {
    outcome: 'carried',
    line,
    namespace: format.namespace,
    name: parts.name,
    version: parts.version,
    publishedAt: source.publishedAt,
    ...(placed.host === undefined ? {} : { contentHost: placed.host }),
    ...(placed.blob === undefined ? {} : { blob: placed.blob }),
    isDescribed: 'text' in source.content && source.content.standsFor !== undefined,
    manifest: toReleaseManifest(source, { ...parts, edges, content: placed.content }, format),
    ...(state === undefined ? {} : { state }),
    edges,
  };
}

function skipped({ line, source }: Row, code: SkippedRelease['code'], message: string): SkippedRelease {
  const { name, version, dependencies } = source;
  return { outcome: 'skipped', line, code, message, name, version, edges: dependencies.length };
}
