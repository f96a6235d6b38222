import { CODES, HyperError } from '../../core/index.ts';
import type { LockChain, LockFault } from '../../lockfile/index.ts';
import type { PackageKey } from '../../registry/index.ts';
import { verify } from '../verify.ts';
import type { VerifyContext } from '../verify-context.ts';
import type { BoundRegistry } from './bind-registries.ts';
import type { PackageSet } from './package-set.ts';

/** What the trust chain says of the releases of one registry. `unknown`: a built site, which does not hold the chain. */
export type ChainStanding = 'verified' | 'refused' | 'unsigned' | 'unknown';

export interface LockChains extends LockChain {
  /** By the registry's name in the project; those that the lock takes something of. */
  readonly standings: ReadonlyMap<string, ChainStanding>;
}

export interface ChainPlace {
  readonly at: string | undefined;
  /** What relative addresses are relative to; undefined: the current folder. */
  readonly folder: string | undefined;
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
  for (const registry of set.bindings.registries) {
    const own = keys.filter(({ reference }) => set.registryOf(reference)?.name === registry.name);
    if (own.length === 0) continue;
    const packages = await set.open(registry);
    const signers = await packages.readSigners(own);
    if (signers.includes(null)) {
      standings.set(registry.name, 'unknown');
      registries.set(registry.name, [untold(registry.name)]);
    } else if ((await packages.identity()).rootVersion === undefined)
      standings.set(registry.name, 'unsigned');
    else {
      const paths = new Map(own.map((key) => [set.release(key)?.path ?? '', key.reference] as const));
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
  return { standings, releases, registries };
}

function untold(name: string): LockFault {
  const message = `"${name}" is a built site, which tells neither who signed a release nor what policies say of it`;
  const hint = 'hyper verify --site checks the site as a whole';
  return { code: 'HYPER_LOCK_UNTOLD', severity: 'info', message, hint };
}

async function chainFaults(
  context: VerifyContext,
  { url }: BoundRegistry,
  files: readonly string[],
  { at, folder }: ChainPlace,
): Promise<readonly (LockFault & { readonly path?: string | undefined })[]> {
  try {
    const { diagnostics } = await verify.run(context, {
      ...{ registry: url, target: undefined, at, namespace: undefined, root: undefined },
      ...{ isForgetting: false, files, folder },
    });
    return diagnostics.filter(({ severity }) => severity === 'error');
  } catch (error) {
    if (!(error instanceof HyperError) || CODES[error.code].exit !== 4) throw error;
    const { code, message, hint } = error;
    return [{ code, message, ...(hint === undefined ? {} : { hint }) }];
  }
}
