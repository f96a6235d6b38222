import { capabilitiesFor } from '../../access/index.ts';
import type { ChangeSides, NeededCapability } from '../../access/index.ts';
import { compareValues } from '../../registry/index.ts';
import type { ManifestChange } from '../../registry/index.ts';
import type { ChangedFile, ChangeSubject } from '../change/change-subject.ts';

/** Which capabilities a changed file needs at the merge base; all of them. Pure. */
export function needsOf(file: ChangedFile, subject: ChangeSubject): readonly NeededCapability[] {
  return capabilitiesFor(toManifestChange(file), sidesOf(subject));
}

const known = new WeakMap<ChangeSubject, ChangeSides>();

/** What rights are read from: control of the merge base, with the artifacts that the change touches. */
function sidesOf(subject: ChangeSubject): ChangeSides {
  const found = known.get(subject);
  if (found !== undefined) return found;
  const { control, nextControl, indexes, artifacts } = subject;
  const of = [...artifacts.values()];
  const sides: ChangeSides = {
    base: {
      ...control,
      index: { ...control.index, artifacts: indexes.before.artifacts },
      states: new Map(
        of.flatMap(({ reference, before: { state } }) => (state === undefined ? [] : [[reference, state]])),
      ),
    },
    head: {
      ...nextControl,
      index: { ...nextControl.index, artifacts: indexes.after.artifacts },
      states: new Map(
        of.flatMap(({ reference, after: { state } }) => (state === undefined ? [] : [[reference, state]])),
      ),
    },
  };
  known.set(subject, sides);
  return sides;
}

function toManifestChange({ path, role, status, before, after }: ChangedFile): ManifestChange {
  const [old, now] = [before?.document?.value, after?.document?.value];
  const sides = { before: old, after: now };
  if (status !== 'changed') return { path, role, status, fields: [], ...sides };
  if (before?.entry.oid === after?.entry.oid) return { path, role, status: 'mode', fields: [], ...sides };
  if (old === undefined || now === undefined)
    return { path, role, status: 'unreadable', fields: [], ...sides };
  return { path, role, status, fields: compareValues(old, now), ...sides };
}
