import { roleOf } from './file-role.ts';
import type { FileRole } from './file-role.ts';
import type { TreeEntry } from './registry-store.ts';

/** The files of one artifact. */
export interface ArtifactEntry {
  /** `namespace/name`. */
  readonly reference: string;
  readonly namespace: string;
  readonly name: string;
  /** From the registry's root, without a trailing slash. */
  readonly folder: string;
  /** By version as the file name spells it. */
  readonly releases: Map<string, TreeEntry>;
  state?: TreeEntry;
}

/** The files of one namespace; the manifest is absent where only children exist. */
export interface NamespaceEntry {
  readonly path: string;
  readonly folder: string;
  manifest?: TreeEntry;
  /** By policy id. */
  readonly policies: Map<string, TreeEntry>;
}

/** What a tree holds, told from paths alone: no content is read. Memory is linear in the number of entries. */
export interface RegistryIndex {
  readonly registry: TreeEntry | undefined;
  readonly trustRoots: readonly TreeEntry[];
  /** By namespace path. */
  readonly namespaces: ReadonlyMap<string, NamespaceEntry>;
  /** By `namespace/name`. */
  readonly artifacts: ReadonlyMap<string, ArtifactEntry>;
  /** By sha256 in hex. */
  readonly blobs: ReadonlyMap<string, TreeEntry>;
  /** By the path of the signature file. */
  readonly signatures: ReadonlyMap<string, TreeEntry>;
  /** README.md and CHANGELOG.md below `namespaces/`, by path. */
  readonly texts: ReadonlyMap<string, TreeEntry>;
  /** `observed/…/stats.yaml`, in the order of the listing. */
  readonly observed: readonly TreeEntry[];
  /** In the order of the listing. */
  readonly foreign: readonly TreeEntry[];
}

/** Sorts a listing into namespaces and artifacts. Pure; entries with a mode that is no plain file are left out. */
export function indexEntries(entries: Iterable<TreeEntry>): RegistryIndex {
  const builder = new IndexBuilder();
  for (const entry of entries) {
    if (entry.mode.startsWith('100')) builder.add(entry, roleOf(entry.path));
  }
  return builder;
}

class IndexBuilder implements RegistryIndex {
  registry: TreeEntry | undefined;
  readonly trustRoots: TreeEntry[] = [];
  readonly namespaces = new Map<string, NamespaceEntry>();
  readonly artifacts = new Map<string, ArtifactEntry>();
  readonly blobs = new Map<string, TreeEntry>();
  readonly signatures = new Map<string, TreeEntry>();
  readonly texts = new Map<string, TreeEntry>();
  readonly observed: TreeEntry[] = [];
  readonly foreign: TreeEntry[] = [];
  #last: ArtifactEntry | undefined;

  add(entry: TreeEntry, role: FileRole): void {
    switch (role.kind) {
      case 'registry':
        this.registry = entry;
        return;
      case 'trust-root':
        this.trustRoots.push(entry);
        return;
      case 'namespace':
        this.#namespace(role.namespace, folderOf(entry.path)).manifest = entry;
        return;
      case 'policy':
        this.#namespace(role.namespace, folderOf(folderOf(entry.path))).policies.set(role.id, entry);
        return;
      case 'release':
        this.#artifact(role.namespace, role.name, entry).releases.set(role.version, entry);
        return;
      case 'state':
        this.#artifact(role.namespace, role.name, entry).state = entry;
        return;
      case 'text':
        this.texts.set(entry.path, entry);
        return;
      case 'blob':
        this.blobs.set(role.hex, entry);
        return;
      case 'signature':
        this.signatures.set(entry.path, entry);
        return;
      case 'foreign':
        this.foreign.push(entry);
        return;
      case 'observed':
        this.observed.push(entry);
        return;
      case 'other':
        return;
    }
  }

  #namespace(path: string, folder: string): NamespaceEntry {
    let found = this.namespaces.get(path);
    if (found === undefined) {
      found = { path, folder, policies: new Map() };
      this.namespaces.set(path, found);
    }
    return found;
  }

  /** Listings come folder by folder, so the last answer serves most calls. */
  #artifact(namespace: string, name: string, entry: TreeEntry): ArtifactEntry {
    const last = this.#last;
    if (last?.namespace === namespace && last.name === name) return last;
    const reference = `${namespace}/${name}`;
    let found = this.artifacts.get(reference);
    if (found === undefined) {
      found = { reference, namespace, name, folder: folderOf(entry.path), releases: new Map() };
      this.artifacts.set(reference, found);
    }
    this.#last = found;
    return found;
  }
}

/** The folder part of a path; the empty string for a path at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
