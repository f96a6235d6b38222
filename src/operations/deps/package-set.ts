import { HyperError, toOneLine } from '../../core/index.ts';
import { toNeed } from '../../lockfile/index.ts';
import type { Need, ReleaseIdentity } from '../../lockfile/index.ts';
import { formatReference, lookupCandidates, parseReference } from '../../names/index.ts';
import type { NamespacePath, QualifiedName, Reference } from '../../names/index.ts';
import type {
  PackageArtifact,
  PackageDependency,
  PackageKey,
  PackageManifest,
  PackageRegistry,
  PackageRelease,
} from '../../registry/index.ts';
import type { ArtifactCandidates, CandidateSource } from '../../resolve/index.ts';
import type { Bindings, BoundRegistry } from './bind-registries.ts';
import { nameKey, namespaceOf, placesOf } from './dependency-names.ts';
import { meantBy } from './meant-artifact.ts';
import { toCandidates } from './to-candidates.ts';

/** The artifacts of all registries of a project, each read from the one that its namespace is bound to. */
export class PackageSet implements CandidateSource {
  readonly bindings: Bindings;
  readonly #open: (registry: BoundRegistry) => Promise<PackageRegistry>;
  readonly #opened = new Map<string, Promise<PackageRegistry>>();
  readonly #artifacts = new Map<string, PackageArtifact | undefined>();
  /** The canonical names that the dependencies of an artifact were found to mean. */
  readonly #names = new Map<string, string>();

  constructor(bindings: Bindings, open: (registry: BoundRegistry) => Promise<PackageRegistry>) {
    this.bindings = bindings;
    this.#open = open;
  }

  /** The registry by its name in the project, opened once. */
  open(registry: BoundRegistry): Promise<PackageRegistry> {
    const known = this.#opened.get(registry.name);
    if (known !== undefined) return known;
    const opening = this.#open(registry);
    this.#opened.set(registry.name, opening);
    return opening;
  }

  registryOf(reference: string): BoundRegistry | undefined {
    const parsed = parseReference(reference);
    if (!parsed.ok || parsed.value.kind === 'id' || parsed.value.namespace === undefined) return undefined;
    return this.bindings.registryOf(parsed.value.namespace);
  }

  /** The registry that an artifact comes from. Errors: `HYPER_ARTIFACT_MISSING` where none has its namespace. */
  packagesOf(reference: string): Promise<PackageRegistry> {
    const registry = this.registryOf(reference);
    if (registry !== undefined) return this.open(registry);
    return Promise.reject(
      new HyperError('HYPER_ARTIFACT_MISSING', `there is no artifact "${toOneLine(reference)}"`),
    );
  }

  /** What is known of an artifact that was read before. */
  artifact(reference: string): PackageArtifact | undefined {
    return this.#artifacts.get(reference);
  }

