import { lineOf, parseNamespacePath } from '../names/index.ts';
import type { NamespaceManifest, PolicyManifest } from '../manifest/index.ts';
import type { NamespaceRecord, Snapshot } from './snapshot.ts';

type Enforcement = PolicyManifest['enforcement'] | 'disabled';
type Grant = NonNullable<NamespaceManifest['access']>[number];
type Quotas = { readonly [name in QuotaName]?: { readonly limit: number; readonly from: string } };

/** The things that a namespace may have a quota of. */
export const QUOTA_NAMES = ['storage', 'artifacts', 'bandwidth', 'apiCalls'] as const;
export type QuotaName = (typeof QUOTA_NAMES)[number];

/** A policy in force in a namespace. */
export interface PolicyInForce {
  readonly policy: PolicyManifest;
  /** The namespace that declares it. */
  readonly from: string;
  readonly enforcement: Enforcement;
  /** The namespace whose override set the enforcement, if one did. */
  readonly overriddenBy: string | undefined;
}

/** What a namespace has of its own and from above (SPEC section 2.2, Inheritance). */
export interface Inherited {
  /** Merged down; the value nearest to the namespace wins. */
  readonly labels: ReadonlyMap<string, { readonly value: string; readonly from: string }>;
  /** Declared here and above, in order of declaration from the top; one id stands twice where the upper is mandatory. */
  readonly policies: readonly PolicyInForce[];
  /** The union of all grants, from the top. */
  readonly grants: readonly { readonly grant: Grant; readonly from: string }[];
  /** The tightest limit on the way up: children share their parents' pool. */
  readonly quotas: Quotas;
  /** Who may see what is here and says nothing else. */
  readonly visibility: 'public' | 'private' | 'internal';
}

/** The namespaces from the top down to this one, as far as they have a manifest. Pure. */
export function lineageOf(snapshot: Pick<Snapshot, 'namespaces'>, path: string): NamespaceRecord[] {
  return lineagePaths(path).flatMap((one) => snapshot.namespaces.get(one) ?? []);
}

/** The paths from the top down to this one, whether anything is there or not. Pure. */
export function lineagePaths(path: string): readonly string[] {
  const parsed = parseNamespacePath(path);
  return parsed.ok ? lineOf(parsed.value) : [path];
}

/** What the namespace has of its own and from above; `above` are policies that hold before any namespace declares one. Pure. */
export function inheritedBy(
  snapshot: Pick<Snapshot, 'namespaces' | 'registry'>,
  path: string,
  above: readonly PolicyInForce[] = [],
): Inherited {
  const labels = new Map<string, { value: string; from: string }>();
  const grants: { grant: Grant; from: string }[] = [];
  const quotas: { [name in QuotaName]?: { limit: number; from: string } } = {};
  let policies = above;
  let visibility = defaultVisibility(snapshot, path);
  for (const { path: from, manifest, policies: declared } of lineageOf(snapshot, path)) {
    for (const [name, value] of Object.entries(manifest.labels ?? {})) labels.set(name, { value, from });
    for (const grant of manifest.access ?? []) grants.push({ grant, from });
    for (const name of QUOTA_NAMES) {
      const limit = quotaOf(manifest, name);
      const above = quotas[name];
      if (limit !== undefined && (above === undefined || limit < above.limit)) quotas[name] = { limit, from };
    }
    policies = applyOverrides(policies, manifest, from);
    for (const policy of declared.values()) policies = declare(policies, policy, from);
    visibility =
      manifest.visibility ??
      (manifest.public === undefined ? visibility : manifest.public ? 'public' : 'private');
  }
  return { labels, policies, grants, quotas, visibility };
}

/** The limit a namespace states itself, under either of its two spellings; undefined where it states none. */
export function quotaOf(manifest: NamespaceManifest, name: QuotaName): number | undefined {
  const stated = manifest.quotas?.[name];
  if (stated !== undefined) return stated;
  if (name === 'storage') return manifest.storageQuota;
  return name === 'artifacts' ? manifest.maxArtifacts : undefined;
}

/** A policy takes the place of one of its id from above, but never that of a mandatory one: then both are in force. */
function declare(known: readonly PolicyInForce[], policy: PolicyManifest, from: string): PolicyInForce[] {
  const kept = known.filter((one) => one.policy.id !== policy.id || one.enforcement === 'mandatory');
  return [...kept, { policy, from, enforcement: policy.enforcement, overriddenBy: undefined }];
}

/** A mandatory policy may only be tightened, so an override that loosens one changes nothing. */
function applyOverrides(
  known: readonly PolicyInForce[],
  manifest: NamespaceManifest,
  by: string,
): readonly PolicyInForce[] {
  let policies = known;
  for (const { policy, enforcement } of manifest.policies?.overrides ?? []) {
    policies = policies.map((one) => {
      if (one.policy.id !== policy || isLoosened(one.enforcement, enforcement)) return one;
      return { ...one, enforcement, overriddenBy: by };
    });
  }
  return policies;
}

function isLoosened(known: Enforcement, override: Enforcement): boolean {
  return known === 'mandatory' && override !== 'mandatory';
}

const FROM_STRICT_TO_OPEN: readonly Inherited['visibility'][] = ['private', 'internal', 'public'];

/** Where no namespace says who may see it: the stricter of the scope's default and the registry's. */
function defaultVisibility({ registry }: Pick<Snapshot, 'registry'>, path: string): Inherited['visibility'] {
  const ofScope = path === 'user' || path.startsWith('user.') ? 'private' : 'public';
  const stated = registry.settings?.defaultVisibility ?? ofScope;
  return FROM_STRICT_TO_OPEN.find((one) => one === ofScope || one === stated) ?? ofScope;
}

/** As `inheritedBy`, remembering each namespace's answer: for work over many artifacts. */
export function inheritanceOf(
  snapshot: Pick<Snapshot, 'namespaces' | 'registry'>,
): (path: string) => Inherited {
  const known = new Map<string, Inherited>();
  return (path) => {
    const found = known.get(path) ?? inheritedBy(snapshot, path);
    known.set(path, found);
    return found;
  };
}
