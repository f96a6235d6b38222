import { loadSnapshot } from '../registry/index.ts';
import type { Snapshot } from '../registry/index.ts';
import type { OpenedRegistry, RegistryContext } from './world.ts';

/** What every read takes: where the registry is, and when. */
export interface ReadInput {
  readonly registry: string | undefined;
  /** A commit, branch, tag or date; undefined reads the working tree. */
  readonly at: string | undefined;
}

/** Opens the registry and reads its frame at the time asked for. */
export async function openSnapshot(
  context: RegistryContext,
  input: ReadInput,
): Promise<{ registry: OpenedRegistry; snapshot: Snapshot }> {
  const registry = await context.openRegistry({
    registry: input.registry,
    isWorkingTree: input.at === undefined,
  });
  const { store } = registry;
  const revision = await (input.at === undefined
    ? store.currentRevision('list')
    : store.resolveRevision(input.at));
  return { registry, snapshot: await loadSnapshot(store, revision) };
}
