import { HyperError, toOneLine, toTypedError } from '../../core/index.ts';
import { recordOf } from '../../lifecycle/index.ts';
import type { StateFile } from '../../lifecycle/index.ts';
import { parseArtifactName, parseNamespacePath, parseReference, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { ArtifactEntry, Snapshot } from '../../registry/index.ts';
import { sortedVersions } from '../../registry/index.ts';
import { hasEqualPrecedence, parseVersion } from '../../version/index.ts';
import { requireNamespace } from '../namespace-filter.ts';

/** A name that a release is to be published under. */
export interface NewName {
  readonly namespace: NamespacePath;
  readonly name: string;
  /** `namespace/name`. */
  readonly reference: string;
  /** From the registry's root. */
  readonly folder: string;
  readonly version: string | undefined;
}

/** Reads the name of what is to be created: a reference, or a bare name in the namespace. Errors: those of references, `HYPER_NAMESPACE_MISSING`. */
export function requireNewName(text: string, namespaceText: string | undefined): NewName {
  const parsed = parseReference(text);
  if (!parsed.ok || parsed.value.kind === 'id') {
    const fault = parsed.ok ? undefined : parsed.fault;
    throw new HyperError(
      fault?.code ?? 'HYPER_VERSION_MISSING',
      fault?.message ?? 'an id names what is there',
      {
        isTyped: true,
        hint: fault?.hint ?? 'write a name: org.acme.security/nexus-auth@1.0.0',
      },
    );
  }
  const { name, selector } = parsed.value;
  const namespace =
    parsed.value.namespace ?? (namespaceText === undefined ? undefined : requireNamespace(namespaceText));
  if (namespace === undefined) {
    throw new HyperError('HYPER_NAMESPACE_MISSING', `"${toOneLine(text)}" names no namespace`, {
      isTyped: true,
      hint: `write it before the name: org.acme/${name}, or give --namespace`,
    });
  }
  if (selector !== undefined && selector.kind !== 'version') {
    throw new HyperError('HYPER_VERSION_MISSING', `"${toOneLine(text)}" names no exact version`, {
      hint: `write for example ${namespace}/${name}@1.0.0`,
    });
  }
  const version = selector?.version;
  if (version !== undefined) requireVersion(version);
  return {
    namespace,
    name,
    reference: `${namespace}/${name}`,
    folder: `${toFolder(namespace)}/${name}`,
    version,
  };
}

function requireVersion(text: string): void {
  const parsed = parseVersion(text);
  if (parsed.ok) return;
  throw toTypedError(parsed.fault);
}

/**
 * Makes sure that a name may take another release: its namespace is there, no namespace has that name, it has neither
 * moved nor been deleted. Errors: `HYPER_NAMESPACE_MISSING`, `HYPER_NAME_TAKEN`, `HYPER_NAME_TOMBSTONED`. Pure.
 */
export function assertNameFree(snapshot: Snapshot, { namespace, name, reference, folder }: NewName): void {
  if (snapshot.index.namespaces.get(namespace)?.manifest === undefined) {
    throw new HyperError('HYPER_NAMESPACE_MISSING', `there is no namespace "${toOneLine(namespace)}"`, {
      hint: `create it first: hyper namespace create ${namespace}`,
    });
  }
  const taken = [...snapshot.index.namespaces.values()].find((one) => one.folder === folder);
  const parsed = parseArtifactName(name);
  if (taken !== undefined || !parsed.ok) {
    throw new HyperError('HYPER_NAME_TAKEN', `"${toOneLine(reference)}" is a namespace`, {
      hint: 'choose another name',
    });
  }
  const artifact = snapshot.index.artifacts.get(reference);
  const state = snapshot.states.get(reference);
  if (state?.redirect !== undefined) {
    const to = toOneLine(state.redirect.artifact);
    throw new HyperError('HYPER_NAME_TOMBSTONED', `"${toOneLine(reference)}" has moved to "${to}"`, {
      hint: `publish there: ${to}`,
    });
  }
  if (artifact?.releases.size === 0) {
    throw new HyperError('HYPER_NAME_TOMBSTONED', `all releases of "${toOneLine(reference)}" were deleted`, {
      hint: 'choose another name: whoever knew this one must not get something else',
    });
  }
}

/**
 * Makes sure that a version is new: neither there, nor deleted, nor the same but for build metadata (ATTACKS I01, I03, I04).
 * Errors: `HYPER_RELEASE_EXISTS`, `HYPER_RELEASE_TOMBSTONED`. Pure.
 */
export function assertVersionFree(
  artifact: ArtifactEntry | undefined,
  state: StateFile,
  version: string,
): void {
  const shown = toOneLine(`${state.namespace}/${state.name}@${version}`);
  const parsed = parseVersion(version);
  const known = [...(artifact?.releases.keys() ?? []), ...Object.keys(state.manifest?.releases ?? {})];
  for (const text of new Set(known)) {
    const other = parseVersion(text);
    const isSame = parsed.ok && other.ok && hasEqualPrecedence(parsed.value, other.value);
    if (!isSame) continue;
    if (recordOf(state, text)?.tombstone !== undefined) {
      throw new HyperError('HYPER_RELEASE_TOMBSTONED', `"${shown}" was deleted, for good`, {
        hint: `the next one is free: ${nextAfter(artifact, state)}`,
      });
    }
    const how = text === version ? 'is there already' : `is ${toOneLine(text)} but for build metadata`;
    throw new HyperError('HYPER_RELEASE_EXISTS', `"${shown}" ${how}`, {
      hint: `a release never changes; the next one is free: ${nextAfter(artifact, state)}`,
    });
  }
}

/** The patch version behind all that are or were there; `0.1.0` for the first. Pure. */
export function nextAfter(artifact: ArtifactEntry | undefined, state: StateFile): string {
  const known = [...(artifact?.releases.keys() ?? []), ...Object.keys(state.manifest?.releases ?? {})];
  const [highest] = sortedVersions(known);
  if (highest === undefined) return '0.1.0';
  const parts = /^(\d+)\.(\d+)\.(\d+)/u.exec(highest.text);
  const [, major = '0', minor = '0', patch = '0'] = parts ?? [];
  return highest.text.includes('-')
    ? `${major}.${minor}.${patch}`
    : `${major}.${minor}.${String(Number(patch) + 1)}`;
}

/** The namespace above, where there is one to be. Pure. */
export function parentPath(path: NamespacePath): NamespacePath | undefined {
  const parsed = parseNamespacePath(path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('/'), 0)));
  return parsed.ok ? parsed.value : undefined;
}
