import type { RegistryManifest } from '../../manifest/index.ts';
import { parentOf, parseNamespacePath } from '../../names/index.ts';
import { readAuthority } from './authority.ts';
import type { Authority, ListedSigners } from './authority.ts';
import { believeNamespace } from './believe-namespace.ts';
import type { NamespaceFile } from './believe-namespace.ts';
import { judgeFile } from './judge-file.ts';
import type { Circumstances } from './signing-status.ts';
import { walkRoots } from './root-walk.ts';
import type { RootSource, RootWalk } from './root-walk.ts';
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
  /** Namespaces that nothing but their own history can make believed, and whose history was not given. */
  readonly wantsHistory: ReadonlySet<string>;
}

const NO_NAMESPACE = '';

/** Works out who is believed for what (SPEC section 4, Delegation). Namespaces are judged when they are asked for. Pure. */
export function establishTrust(source: TrustSource): Trust {
  const { manifest } = source.registry;
  const registry = manifest.id ?? '';
  const root = walkRoots({ ...source, registry: manifest.id });
  const online = onlineAuthorities(manifest);
  const { now, proofs } = source;
  const circumstances: Circumstances = { registry, now, proofs, online };
  const steps = [
    ...root.steps,
    toSignatureStep('registry', 'registry.yaml', judgeFile(source.registry, root.authority, circumstances)),
  ];
  const isSound = steps.every(({ ok }) => ok);
  const wantsHistory = new Set<string>();
  const known = new Map<string, NamespaceTrust>([
    [NO_NAMESPACE, { authority: root.authority, steps: [], isSound }],
  ]);
  const namespace = (path: string): NamespaceTrust => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const above = namespace(parentPath(path));
    const unreadable = source.unreadable.get(path);
    const file = source.namespaces.get(path);
    let trust = above;
    if (unreadable !== undefined) trust = broken(above, path, unreadable);
    else if (file !== undefined) {
      const belief = believeNamespace(file, above.authority, source.history(path), circumstances);
      if (belief.wantsHistory) wantsHistory.add(path);
      trust = {
        authority: belief.authority,
        steps: [...above.steps, belief.step],
        isSound: above.isSound && belief.step.ok,
      };
    }
    known.set(path, trust);
    return trust;
  };
  return { root, steps, isSound, circumstances, online, namespace, wantsHistory };
}

function parentPath(path: string): string {
  const parsed = parseNamespacePath(path);
  return (parsed.ok ? parentOf(parsed.value) : undefined) ?? NO_NAMESPACE;
}

function broken(above: NamespaceTrust, path: string, fault: StepFault): NamespaceTrust {
  const file = `namespaces/${path}`;
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
