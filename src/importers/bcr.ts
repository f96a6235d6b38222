import { compareVersions, parseVersion } from '../version/index.ts';
import { compareBazelVersions, toSemver } from './bazel-version.ts';
import type { FieldReader } from './field-reader.ts';
import { createImporter } from './importer.ts';
import type { CarriedVersions, RangeAnswer, SourceFormat, SourceRelease } from './source-release.ts';

const FORMAT: SourceFormat = {
  kind: 'bcr',
  title: 'Bazel Central Registry',
  describe: 'The Bazel Central Registry as JSON lines, one module version a line, plain or gzipped.',
  namespace: 'lib.bazel',
  language: 'starlark',
  mapping:
    'One to three numbers are filled up to SemVer (`8.2` is `8.2.0`); versions with more parts (`1.3.1.bcr.5`) have no place in the order of SemVer and are left out. A dependency on `1.7.1` means at least that, so it is `>=1.7.1`; on a version that has no place, it is at least the nearest version below it that is here. The compatibility level is a label.',
  parse,
  toVersion: toSemver,
  compareVersions: compareBazelVersions,
  toRange,
};

/** Reads module versions of the Bazel Central Registry. */
export const BCR_IMPORTER = createImporter(FORMAT);

function parse(fields: FieldReader): SourceRelease {
  const homepage = fields.optionalText('homepage');
  const yanked = fields.optionalText('yanked');
  const deprecated = fields.optionalText('deprecated');
  const source = fields.nested('source');
  const compatibility = fields.optionalCount('compat');
  return {
    name: fields.text('name'),
    version: fields.text('version'),
    ...(homepage === undefined ? {} : { homepage }),
    repositories: fields.list('repository').map(toRepositoryUrl),
    maintainers: fields.list('maintainers'),
    publishedAt: null,
    content: {
      uri: source.optionalText('url') ?? source.optionalText('remote') ?? '',
      integrity: source.optionalText('integrity') ?? source.optionalText('commit') ?? '',
    },
    dependencies: [
      ...toDependencies(fields.pairs('deps'), 'runtime'),
      ...toDependencies(fields.pairs('devDeps'), 'dev'),
    ],
    labels: new Map(compatibility === undefined ? [] : [['compatibility-level', String(compatibility)]]),
    annotations: annotationsOf(fields, source),
    ...(yanked === undefined ? {} : { yanked }),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

function toDependencies(
  pairs: readonly (readonly [string, string])[],
  type: 'runtime' | 'dev',
): SourceRelease['dependencies'] {
  return pairs.map(([name, requirement]) => ({ name, requirement, type }));
}

function toRepositoryUrl(repository: string): string {
  const path = /^github:([\w.-]+\/[\w.-]+)$/u.exec(repository)?.[1];
  return path === undefined ? repository : `https://github.com/${path}`;
}

function annotationsOf(fields: FieldReader, source: FieldReader): ReadonlyMap<string, string> {
  const patches = fields.optionalCount('patches');
  const type = source.optionalText('type');
  return new Map([
    ['bazel-compatibility', fields.list('engine').join(' ')],
    ['source-patches', patches === undefined ? '' : String(patches)],
    ['source-type', type ?? ''],
  ]);
}

/** A Bazel dependency names one version and means it or any above of the same compatibility level. */
function toRange(requirement: string, target: CarriedVersions): RangeAnswer {
  if (requirement === '') return { range: '*', code: 'HYPER_IMPORT_EDGE_UNBOUNDED' };
  const exact = target.bySource.get(requirement) ?? exactBound(requirement, target);
  if (exact !== undefined) return { range: `>=${exact}` };
  const below = target.inOrder.filter((version) => compareBazelVersions(version, requirement) <= 0).at(-1);
  const nearest = target.bySource.get(below ?? target.inOrder[0] ?? '') ?? '0.0.0';
  return { range: `>=${nearest}`, code: 'HYPER_IMPORT_EDGE_APPROXIMATED' };
}

/** The SemVer version that parts the carried versions exactly as the requirement does, some of them being above it. */
function exactBound(requirement: string, target: CarriedVersions): string | undefined {
  const answer = toSemver(requirement);
  if ('why' in answer) return undefined;
  const bound = parseVersion(answer.version);
  if (!bound.ok) return undefined;
  const isAbove = (source: string): boolean => compareBazelVersions(source, requirement) >= 0;
  const isExact = [...target.bySource].every(([source, text]) => {
    const version = parseVersion(text);
    return version.ok && isAbove(source) === compareVersions(version.value, bound.value) >= 0;
  });
  return isExact && target.inOrder.some(isAbove) ? answer.version : undefined;
}
