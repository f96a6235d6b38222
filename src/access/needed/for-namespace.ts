import { canonicalJson } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { parentOf, segmentsOf } from '../../names/index.ts';
import type { ManifestChange } from '../../registry/index.ts';
import { toNamespace } from '../access-control.ts';
import { forRegistry, isReservedName, needed, wordFor } from './needed-capability.ts';
import type { ChangeSides, NeededCapability } from './needed-capability.ts';

/** What a change of a namespace.yaml needs: grants by `user:manage`, all else by `namespace:manage`. Pure. */
export function forNamespace(
  change: ManifestChange,
  path: string,
  { base, head }: ChangeSides,
): NeededCapability[] {
  const here = toNamespace(path);
  if (here === undefined) return [forRegistry(`"${path}" is no namespace`)];
  const [before, after] = [base.namespaces.get(path)?.manifest, head.namespaces.get(path)?.manifest];
  const isNewOrGone = change.status === 'added' || change.status === 'removed';
  const above = isNewOrGone ? parentOf(here) : here;
  const why = `the namespace is ${wordFor(change)}`;
  if (above === undefined) return [forRegistry(why)];
  const isReserved = change.status === 'added' && isReservedName(segmentsOf(here).at(-1) ?? '', base);
  const found = isReserved ? [forRegistry(`the name "${here}" begins with a reserved word`)] : [];
  const hasUnread = (change.status !== 'removed' && after === undefined) || change.status === 'unreadable';
  const isSame = (one: unknown, other: unknown): boolean =>
    canonicalJson((one ?? null) as JsonValue) === canonicalJson((other ?? null) as JsonValue);
  if (hasUnread || !isSame(before?.access, after?.access)) {
    found.push(needed('user:manage', above, 'who has which role is changed'));
  }
  const rest = (manifest: typeof before): unknown =>
    manifest === undefined ? null : { ...manifest, access: null, revision: null };
  if (hasUnread || isNewOrGone || !isSame(rest(before), rest(after))) {
    found.push(needed('namespace:manage', above, why));
  }
  return found.length > 0 ? found : [needed('namespace:manage', above, why)];
}

/** The keepers of a namespace that does not exist yet are those of the one above it. */
export function forFolder(namespace: string, why: string, { base }: ChangeSides): NeededCapability[] {
  const here = toNamespace(namespace);
  const isNew = here !== undefined && !base.index.namespaces.has(here);
  const keeper = here === undefined || !isNew ? here : parentOf(here);
  return [keeper === undefined ? forRegistry(why) : needed('namespace:manage', keeper, why)];
}
