import { HyperError, MAX_MANIFEST_BYTES, isJsonObject, toOneLine } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import { parseNamespacePath, parseReference, toFolder } from '../names/index.ts';
import { NOTHING_KEPT } from './kept-artifacts.ts';
import type { KeptArtifacts } from './kept-artifacts.ts';
import { loadArtifacts } from './load-artifacts.ts';
import type {
  PackageArtifact,
  PackageKey,
  PackageManifest,
  PackageRegistry,
  RegistryIdentity,
} from './package-registry.ts';
import { folderOf, indexEntries } from './registry-index.ts';
import type { ArtifactEntry } from './registry-index.ts';
import type { RegistryStore, Revision, TreeEntry } from './registry-store.ts';
import { readManifest } from './snapshot.ts';
import { signersOf } from './signers-of.ts';

const MAX_SIGNATURE_BYTES = 16 * 1024 * 1024;
const NO_FAULTS = (): void => undefined;

export interface StorePackagesOptions {
  /** Reads what the registry observed of each artifact too. */
  readonly countsDownloads?: boolean;
  /** Default: nothing is kept. */
  readonly kept?: KeptArtifacts;
}

/** A repository at one revision as a consumer reads it: only the folders of the artifacts that are asked for. */
export class StorePackages implements PackageRegistry {
  readonly files = undefined;
  readonly #store: RegistryStore;
  readonly #revision: Revision;
  readonly #countsDownloads: boolean;
  readonly #kept: KeptArtifacts;
  readonly #known = new Map<string, PackageArtifact | undefined>();
  readonly #entries = new Map<string, ArtifactEntry>();
  #whole: Promise<readonly TreeEntry[]> | undefined;
  #identity: Promise<RegistryIdentity> | undefined;

  constructor(
    store: RegistryStore,
    revision: Revision,
    { countsDownloads = false, kept = NOTHING_KEPT }: StorePackagesOptions = {},
  ) {
    this.#store = store;
    this.#revision = revision;
    this.#countsDownloads = countsDownloads;
    this.#kept = kept;
  }

  identity(): Promise<RegistryIdentity> {
    this.#identity ??= this.#readIdentity();
    return this.#identity;
  }

