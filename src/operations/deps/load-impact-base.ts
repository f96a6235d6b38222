import { isJsonObject, sortedBy } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import {
  StorePackages,
  loadSnapshot,
  packageArtifactOf,
  roleOf,
  streamReleases,
  toPlainRelease,
} from '../../registry/index.ts';
import type { PackageArtifact, PackageRelease, RegistryStore, Revision } from '../../registry/index.ts';
import { ImpactBaseBuilder, parseImpactBase, renderImpactBase } from '../../resolve/index.ts';
import type { ArtifactCandidates, ImpactBase } from '../../resolve/index.ts';
import type { ResultCache } from '../world.ts';
import { candidatesOf } from './whole-universe.ts';

const CACHE_KEY = 'impact-base';
/** A kept base that lies further back than so many files is made anew. */
const MAX_CARRIED_FILES = 20_000;

/** An impact base with what is needed to carry it on to another revision. */
export interface LoadedImpactBase {
  readonly base: ImpactBase;
  readonly revision: Revision;
  /** Of the registry, as dependencies name it. */
  readonly registry: string;
  /** Artifacts that need others by bare names: what these mean depends on which artifacts there are. */
  readonly bare: ReadonlySet<string>;
}

/** What differs between the revision of a base and another one. */
export interface ImpactChanges {
  /** Artifacts of which a file differs, in order of name. */
  readonly changed: readonly string[];
  /** Those, and those for whom a bare name may mean another artifact now, as they are afterwards: for `findImpact`. */
  readonly changes: ReadonlyMap<string, ArtifactCandidates | undefined>;
  readonly bare: ReadonlySet<string>;
}

export interface ImpactPlace {
  readonly store: RegistryStore;
  /** Outside of the repository. */
  readonly cache: ResultCache;
}

/**
 * What changes of a revision are measured against. Kept between runs by the id of the tree that it is of, which names
 * every blob below it; from a kept base of another tree, only the files that differ are read. What is kept is not
 * believed unless its digest, tree and registry fit: without it the whole tree is read, and the answer is the same.
 */
export async function loadImpactBase(
  { store, cache }: ImpactPlace,
  revision: Revision,
  tell?: (done: number) => void,
): Promise<LoadedImpactBase> {
  const { name } = await new StorePackages(store, revision).identity();
  const kept = recall(cache, name);
  if (kept !== undefined && kept.revision.tree === revision.tree) return { ...kept, revision };
  const loaded =
    (kept === undefined ? undefined : await carryOn(store, kept, revision)) ??
    (await readBase(store, revision, tell));
  keep(cache, loaded);
  return loaded;
}

/** Reads the artifacts of which something differs, as they are in the other revision. */
export async function readImpactChanges(
  store: RegistryStore,
  { base, revision, registry, bare }: LoadedImpactBase,
  head: Revision,
): Promise<ImpactChanges> {
  const names = new Set<string>();
  for (const { path } of await store.diffTrees(revision, head)) {
    const role = roleOf(path);
    if (role.kind === 'release' || role.kind === 'state') names.add(`${role.namespace}/${role.name}`);
  }
  const changed = sortedBy(names, (name) => name);
  const packages = new StorePackages(store, head);
  const read = new Map(await packages.readArtifacts(changed));
  const cameOrWent = changed.some((name) => base.has(name) !== read.has(name));
  const others = cameOrWent ? [...bare].filter((name) => !names.has(name)) : [];
  for (const [name, artifact] of await packages.readArtifacts(others)) read.set(name, artifact);
  const exists = (name: string): boolean => (names.has(name) ? read.has(name) : base.has(name));
  const now = new Set(bare);
  const changes = new Map<string, ArtifactCandidates | undefined>();
  for (const name of [...changed, ...others]) {
    const artifact = read.get(name);
    changes.set(name, artifact === undefined ? undefined : candidatesOf(artifact, exists, registry));
    if (artifact !== undefined && hasBareName(artifact)) now.add(name);
    else now.delete(name);
  }
  return { changed, changes, bare: now };
}

