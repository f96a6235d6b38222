import { appendFileSync } from 'node:fs';
import { HyperError } from '../../src/core/index.ts';
import {
  downgrade,
  lintFix,
  migrate,
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  namespacePolicy,
  namespaceQuota,
  namespaceRevoke,
  registryArchive,
  registryCreate,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRename,
  registryRestore,
  registryTransfer,
  registryUndeprecate,
  registryUnpublish,
  registryUpdate,
  sync,
  upgrade,
  versionPromote,
  versionTag,
  versionUnyank,
  versionYank,
} from '../../src/operations/index.ts';
import type { Outcome, WriteData } from '../../src/operations/index.ts';
import { idOf } from '../build/manifests.ts';
import { EDIT, NO_FIELDS, PLAIN_RELEASE, writeContext } from '../build/write-world.ts';

type Act = () => Promise<Outcome<WriteData>>;

const NO_UPDATE = {
  ...{ ...NO_FIELDS, content: undefined, mediaType: undefined, uri: undefined, readme: undefined },
  ...{ changelog: undefined, notice: undefined },
};

export interface Wanderer {
  readonly folder: string;
  readonly worker: string;
  readonly round: number;
  /** A number from 0 to less than the one given. */
  readonly next: (below: number) => number;
}

/** Every operation that writes a registry, by its id, as somebody may ask for it while others do too. */
export function actsOfWanderer({ folder, worker, round, next }: Wanderer): ReadonlyMap<string, Act> {
  let ids = 0;
  const newId = (): string => idOf(`${worker} ${String(round)} ${String((ids += 1))}`);
  const context = { ...writeContext(folder), newId };
  const write = { ...EDIT, mode: 'commit' as const, reason: `${worker} ${String(round)}` };
  const common = { ...write, reference: `org.acme/parser@1.${String(next(2))}.0` };
  const artifact = { ...write, reference: next(2) === 0 ? 'org.acme/parser' : `org.acme/made-by-${worker}` };
  const name = `org.acme/made-by-${worker}`;
  const own = { ...write, reference: `${name}@1.${String(Math.max(0, round - 1))}.0` };
  const made = { ...write, ...PLAIN_RELEASE, type: 'service', name: `${name}@1.${String(round)}.0` };
  const path = next(2) === 0 ? 'org.acme' : `org.acme.w${worker}`;
  const space = { ...write, path };
  const principal = `github:${String(1 + next(3))}`;
  const created = { owner: undefined, description: 'Ours.', visibility: undefined, labels: [], admins: [] };
  return new Map<string, Act>([
    ['registry.create', () => registryCreate.run(context, { ...made, isPublished: next(2) === 0 })],
    ['registry.update', () => registryUpdate.run(context, { ...own, ...NO_UPDATE, description: 'Other.' })],
    ['registry.publish', () => registryPublish.run(context, own)],
    ['registry.unpublish', () => registryUnpublish.run(context, common)],
    ['registry.deprecate', () => registryDeprecate.run(context, common)],
    ['registry.undeprecate', () => registryUndeprecate.run(context, common)],
    ['registry.archive', () => registryArchive.run(context, common)],
    ['registry.restore', () => registryRestore.run(context, common)],
    ['registry.delete', () => registryDelete.run(context, own)],
    ['registry.rename', () => registryRename.run(context, { ...artifact, to: `moved-${worker}` })],
    ['registry.transfer', () => registryTransfer.run(context, { ...artifact, to: 'org.acme.tools' })],
    ['version.yank', () => versionYank.run(context, common)],
    ['version.unyank', () => versionUnyank.run(context, common)],
    ['version.tag', () => versionTag.run(context, { ...common, tag: `w${worker}`, isRemoved: false })],
    ['version.promote', () => versionPromote.run(context, { ...common, channel: 'stable' })],
    ['namespace.create', () => namespaceCreate.run(context, { ...space, ...created, quotas: {} })],
    ['namespace.delete', () => namespaceDelete.run(context, { ...space, path: `org.acme.w${worker}` })],
    [
      'namespace.grant',
      () => namespaceGrant.run(context, { ...space, principal, role: 'publisher', expiresAt: undefined }),
    ],
    ['namespace.revoke', () => namespaceRevoke.run(context, { ...space, principal, role: undefined })],
    [
      'namespace.policy',
      () => namespacePolicy.run(context, { ...space, add: ['no-prerelease'], remove: [], overrides: [] }),
    ],
    [
      'namespace.quota',
      () => namespaceQuota.run(context, { ...space, quotas: { artifacts: 500 + next(100) } }),
    ],
    [
      'lint.fix',
      () => lintFix.run(context, { ...write, path: undefined, changedSince: undefined, isEvery: false }),
    ],
    ['sync', () => sync.run(context, { ...write, source: folder, at: 'HEAD~1', mirrored: 'org.acme' })],
    ['upgrade', () => upgrade.run(context, { ...artifact, to: undefined })],
    ['downgrade', () => downgrade.run(context, { ...artifact, to: undefined })],
    ['migrate', () => migrate.run(context, { ...write, to: 1 + next(2), fanOutFrom: 1 })],
  ]);
}

/**
 * Does so many rounds of what comes, and notes each commit that it was told of. The first rounds of the workers go through
 * all operations between them, so that even a short walk knows each.
 */
export async function wander(folder: string, worker: string, rounds: number, told: string): Promise<void> {
  let state = Number(worker) + 1;
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let round = 0; round < rounds; round += 1) {
    const acts = [...actsOfWanderer({ folder, worker, round, next }).values()];
    const turn = round < 4 ? Number(worker) * 4 + round : next(acts.length);
    try {
      const outcome = await acts[turn % acts.length]?.();
      if (outcome?.data.commit) appendFileSync(told, `${outcome.data.commit}\n`);
    } catch (error) {
      if (!(error instanceof HyperError) || error.code === 'HYPER_INTERNAL') throw error;
    }
  }
}
