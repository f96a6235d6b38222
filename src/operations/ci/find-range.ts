import { HyperError } from '../../core/index.ts';
import type { ChangeEvent } from '../../gate/index.ts';
import type { RegistryStore, RepositoryHistory, Revision } from '../../registry/index.ts';
import type { CiInput } from './ci-context.ts';

/** The commits that a change lies between. */
export interface FoundRange {
  /** Both sides as they were named. */
  readonly named: { readonly base: string; readonly head: string };
  /** The target branch as it is now. */
  readonly tip: Revision & { readonly commit: string };
  readonly head: Revision & { readonly commit: string };
  /** At least one; several after branches were merged into each other. */
  readonly bases: readonly (Revision & { readonly commit: string })[];
}

/**
 * Finds the commits of a change: those of the flags, else of the event. A side that the event names and the flags name
 * otherwise is refused, since the approvals of the event are for its own commits.
 * Errors: `HYPER_CHANGE_UNRELATED`, `HYPER_REPOSITORY_SHALLOW` (ATTACKS C21, C22), `HYPER_USAGE_FLAG_MISSING`,
 * `HYPER_EVENT_INVALID`, those of the store.
 */
export async function findRange(
  store: RegistryStore,
  history: RepositoryHistory,
  input: CiInput,
  event: ChangeEvent | undefined,
): Promise<FoundRange> {
  const [base, head] = [input.base ?? event?.base, input.head ?? event?.head];
  if (base === undefined || head === undefined) {
    throw new HyperError('HYPER_USAGE_FLAG_MISSING', 'nothing says which change is meant', {
      hint: 'hyper ci --base origin/main --head HEAD, or hyper ci --event FILE',
    });
  }
  const tip = requireCommit(await store.resolveRevision(base));
  const change = requireCommit(await store.resolveRevision(head));
  if (event !== undefined && event.head !== change.commit) {
    throw new HyperError('HYPER_EVENT_INVALID', 'the event is of another head than --head names', {
      hint: `judge the head of the event: --head ${event.head}`,
    });
  }
  const found = await history.mergeBases(tip.commit, change.commit);
  if (found.length === 0) {
    throw new HyperError('HYPER_CHANGE_UNRELATED', 'the change and its target have no common past', {
      hint: 'begin the branch at the target: git switch -c NAME origin/main',
    });
  }
  const bases = await Promise.all(
    found.map(async (commit) => requireCommit(await store.resolveRevision(commit))),
  );
  return { named: { base, head }, tip, head: change, bases };
}

function requireCommit(revision: Revision): Revision & { readonly commit: string } {
  const { commit } = revision;
  if (commit === null)
    throw new HyperError('HYPER_REVISION_UNKNOWN', 'expected a commit, got the working tree');
  return { ...revision, commit };
}
