import { CODES, HyperError } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';
import type { LockChain, LockFault } from '../../lockfile/index.ts';
import type { PackageFiles, PackageKey, PackageRegistry } from '../../registry/index.ts';
import { verifyFiles } from '../verify/verify.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import type { BoundRegistry } from './bind-registries.ts';
import type { PackageSet } from './package-set.ts';
import { verifySiteReleases } from './site-chain.ts';
import type { SiteFaults } from './site-chain.ts';

/** What the trust chain says of the releases of one registry. `unknown`: a built site of a registry without a trust root. */
export type ChainStanding = 'verified' | 'refused' | 'unsigned' | 'unknown';

export interface LockChains extends LockChain {
  /** By the registry's name in the project; those that the lock takes something of. */
  readonly standings: ReadonlyMap<string, ChainStanding>;
  /** Names of those that are built sites. */
  readonly sites: ReadonlySet<string>;
}

export interface ChainPlace {
  readonly at: string | undefined;
  /** What relative addresses are relative to; undefined: the current folder. */
  readonly folder: string | undefined;
  /** Notes for how long what is believed holds. */
  readonly moment: Moment;
}

/**
 * Verifies locked releases from each registry's trust root to their signatures, as `hyper verify` does and against what
 * this client believes: that a signature names a key is a claim, this is its proof (SPEC sections 4, 5).
 */
export async function lockChains(
  context: VerifyContext,
  set: PackageSet,
  keys: readonly PackageKey[],
  place: ChainPlace,
): Promise<LockChains> {
  const standings = new Map<string, ChainStanding>();
  const releases = new Map<string, readonly LockFault[]>();
  const registries = new Map<string, readonly LockFault[]>();
  const sites = new Set<string>();
  for (const registry of set.bindings.registries) {
    const own = keys.filter(({ reference }) => set.registryOf(reference)?.name === registry.name);
    if (own.length === 0) continue;
    const packages = await set.open(registry);
    const hasRoot = (await packages.identity()).rootVersion !== undefined;
    if (packages.files !== undefined) {
      sites.add(registry.name);
      const told = untold(registry.name, hasRoot);
      const found = hasRoot ? await siteFaults(context, packages, packages.files, own) : undefined;
      for (const [reference, fault] of found?.releases ?? []) releases.set(reference, [fault]);
      registries.set(registry.name, [...(found?.chain ?? []), told]);
      standings.set(registry.name, standingOf(found));
    } else if (!hasRoot) standings.set(registry.name, 'unsigned');
    else {
      // What is not there any more, or cannot be read, is told where the lock is compared.
      const paths = new Map(
        own.flatMap((key) => {
          const path = set.release(key)?.path;
          return path === undefined ? [] : [[path, key.reference] as const];
        }),
      );
      const faults = await chainFaults(context, registry, [...paths.keys()], place);
      standings.set(registry.name, faults.length === 0 ? 'verified' : 'refused');
      registries.set(
        registry.name,
        faults.filter(({ path }) => !paths.has(path ?? '')),
      );
      for (const fault of faults) {
        const reference = paths.get(fault.path ?? '');
        if (reference !== undefined) releases.set(reference, [...(releases.get(reference) ?? []), fault]);
      }
    }
  }
  return { standings, releases, registries, sites };
}

function standingOf(found: SiteFaults | undefined): ChainStanding {
  if (found === undefined) return 'unknown';
  return found.chain.length + found.releases.size === 0 ? 'verified' : 'refused';
}

/** What ends the walk is told of the registry. */
async function siteFaults(
  context: VerifyContext,
  packages: PackageRegistry,
  files: PackageFiles,
  keys: readonly PackageKey[],
): Promise<SiteFaults> {
  try {
    return await verifySiteReleases(context, packages, files, keys);
  } catch (error) {
    return { chain: [asFault(error)], releases: new Map() };
  }
}

function untold(name: string, hasRoot: boolean): LockFault {
  const message = hasRoot
    ? `"${name}" is a built site, which does not tell what policies say of a release`
    : `"${name}" is a built site without a trust root, which tells neither who signed a release nor what policies say of it`;
  const hint = 'hyper verify --site checks the site as a whole';
  return { code: 'HYPER_LOCK_UNTOLD', severity: 'info', message, hint };
}

async function chainFaults(
  context: VerifyContext,
  { url }: BoundRegistry,
  files: readonly string[],
  { at, folder, moment }: ChainPlace,
): Promise<readonly (LockFault & { readonly path?: string | undefined })[]> {
  try {
    const { diagnostics } = await verifyFiles(context, { registry: url, at, folder }, files, moment);
    return diagnostics.filter(({ severity }) => severity === 'error');
  } catch (error) {
    return [asFault(error)];
  }
}

/** Errors that are no matter of trust are thrown on. */
function asFault(error: unknown): LockFault {
  if (!(error instanceof HyperError) || CODES[error.code].exit !== 4) throw error;
  const { code, message, hint } = error;
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}
