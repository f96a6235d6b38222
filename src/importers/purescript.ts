import type { FieldReader } from './field-reader.ts';
import { createImporter } from './importer.ts';
import { readTime } from './read-time.ts';
import { compareSemver, toSameRange, toSameVersion } from './semver-source.ts';
import type { SourceFormat, SourceRelease } from './source-release.ts';

const STORAGE = 'https://packages.registry.purescript.org';

const FORMAT: SourceFormat = {
  kind: 'purescript',
  title: 'PureScript registry',
  describe: 'The PureScript registry as JSON lines, one release a line, plain or gzipped.',
  namespace: 'lib.purescript',
  language: 'purescript',
  mapping: 'Versions are SemVer already and ranges have the same meaning here, so both are as in the source.',
  parse,
  toVersion: toSameVersion,
  compareVersions: compareSemver,
  toRange: toSameRange,
};

/** Reads releases of the PureScript registry. */
export const PURESCRIPT_IMPORTER = createImporter(FORMAT);

function parse(fields: FieldReader): SourceRelease {
  const name = fields.text('name');
  const version = fields.text('version');
  const source = fields.nested('source');
  const description = fields.optionalText('description');
  const homepage = fields.optionalText('homepage');
  const compilers = fields.optionalCount('compilers');
  const size = source.optionalCount('bytes');
  return {
    name,
    version,
    ...(description === undefined ? {} : { description }),
    license: fields.text('license'),
    ...(homepage === undefined ? {} : { homepage }),
    repositories: [],
    maintainers: fields.list('maintainers'),
    publishedAt: readTime(fields, 'publishedTime'),
    content: {
      uri: `${STORAGE}/${encodeURIComponent(name)}/${encodeURIComponent(version)}.tar.gz`,
      integrity: source.text('hash'),
      ...(size === undefined ? {} : { size }),
    },
    dependencies: fields
      .pairs('deps')
      .map(([dependency, requirement]) => ({ name: dependency, requirement, type: 'runtime' })),
    labels: new Map(),
    annotations: new Map(compilers === undefined ? [] : [['source-compilers', String(compilers)]]),
  };
}
