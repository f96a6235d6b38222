import type { RegistryManifest } from '../../manifest/index.ts';
import { parentOf, parseNamespacePath, toFolder } from '../../names/index.ts';
import { readAuthority } from './authority.ts';
import type { Authority, ListedSigners } from './authority.ts';
import { believeNamespace } from './believe-namespace.ts';
import type { NamespaceFile, NamespaceHistory } from './believe-namespace.ts';
import { judgeFile } from './judge-file.ts';
import type { Circumstances } from './signing-status.ts';
import { walkRoots } from './root-walk.ts';
import type { RootPin, RootSource } from './root-source.ts';
import type { RootWalk } from './root-walk.ts';
import type { SignedFile } from './signed-file.ts';
import { revisionOf } from '../statement/statement-for.ts';
import { toRevisionStep } from './seen-revision.ts';
import type { SeenRevisions } from './seen-revision.ts';
import { toSignatureStep } from './step.ts';
import type { Step, StepFault } from './step.ts';

/** All that trust in a registry is made of, as bytes that were read and parsed. */
export interface TrustSource extends Omit<RootSource, 'registry'> {
  readonly registry: SignedFile<RegistryManifest>;
  /** By namespace path, as far as they are needed. */
  readonly namespaces: ReadonlyMap<string, NamespaceFile>;
  /** Namespaces whose manifest is there and cannot be read. */
  readonly unreadable: ReadonlyMap<string, StepFault>;
  /** Earlier versions of a namespace's manifest; none where none were read. */
  history(namespace: string): NamespaceHistory;
}

/** Who is believed for a namespace, and why. */
export interface NamespaceTrust {
  /** Whose signatures count for its releases, states and policies. */
  readonly authority: Authority;
  /** From the top namespace down to it. */
  readonly steps: readonly Step[];
  readonly isSound: boolean;
}

/** The answers that follow from the root. */
export interface Trust {
  readonly root: RootWalk;
  /** From the pin to registry.yaml. */
  readonly steps: readonly Step[];
  readonly isSound: boolean;
  /** What judging a file below needs. */
  readonly circumstances: Circumstances;
  /** The online key and those before it. */
  readonly online: readonly Authority[];
  namespace(path: string): NamespaceTrust;
  /** The same, seen by a client that remembers this; namespaces are not judged again. */
  seenWith(memory: ClientMemory): Trust;
  /** Namespaces that nothing but their own history can make believed, and whose history was not given. */
  readonly wantsHistory: ReadonlySet<string>;
}

/** What a client believes from before. */
export interface ClientMemory {
  readonly pin: RootPin | undefined;
  /** registry.yaml and namespaces that are older than this are not believed. */
  readonly seen: SeenRevisions;
}

const NO_NAMESPACE = '';
const NOTHING_SEEN: SeenRevisions = new Map();

/** Works out who is believed for what (SPEC section 4, Delegation). Namespaces are judged when they are asked for. Pure. */
export function establishTrust(source: TrustSource): Trust {
  const { manifest } = source.registry;
  const registry = manifest.id ?? '';
  const online = onlineAuthorities(manifest);
  const { now, proofs } = source;
  const circumstances: Circumstances = { registry, now, proofs, online };
  const { authority } = walkRoots({ ...source, registry: manifest.id });
  const signedBy = judgeFile(source.registry, authority, circumstances);
  const below = new NamespaceWalk(source, authority, circumstances);
  const seenWith = ({ pin, seen }: ClientMemory): Trust => {
    const root = walkRoots({ ...source, pin, registry: manifest.id });
    const steps = [...root.steps, toSignatureStep('registry', 'registry.yaml', signedBy)];
    steps.push(...outdated('registry.yaml', source.registry, seen));
    const isSound = steps.every(({ ok }) => ok);
    const remembering = new RememberingWalk(below, source.namespaces, seen);
    const namespace = (path: string): NamespaceTrust => {
      const found = remembering.judge(path);
      return isSound ? found : { ...found, isSound };
    };
    const { wantsHistory } = below;
    return { root, steps, isSound, circumstances, online, namespace, wantsHistory, seenWith };
  };
  return seenWith({ pin: source.pin, seen: NOTHING_SEEN });
}

