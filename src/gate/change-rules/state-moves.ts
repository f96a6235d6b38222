import { compareText, toOneLine } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { releaseStateOf } from '../../registry/index.ts';
import type { ReleaseState } from '../../registry/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedArtifact, ChangedFile } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

type StateName = ReleaseState['state'];

/** Where each state may go; to `archived` any may, and back to where it was (SPEC section 2.2). */
const MOVES: ReadonlyMap<StateName, readonly StateName[]> = new Map([
  ['draft', ['published', 'archived']],
  ['published', ['deprecated', 'archived']],
  ['deprecated', ['published', 'archived']],
]);

/** A release goes only where SPEC lets it (ATTACKS I07). */
export const stateMovesRule: ChangeRule = {
  id: 'state-moves',
  family: 'lifecycle',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A release moves only as its life allows, with a reason, and a deleted one stays deleted.',
  explanation:
    'Draft becomes published; published and deprecated turn into each other; any of them may be archived and is then restored to where it was. Yanked and unpublished are marks beside that, each with a reason, for what was published. A tombstone says that a version was deleted: it is never lifted, and only a release that was there gets one.',
  codes: ['HYPER_STATE_MOVE', 'HYPER_STATE_REASON', 'HYPER_TOMBSTONE_LIFTED', 'HYPER_TOMBSTONE_EARLY'],
  *check({ artifacts }: ChangeSubject): Iterable<ChangeFinding> {
    for (const artifact of artifacts.values()) {
      const file = artifact.files.find(({ role }) => role.kind === 'state');
      if (file === undefined) continue;
      const versions = new Set([...rowsOf(artifact.before.state), ...rowsOf(artifact.after.state)]);
      if (file.status !== 'removed' && file.after?.manifest === undefined) continue;
      for (const version of [...versions].sort(compareText)) yield* versionFaults(file, version, artifact);
    }
  },
};

function rowsOf(state: ArtifactStateManifest | undefined): string[] {
  return Object.keys(state?.releases ?? {});
}

function* versionFaults(
  file: ChangedFile,
  version: string,
  artifact: ChangedArtifact,
): Iterable<ChangeFinding> {
  const [old, now] = [artifact.before.state, artifact.after.state].map((state) =>
    releaseStateOf(state, version),
  );
  if (old === undefined || now === undefined) return;
  const at: Pointer = ['releases', version];
  const name = `"${toOneLine(artifact.reference)}" ${toOneLine(version)}`;
  if (old.isTombstone) {
    const isKept = now.isTombstone && !artifact.after.releases.has(version);
    const message = `${name} was deleted, and its tombstone was taken away`;
    const hint = 'put the tombstone back: a deleted version is never used again';
    if (!isKept) yield findingAt(file, { code: 'HYPER_TOMBSTONE_LIFTED', message, hint }, at, 'key');
    return;
  }
  if (now.isTombstone) {
    const wasThere = artifact.before.releases.has(version) && !artifact.after.releases.has(version);
    const message = `${name} gets a tombstone, and is not removed by this change`;
    const hint = 'a tombstone and the removal of the release are one change';
    if (!wasThere) yield findingAt(file, { code: 'HYPER_TOMBSTONE_EARLY', message, hint }, at, 'key');
    return;
  }
  if (artifact.before.releases.has(version)) {
    const why = moveFault(old, now);
    if (why !== undefined) {
      const hint = 'see: hyper explain state-moves';
      yield findingAt(file, { code: 'HYPER_STATE_MOVE', message: `${name} ${why}`, hint }, [...at, 'state']);
    }
  }
  if (
    now.record?.unpublished !== undefined &&
    now.record.unpublished.reason === undefined &&
    !old.isUnpublished
  ) {
    const message = `${name} is unpublished without a reason`;
    const hint = 'add unpublished.reason';
    yield findingAt(file, { code: 'HYPER_STATE_REASON', message, hint }, [...at, 'unpublished'], 'key');
  }
}

/** What is wrong with a move; undefined for nothing. Pure. */
export function moveFault(old: ReleaseState, now: ReleaseState): string | undefined {
  const isMarked = (now.isYanked && !old.isYanked) || (now.isUnpublished && !old.isUnpublished);
  if (isMarked && old.state === 'draft' && now.state === 'draft') return 'is a draft and was never published';
  if (old.state === now.state) {
    return old.state === 'archived' && old.record?.archivedFrom !== now.record?.archivedFrom
      ? 'is archived, and where it was before cannot change'
      : undefined;
  }
  if (old.state === 'archived') {
    const from = old.record?.archivedFrom ?? 'published';
    return now.state === from ? undefined : `is archived and goes back to "${from}", got "${now.state}"`;
  }
  if (MOVES.get(old.state)?.includes(now.state) !== true)
    return `cannot go from "${old.state}" to "${now.state}"`;
  if (now.state !== 'archived') return undefined;
  const from = now.record?.archivedFrom ?? 'published';
  return from === old.state ? undefined : `was "${old.state}" and is archived as if from "${from}"`;
}
