import { planFormat, planState } from '../../lifecycle/index.ts';
import type { FormatWay } from '../../lifecycle/index.ts';
import type { Operation } from '../operation.ts';
import { requireArtifact } from './artifact-files.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';
import { assertWholeArtifact } from '../whole-artifact.ts';

export interface FormatInput extends WriteInput {
  /** An artifact. */
  readonly reference: string;
  /** The format; undefined: the newest for an upgrade, the one before for a downgrade. */
  readonly to: number | undefined;
}

/**
 * Brings what may change of one artifact to a later format of manifests; its releases stay as they are for ever. Errors:
 * `HYPER_MIGRATION_UNKNOWN`.
 */
export const upgrade: Operation<FormatInput, WriteData, WriteContext> = {
  id: 'upgrade',
  group: 'admin',
  summary: 'Bring one artifact to a later format of manifests',
  run: (context, input) => changeFormat(context, input, 'upgrade'),
};

/** Brings it back, where the earlier format can say all that it says: `HYPER_DOWNGRADE_LOSS`. */
export const downgrade: Operation<FormatInput, WriteData, WriteContext> = {
  id: 'downgrade',
  group: 'admin',
  summary: 'Bring one artifact back to an earlier format of manifests',
  run: (context, input) => changeFormat(context, input, 'downgrade'),
};

function changeFormat(
  context: WriteContext,
  input: FormatInput,
  way: FormatWay,
): ReturnType<Operation<FormatInput, WriteData, WriteContext>['run']> {
  return runWrite(context, input, { id: way, capability: 'artifact:update' }, (place) =>
    toPlan(place, input, way),
  );
}

async function toPlan(place: WritePlace, input: FormatInput, way: FormatWay): Promise<WritePlan> {
  assertWholeArtifact(input.reference);
  const { artifact, state } = await requireArtifact(place, input, input.reference);
  const { from, to, changes, losses } = planFormat(state, way, input.to);
  const edit = losses.length > 0 ? undefined : planState(state, changes);
  const verb = way === 'upgrade' ? 'Upgrade' : 'Downgrade';
  return {
    edits: edit === undefined ? [] : [edit],
    target: artifact.reference,
    summary: `${verb} ${artifact.reference} from format ${String(from)} to ${String(to)}`,
    folder: artifact.folder,
    facts: { from, to, releases: `${String(artifact.releases.size)} of format 1, which never changes` },
    diagnostics: losses,
  };
}
