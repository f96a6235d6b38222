import { isJsonObject } from '../core/index.ts';
import type { JsonObject } from '../core/index.ts';
import { parseRange } from '../version/index.ts';
import type { FieldReader } from './field-reader.ts';
import { createImporter } from './importer.ts';
import { readMoment } from './read-time.ts';
import { toSentence } from './record-text.ts';
import { compareSemver, fillVersion } from './semver-source.ts';
import { notA, parseSource } from './source-entry.ts';
import type { SourceEntry } from './source-entry.ts';
import type {
  ImportOptions,
  RangeAnswer,
  SourceDependency,
  SourceFormat,
  SourceRelease,
} from './source-release.ts';

const TITLE = 'index of a Helm chart repository';

const FORMAT: SourceFormat = {
  kind: 'helm',
  title: TITLE,
  describe: 'The index.yaml of a Helm chart repository.',
  namespace: 'lib.helm',
  language: 'helm',
  mapping:
    'Each version of a chart is a library in the language `helm`. A leading `v` of a version falls away and `1.2` is `1.2.0`, as Helm reads them. Relative addresses need `--source-url`. A dependency is carried where its chart is in this index: its repository is the one that the charts here come from.',
  entries: toEntries,
  parse,
  toVersion: (version) => ({ version: fillVersion(version) }),
  compareVersions: (left, right) => compareSemver(fillVersion(left), fillVersion(right)),
  toRange,
};

/** Reads the index of a Helm chart repository. */
export const HELM_IMPORTER = createImporter(FORMAT);

/** Every version of every chart, in the order of the index. */
function toEntries(text: string): readonly SourceEntry[] {
  const [index] = parseSource(text, TITLE);
  const charts = isJsonObject(index) ? index['entries'] : undefined;
  if (!isJsonObject(index) || !isJsonObject(charts)) throw notA(TITLE, 'a document without entries');
  return Object.entries(charts).flatMap(([name, versions]) =>
    (Array.isArray(versions) ? (versions as readonly unknown[]) : []).map((version) =>
      toEntry(name, version),
    ),
  );
}

function toEntry(chart: string, version: unknown): SourceEntry {
  if (typeof version === 'object' && version !== null && !Array.isArray(version)) {
    return { fields: version as JsonObject };
  }
  return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: 'expected a mapping for each version', name: chart };
}

function parse(fields: FieldReader, options: ImportOptions): SourceRelease {
  const description = toSentence(fields.optionalText('description'));
  const homepage = fields.optionalText('home');
  const uri = absolute(fields.list('urls')[0] ?? '', options.sourceUrl);
  const created = fields.optionalText('created');
  const appVersion = fields.optionalText('appVersion');
  return {
    name: fields.text('name'),
    version: fields.text('version'),
    ...(description === undefined ? {} : { description }),
    ...(homepage === undefined ? {} : { homepage }),
    repositories: fields.list('sources'),
    maintainers: fields.items('maintainers').flatMap((person) => person.optionalText('name') ?? []),
    keywords: fields.list('keywords'),
    publishedAt: created === undefined ? null : readMoment(fields, 'created'),
    content: { uri, integrity: toIntegrity(fields.optionalText('digest') ?? '') },
    dependencies: fields.items('dependencies').map((item) => toDependency(item, uri, options)),
    labels: new Map(appVersion === undefined ? [] : [['app-version', appVersion]]),
    annotations: annotationsOf(fields),
    ...(fields.flag('deprecated') ? { deprecated: 'The index says that the chart is deprecated.' } : {}),
    ...(fields.flag('removed') ? { yanked: 'The index says that the version was removed.' } : {}),
  };
}

function absolute(url: string, sourceUrl: string | undefined): string {
  if (url === '' || sourceUrl === undefined || !URL.canParse(url, sourceUrl)) return url;
  return new URL(url, sourceUrl).href;
}

/** Helm writes the sha256 in hex, at times with the algorithm before it. */
function toIntegrity(digest: string): string {
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/u.exec(digest)?.[1];
  return hex === undefined ? digest : `sha256-${Buffer.from(hex, 'hex').toString('base64')}`;
}

/** A chart of another repository is named by it, so that no chart here is taken for it. */
function toDependency(item: FieldReader, uri: string, options: ImportOptions): SourceDependency {
  const name = item.text('name');
  const repository = item.optionalText('repository') ?? '';
  const isHere = isRepositoryOf(repository, uri) || isRepositoryOf(repository, options.sourceUrl ?? '');
  return {
    name: isHere ? name : `${repository === '' ? 'the chart itself' : repository}#${name}`,
    requirement: item.optionalText('version') ?? '',
    type: 'runtime',
    ...(item.optionalText('condition') === undefined ? {} : { isOptional: true }),
  };
}

function isRepositoryOf(repository: string, uri: string): boolean {
  if (!repository.startsWith('https://')) return false;
  return uri.startsWith(repository.endsWith('/') ? repository : `${repository}/`);
}

function annotationsOf(fields: FieldReader): ReadonlyMap<string, string> {
  const named = [
    ['chart-api-version', 'apiVersion'],
    ['chart-type', 'type'],
    ['kube-version', 'kubeVersion'],
    ['source-icon', 'icon'],
  ] as const;
  return new Map(named.map(([key, field]) => [key, fields.optionalText(field) ?? ''] as const));
}

/** Helm joins bounds with commas and takes `=>` for `>=`; what it has beyond that, `!=`, is no range here. */
function toRange(requirement: string): RangeAnswer {
  if (requirement === '') return { range: '*', code: 'HYPER_IMPORT_EDGE_UNBOUNDED' };
  const range = requirement
    .replaceAll('=>', '>=')
    .replaceAll('=<', '<=')
    .replace(/\s*,\s*/gu, ' ')
    .replace(/([<>=~^])\s+/gu, '$1')
    .trim();
  return parseRange(range).ok ? { range } : { code: 'HYPER_IMPORT_EDGE_REFUSED' };
}
