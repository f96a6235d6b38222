import { HyperError, toOneLine } from '../../core/index.ts';
import { planName, planState, recordOf, versionNamed } from '../../lifecycle/index.ts';
import type { NameField } from '../../lifecycle/index.ts';
import type { Operation } from '../operation.ts';
import { requireArtifact, requireRelease } from './artifact-files.ts';
import type { FoundArtifact } from './artifact-files.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { WriteContext } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

export interface VersionTagInput extends WriteInput {
  readonly reference: string;
  readonly tag: string;
  /** Takes the tag away, whatever it names. */
  readonly isRemoved: boolean;
}

export interface VersionPromoteInput extends WriteInput {
  /** With a version, or with the channel that names it now, such as `nexus-auth@edge`. */
  readonly reference: string;
  readonly channel: string;
}

/** Lets a tag name a release, or nothing more. */
export const versionTag: Operation<VersionTagInput, WriteData, WriteContext> = {
  id: 'version.tag',
  group: 'versions',
  summary: 'Let a tag name a release',
  run: (context, input) =>
    runWrite(context, input, { id: 'version.tag', capability: 'artifact:update' }, async (place) => {
      const { tag, isRemoved } = input;
      const found = await (isRemoved
        ? requireArtifact(place, input, input.reference)
        : requireRelease(place, input, input.reference));
      return planNaming(found, 'tags', tag, isRemoved ? undefined : found.version);
    }),
};

/** Lets a channel name a release: who follows the channel gets it next. */
export const versionPromote: Operation<VersionPromoteInput, WriteData, WriteContext> = {
  id: 'version.promote',
  group: 'versions',
  summary: 'Let a channel name a release',
  run: (context, input) =>
    runWrite(context, input, { id: 'version.promote', capability: 'artifact:update' }, async (place) => {
      const found = await requireRelease(place, input, input.reference);
      return planNaming(found, 'channels', input.channel, found.version);
    }),
};

function planNaming(
  { artifact, state }: FoundArtifact,
  field: NameField,
  name: string,
  version: string | undefined,
): WritePlan {
  if (version !== undefined) assertNameable({ artifact, state, version }, version);
  const before = versionNamed(state, field, name) ?? null;
  const moved = planState(state, planName(state, field, name, version));
  const what = field === 'channels' ? 'channel' : 'tag';
  const target = version === undefined ? artifact.reference : `${artifact.reference}@${version}`;
  const summary =
    version === undefined
      ? `Remove the tag ${name} of ${artifact.reference}`
      : `Let the ${what} ${name} name ${target}`;
  return {
    target,
    summary,
    folder: artifact.folder,
    edits: moved === undefined ? [] : [moved],
    facts: { name, version: version ?? null, versionBefore: before },
  };
}

/** A channel or tag leads only to what can be had. Errors: `HYPER_MOVE_ILLEGAL`, `HYPER_RELEASE_TOMBSTONED`. */
function assertNameable({ artifact, state }: FoundArtifact, version: string): void {
  const record = recordOf(state, version);
  const shown = toOneLine(`${artifact.reference}@${version}`);
  if (record?.tombstone !== undefined) {
    throw new HyperError('HYPER_RELEASE_TOMBSTONED', `"${shown}" was deleted, for good`, {
      hint: 'name another version',
    });
  }
  const why =
    record?.yanked !== undefined
      ? 'it is yanked'
      : record?.unpublished !== undefined
        ? 'it is unpublished'
        : record?.state === 'draft' || record?.state === 'archived'
          ? `its state is ${record.state}`
          : undefined;
  if (why === undefined) return;
  throw new HyperError('HYPER_MOVE_ILLEGAL', `nothing can name "${shown}": ${why}`, {
    hint: `hyper version list ${artifact.reference}`,
  });
}
