import { isJsonObject } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { isLicenseExpression } from '../manifest/index.ts';
import type { FieldReader } from './field-reader.ts';
import { createImporter } from './importer.ts';
import { toNpmEntries } from './npm-entries.ts';
import { readTime } from './read-time.ts';
import { recordText, toSentence } from './record-text.ts';
import { compareSemver, toSameRange, toSameVersion } from './semver-source.ts';
import type { SourceContent, SourceDependency, SourceFormat, SourceRelease } from './source-release.ts';

const FORMAT: SourceFormat = {
  kind: 'npm',
  title: 'npm packument or search result',
  describe: 'A package document of an npm registry, or a page of its search, as JSON; a list of them too.',
  namespace: 'lib.npm',
  language: 'javascript',
  mapping:
    'Each version of a package is a library in the language `javascript`; versions and ranges have the same meaning here. A search result names one version of each package, without dependencies. `@scope/name` is `scope-name`.',
  entries: toNpmEntries,
  parse,
  toVersion: toSameVersion,
  compareVersions: compareSemver,
  toRange: toSameRange,
};

/** Reads packages of an npm registry. */
export const NPM_IMPORTER = createImporter(FORMAT);

/** Fields as `toNpmEntries` gives them: those of `package.json`, with `time` and `links` of the registry. */
function parse(fields: FieldReader): SourceRelease {
  const license = licenseOf(fields.value('license'));
  const description = toSentence(fields.optionalText('description'));
  const homepage = fields.optionalText('homepage') ?? fields.optionalNested('links').optionalText('homepage');
  const deprecated = fields.value('deprecated');
  const isExpression = license !== undefined && isLicenseExpression(license);
  return {
    name: fields.text('name'),
    version: fields.text('version'),
    ...(description === undefined ? {} : { description }),
    ...(isExpression ? { license } : {}),
    ...(homepage === undefined ? {} : { homepage }),
    repositories: repositoriesOf(fields),
    maintainers: maintainersOf(fields),
    keywords: textsOf(fields.value('keywords')),
    publishedAt: fields.optionalText('time') === undefined ? null : readTime(fields, 'time'),
    content: contentOf(fields),
    dependencies: dependenciesOf(fields),
    labels: new Map(),
    annotations: new Map(license === undefined || isExpression ? [] : [['source-license', license]]),
    ...(typeof deprecated === 'string' && deprecated !== ''
      ? { deprecated: toSentence(deprecated) ?? 'The registry says that it is deprecated.' }
      : {}),
  };
}

/** A sha256 among the digests is used; npm itself gives sha512, for which what npm says of the version stands. */
function contentOf(fields: FieldReader): SourceContent {
  const dist = fields.optionalNested('dist');
  const uri = dist.optionalText('tarball') ?? fields.optionalNested('links').optionalText('npm') ?? '';
  const integrity = dist.optionalText('integrity') ?? '';
  if (integrity.split(' ').some((part) => part.startsWith('sha256-'))) return { uri, integrity };
  const shasum = dist.optionalText('shasum');
  const told = integrity === '' && shasum !== undefined ? `sha1:${shasum}` : integrity;
  const record = {
    name: fields.text('name'),
    version: fields.text('version'),
    ...(uri === '' ? {} : { tarball: uri }),
    ...(told === '' ? {} : { integrity: told }),
  };
  return { text: recordText(record), mediaType: 'application/json', standsFor: { uri, integrity: told } };
}

function dependenciesOf(fields: FieldReader): readonly SourceDependency[] {
  const optional = new Map(fields.pairs('optionalDependencies'));
  const peerNotes = fields.value('peerDependenciesMeta');
  const isOptionalPeer = (name: string): boolean => {
    const note = isJsonObject(peerNotes) && Object.hasOwn(peerNotes, name) ? peerNotes[name] : undefined;
    return isJsonObject(note) && note['optional'] === true;
  };
  const of = (field: string, type: SourceDependency['type']): SourceDependency[] =>
    fields.pairs(field).map(([name, requirement]) => ({ name, requirement, type }));
  return [
    ...of('dependencies', 'runtime').filter(({ name }) => !optional.has(name)),
    ...of('optionalDependencies', 'runtime').map((entry) => ({ ...entry, isOptional: true })),
    ...of('peerDependencies', 'peer').map((entry) =>
      isOptionalPeer(entry.name) ? { ...entry, isOptional: true } : entry,
    ),
    ...of('devDependencies', 'dev'),
  ];
}

/** `MIT`, or as old packages write it `{"type": "MIT", "url": …}`. */
function licenseOf(value: JsonValue | undefined): string | undefined {
  const text = isJsonObject(value) ? value['type'] : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function repositoriesOf(fields: FieldReader): readonly string[] {
  const value = fields.value('repository') ?? fields.optionalNested('links').value('repository');
  const url = isJsonObject(value) ? value['url'] : value;
  if (typeof url !== 'string' || url === '') return [];
  return [
    url
      .replace(/^git\+(?=https:)/u, '')
      .replace(/^(?:git|ssh):\/\/(?:git@)?github\.com\//u, 'https://github.com/'),
  ];
}

function maintainersOf(fields: FieldReader): readonly string[] {
  const people = fields.items('maintainers').map(nameOf);
  const publisher = nameOf(fields.optionalNested('publisher'));
  return [...people, publisher]
    .flatMap((name) => name ?? [])
    .filter((name, at, all) => all.indexOf(name) === at);
}

function nameOf(person: FieldReader): string | undefined {
  return person.optionalText('name') ?? person.optionalText('username');
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).filter((item): item is string => typeof item === 'string');
}
