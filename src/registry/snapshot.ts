import { HyperError, MAX_MANIFEST_BYTES, compareDiagnostics, toOneLine } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import { parseManifest } from '../manifest/index.ts';
import type {
  ArtifactManifest,
  ArtifactStateManifest,
  Manifest,
  NamespaceManifest,
  PolicyManifest,
  RegistryManifest,
} from '../manifest/index.ts';
import { isManifestRole, roleOf } from './file-role.ts';
import { folderOf, indexEntries } from './registry-index.ts';
import type { ArtifactEntry, RegistryIndex } from './registry-index.ts';
import type { RegistryStore, Revision, TreeEntry } from './registry-store.ts';

/** A namespace with what its folder declares. */
export interface NamespaceRecord {
  readonly path: string;
  readonly manifest: NamespaceManifest;
  /** By policy id. */
  readonly policies: ReadonlyMap<string, PolicyManifest>;
}

/**
 * What a registry holds at one revision: everything but the releases, which are streamed (`streamReleases`). Memory is
 * linear in the number of files, and small: no release's content is kept.
 */
export interface Snapshot {
  readonly revision: Revision;
  readonly index: RegistryIndex;
  readonly registry: RegistryManifest;
  readonly namespaces: ReadonlyMap<string, NamespaceRecord>;
  /** By `namespace/name`; an artifact without artifact.yaml has none. */
  readonly states: ReadonlyMap<string, ArtifactStateManifest>;
  /** What could not be read, in report order: such manifests are left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One release with its manifest. */
export interface Release {
  readonly artifact: ArtifactEntry;
  readonly version: string;
  readonly entry: TreeEntry;
  readonly manifest: ArtifactManifest;
  /** The exact text of the manifest. */
  readonly text: string;
}

/** What of a frame is left out where nobody asks for it. */
export interface FrameOptions {
  /** The states of artifacts: of a large registry most of the frame. */
  readonly withoutStates?: boolean;
  /** Manifests and policies of these namespaces alone. */
  readonly namespaces?: ReadonlySet<string>;
}

/**
 * Reads the frame of a registry: its manifest, namespaces, policies and states.
 * Errors: `HYPER_REGISTRY_MISSING` where no readable registry.yaml is at the root; those of the store.
 */
export async function loadSnapshot(
  store: Pick<RegistryStore, 'listTree' | 'readBlobs'>,
  revision: Revision,
  options: FrameOptions = {},
): Promise<Snapshot> {
  return readFrame(store, revision, indexEntries(await store.listTree(revision)), options);
}

/**
 * The same of what lies directly in some folders and in those above them: enough to tell of the artifacts there, their
 * labels and who may see them. Costs a look at these folders, however large the registry is. Policies are left out.
 */
export async function loadFolders(
  store: RegistryStore,
  revision: Revision,
  folders: Iterable<string>,
): Promise<Snapshot> {
  const wanted = new Set(['']);
  for (const folder of folders) for (let here = folder; here !== ''; here = folderOf(here)) wanted.add(here);
  return readFrame(store, revision, indexEntries(await store.listFolders(revision, [...wanted])), {});
}

async function readFrame(
  store: Pick<RegistryStore, 'readBlobs'>,
  revision: Revision,
  index: RegistryIndex,
  options: FrameOptions,
): Promise<Snapshot> {
  const frame = [...frameEntries(index, options)];
  const builder = new SnapshotBuilder();
  for await (const blobs of store.readBlobs(frame, MAX_MANIFEST_BYTES)) {
    for (const blob of blobs) builder.add(blob.request.path, blob.bytes);
  }
  const { registry } = builder;
  if (registry === undefined) throw missingRegistry(builder.diagnostics);
  const diagnostics = builder.diagnostics.sort(compareDiagnostics);
  return { revision, index, registry, namespaces: builder.namespaces(), states: builder.states, diagnostics };
}

/**
 * Streams releases in the order of the artifacts' folders; a manifest that cannot be read goes to `onFault` and is left
 * out. One batch of contents is in memory at a time.
 */
export async function* streamReleases(
  store: RegistryStore,
  artifacts: Iterable<ArtifactEntry>,
  onFault: (fault: Diagnostic) => void,
): AsyncGenerator<Release> {
  const wanted: { artifact: ArtifactEntry; version: string; entry: TreeEntry }[] = [];
  for (const artifact of artifacts) {
    for (const [version, entry] of artifact.releases) wanted.push({ artifact, version, entry });
  }
  let number = 0;
  const requests = wanted.map((one) => one.entry);
  for await (const blobs of store.readBlobs(requests, MAX_MANIFEST_BYTES)) {
    for (const blob of blobs) {
      const one = wanted[number];
      number += 1;
      if (one === undefined) continue;
      const read = readManifest(one.entry.path, blob.bytes, onFault);
      if (read?.manifest.kind === 'Artifact') yield { ...one, manifest: read.manifest, text: read.text };
    }
  }
}

function* frameEntries(
  index: RegistryIndex,
  { withoutStates = false, namespaces }: FrameOptions,
): Iterable<TreeEntry> {
  if (index.registry !== undefined) yield index.registry;
  for (const namespace of index.namespaces.values()) {
    if (namespaces?.has(namespace.path) === false) continue;
    if (namespace.manifest !== undefined) yield namespace.manifest;
    yield* namespace.policies.values();
  }
  if (withoutStates) return;
  for (const artifact of index.artifacts.values()) {
    if (artifact.state !== undefined) yield artifact.state;
  }
}

class SnapshotBuilder {
  registry: RegistryManifest | undefined;
  readonly states = new Map<string, ArtifactStateManifest>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #manifests = new Map<string, NamespaceManifest>();
  readonly #policies = new Map<string, Map<string, PolicyManifest>>();

