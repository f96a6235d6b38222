import { compareDiagnostics } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { checkFile, surroundingsOf } from '../../gate/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { roleOf, uncommittedFile } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import { releasesBeside } from '../validate/examination.ts';

/** What is wrong with the files that a plan writes, in report order; `planned` is the snapshot with them. Pure. */
export function checkPlan(planned: Snapshot, edits: readonly PlannedEdit[]): readonly Diagnostic[] {
  const written = edits.flatMap(({ path, after }) => {
    const entry = uncommittedFile(path);
    return after === undefined ? [] : [{ entry, bytes: after }];
  });
  const entries = written.map(({ entry }) => entry);
  const { artifacts, blobs } = planned.index;
  const releases = releasesBeside(entries, planned.index);
  const surroundings = surroundingsOf(entries, {
    artifacts: artifacts.keys(),
    blobs: blobs.keys(),
    releases,
  });
  return written
    .flatMap(({ entry, bytes }) => {
      const subject = { entry, role: roleOf(entry.path), size: bytes.length, bytes };
      return checkFile(subject, surroundings).diagnostics;
    })
    .sort(compareDiagnostics);
}
