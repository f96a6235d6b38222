import { HyperError, toOneLine } from '../../core/index.ts';
import {
  planGrant,
  planNewNamespace,
  planRevocation,
  parsePrincipal,
  formatPrincipal,
} from '../../lifecycle/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { parentOf, scopeOf, segmentsOf, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { QUOTA_NAMES, lineageOf, quotaOf } from '../../registry/index.ts';
import type { QuotaName, Snapshot } from '../../registry/index.ts';
import { isNamespaceWithin, requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { requireNamespaceFile, toNamespacePlan } from './namespace-file.ts';
import { runWrite } from './run-write.ts';
import type { WriteContext } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

export type QuotaTexts = Readonly<Partial<Record<QuotaName, number>>>;

export interface NamespaceCreateInput extends WriteInput {
  readonly path: string;
  readonly owner: string | undefined;
  readonly description: string | undefined;
  readonly visibility: 'public' | 'private' | 'internal' | undefined;
  readonly quotas: QuotaTexts;
  /** Each is `KEY=VALUE`. */
  readonly labels: readonly string[];
  /** Who gets the role admin, as `parsePrincipal` reads it. */
  readonly admins: readonly string[];
}

export interface NamespaceDeleteInput extends WriteInput {
  readonly path: string;
  readonly reason: string | undefined;
}

export interface NamespaceGrantInput extends WriteInput {
  readonly path: string;
  readonly principal: string;
  readonly role: string;
  readonly expiresAt: Date | undefined;
  readonly reason: string | undefined;
}

export interface NamespaceRevokeInput extends WriteInput {
  readonly path: string;
  readonly principal: string;
  /** One role; undefined: every role. */
  readonly role: string | undefined;
  readonly reason: string | undefined;
}

const MANAGE = 'namespace:manage';

/** Creates a namespace below one that is there, or at the top with the shipped policies of its scope. */
export const namespaceCreate: Operation<NamespaceCreateInput, WriteData, WriteContext> = {
  id: 'namespace.create',
  group: 'namespaces',
  summary: 'Create a namespace',
  run: (context, input) =>
    runWrite(context, input, { id: 'namespace.create', capability: MANAGE }, ({ snapshot }) => {
      const path = requireNamespace(input.path);
      assertFree(snapshot, path);
      assertWithin(snapshot, path, input.quotas);
      const grants = input.admins.map((text) => ({ principal: parsePrincipal(text), role: 'admin' }));
      const first = grants.length === 0 ? [] : [{ pointer: ['access'], value: grants as never }];
      const edits = planNewNamespace({
        ...input,
        path,
        id: context.newId(),
        owner: input.owner ?? ownerOf(snapshot, path),
        labels: Object.fromEntries(input.labels.map(toPair)),
        changes: first,
      });
      const steps =
        grants.length > 0 || parentOf(path) !== undefined
          ? []
          : [
              {
                command: `hyper namespace grant ${path} github:ID:LOGIN admin`,
                purpose: 'Say who manages it.',
              },
            ];
      const facts = { path, files: edits.length };
      const plan = {
        target: path,
        summary: `Create the namespace ${path}`,
        folder: toFolder(path),
        edits,
        facts,
      };
      return Promise.resolve({ ...plan, nextSteps: steps });
    }),
};

/** Deletes an empty namespace: one that never held an artifact, since the names of deleted ones stay taken (ATTACKS O06). */
export const namespaceDelete: Operation<NamespaceDeleteInput, WriteData, WriteContext> = {
  id: 'namespace.delete',
  group: 'namespaces',
  summary: 'Delete a namespace that is empty',
  run: (context, input) =>
    runWrite(context, input, { id: 'namespace.delete', capability: 'registry:admin' }, async (place) => {
      const { path, file, entry } = await requireNamespaceFile(place, input.path);
      assertEmpty(place.snapshot, path);
      const edits: PlannedEdit[] = [{ path: file.path, before: file.bytes, after: undefined }];
      for (const policy of entry.policies.values()) {
        const before = await place.read(policy.path);
        if (before !== undefined) edits.push({ path: policy.path, before, after: undefined });
      }
      const summary = `Delete the namespace ${path}`;
      return { target: path, summary, reason: input.reason, folder: entry.folder, edits };
    }),
};

/** Grants a role in a namespace and all below it. */
export const namespaceGrant: Operation<NamespaceGrantInput, WriteData, WriteContext> = {
  id: 'namespace.grant',
  group: 'namespaces',
  summary: 'Grant a role in a namespace',
  run: (context, input) =>
    runWrite(context, input, { id: 'namespace.grant', capability: 'user:manage' }, async (place) => {
      const found = await requireNamespaceFile(place, input.path);
      const principal = parsePrincipal(input.principal);
      const roles = (place.snapshot.registry.roles ?? []).map(({ name }) => name);
      const changes = planGrant(found.file.manifest, { ...input, principal }, roles);
      const summary = `Grant ${formatPrincipal(principal)} the role ${input.role} in ${found.path}`;
      return toNamespacePlan(found, changes, summary, input.reason);
    }),
};

/** Takes roles in a namespace away; its last owner stays (ATTACKS O08). */
export const namespaceRevoke: Operation<NamespaceRevokeInput, WriteData, WriteContext> = {
  id: 'namespace.revoke',
  group: 'namespaces',
  summary: 'Take a role in a namespace away',
  run: (context, input) =>
    runWrite(context, input, { id: 'namespace.revoke', capability: 'user:manage' }, async (place) => {
      const found = await requireNamespaceFile(place, input.path);
      const principal = parsePrincipal(input.principal);
      const upper = lineageOf(place.snapshot, found.path).filter(({ path }) => path !== found.path);
      const above = upper.flatMap(({ manifest }) => manifest.access ?? []);
      const facts = { above, now: context.now() };
      const changes = planRevocation(found.file.manifest, principal, input.role, facts);
      const what = input.role === undefined ? 'every role' : `the role ${input.role}`;
      const summary = `Take ${what} in ${found.path} from ${formatPrincipal(principal)}`;
      return toNamespacePlan(found, changes, summary, input.reason);
    }),
};

function assertFree(snapshot: Snapshot, path: NamespacePath): void {
  const folder = toFolder(path);
  const isArtifact = [...snapshot.index.artifacts.values()].some((one) => one.folder === folder);
  if (isArtifact || snapshot.index.namespaces.get(path)?.manifest !== undefined) {
    throw new HyperError('HYPER_NAME_TAKEN', `"${path}" is ${isArtifact ? 'an artifact' : 'there already'}`, {
      hint: `hyper namespace get ${path} shows it`,
    });
  }
  const scope = scopeOf(path);
  if (!scope.acceptedByGate) {
    throw new HyperError('HYPER_INIT_NAMESPACE_LOCAL', `"${path}" stays on one machine`, {
      hint: 'choose a namespace of another scope, such as org.acme',
    });
  }
  const parent = parentOf(path);
  if (parent === undefined || snapshot.index.namespaces.get(parent)?.manifest !== undefined) return;
  throw new HyperError('HYPER_NAMESPACE_PARENT', `there is no namespace "${parent}" above "${path}"`, {
    hint: `create it first: hyper namespace create ${parent}`,
  });
}

/** No quota is above one on the way up. Errors: `HYPER_QUOTA_EXCEEDS_PARENT`. Pure. */
export function assertWithin(snapshot: Snapshot, path: NamespacePath, quotas: QuotaTexts): void {
  for (const name of QUOTA_NAMES) {
    const wanted = quotas[name];
    if (wanted === undefined) continue;
    for (const { path: from, manifest } of lineageOf(snapshot, path)) {
      const limit = from === path ? undefined : quotaOf(manifest, name);
      if (limit === undefined || wanted <= limit) continue;
      throw new HyperError(
        'HYPER_QUOTA_EXCEEDS_PARENT',
        `expected at most ${String(limit)}, the quota "${name}" of "${from}", got ${String(wanted)}`,
        { hint: `lower it to ${String(limit)}` },
      );
    }
  }
}

/** No quota of a namespace below is above one that is set here. Errors: `HYPER_QUOTA_EXCEEDS_PARENT`. Pure. */
export function assertAbove({ namespaces }: Snapshot, path: NamespacePath, quotas: QuotaTexts): void {
  const isWithin = isNamespaceWithin(path);
  for (const name of QUOTA_NAMES) {
    const wanted = quotas[name];
    if (wanted === undefined) continue;
    for (const { path: below, manifest } of namespaces.values()) {
      const stated = below === path || !isWithin(below) ? undefined : quotaOf(manifest, name);
      if (stated === undefined || stated <= wanted) continue;
      throw new HyperError(
        'HYPER_QUOTA_EXCEEDS_PARENT',
        `expected at least ${String(stated)}, the quota "${name}" of "${toOneLine(below)}" below it, got ${String(wanted)}`,
        { hint: `lower that first: ${lowering(below, name, wanted)}` },
      );
    }
  }
}

function lowering(path: string, name: QuotaName, limit: number): string {
  const flag = name === 'apiCalls' ? 'api-calls' : name;
  return `hyper namespace quota ${path} --${flag} ${String(limit)}`;
}

function assertEmpty({ index }: Snapshot, path: NamespacePath): void {
  const isWithin = isNamespaceWithin(path);
  const child = [...index.namespaces.keys()].find((one) => one !== path && isWithin(one));
  const artifact = [...index.artifacts.values()].find(({ namespace }) => isWithin(namespace));
  const held = child ?? artifact?.reference;
  if (held === undefined) return;
  throw new HyperError('HYPER_NAMESPACE_NOT_EMPTY', `"${path}" holds "${toOneLine(held)}"`, {
    hint: 'names that were used stay taken; move what is in it, or leave it',
  });
}

function ownerOf(snapshot: Snapshot, path: NamespacePath): string {
  const above = lineageOf(snapshot, path).at(-1)?.manifest.owner;
  return above ?? segmentsOf(path)[1] ?? path;
}

function toPair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new HyperError('HYPER_FIELD_UNSETTABLE', `cannot set "${toOneLine(text)}"`, {
    hint: 'write KEY=VALUE',
  });
}
