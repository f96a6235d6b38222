import type { FieldReader } from './field-reader.ts';
import { toBackstageEntries, toEntityRef } from './backstage-entries.ts';
import { createImporter } from './importer.ts';
import { recordText, toSentence } from './record-text.ts';
import { compareSemver, toSameVersion } from './semver-source.ts';
import type {
  ArtifactShape,
  SourceContent,
  SourceDependency,
  SourceFormat,
  SourceRelease,
} from './source-release.ts';

/** Entities have no version: each is one release of this one. */
const VERSION = '0.0.0';

/** What a tag says of the language of a library. */
const LANGUAGES: ReadonlySet<string> = new Set(
  'c cpp csharp dart elixir go groovy haskell java javascript kotlin perl php python ruby rust scala swift typescript'.split(
    ' ',
  ),
);

const FORMAT: SourceFormat = {
  kind: 'backstage',
  title: 'catalog of Backstage',
  describe: 'A Backstage catalog-info.yaml, of one or more documents.',
  namespace: 'lib.backstage',
  language: 'unknown',
  mapping:
    'A Component of type service or website, and an API, is a service; a Component of type library is a library; any other Component and a Resource is a config. The protocol of a service is that of the first API that it provides in the file, else http; the language of a library is a tag that names one, else unknown. Entities have no version, so each is one release, 0.0.0, and every dependency takes any version. APIs end in `-api` and resources in `-resource`; a namespace other than `default` stands before the name.',
  entries: toBackstageEntries,
  toName,
  parse,
  toVersion: toSameVersion,
  compareVersions: compareSemver,
  toRange: () => ({ range: '*', code: 'HYPER_IMPORT_EDGE_UNBOUNDED' }),
};

/** Reads descriptor files of Backstage. */
export const BACKSTAGE_IMPORTER = createImporter(FORMAT);

/** The name for `kind:namespace/name`, so that an API and a component of one name stand side by side. */
function toName(reference: string): string {
  const [, kind = '', namespace = '', name = reference] = /^([^:]*):([^/]*)\/(.*)$/u.exec(reference) ?? [];
  const end = kind === 'component' || name.endsWith(`-${kind}`) ? '' : `-${kind}`;
  return `${namespace === 'default' ? '' : `${namespace}-`}${name}${end}`;
}

function parse(fields: FieldReader): SourceRelease {
  const entity = fields.nested('entity');
  const metadata = entity.nested('metadata');
  const spec = entity.optionalNested('spec');
  const description = toSentence(metadata.optionalText('description') ?? metadata.optionalText('title'));
  const lifecycle = spec.optionalText('lifecycle');
  const repository = repositoryOf(metadata);
  return {
    name: fields.text('reference'),
    version: VERSION,
    ...(description === undefined ? {} : { description }),
    ...homepageOf(metadata),
    repositories: repository === undefined ? [] : [repository],
    maintainers: [spec.optionalText('owner')].flatMap((owner) => owner ?? []),
    keywords: metadata.list('tags'),
    publishedAt: null,
    content: contentOf(fields, spec),
    dependencies: dependenciesOf(fields, spec),
    labels: labelsOf(spec),
    annotations: new Map([
      ['source-version', 'none: 0.0.0 stands for no real version'],
      ...metadata.pairs('annotations').filter(([key]) => /^[a-z0-9][A-Za-z0-9._/-]{0,127}$/u.test(key)),
    ]),
    shape: shapeOf(fields, spec, metadata.list('tags')),
    ...(lifecycle === 'deprecated' ? { deprecated: 'The catalog says that it is deprecated.' } : {}),
  };
}

function shapeOf(fields: FieldReader, spec: FieldReader, tags: readonly string[]): ArtifactShape {
  const kind = fields.text('kind');
  const type = spec.optionalText('type');
  const protocol = fields.optionalText('protocol');
  if (kind === 'api') return { type: 'service', spec: { protocol: protocol ?? 'http' } };
  if (kind === 'component' && (type === 'service' || type === 'website')) {
    return { type: 'service', spec: { protocol: protocol ?? 'http' } };
  }
  if (kind === 'component' && type === 'library') {
    return { type: 'library', spec: { language: tags.find((tag) => LANGUAGES.has(tag)) ?? 'unknown' } };
  }
  return { type: 'config', spec: { format: 'json' } };
}

/** The definition of an API where it stands in the file; else the entity itself. */
function contentOf(fields: FieldReader, spec: FieldReader): SourceContent {
  const definition = fields.text('kind') === 'api' ? spec.value('definition') : undefined;
  if (typeof definition === 'string' && definition !== '') {
    return { text: definition, mediaType: 'text/plain' };
  }
  return { text: recordText(fields.value('entity') ?? {}), mediaType: 'application/json' };
}

/** `dependsOn` and `consumesApis`, each as the full reference that Backstage takes it for. */
function dependenciesOf(fields: FieldReader, spec: FieldReader): readonly SourceDependency[] {
  const namespace = fields.text('namespace');
  const references = [
    ...spec.list('dependsOn').map((text) => toEntityRef(text, 'component', namespace)),
    ...spec.list('consumesApis').map((text) => toEntityRef(text, 'api', namespace)),
  ];
  return references.map((name) => ({ name, requirement: '', type: 'runtime' }));
}

function labelsOf(spec: FieldReader): ReadonlyMap<string, string> {
  const named = ['lifecycle', 'system', 'type'] as const;
  return new Map(
    named.flatMap((field) => {
      const text = spec.optionalText(field);
      return text === undefined ? [] : [[`backstage-${field}`, text] as const];
    }),
  );
}

function repositoryOf(metadata: FieldReader): string | undefined {
  const location = metadata.optionalNested('annotations').optionalText('backstage.io/source-location');
  return location?.replace(/^url:/u, '');
}

function homepageOf(metadata: FieldReader): { readonly homepage?: string } {
  const url = metadata.items('links')[0]?.optionalText('url');
  return url === undefined ? {} : { homepage: url };
}
