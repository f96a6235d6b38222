import { HyperError } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';
import type { RegistryManifest, TrustRootManifest } from '../../manifest/index.ts';
import {
  NO_HISTORY,
  ROOT_PATH,
  keptRootVersion,
  establishTrust,
  onlineAuthorities,
  ownAuthority,
  rootAuthority,
} from '../../signing/index.ts';
import type {
  NamespaceFile,
  NamespaceHistory,
  RootFile,
  RootPin,
  SignedFile,
  StepFault,
  Trust,
} from '../../signing/index.ts';
import { lineagePaths } from '../inheritance.ts';
import type { RegistryIndex } from '../registry-index.ts';
import type { RegistryStore, Revision, TreeEntry } from '../registry-store.ts';
import { loadHistories } from './load-histories.ts';
import { ProofBook } from './outside-proofs.ts';
import type { OutsideVerifier } from './outside-proofs.ts';
import { parseSigned } from './parse-signed.ts';
import { pairsOf, readPairs } from './read-pairs.ts';

/** What a chain is judged by besides the registry. */
export interface TrustOptions {
  readonly pin: RootPin | undefined;
  readonly now: Moment;
  /** Gives the verifier of certificates, log entries and timestamps; undefined where there is none. */
  readonly verifier: (() => Promise<OutsideVerifier>) | undefined;
  /** Only these namespaces and those above them; undefined: all. */
  readonly namespaces?: readonly string[];
}

/** The chain of a registry down to its namespaces. */
export interface LoadedTrust {
  readonly trust: Trust;
  readonly book: ProofBook;
  readonly root: RootFile;
  /** The roots before it, by version. */
  readonly kept: ReadonlyMap<number, RootFile>;
  readonly registry: SignedFile<RegistryManifest>;
  /** By the path of the namespace. */
  readonly namespaces: ReadonlyMap<string, NamespaceFile>;
  /** Paths of the signed files that the chain was made from. */
  readonly paths: readonly string[];
}

/**
 * Reads what the chain of trust is made of at a revision: the roots, registry.yaml, the namespaces, and, where one is
 * signed by its own previous version, its history. Errors: `HYPER_TRUST_ROOT_MISSING`, `HYPER_SIGNED_UNREADABLE` for the
 * root or registry.yaml, those of the store.
 */
export async function loadTrust(
  store: Pick<RegistryStore, 'readBlobs' | 'listVersions'>,
  revision: Revision,
  index: RegistryIndex,
  options: TrustOptions,
): Promise<LoadedTrust> {
  const book = new ProofBook(outsideOf(options));
  const files = new FrameFiles();
  const frame = [...frameOf(index, options.namespaces)];
  for await (const { entry, bytes, signatureBytes } of readPairs(store, pairsOf(frame, index))) {
    const parsed = parseSigned(entry.path, bytes, signatureBytes);
    if (!parsed.ok) files.unreadable.set(entry.path, parsed.fault);
    else files.add(parsed.file);
  }
  const root = files.requireRoot();
  const registry = files.requireRegistry();
  files.teach(book);
  const all = [root, registry, ...files.kept.values(), ...files.namespaces.values()];
  for (const file of all) await book.look(file);
  const histories = new Map<string, NamespaceHistory>();
  const source = {
    current: root,
    kept: files.kept,
    unreadableKept: files.unreadableKept(),
    registry,
    pin: options.pin,
    now: options.now,
    proofs: book.proofs,
    namespaces: files.namespaces,
    unreadable: files.unreadableNamespaces(index),
    history: (path: string) => histories.get(path) ?? NO_HISTORY,
  };
  for (;;) {
    const trust = establishTrust(source);
    for (const path of files.namespaces.keys()) trust.namespace(path);
    const wanted = [...trust.wantsHistory].filter((path) => !histories.has(path));
    if (wanted.length === 0) {
      const { kept, namespaces } = files;
      return { trust, book, root, kept, registry, namespaces, paths: frame.map(({ path }) => path) };
    }
    for (const [path, history] of await loadHistories(store, revision, index, wanted)) {
      histories.set(path, history);
      for (const file of history.versions) book.learn(keysOf(file));
    }
    // A key that is only learnt now may have made any of the signatures that were looked at before.
    const versions = [...histories.values()].flatMap((history) => history.versions);
    for (const file of [...all, ...versions]) await book.look(file);
  }
}

