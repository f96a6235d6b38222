import { toOneLine } from '../../core/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedArtifact, ChangedFile } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** A published release never changes: not its bytes, not its name, not that it was there (ATTACKS I01, I03, I06, C16). */
export const releaseImmutableRule: ChangeRule = {
  id: 'release-immutable',
  family: 'immutability',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A release that is on the default branch is neither changed, renamed nor removed.',
  explanation:
    'Locks, signatures and mirrors name a release by its bytes. What may change after a release stands in artifact.yaml; everything else needs a new version. Only an admin may delete a release, and its version then stays taken as a tombstone.',
  codes: ['HYPER_RELEASE_CHANGED', 'HYPER_RELEASE_REMOVED', 'HYPER_RELEASE_TAKEN'],
  *check({ artifacts }: ChangeSubject): Iterable<ChangeFinding> {
    for (const artifact of artifacts.values()) {
      for (const file of artifact.files) {
        if (file.role.kind === 'release') yield* releaseFaults(file, file.role.version, artifact);
      }
    }
  },
};

function* releaseFaults(
  file: ChangedFile,
  version: string,
  artifact: ChangedArtifact,
): Iterable<ChangeFinding> {
  const name = `"${toOneLine(artifact.reference)}" ${toOneLine(version)}`;
  const hint = 'leave the release as it is and publish a higher version';
  if (file.status === 'changed') {
    const isOnlyMode = file.before?.entry.oid === file.after?.entry.oid;
    if (isOnlyMode) return;
    yield findingAt(file, {
      code: 'HYPER_RELEASE_CHANGED',
      message: `${name} is published and was changed`,
      hint,
    });
  } else if (file.status === 'removed') {
    const row = artifact.after.state?.releases;
    const isTombstone =
      row !== undefined && Object.hasOwn(row, version) && row[version]?.tombstone !== undefined;
    if (isTombstone) return;
    yield findingAt(file, {
      code: 'HYPER_RELEASE_REMOVED',
      message: `${name} is published and was removed`,
      hint: `restore it (git checkout the base -- "${toOneLine(file.path)}"); to hide it, yank it`,
    });
  } else if (file.tip !== undefined && file.tip.oid !== file.after?.entry.oid) {
    yield findingAt(file, {
      code: 'HYPER_RELEASE_TAKEN',
      message: `${name} was published by another change in the meantime`,
      hint: 'rebase on the target branch and take the next version',
    });
  }
}
