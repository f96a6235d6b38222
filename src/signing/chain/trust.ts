import type { RegistryManifest } from '../../manifest/index.ts';
import { parentOf, parseNamespacePath, toFolder } from '../../names/index.ts';
import { readAuthority } from './authority.ts';
import type { Authority, ListedSigners } from './authority.ts';
import { believeNamespace } from './believe-namespace.ts';
import type { NamespaceFile } from './believe-namespace.ts';
import { judgeFile } from './judge-file.ts';
import type { Circumstances } from './signing-status.ts';
import { walkRoots } from './root-walk.ts';
import type { RootPin, RootSource, RootWalk } from './root-walk.ts';
import type { SignedFile } from './signed-file.ts';
import { toSignatureStep } from './step.ts';
import type { Step, StepFault } from './step.ts';

/** All that trust in a registry is made of, as bytes that were read and parsed. */
export interface TrustSource extends Omit<RootSource, 'registry'> {
  readonly registry: SignedFile<RegistryManifest>;
  /** By namespace path, as far as they are needed. */
  readonly namespaces: ReadonlyMap<string, NamespaceFile>;
  /** Namespaces whose manifest is there and cannot be read. */
  readonly unreadable: ReadonlyMap<string, StepFault>;
  /** Earlier versions of a namespace's manifest, each with all its signatures, newest first; empty where none were read. */
  history(namespace: string): readonly NamespaceFile[];
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
  /** The same, seen from another pin; namespaces are not judged again. */
  withPin(pin: RootPin | undefined): Trust;
  /** Namespaces that nothing but their own history can make believed, and whose history was not given. */
  readonly wantsHistory: ReadonlySet<string>;
}

const NO_NAMESPACE = '';

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
  const withPin = (pin: RootPin | undefined): Trust => {
    const root = walkRoots({ ...source, pin, registry: manifest.id });
    const steps = [...root.steps, toSignatureStep('registry', 'registry.yaml', signedBy)];
    const isSound = steps.every(({ ok }) => ok);
    const namespace = (path: string): NamespaceTrust => {
      const found = below.judge(path);
      return isSound ? found : { ...found, isSound };
    };
    const { wantsHistory } = below;
    return { root, steps, isSound, circumstances, online, namespace, wantsHistory, withPin };
  };
  return withPin(source.pin);
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
