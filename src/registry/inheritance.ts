import { ancestorsOf, parseNamespacePath } from '../names/index.ts';
import type { NamespaceManifest, PolicyManifest } from '../manifest/index.ts';
import type { NamespaceRecord, Snapshot } from './snapshot.ts';

type Enforcement = PolicyManifest['enforcement'] | 'off';
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
  /** Declared here and above, in order of declaration from the top. */
  readonly policies: readonly PolicyInForce[];
  /** The union of all grants, from the top. */
  readonly grants: readonly { readonly grant: Grant; readonly from: string }[];
  /** The tightest limit on the way up: children share their parents' pool. */
  readonly quotas: Quotas;
  readonly visibility: 'public' | 'private' | 'internal';
}

const STRICTNESS: ReadonlyMap<Enforcement, number> = new Map([
  ['off', 0],
  ['audit-only', 1],
  ['advisory', 2],
  ['mandatory', 3],
]);

/** The namespaces from the top down to this one, as far as they have a manifest. Pure. */
export function lineageOf(snapshot: Pick<Snapshot, 'namespaces'>, path: string): NamespaceRecord[] {
  const parsed = parseNamespacePath(path);
  const paths = parsed.ok ? [...ancestorsOf(parsed.value), parsed.value] : [path];
  return paths.flatMap((one) => snapshot.namespaces.get(one) ?? []);
}

/** What the namespace has of its own and from above. Pure. */
export function inheritedBy(snapshot: Pick<Snapshot, 'namespaces'>, path: string): Inherited {
  const labels = new Map<string, { value: string; from: string }>();
  const grants: { grant: Grant; from: string }[] = [];
  const quotas: { [name in QuotaName]?: { limit: number; from: string } } = {};
  const policies = new Map<string, PolicyInForce>();
  let visibility: Inherited['visibility'] = scopeDefault(path);
  for (const { path: from, manifest, policies: declared } of lineageOf(snapshot, path)) {
    for (const [name, value] of Object.entries(manifest.labels ?? {})) labels.set(name, { value, from });
    for (const grant of manifest.access ?? []) grants.push({ grant, from });
    for (const name of QUOTA_NAMES) {
      const limit = quotaOf(manifest, name);
      const above = quotas[name];
      if (limit !== undefined && (above === undefined || limit < above.limit)) quotas[name] = { limit, from };
    }
    applyOverrides(policies, manifest, from);
    for (const [id, policy] of declared) {
      const { enforcement } = policy;
      policies.set(id, { policy, from, enforcement, overriddenBy: undefined });
    }
    visibility =
      manifest.visibility ??
      (manifest.public === undefined ? visibility : manifest.public ? 'public' : 'private');
  }
  return { labels, policies: [...policies.values()], grants, quotas, visibility };
}

/** The limit a namespace states itself, under either of its two spellings; undefined where it states none. */
export function quotaOf(manifest: NamespaceManifest, name: QuotaName): number | undefined {
  const stated = manifest.quotas?.[name];
  if (stated !== undefined) return stated;
  if (name === 'storage') return manifest.storageQuota;
  return name === 'artifacts' ? manifest.maxArtifacts : undefined;
}

/** A mandatory policy may only be tightened, so an override that loosens one changes nothing. */
function applyOverrides(policies: Map<string, PolicyInForce>, manifest: NamespaceManifest, by: string): void {
  for (const override of manifest.policies?.overrides ?? []) {
    const known = policies.get(override.policy);
    if (known === undefined) continue;
    const isLooser = (STRICTNESS.get(override.enforcement) ?? 0) < (STRICTNESS.get(known.enforcement) ?? 0);
    if (known.enforcement === 'mandatory' && isLooser) continue;
    policies.set(override.policy, { ...known, enforcement: override.enforcement, overriddenBy: by });
  }
}

function scopeDefault(path: string): Inherited['visibility'] {
  return path === 'user' || path.startsWith('user.') ? 'private' : 'public';
}

/** As `inheritedBy`, remembering each namespace's answer: for work over many artifacts. */
export function inheritanceOf(snapshot: Pick<Snapshot, 'namespaces'>): (path: string) => Inherited {
  const known = new Map<string, Inherited>();
  return (path) => {
    const found = known.get(path) ?? inheritedBy(snapshot, path);
    known.set(path, found);
    return found;
  };
}
