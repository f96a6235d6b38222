import { Buffer } from 'node:buffer';
import { sortedBy } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { LockFault, Lockfile } from '../../lockfile/index.ts';
import { ancestorsOf, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { compilePolicies, evaluatePolicies, policiesInForce, subjectOfRelease } from '../../policy/index.ts';
import type { CompiledPolicy } from '../../policy/index.ts';
import { loadFolders } from '../../registry/index.ts';
import type { PackageKey, Revision, Snapshot } from '../../registry/index.ts';
import { openRevision } from '../open-snapshot.ts';
import { readSignatureFacts } from '../policy/signature-facts.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import type { OpenedRegistry } from '../world.ts';
import { namespaceOf } from './dependency-names.ts';
import type { ChainPlace, LockChains } from './lock-chain.ts';
import { lockedCommit } from './lock-commit.ts';
import type { PackageSet } from './package-set.ts';

/**
 * What the policies that are in force now say of locked releases, as `hyper policy explain` does, added to what the trust
 * chain says; and whether each registry still has the commit that was locked, with the root that the lock says. Built sites were told of before.
 */
export async function withPolicies(
  context: VerifyContext,
  set: PackageSet,
  lockfile: Lockfile,
  place: ChainPlace,
  chain: LockChains,
): Promise<LockChains> {
  const { at, folder, moment } = place;
  const releases = new Map(chain.releases);
  const registries = new Map(chain.registries);
  for (const { name, url } of set.bindings.registries) {
    const keys = keysIn(lockfile, set, name);
    const standing = chain.standings.get(name);
    if (standing === undefined || chain.sites.has(name)) continue;
    const { registry, revision } = await openRevision(context, { registry: url, at, folder }, 'none');
    const locked = lockfile.registries.find((one) => one.name === name);
    const lost = locked === undefined ? [] : await lockedCommit(registry.store, locked, revision);
    if (locked?.commit !== undefined && locked.commit !== revision.commit) context.notes?.spoil();
    registries.set(name, [...(registries.get(name) ?? []), ...lost]);
    const found = await judge(context, registry, set, { keys, revision, moment });
    for (const [reference, faults] of found) {
      releases.set(reference, [...(releases.get(reference) ?? []), ...faults]);
    }
  }
  return { ...chain, releases, registries };
}

function keysIn({ packages }: Lockfile, set: PackageSet, name: string): PackageKey[] {
  const keys = [...packages].map(([reference, { version }]) => ({ reference, version }));
  return keys.filter(({ reference }) => set.registryOf(reference)?.name === name);
}

async function judge(
  context: VerifyContext,
  { store }: OpenedRegistry,
  set: PackageSet,
  asked: { readonly keys: readonly PackageKey[]; readonly revision: Revision; readonly moment: Moment },
): Promise<ReadonlyMap<string, readonly LockFault[]>> {
  const { keys, revision, moment } = asked;
  const found = new Map<string, readonly LockFault[]>();
  const namespaces = [...new Set(keys.flatMap(({ reference }) => namespaceOf(reference) ?? []))];
  const snapshot = await loadFolders(store, revision, [
    ...keys.flatMap(({ reference }) => folderOf(reference) ?? []),
    ...namespaces.flatMap((one) => [one, ...ancestorsOf(one)].map((each) => `${toFolder(each)}/policies`)),
  ]);
  const policies = new Map<NamespacePath, readonly CompiledPolicy[]>();
  for (const one of namespaces) policies.set(one, await compilePolicies(policiesInForce(snapshot, one)));
  const judged = keys.filter(({ reference }) => isGoverned(policies.get(namespaceOf(reference) ?? NOWHERE)));
  const manifests = await set.manifests(judged);
  const entries = judged.flatMap((key) => entryOf(snapshot, key) ?? []);
  const facts = await readSignatureFacts(context, store, snapshot, entries, moment);
  judged.forEach((key, place) => {
    const { manifest, text } = manifests[place] ?? {};
    const { document } = text === undefined ? {} : parseDocument(Buffer.from(text));
    const path = entryOf(snapshot, key)?.path ?? '';
    if (manifest === undefined || document === undefined) return;
    const signature = facts.get(path);
    const subject = subjectOfRelease(
      snapshot,
      manifest,
      { path, document },
      { signature, operation: PUBLISH },
    );
    const said = evaluatePolicies(policies.get(manifest.namespace) ?? [], subject, { at: moment });
    const told = said.filter(({ outcome }) => outcome !== 'recorded' && outcome !== 'excepted');
    found.set(
      key.reference,
      sortedBy(told.map(toFault(key)), ({ message }) => message),
    );
  });
  return found;
}

const PUBLISH = { name: 'publish' };
const NOWHERE = '' as NamespacePath;

function isGoverned(policies: readonly CompiledPolicy[] = []): boolean {
  return policies.some(({ enforcement }) => enforcement !== 'disabled');
}

function folderOf(reference: string): string | undefined {
  const namespace = namespaceOf(reference);
  return namespace === undefined
    ? undefined
    : `${toFolder(namespace)}/${reference.slice(namespace.length + 1)}`;
}

function entryOf({ index }: Snapshot, { reference, version }: PackageKey) {
  return index.artifacts.get(reference)?.releases.get(version);
}

function toFault({ reference, version }: PackageKey) {
  return ({ diagnostic }: ReturnType<typeof evaluatePolicies>[number]): LockFault => {
    const { code, severity, message, hint } = diagnostic;
    return {
      code,
      severity,
      message: `"${reference}@${version}": ${message}`,
      ...(hint === undefined ? {} : { hint }),
    };
  };
}
