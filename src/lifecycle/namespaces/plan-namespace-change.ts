import { HyperError, toOneLine } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { editManifest } from '../../manifest/index.ts';
import type { NamespaceManifest } from '../../manifest/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { planNamespace } from '../plan-namespaces.ts';
import { planRevision } from '../plan-revision.ts';
import type { PlannedEdit } from '../planned-edit.ts';
import type { QuotaName } from '../../registry/index.ts';

/** A namespace that is to be made. */
export interface NewNamespace {
  readonly path: NamespacePath;
  readonly id: string;
  readonly owner: string;
  readonly description: string | undefined;
  readonly visibility: 'public' | 'private' | 'internal' | undefined;
  readonly quotas: Readonly<Partial<Record<QuotaName, number>>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Changes of its manifest, such as first grants. */
  readonly changes: readonly DocumentEdit[];
}

/** A namespace.yaml as it is. */
export interface NamespaceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly manifest: NamespaceManifest;
}

/** The files of a new namespace; one at the top begins with the shipped policies of its scope. Pure. */
export function planNewNamespace(namespace: NewNamespace): readonly PlannedEdit[] {
  const { path, id, owner, description, visibility, quotas, labels, changes } = namespace;
  const settings: DocumentEdit[] = [];
  if (description !== undefined) settings.push({ pointer: ['description'], value: description });
  if (visibility !== undefined) {
    settings.push({ pointer: ['visibility'], value: visibility });
    settings.push({ pointer: ['public'], value: visibility === 'public' });
  }
  if (Object.keys(labels).length > 0) settings.push({ pointer: ['labels'], value: { ...labels } });
  for (const [name, limit] of Object.entries(quotas)) {
    settings.push({ pointer: ['quotas', name], value: limit });
  }
  return planNamespace(path, id, owner).map((file, index) => {
    const text = index === 0 ? editManifest(file.text, 'Namespace', [...settings, ...changes]) : file.text;
    return { path: file.path, before: undefined, after: Buffer.from(text) };
  });
}

/** The edit that makes these changes of namespace.yaml and raises its revision by one; none where nothing changes. Pure. */
export function planNamespaceChange(
  { path, bytes, manifest }: NamespaceFile,
  changes: readonly DocumentEdit[],
): PlannedEdit | undefined {
  return planRevision({ path, bytes, kind: 'Namespace', revision: manifest.revision ?? 1 }, changes);
}

/** The changes of the enforcement of policies from above; undefined as enforcement takes an override back. Pure. */
export function planOverride(
  { policies }: NamespaceManifest,
  policy: string,
  enforcement: string | undefined,
  reason: string | undefined,
): readonly DocumentEdit[] {
  const overrides = policies?.overrides ?? [];
  const known = overrides.findIndex((one) => one.policy === policy);
  if (enforcement === undefined) {
    if (known < 0) {
      throw new HyperError('HYPER_POLICY_MISSING', `no override of "${toOneLine(policy)}" is here`, {
        hint: 'hyper namespace get shows the policies in force',
      });
    }
    return [{ pointer: ['policies', 'overrides', known], value: undefined }];
  }
  const value: JsonObject = { policy, enforcement, ...(reason === undefined ? {} : { reason }) };
  if (known >= 0) return [{ pointer: ['policies', 'overrides', known], value }];
  if (overrides.length === 0) return [{ pointer: ['policies', 'overrides'], value: [value] }];
  return [{ pointer: ['policies', 'overrides', overrides.length], value }];
}