  /** Reads artifacts, each from its own registry and from no other (ATTACKS R01). */
  async read(references: readonly string[]): Promise<void> {
    const byRegistry = new Map<BoundRegistry, string[]>();
    for (const reference of new Set(references)) {
      if (this.#artifacts.has(reference)) continue;
      const registry = this.registryOf(reference);
      if (registry === undefined) this.#artifacts.set(reference, undefined);
      else byRegistry.set(registry, [...(byRegistry.get(registry) ?? []), reference]);
    }
    await Promise.all(
      [...byRegistry].map(async ([registry, wanted]) => {
        const found = await (await this.open(registry)).readArtifacts(wanted);
        for (const reference of wanted) this.#artifacts.set(reference, found.get(reference));
      }),
    );
  }

  async load(references: readonly string[]): Promise<ReadonlyMap<string, ArtifactCandidates>> {
    await this.read(references);
    const found = references.flatMap((reference) => this.#artifacts.get(reference) ?? []);
    await this.#nameDependencies(found);
    return new Map(
      found.map((artifact) => [
        artifact.reference,
        toCandidates(artifact, (dependency) => this.nameOf(artifact.reference, dependency)),
      ]),
    );
  }

  /** `namespace/name` of what a dependency of an artifact means; what it is of another registry is marked so, and exists nowhere. */
  nameOf(from: string, dependency: Pick<PackageDependency, 'artifact' | 'registry'>): string {
    const { artifact, registry } = dependency;
    const name = this.#names.get(nameKey(from, artifact)) ?? artifact;
    if (registry === undefined || this.#isOf(name, registry)) return name;
    return `${name} (of the registry "${toOneLine(registry)}")`;
  }

  /** What a name that a user gave means: itself, or the first place of a bare name that has it. Errors: `HYPER_ARTIFACT_MISSING`. */
  async find(
    reference: Reference,
    from: NamespacePath | undefined,
    searchPath: readonly NamespacePath[],
  ): Promise<string> {
    if (reference.kind === 'id') {
      throw new HyperError(
        'HYPER_ARTIFACT_MISSING',
        `an id names a release, not an artifact: "${reference.id}"`,
        {
          hint: `find its name: hyper registry get ${reference.id}`,
        },
      );
    }
    const { namespace, name } = reference;
    if (namespace !== undefined) return `${namespace}/${name}`;
    const own = this.#placesIn(from, lookupCandidates(name, from));
    const searched = lookupCandidates(name, undefined, searchPath);
    const places = [...own, ...searched.map((place) => `${place.namespace}/${place.name}`)];
    await this.read(places);
    const found = places.find((place) => this.#artifacts.get(place) !== undefined);
    if (found !== undefined) return found;
    throw new HyperError(
      'HYPER_ARTIFACT_MISSING',
      `there is no artifact "${toOneLine(name)}" where bare names are looked up`,
      {
        hint: (await meantBy(name, this)) ?? 'write it with its namespace, or name one with --namespace',
      },
    );
  }

  /** The artifacts read before that a need comes down to, when these are chosen: a moved one gives way to where it moved. */
  needOf(
    from: string | undefined,
    dependency: PackageDependency,
    versionOf: (reference: string) => string | undefined,
  ): Need {
    const named = from === undefined ? dependency.artifact : this.nameOf(from, dependency);
    return toNeed(dependency, { named, moved: this.redirectOf(named) }, versionOf);
  }

  redirectOf(reference: string): string | undefined {
    const parsed = parseReference(this.#artifacts.get(reference)?.redirect ?? '');
    if (!parsed.ok || parsed.value.kind === 'id') return undefined;
    return formatReference({ ...parsed.value, selector: undefined });
  }

  /** A release that was read before. */
  release({ reference, version }: PackageKey): PackageRelease | undefined {
    return this.#artifacts.get(reference)?.releases.get(version);
  }

  /** The releases that were read from manifests at these paths. */
  keysOf(paths: ReadonlySet<string>): ReadonlyMap<string, PackageKey> {
    const found = new Map<string, PackageKey>();
    for (const artifact of this.#artifacts.values()) {
      for (const { path, version } of artifact?.releases.values() ?? []) {
        if (path !== undefined && paths.has(path))
          found.set(path, { reference: artifact?.reference ?? '', version });
      }
    }
    return found;
  }

  /** What a lock holds of a release that was read before. */
  identityOf(key: PackageKey, signer: string | undefined | null): ReleaseIdentity | undefined {
    const release = this.release(key);
    if (release === undefined) return undefined;
    const { version, id, manifest, content } = release;
    const registry = this.bindings.registries.length > 1 ? this.registryOf(key.reference)?.name : undefined;
    return {
      ...{ version, id, manifest },
      ...(content === undefined ? {} : { digests: content.digests, source: content.source }),
      ...(content?.size === undefined ? {} : { size: content.size }),
      ...(registry === undefined ? {} : { registry }),
      ...(signer === undefined || signer === null ? {} : { signer }),
    };
  }

  async signers(keys: readonly PackageKey[]): Promise<readonly (string | undefined | null)[]> {
    return this.#each(keys, (packages, some) => packages.readSigners(some));
  }

  async manifests(keys: readonly PackageKey[]): Promise<readonly (PackageManifest | undefined)[]> {
    return this.#each(keys, (packages, some) => packages.readManifests(some));
  }

  /** Checks what was read of releases against their manifests. Errors: `HYPER_SITE_MISMATCH`. */
  async confirm(keys: readonly PackageKey[]): Promise<void> {
    await this.#each(keys, async (packages, some) => {
      await packages.confirm(some);
      return [];
    });
  }

  async #each<T>(
    keys: readonly PackageKey[],
    read: (packages: PackageRegistry, keys: readonly PackageKey[]) => Promise<readonly (T | undefined)[]>,
  ): Promise<readonly (T | undefined)[]> {
    const found = new Map<PackageKey, T | undefined>();
    for (const registry of this.bindings.registries) {
      const own = keys.filter(({ reference }) => this.registryOf(reference)?.name === registry.name);
      if (own.length === 0) continue;
      const values = await read(await this.open(registry), own);
      own.forEach((key, at) => found.set(key, values[at]));
    }
    return keys.map((key) => found.get(key));
  }

  /** Looks up the bare names among the dependencies of artifacts. */
  async #nameDependencies(artifacts: readonly PackageArtifact[]): Promise<void> {
    const bare = new Map<string, { readonly key: string; readonly places: readonly string[] }>();
    for (const artifact of artifacts) {
      const namespace = namespaceOf(artifact.reference);
      for (const release of artifact.releases.values()) {
        for (const dependency of release.dependencies) {
          const key = nameKey(artifact.reference, dependency.artifact);
          if (dependency.artifact.includes('/') || bare.has(key)) continue;
          bare.set(key, { key, places: this.#placesIn(namespace, placesOf(dependency.artifact, namespace)) });
        }
      }
    }
    if (bare.size === 0) return;
    await this.read([...bare.values()].flatMap(({ places }) => places));
    for (const { key, places } of bare.values()) {
      const found = places.find((place) => this.#artifacts.get(place) !== undefined) ?? places[0];
      if (found !== undefined) this.#names.set(key, found);
    }
  }

  /** Of the places up from a namespace, those in its own registry: a bare name never leads into another one (R01). */
  #placesIn(from: NamespacePath | undefined, places: readonly QualifiedName[]): string[] {
    const home = from === undefined ? undefined : this.bindings.registryOf(from);
    return places
      .filter(({ namespace }) => this.bindings.registryOf(namespace) === home)
      .map(({ namespace, name }) => `${namespace}/${name}`);
  }

  #isOf(reference: string, registry: string): boolean {
    return this.registryOf(reference)?.name === registry;
  }
}
