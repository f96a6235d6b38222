import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isJsonObject } from '../../src/core/index.ts';
import type { JsonValue } from '../../src/core/index.ts';
import { compareBazelVersions } from '../../src/importers/bazel-version.ts';
import { findImporter } from '../../src/importers/index.ts';
import type { DependencyType } from '../../src/manifest/index.ts';
import type { Candidate, Requirement, Universe } from '../../src/resolve/index.ts';

/** A registry's releases as candidates, by artifact. */
type Candidates = Map<string, { artifact: string; releases: Candidate[] }>;

function linesOf(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString('utf8').split('\n');
}

/** The releases that `hyper import` carries, with the requirements that it writes. */
export async function importedUniverse(kind: 'purescript' | 'bcr', file: string): Promise<Universe> {
  const universe: Candidates = new Map();
  const importer = findImporter(kind);
  async function* lines(): AsyncGenerator<string> {
    yield* await Promise.resolve(linesOf(file));
  }
  for await (const record of importer.read(lines())) {
    if (record.outcome !== 'carried') continue;
    const { namespace, name, version, manifest, state } = record;
    const artifact = `${namespace}/${name}`;
    const known = universe.get(artifact) ?? { artifact, releases: [] };
    const isYanked = state?.['yanked'] !== undefined;
    known.releases.push({
      version,
      dependencies: requirementsOf(manifest['dependencies']),
      ...(isYanked ? { unavailable: 'yanked' as const } : {}),
      path: `namespaces/${namespace.replaceAll('.', '/')}/${name}/${version}.yaml`,
    });
    universe.set(artifact, known);
  }
  return universe;
}

function requirementsOf(value: JsonValue | undefined): Requirement[] {
  if (Array.isArray(value)) return value.map((entry: JsonValue) => fromEntry(entry));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([artifact, range]) => toRequirement(artifact, textOf(range), 'runtime'));
}

function fromEntry(entry: JsonValue): Requirement {
  const { artifact, version, type } = isJsonObject(entry) ? (entry as Record<string, JsonValue>) : {};
  return toRequirement(textOf(artifact), textOf(version), (type ?? 'runtime') as DependencyType);
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new Error('expected a text');
  return value;
}

function toRequirement(artifact: string, range: string, type: DependencyType): Requirement {
  return { artifact, range, type, optional: false };
}

interface BazelLine {
  readonly name: string;
  readonly version: string;
  readonly deps?: Readonly<Record<string, string>>;
  readonly compat?: number;
  readonly yanked?: string;
}

/**
 * The Bazel Central Registry with its own meaning of versions, all of them: a version is its place in Bazel's order, a
 * dependency means at least that version and the same compatibility level. A level is a major version, since a module
 * never goes back to a lower one.
 */
export function bazelUniverse(file: string): Universe {
  const modules = new Map<string, BazelLine[]>();
  for (const line of linesOf(file)) {
    if (line === '') continue;
    const release = JSON.parse(line) as BazelLine;
    modules.set(release.name, [...(modules.get(release.name) ?? []), release]);
  }
  const places = new Map<string, string>();
  for (const [name, releases] of modules) {
    releases.sort((left, right) => compareBazelVersions(left.version, right.version));
    for (const [place, { version, compat = 0 }] of releases.entries()) {
      places.set(`${name}@${version}`, `${compat}.${place}.0`);
    }
  }
  const universe: Candidates = new Map();
  for (const [name, releases] of modules) {
    const list = releases.map(({ version, deps = {}, yanked }): Candidate => ({
      version: places.get(`${name}@${version}`) ?? '',
      dependencies: Object.entries(deps).map(([target, wanted]) =>
        toRequirement(target, atLeast(target, wanted, modules, places), 'runtime'),
      ),
      ...(yanked === undefined ? {} : { unavailable: 'yanked' as const }),
    }));
    universe.set(name, { artifact: name, releases: list });
  }
  return universe;
}

function atLeast(
  target: string,
  wanted: string,
  modules: ReadonlyMap<string, readonly BazelLine[]>,
  places: ReadonlyMap<string, string>,
): string {
  if (wanted === '') return '*';
  const known = places.get(`${target}@${wanted}`);
  const above = modules.get(target)?.find(({ version }) => compareBazelVersions(version, wanted) >= 0);
  const from = known ?? (above === undefined ? undefined : places.get(`${target}@${above.version}`));
  if (from === undefined) return '>=999999.0.0';
  return `>=${from} <${Number(from.split('.')[0]) + 1}.0.0`;
}