/** What others vouch for may be told otherwise next time. */
function outsideOf({ verifier, now }: TrustOptions): TrustOptions['verifier'] {
  if (verifier === undefined) return undefined;
  return () => {
    now.holdOnly();
    return verifier();
  };
}

function* frameOf(index: RegistryIndex, namespaces: readonly string[] | undefined): Iterable<TreeEntry> {
  yield* index.trustRoots;
  if (index.registry !== undefined) yield index.registry;
  const wanted = namespaces === undefined ? undefined : new Set(namespaces.flatMap(lineagePaths));
  for (const { path, manifest } of index.namespaces.values()) {
    if (manifest !== undefined && (wanted?.has(path) ?? true)) yield manifest;
  }
}

function keysOf(file: NamespaceFile): ReturnType<typeof publicKeys> {
  const own = ownAuthority(file);
  return own === undefined ? [] : publicKeys(own);
}

function publicKeys({
  keys,
}: Pick<ReturnType<typeof rootAuthority>, 'keys'>): Parameters<ProofBook['learn']>[0] {
  return [...keys.values()].map(({ key }) => key);
}

class FrameFiles {
  readonly kept = new Map<number, RootFile>();
  readonly namespaces = new Map<string, NamespaceFile>();
  /** By the path of the file. */
  readonly unreadable = new Map<string, StepFault>();
  #root: RootFile | undefined;
  #registry: SignedFile<RegistryManifest> | undefined;

  add(file: SignedFile): void {
    const { manifest, path } = file;
    if (manifest.kind === 'TrustRoot') this.#addRoot({ ...file, manifest }, path);
    else if (manifest.kind === 'Registry') this.#registry = { ...file, manifest };
    else if (manifest.kind === 'Namespace') this.namespaces.set(manifest.path, { ...file, manifest });
  }

  #addRoot(file: SignedFile<TrustRootManifest>, path: string): void {
    const version = keptRootVersion(path);
    if (version !== undefined) this.kept.set(version, file);
    else if (path === ROOT_PATH) this.#root = file;
  }

  requireRoot(): RootFile {
    if (this.#root !== undefined) return this.#root;
    const fault = this.unreadable.get(ROOT_PATH);
    if (fault !== undefined) throw new HyperError(fault.code, fault.message, { hint: fault.hint });
    throw new HyperError('HYPER_TRUST_ROOT_MISSING', 'this registry has no trust root', {
      hint: 'its keepers make one with: hyper trust init; without one no signature proves anything',
    });
  }

  requireRegistry(): SignedFile<RegistryManifest> {
    if (this.#registry !== undefined) return this.#registry;
    const fault = this.unreadable.get('registry.yaml');
    throw new HyperError('HYPER_SIGNED_UNREADABLE', fault?.message ?? 'there is no registry.yaml', {
      hint: fault?.hint ?? 'restore it from git',
    });
  }

  teach(book: ProofBook): void {
    for (const root of [this.requireRoot(), ...this.kept.values()])
      book.learn(publicKeys(rootAuthority(root)));
    for (const online of onlineAuthorities(this.requireRegistry().manifest)) book.learn(publicKeys(online));
    for (const file of this.namespaces.values()) book.learn(keysOf(file));
  }

  unreadableKept(): Map<number, StepFault> {
    const found = new Map<number, StepFault>();
    for (const [path, fault] of this.unreadable) {
      const version = keptRootVersion(path);
      if (version !== undefined) found.set(version, fault);
    }
    return found;
  }

  unreadableNamespaces({ namespaces }: RegistryIndex): Map<string, StepFault> {
    const found = new Map<string, StepFault>();
    for (const { path, manifest } of namespaces.values()) {
      const fault = manifest === undefined ? undefined : this.unreadable.get(manifest.path);
      if (fault !== undefined) found.set(path, fault);
    }
    return found;
  }
}