  add(path: string, bytes: Uint8Array | undefined): void {
    const read = readManifest(path, bytes, (fault) => this.diagnostics.push(fault));
    const role = roleOf(path);
    if (read === undefined || !isManifestRole(role)) return;
    const { manifest } = read;
    if (role.kind === 'registry' && manifest.kind === 'Registry') this.registry = manifest;
    if (role.kind === 'namespace' && manifest.kind === 'Namespace')
      this.#manifests.set(role.namespace, manifest);
    if (role.kind === 'state' && manifest.kind === 'ArtifactState') {
      this.states.set(`${role.namespace}/${role.name}`, manifest);
    }
    if (role.kind === 'policy' && manifest.kind === 'Policy') {
      const known = this.#policies.get(role.namespace) ?? new Map<string, PolicyManifest>();
      this.#policies.set(role.namespace, known.set(role.id, manifest));
    }
  }

  namespaces(): Map<string, NamespaceRecord> {
    const records = new Map<string, NamespaceRecord>();
    for (const [path, manifest] of this.#manifests) {
      records.set(path, {
        path,
        manifest,
        policies: this.#policies.get(path) ?? new Map<string, PolicyManifest>(),
      });
    }
    return records;
  }
}

/** Reads one manifest; its faults go to `onFault`, and undefined comes back. */
export function readManifest(
  path: string,
  bytes: Uint8Array | undefined,
  onFault: (fault: Diagnostic) => void,
): { manifest: Manifest; text: string } | undefined {
  if (bytes === undefined) {
    onFault({
      code: 'HYPER_YAML_SIZE',
      severity: 'error',
      path,
      message: `expected at most ${MAX_MANIFEST_BYTES} bytes`,
    });
    return undefined;
  }
  const parsed = parseDocument(bytes);
  for (const fault of parsed.diagnostics) onFault({ ...fault, path });
  if (parsed.document === undefined) return undefined;
  const { manifest, diagnostics } = parseManifest(parsed.document);
  for (const fault of diagnostics) onFault({ ...fault, path });
  return manifest === undefined ? undefined : { manifest, text: parsed.document.text };
}

function missingRegistry(diagnostics: readonly Diagnostic[]): HyperError {
  const fault = diagnostics.find((one) => one.path === 'registry.yaml');
  if (fault?.code === 'HYPER_FORMAT_NEWER') {
    return new HyperError('HYPER_FORMAT_NEWER', fault.message, { hint: 'use a newer hyper' });
  }
  const message =
    fault === undefined
      ? 'there is no registry.yaml at the root'
      : `registry.yaml is not valid: ${toOneLine(fault.message)}`;
  return new HyperError('HYPER_REGISTRY_MISSING', message, {
    hint: 'hyper validate shows every fault; hyper init makes a registry',
  });
}
