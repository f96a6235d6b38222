import { canonicalJson } from '../../core/index.ts';
import { releaseStateOf } from '../../registry/index.ts';
import type { FileRole, ManifestChange, ReleaseState } from '../../registry/index.ts';
import { toNamespace } from '../access-control.ts';
import type { Capability } from '../capability.ts';
import { forRegistry, isReservedName, needed, stateFact } from './needed-capability.ts';
import type { ChangeSides, NeededCapability } from './needed-capability.ts';

/** What a change of a release needs; a new one is created, and published unless it is a draft. Pure. */
export function forRelease(
  change: ManifestChange,
  { namespace, name, version }: FileRole & { kind: 'release' },
  { base, head }: ChangeSides,
): NeededCapability[] {
  const reference = `${namespace}/${name}`;
  const [before, after] = [base, head].map(
    (side) => releaseStateOf(side.states.get(reference), version).state,
  );
  const on = (capability: Capability, why: string, state: string | undefined): NeededCapability =>
    needed(capability, namespace, why, { artifact: name, version, resource: stateFact(state) });
  if (change.status === 'removed') return [on('artifact:delete', `${version} is removed`, before)];
  if (change.status !== 'added') return [on('artifact:update', `${version} is changed`, before)];
  const found = [on('artifact:create', `${version} is added`, after)];
  if (after !== 'draft') {
    found.push(on('artifact:publish', `${version} is published`, after));
    found.push(on('namespace:write', `${version} is published`, after));
  }
  const isReserved = !base.index.artifacts.has(reference) && isReservedName(name, base);
  return isReserved ? [...found, forRegistry(`the name "${name}" begins with a reserved word`)] : found;
}

/** What a change of artifact.yaml needs: release by release what becomes of it, then what is said of the artifact. Pure. */
export function forState(
  { namespace, name }: FileRole & { kind: 'state' },
  { base, head }: ChangeSides,
): NeededCapability[] {
  const reference = `${namespace}/${name}`;
  const [before, after] = [base.states.get(reference), head.states.get(reference)];
  const known = base.index.artifacts.get(reference)?.releases;
  const found = new Map<string, NeededCapability>();
  const add = (capability: Capability, why: string, version?: string, state?: string): void => {
    const one = needed(capability, namespace, why, { artifact: name, version, resource: stateFact(state) });
    found.set(`${capability} ${version ?? ''}`, one);
  };
  const versions = new Set([...Object.keys(before?.releases ?? {}), ...Object.keys(after?.releases ?? {})]);
  for (const version of versions) {
    const [old, current] = [releaseStateOf(before, version), releaseStateOf(after, version)];
    const isNew = known?.has(version) !== true && !old.isTombstone;
    const isBirth = isNew && (current.state === 'draft' || current.state === 'published');
    if (isBirth) add('artifact:create', `${version} is added`, version, current.state);
    const from = isBirth ? { ...old, state: current.state } : old;
    for (const [capability, why] of acts(from, current))
      add(capability, `${version} ${why}`, version, old.state);
  }
  const goal = after?.redirect?.artifact;
  if (goal !== undefined && goal !== before?.redirect?.artifact) {
    add('artifact:update', `it is redirected to ${goal}`);
    found.set('redirect', forRedirect(goal, namespace, reference));
  }
  if (found.size === 0 || restOf(before) !== restOf(after))
    add('artifact:update', 'what is said of it is changed');
  return [...found.values()];
}

/** A redirect takes a name's readers elsewhere, so those who keep that place have a say (O11). */
function forRedirect(goal: string, here: string, reference: string): NeededCapability {
  const slash = goal.lastIndexOf('/');
  const namespace = slash < 0 ? here : (toNamespace(goal.slice(0, slash)) ?? here);
  const what = { artifact: goal.slice(slash + 1), version: undefined, resource: stateFact(undefined) };
  return needed('artifact:update', namespace, `${reference} is redirected here`, what);
}

type StateManifest = ReturnType<ChangeSides['base']['states']['get']>;

/** What is said of the artifact as a whole. */
function restOf(manifest: StateManifest): string {
  const [channels, tags] = [manifest?.channels ?? null, manifest?.tags ?? null];
  const others = Object.entries(manifest ?? {}).filter(([key]) => key.startsWith('x-'));
  const isRedirected = manifest?.redirect !== undefined;
  const [format, notice] = [manifest?.apiVersion ?? 'hyper/v1', manifest?.notice ?? null];
  return canonicalJson({ format, notice, channels, tags, isRedirected, others });
}

/** What was done to one release, each with the capability that it takes. */
function acts(old: ReleaseState, current: ReleaseState): (readonly [Capability, string])[] {
  const found: (readonly [Capability, string])[] = [];
  const isSame = (key: 'yanked' | 'unpublished' | 'tombstone' | 'deprecation'): boolean =>
    canonicalJson(old.record?.[key] ?? null) === canonicalJson(current.record?.[key] ?? null);
  if (!isSame('tombstone')) found.push(['artifact:delete', 'is deleted']);
  const isPublished = old.state === 'draft' && current.state !== 'draft';
  if (isPublished || !isSame('unpublished')) {
    found.push(
      ['artifact:publish', 'is published or taken back'],
      ['namespace:write', 'is published or taken back'],
    );
  }
  const isMoved = old.state !== current.state && !isPublished;
  if (isMoved || !isSame('yanked') || !isSame('deprecation')) {
    found.push(['artifact:deprecate', 'is deprecated, archived, yanked or restored']);
  }
  return found;
}