/** Reads every release of a revision, one artifact at a time. */
async function readBase(
  store: RegistryStore,
  revision: Revision,
  tell?: (done: number) => void,
): Promise<LoadedImpactBase> {
  const { index, states, registry } = await loadSnapshot(store, revision);
  const builder = new ImpactBaseBuilder();
  const bare = new Set<string>();
  const exists = (name: string): boolean => index.artifacts.has(name);
  const add = (reference: string, releases: readonly PackageRelease[]): void => {
    const artifact = packageArtifactOf(reference, releases, states.get(reference));
    if (hasBareName(artifact)) bare.add(reference);
    builder.add(candidatesOf(artifact, exists, registry.name));
  };
  let current: { readonly reference: string; readonly releases: PackageRelease[] } | undefined;
  let done = 0;
  for await (const { artifact, version, manifest, entry } of streamReleases(
    store,
    index.artifacts.values(),
    () => undefined,
  )) {
    done += 1;
    if (done % 1000 === 0) tell?.(done);
    const { of, ...release } = toPlainRelease(manifest, '', entry.path);
    if (of !== artifact.reference || manifest.version !== version) continue;
    if (current?.reference !== of) {
      if (current !== undefined) add(current.reference, current.releases);
      current = { reference: of, releases: [] };
    }
    current.releases.push(release);
  }
  if (current !== undefined) add(current.reference, current.releases);
  const base = addEmpty(builder.finish(), index.artifacts.keys(), states);
  return { base, revision, registry: registry.name, bare };
}

/** Adds artifacts none of whose releases can be read: they exist, and may have been moved. */
function addEmpty(
  base: ImpactBase,
  names: Iterable<string>,
  states: ReadonlyMap<string, ArtifactStateManifest>,
): ImpactBase {
  const empty = [...names].filter((name) => !base.has(name));
  if (empty.length === 0) return base;
  const candidates = empty.map((name) => {
    const artifact = packageArtifactOf(name, [], states.get(name));
    return [name, candidatesOf(artifact, () => true, '')] as const;
  });
  return base.with(new Map(candidates));
}

async function carryOn(
  store: RegistryStore,
  kept: LoadedImpactBase,
  revision: Revision,
): Promise<LoadedImpactBase | undefined> {
  if (revision.tree === null) return undefined;
  try {
    const differing = await store.diffTrees(kept.revision, revision);
    if (differing.length > MAX_CARRIED_FILES) return undefined;
    const { changes, bare } = await readImpactChanges(store, kept, revision);
    return { base: kept.base.with(changes), revision, registry: kept.registry, bare };
  } catch {
    return undefined;
  }
}

function hasBareName({ releases }: PackageArtifact): boolean {
  for (const { dependencies } of releases.values()) {
    if (dependencies.some(({ artifact }) => !artifact.includes('/'))) return true;
  }
  return false;
}

function keep(cache: ResultCache, { base, revision, registry, bare }: LoadedImpactBase): void {
  const { tree } = revision;
  if (tree === null) return;
  const label = JSON.stringify({ tree, registry, bare: [...bare] });
  cache.writeBytes(CACHE_KEY, renderImpactBase(base, label));
}

function recall(cache: ResultCache, registry: string): LoadedImpactBase | undefined {
  const bytes = cache.readBytes(CACHE_KEY);
  const parsed = bytes === undefined ? undefined : parseImpactBase(bytes);
  if (parsed === undefined) return undefined;
  const label = JSON.parse(parsed.label) as JsonValue;
  if (!isJsonObject(label) || label['registry'] !== registry) return undefined;
  const { tree, bare } = label as { tree: string; bare: string[] };
  const revision = { commit: tree, tree, committedAt: null };
  return { base: parsed.base, revision, registry, bare: new Set(bare) };
}
