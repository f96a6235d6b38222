import { HyperError } from '../../core/index.ts';
import type { LockFault, LockedRegistry } from '../../lockfile/index.ts';
import { StorePackages } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';

const GONE: ReadonlySet<string> = new Set(['HYPER_REVISION_UNKNOWN', 'HYPER_REGISTRY_MISSING']);

/**
 * Whether a registry still has the commit that was locked, and had then the trust root that the lock says: one that was taken
 * out of a lock, or lowered, would let an older root pass. A lock that names no commit is held to what is there now.
 */
export async function lockedCommit(
  store: RegistryStore,
  { name, commit, rootVersion = 0 }: LockedRegistry,
  now: Revision,
): Promise<readonly LockFault[]> {
  try {
    const revision =
      commit === undefined || commit === now.commit ? now : await store.resolveRevision(commit);
    const { rootVersion: had = 0 } = await new StorePackages(store, revision).identity();
    return had <= rootVersion ? [] : [lowered(name, had, rootVersion)];
  } catch (error) {
    if (!(error instanceof HyperError) || !GONE.has(error.code) || commit === undefined) throw error;
    const message = `"${name}" has no commit ${commit}, at which the lock was made`;
    const hint = 'fetch its whole history; if it stays so, ask its owners';
    return [{ code: 'HYPER_LOCK_COMMIT', severity: 'warning', message, hint }];
  }
}

function lowered(name: string, had: number, says: number): LockFault {
  const said = says === 0 ? 'the lock says none' : `the lock says ${String(says)}`;
  return {
    code: 'HYPER_LOCK_ROOT',
    message: `"${name}" had the trust root ${String(had)} when the lock was made, ${said}`,
    hint: 'find out who changed the lock; hyper deps resolve writes it anew',
  };
}
