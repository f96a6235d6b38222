import { HyperError, toOneLine } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { toTimestamp } from '../trust/new-key.ts';
import type { StateRecord } from './state-file.ts';

/** A move of a release through its life (SPEC section 2.2). */
export type MoveName =
  | 'publish'
  | 'unpublish'
  | 'deprecate'
  | 'undeprecate'
  | 'archive'
  | 'restore'
  | 'yank'
  | 'unyank'
  | 'delete';

/** What is said with a move. */
export interface MoveFacts {
  readonly now: Date;
  /** Who moves it, in words; undefined where nobody is known. */
  readonly by: string | undefined;
  readonly reason: string | undefined;
  /** Of a deprecation. */
  readonly replacement?: string | undefined;
  readonly alternateVersions?: readonly string[] | undefined;
  readonly removedAt?: Date | undefined;
  /** Of a yank. */
  readonly severity?: NonNullable<StateRecord['yanked']>['severity'];
  readonly advisory?: string | undefined;
  /** Of a deletion: the digest of the manifest that goes. */
  readonly digest?: Digest | undefined;
}

type Move = (
  record: StateRecord,
  facts: MoveFacts,
  refuse: (why: string, hint?: string) => never,
) => StateRecord;

/** What a release is that artifact.yaml says nothing of. */
const UNSAID: StateRecord = { state: 'published' };

/**
 * What becomes of the record of a release. The same record comes back where the release is there already: making a move
 * twice changes nothing. Errors: `HYPER_MOVE_ILLEGAL`, `HYPER_REASON_MISSING`, `HYPER_RELEASE_TOMBSTONED`. Pure.
 */
export function moveRelease(
  move: MoveName,
  release: string,
  record: StateRecord | undefined,
  facts: MoveFacts,
): StateRecord {
  const known = record ?? UNSAID;
  if (known.tombstone !== undefined && move !== 'delete') {
    throw new HyperError('HYPER_RELEASE_TOMBSTONED', `"${toOneLine(release)}" was deleted, for good`, {
      hint: 'publish another version',
    });
  }
  return MOVES[move](known, facts, (why, hint) => {
    throw new HyperError('HYPER_MOVE_ILLEGAL', `cannot ${move} "${toOneLine(release)}": ${why}`, {
      hint:
        hint ?? `its state is ${known.state}; hyper version list ${toOneLine(release.replace(/@.*$/u, ''))}`,
    });
  });
}

const MOVES: Readonly<Record<MoveName, Move>> = {
  publish(record) {
    if (record.state === 'draft') return { ...record, state: 'published' };
    const { unpublished, ...rest } = record;
    return unpublished === undefined ? record : rest;
  },
  unpublish(record, facts, refuse) {
    if (record.state === 'draft') return refuse('it is a draft, nobody can see it yet');
    if (record.unpublished !== undefined) return record;
    return { ...record, unpublished: { ...whenAndWho(facts), reason: requireReason('unpublish', facts) } };
  },
  deprecate(record, facts, refuse) {
    if (record.state !== 'published' && record.state !== 'deprecated') {
      return refuse('only a published release can be deprecated');
    }
    const reason = requireReason('deprecate', facts);
    const { deprecation: former } = record;
    const deprecation = {
      deprecatedAt: former?.deprecatedAt ?? toTimestamp(facts.now),
      ...(facts.removedAt === undefined ? {} : { removedAt: toTimestamp(facts.removedAt) }),
      ...(facts.replacement === undefined ? {} : { replacement: facts.replacement }),
      reason,
      ...(facts.alternateVersions === undefined ? {} : { alternateVersions: [...facts.alternateVersions] }),
    };
    return { ...record, state: 'deprecated', deprecation };
  },
  undeprecate(record, _facts, refuse) {
    if (record.state === 'published') return record;
    if (record.state !== 'deprecated') return refuse('it is not deprecated');
    const { yanked, unpublished } = record;
    return {
      state: 'published',
      ...(yanked === undefined ? {} : { yanked }),
      ...(unpublished === undefined ? {} : { unpublished }),
    };
  },
  archive(record) {
    return record.state === 'archived'
      ? record
      : { ...record, state: 'archived', archivedFrom: record.state };
  },
  restore(record, _facts, refuse) {
    if (record.state !== 'archived') return refuse('it is not archived');
    const { archivedFrom = 'published', ...rest } = record;
    return { ...rest, state: archivedFrom };
  },
  yank(record, facts, refuse) {
    assertPublishedOnce(record, refuse);
    if (record.yanked !== undefined && facts.reason === undefined) return record;
    const yanked = {
      at: record.yanked?.at ?? toTimestamp(facts.now),
      ...(facts.by === undefined ? {} : { by: facts.by }),
      reason: requireReason('yank', facts),
      ...(facts.severity === undefined ? {} : { severity: facts.severity }),
      ...(facts.advisory === undefined ? {} : { advisory: facts.advisory }),
    };
    return { ...record, yanked };
  },
  unyank(record, _facts, refuse) {
    assertPublishedOnce(record, refuse);
    const { yanked, ...rest } = record;
    return yanked === undefined ? record : rest;
  },
  delete(record, facts) {
    if (record.tombstone !== undefined) return record;
    const digest = facts.digest === undefined ? {} : { digest: facts.digest };
    const tombstone = { ...whenAndWho(facts), reason: requireReason('delete', facts), ...digest };
    const { state, yanked } = record;
    const kept = yanked === undefined || state === 'draft' ? {} : { yanked };
    return { state, ...kept, tombstone };
  },
};

function assertPublishedOnce({ state, archivedFrom }: StateRecord, refuse: (why: string) => never): void {
  if (state === 'draft' || archivedFrom === 'draft') refuse('it was never published');
}

function whenAndWho({ now, by }: MoveFacts): { at: string; by?: string } {
  return { at: toTimestamp(now), ...(by === undefined ? {} : { by }) };
}

function requireReason(move: MoveName, { reason }: MoveFacts): string {
  if (reason !== undefined && reason.trim() !== '') return reason.trim();
  throw new HyperError('HYPER_REASON_MISSING', `to ${move} a release needs a reason`, {
    hint: 'say it in a sentence that users will read: --reason "…"',
  });
}
