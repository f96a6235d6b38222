import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/document/index.ts';

const FOLDER = join(import.meta.dirname, '../../../registry-example');

type Dependency = Readonly<Record<string, unknown>>;
/** A list, or the short form: references with their ranges. */
type Dependencies = readonly Dependency[] | Readonly<Record<string, string>>;

interface Manifest {
  readonly [field: string]: unknown;
  readonly kind: string;
  readonly type?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly path?: string;
  readonly version?: string;
  readonly dependencies?: Dependencies;
}

const texts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'));
const manifests = texts.map(
  (text) => parseDocument(Buffer.from(text)).document?.value as unknown as Manifest,
);
const releases = manifests.filter(({ kind }) => kind === 'Artifact');
const states = manifests.filter(({ kind }) => kind === 'ArtifactState').map((state) => JSON.stringify(state));
const namespaces = manifests.filter(({ kind }) => kind === 'Namespace').map(({ path = '' }) => path);
const dependencies = releases.flatMap(dependenciesOf);
const withPart = (part: RegExp): number => states.filter((state) => part.test(state)).length;

function isList(value: Dependencies): value is readonly Dependency[] {
  return Array.isArray(value);
}

function dependenciesOf({ dependencies: own = [] }: Manifest): readonly Dependency[] {
  if (isList(own)) return own;
  return Object.entries(own).map(([artifact, version]) => ({ artifact, version }));
}

describe('the example registry', () => {
  it('has artifacts of all types, in namespaces of all scopes that are shared', () => {
    const artifacts = new Set(releases.map(({ namespace, name }) => `${namespace ?? ''}/${name ?? ''}`));
    expect(artifacts.size).toBeGreaterThanOrEqual(60);
    expect(releases.length).toBeGreaterThanOrEqual(200);
    expect(namespaces.length).toBeGreaterThanOrEqual(12);
    expect(new Set(releases.map(({ type }) => type))).toEqual(
      new Set(['plugin', 'service', 'config', 'template', 'library', 'theme']),
    );
    expect(new Set(namespaces.map((path) => path.split('.')[0]))).toEqual(
      new Set(['pkg', 'hyper', 'lib', 'org', 'user']),
    );
  });

  it('has every shape of dependency, and releases of every state', () => {
    expect(releases.filter((one) => one['peerDependencies'] !== undefined)).not.toEqual([]);
    for (const part of ['optional', 'condition'])
      expect(dependencies.filter((one) => one[part] !== undefined)).not.toEqual([]);
    expect(dependencies.filter((one) => /[\^~|<]/u.test(JSON.stringify(one['version'])))).not.toEqual([]);
    expect(releases.filter(({ version = '' }) => version.includes('-'))).not.toEqual([]);
    for (const part of [/"deprecated"/u, /"yanked"/u, /"archived"/u, /"redirect"/u])
      expect(withPart(part)).toBeGreaterThan(0);
  });

  it('has a diamond: two that one release needs, which need the same third', () => {
    const needs = new Map<string, Set<string>>();
    for (const release of releases) {
      const { namespace = '', name = '' } = release;
      const known = needs.get(`${namespace}/${name}`) ?? new Set<string>();
      for (const { artifact } of dependenciesOf(release))
        if (typeof artifact === 'string') known.add(artifact);
      needs.set(`${namespace}/${name}`, known);
    }
    const isTop = (first: ReadonlySet<string>): boolean => {
      const below = [...first].flatMap((one) => [...(needs.get(one) ?? [])]);
      return new Set(below).size < below.length;
    };
    expect([...needs.values()].filter(isTop)).not.toEqual([]);
  });

  it('says what one would really write', () => {
    for (const text of texts) expect(text).not.toMatch(/lorem|\bfoo\b|\bbar\b|\bTODO\b/iu);
  });
});