  async readArtifacts(references: readonly string[]): Promise<ReadonlyMap<string, PackageArtifact>> {
    const unknown = [...new Set(references)].filter((reference) => !this.#known.has(reference));
    if (unknown.length > 0) await this.#load(unknown);
    const found = new Map<string, PackageArtifact>();
    for (const reference of references) {
      const artifact = this.#known.get(reference);
      if (artifact !== undefined) found.set(reference, artifact);
    }
    return found;
  }

  async names(): Promise<readonly string[]> {
    this.#whole ??= this.#store.listTree(this.#revision);
    return [...indexEntries(await this.#whole).artifacts.keys()];
  }

  async readManifests(keys: readonly PackageKey[]): Promise<readonly (PackageManifest | undefined)[]> {
    await this.readArtifacts(keys.map(({ reference }) => reference));
    const entries = keys.map(({ reference, version }) => this.#entries.get(reference)?.releases.get(version));
    const texts = await this.#readAll(entries);
    return entries.map((entry) => {
      const read =
        entry === undefined ? undefined : readManifest(entry.path, texts.get(entry.path), NO_FAULTS);
      return read?.manifest.kind === 'Artifact' ? { manifest: read.manifest, text: read.text } : undefined;
    });
  }

  /** Everything was read from the manifests themselves. */
  confirm(): Promise<void> {
    return Promise.resolve();
  }

  async readSigners(keys: readonly PackageKey[]): Promise<readonly (string | undefined)[]> {
    await this.readArtifacts(keys.map(({ reference }) => reference));
    const paths = keys.map(({ reference, version }) => {
      const entry = this.#entries.get(reference)?.releases.get(version);
      return entry?.path.replace(/\.yaml$/u, '.sigstore.json');
    });
    const wanted = new Set(paths);
    const folders = [...new Set(paths.flatMap((path) => path?.replace(/\/[^/]*$/u, '') ?? []))];
    const entries = (await this.#list(folders)).filter(
      ({ path, mode }) => wanted.has(path) && mode.startsWith('100'),
    );
    const texts = await this.#readAll(entries, MAX_SIGNATURE_BYTES);
    return paths.map((path) => {
      const bytes = path === undefined ? undefined : texts.get(path);
      return bytes === undefined ? undefined : signersOf(bytes);
    });
  }

  async readBlob(path: string, maxBytes: number): Promise<Uint8Array> {
    const folder = path.replace(/\/[^/]*$/u, '');
    const entry = (await this.#list([folder])).find((one) => one.path === path && one.mode.startsWith('100'));
    if (entry === undefined) {
      throw new HyperError('HYPER_CONTENT_MISSING', `the registry has no file "${toOneLine(path)}"`);
    }
    const bytes = (await this.#readAll([entry], maxBytes)).get(path);
    if (bytes !== undefined) return bytes;
    throw new HyperError('HYPER_CONTENT_TOO_LARGE', `"${toOneLine(path)}" has more than ${maxBytes} bytes`);
  }

  async #load(references: readonly string[]): Promise<void> {
    const folders = references.map(folderOfReference);
    const isHere = (folder: string | undefined): folder is string => folder !== undefined;
    const index = indexEntries(await this.#list(folders.filter(isHere)));
    const entries = references.flatMap((reference) => index.artifacts.get(reference) ?? []);
    const artifacts = await loadArtifacts(this.#store, entries, this.#kept);
    const downloads = this.#countsDownloads ? await this.#readDownloads(entries) : new Map<string, number>();
    for (const reference of references) this.#known.set(reference, undefined);
    for (const [entry, artifact] of artifacts) {
      const count = downloads.get(entry.reference);
      this.#known.set(entry.reference, count === undefined ? artifact : { ...artifact, downloads: count });
      this.#entries.set(entry.reference, entry);
    }
  }

  async #readDownloads(entries: readonly ArtifactEntry[]): Promise<Map<string, number>> {
    const places = new Map<string, string>(
      entries.flatMap(({ folder, reference }) => [
        [`observed/${folder}/stats.yaml`, reference] as const,
        [`observed/${folder.replace(/^namespaces\//u, '')}/stats.yaml`, reference] as const,
      ]),
    );
    const listed = await this.#list([...places.keys()].map(folderOf));
    const files = listed.filter(({ path, mode }) => places.has(path) && mode.startsWith('100'));
    const counts = new Map<string, number>();
    for (const [path, bytes] of await this.#readAll(files)) {
      const value = parseDocument(bytes).document?.value;
      const count = isJsonObject(value) ? value['downloadCount'] : undefined;
      if (typeof count === 'number' && count >= 0) counts.set(places.get(path) ?? '', count);
    }
    return counts;
  }

  async #readIdentity(): Promise<RegistryIdentity> {
    const listed = await this.#list(['', 'trust']);
    const wanted = listed.filter(({ path }) => path === 'registry.yaml' || path === 'trust/root.yaml');
    const texts = await this.#readAll(wanted);
    const registry = readManifest(
      'registry.yaml',
      texts.get('registry.yaml') ?? new Uint8Array(),
      NO_FAULTS,
    )?.manifest;
    if (registry?.kind !== 'Registry') {
      throw new HyperError('HYPER_REGISTRY_MISSING', 'there is no readable registry.yaml at the root', {
        hint: 'hyper validate shows what is wrong with it',
      });
    }
    const root = texts.get('trust/root.yaml');
    const trust = root === undefined ? undefined : readManifest('trust/root.yaml', root, NO_FAULTS)?.manifest;
    const hosts = registry.settings?.allowedContentHosts;
    return {
      name: registry.name,
      ...(registry.id === undefined ? {} : { id: registry.id }),
      ...(this.#revision.commit === null ? {} : { commit: this.#revision.commit }),
      ...(trust?.kind === 'TrustRoot' ? { rootVersion: trust.version } : {}),
      ...(hosts === undefined ? {} : { allowedContentHosts: hosts }),
    };
  }

  /** The children of the folders; a working tree is listed once, as each listing of it is of the whole. */
  async #list(folders: readonly string[]): Promise<readonly TreeEntry[]> {
    if (this.#revision.tree !== null) return this.#store.listFolders(this.#revision, folders);
    this.#whole ??= this.#store.listTree(this.#revision);
    const wanted = new Set(folders);
    return (await this.#whole).filter(({ path }) => wanted.has(folderOf(path)));
  }

  /** Contents by path; one over the limit is left out. */
  async #readAll(
    entries: readonly (TreeEntry | undefined)[],
    maxBytes = MAX_MANIFEST_BYTES,
  ): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const wanted = entries.filter((entry) => entry !== undefined);
    for await (const blobs of this.#store.readBlobs(wanted, maxBytes)) {
      for (const { request, bytes } of blobs) if (bytes !== undefined) found.set(request.path, bytes);
    }
    return found;
  }
}

function folderOfReference(reference: string): string | undefined {
  const parsed = parseReference(reference);
  if (!parsed.ok || parsed.value.kind !== 'name' || parsed.value.namespace === undefined) return undefined;
  const namespace = parseNamespacePath(parsed.value.namespace);
  return namespace.ok ? `${toFolder(namespace.value)}/${parsed.value.name}` : undefined;
}