/** The failed step of a file that is older than what was seen; nothing where it is not. */
function outdated(what: string, { path, manifest, sha256 }: SignedFile, seen: SeenRevisions): Step[] {
  const known = seen.get(path);
  const revision = revisionOf(manifest);
  if (known === undefined || revision === undefined) return [];
  const step = toRevisionStep(what, path, { revision, digest: `sha256:${sha256}` }, known);
  return step.ok ? [] : [step];
}

/** Adds what a client remembers to what was judged without it. */
class RememberingWalk {
  readonly #below: NamespaceWalk;
  readonly #files: ReadonlyMap<string, NamespaceFile>;
  readonly #seen: SeenRevisions;
  readonly #known = new Map<string, NamespaceTrust>();

  constructor(below: NamespaceWalk, files: ReadonlyMap<string, NamespaceFile>, seen: SeenRevisions) {
    this.#below = below;
    this.#files = files;
    this.#seen = seen;
  }

  judge(path: string): NamespaceTrust {
    if (this.#seen.size === 0) return this.#below.judge(path);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const found = this.#below.judge(path);
    const old = this.#outdatedTo(path);
    const trust = old.length === 0 ? found : { ...found, steps: [...found.steps, ...old], isSound: false };
    this.#known.set(path, trust);
    return trust;
  }

  #outdatedTo(path: string): readonly Step[] {
    if (path === NO_NAMESPACE) return [];
    const file = this.#files.get(path);
    const own = file === undefined ? [] : outdated(`Namespace ${path}`, file, this.#seen);
    return [...this.#outdatedTo(parentPath(path)), ...own];
  }
}

/** Judges each namespace once, when it is asked for. */
class NamespaceWalk {
  readonly wantsHistory = new Set<string>();
  readonly #source: TrustSource;
  readonly #circumstances: Circumstances;
  readonly #known: Map<string, NamespaceTrust>;

  constructor(source: TrustSource, root: Authority, circumstances: Circumstances) {
    this.#source = source;
    this.#circumstances = circumstances;
    this.#known = new Map([[NO_NAMESPACE, { authority: root, steps: [], isSound: true }]]);
  }

  judge(path: string): NamespaceTrust {
    const found = this.#known.get(path) ?? this.#believe(path, this.judge(parentPath(path)));
    this.#known.set(path, found);
    return found;
  }

  #believe(path: string, above: NamespaceTrust): NamespaceTrust {
    const { unreadable, namespaces } = this.#source;
    const fault = unreadable.get(path);
    if (fault !== undefined) return broken(above, path, fault);
    const file = namespaces.get(path);
    if (file === undefined) return above;
    const belief = believeNamespace(file, above.authority, this.#source.history(path), this.#circumstances);
    if (belief.wantsHistory) this.wantsHistory.add(path);
    const { authority, step } = belief;
    return { authority, steps: [...above.steps, step], isSound: above.isSound && step.ok };
  }
}

function parentPath(path: string): string {
  const parsed = parseNamespacePath(path);
  return (parsed.ok ? parentOf(parsed.value) : undefined) ?? NO_NAMESPACE;
}

function parsedFolder(path: string): string {
  const parsed = parseNamespacePath(path);
  return parsed.ok ? toFolder(parsed.value) : path;
}

function broken(above: NamespaceTrust, path: string, fault: StepFault): NamespaceTrust {
  const file = `${parsedFolder(path)}/namespace.yaml`;
  const step: Step = {
    id: 'namespace',
    title: `Namespace ${path} can be read`,
    path: file,
    ok: false,
    evidence: {},
    fault,
  };
  return { authority: above.authority, steps: [...above.steps, step], isSound: false };
}

/** Those who sign builds and attest, as registry.yaml lists them; each alone suffices. */
export function onlineAuthorities(manifest: RegistryManifest): readonly Authority[] {
  const path = 'registry.yaml';
  const { onlineKey, onlineIdentity, formerOnlineKeys = [] } = manifest;
  const lists: ListedSigners[] = [
    ...(onlineKey === undefined && onlineIdentity === undefined
      ? []
      : [
          {
            threshold: 1,
            keys: onlineKey === undefined ? [] : [onlineKey],
            identities: onlineIdentity === undefined ? [] : [onlineIdentity],
          },
        ]),
    ...(formerOnlineKeys.length === 0 ? [] : [{ threshold: 1, keys: formerOnlineKeys }]),
  ];
  return lists.map((listed, index) =>
    readAuthority(
      { kind: 'online', name: index === 0 ? 'the online key' : 'the former online keys', path },
      listed,
    ),
  );
}
