import { HyperError } from '../../core/index.ts';
import { planRename, recordOf } from '../../lifecycle/index.ts';
import { streamReleases } from '../../registry/index.ts';
import type { ArtifactEntry } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import { readState, redirectedTo, requireArtifact } from './artifact-files.ts';
import type { FoundArtifact } from './artifact-files.ts';
import { assertNameFree, requireNewName } from './new-version.ts';
import type { NewName } from './new-version.ts';
import { assertRoom } from './quota-pool.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';
import { assertWholeArtifact } from '../whole-artifact.ts';

export interface RegistryRenameInput extends WriteInput {
  readonly reference: string;
  /** The new name; `namespace/name` moves it to another namespace too. */
  readonly to: string;
  readonly reason: string | undefined;
}

export interface RegistryTransferInput extends WriteInput {
  readonly reference: string;
  /** The namespace that gets it. */
  readonly to: string;
  readonly reason: string | undefined;
}

/** Gives an artifact another name; the old one leads there, and its releases stay for the locks that name them. */
export const registryRename: Operation<RegistryRenameInput, WriteData, WriteContext> = {
  id: 'registry.rename',
  group: 'lifecycle',
  summary: 'Give an artifact another name, and let the old one lead there',
  run: (context, input) =>
    runWrite(context, input, { id: 'registry.rename', capability: 'artifact:publish' }, async (place) => {
      assertWholeArtifact(input.reference);
      assertWholeArtifact(input.to);
      const found = await requireArtifact(place, input, input.reference);
      const to = requireNewName(input.to, found.artifact.namespace);
      return planMoveTo(context, place, found, to, input.reason);
    }),
};

/** Moves an artifact to another namespace under the same name; whoever owns either namespace must agree. */
export const registryTransfer: Operation<RegistryTransferInput, WriteData, WriteContext> = {
  id: 'registry.transfer',
  group: 'lifecycle',
  summary: 'Move an artifact to another namespace, and let the old name lead there',
  run: (context, input) =>
    runWrite(context, input, { id: 'registry.transfer', capability: 'artifact:publish' }, async (place) => {
      assertWholeArtifact(input.reference);
      const found = await requireArtifact(place, input, input.reference);
      const to = requireNewName(found.artifact.name, input.to);
      return planMoveTo(context, place, found, to, input.reason);
    }),
};

async function planMoveTo(
  context: WriteContext,
  place: WritePlace,
  { artifact, state }: FoundArtifact,
  to: NewName,
  reason: string | undefined,
): Promise<WritePlan> {
  const base = {
    target: artifact.reference,
    summary: `Move ${artifact.reference} to ${to.reference}`,
    reason,
    folder: artifact.folder,
    facts: { from: artifact.reference, to: to.reference },
  };
  if (state.manifest?.redirect?.artifact === to.reference) return { ...base, edits: [] };
  if (place.snapshot.index.artifacts.has(to.reference)) {
    throw new HyperError('HYPER_NAME_TAKEN', `"${to.reference}" is there already`, {
      hint: 'choose another name: two histories cannot become one',
    });
  }
  assertNameFree(place.snapshot, to);
  await assertRoom(place, to.namespace, { artifacts: 1, storage: 0 });
  const releases = await liveReleases(
    place,
    artifact,
    (version) => recordOf(state, version)?.tombstone === undefined,
  );
  if (releases.size === 0) {
    throw new HyperError('HYPER_NAME_TOMBSTONED', `all releases of "${artifact.reference}" were deleted`, {
      hint: 'there is nothing to move',
    });
  }
  const led = [];
  for (const reference of redirectedTo(place.snapshot, artifact.reference)) {
    const other = place.snapshot.index.artifacts.get(reference);
    if (other !== undefined) led.push(await readState(place, other));
  }
  const texts = [];
  for (const file of ['README.md', 'CHANGELOG.md']) {
    const bytes = await place.read(`${artifact.folder}/${file}`);
    if (bytes !== undefined) texts.push({ file, bytes });
  }
  const now = context.now();
  const newId = (): string => context.newId();
  const edits = planRename({ now, reason, from: state, releases, to, led, texts, newId });
  const both =
    to.namespace === artifact.namespace ? to.namespace : `${artifact.namespace} and ${to.namespace}`;
  const steps = [{ command: null, purpose: `Whoever owns ${both} must agree to the pull request.` }];
  return { ...base, edits, facts: { ...base.facts, releases: releases.size }, nextSteps: steps };
}

async function liveReleases(
  place: WritePlace,
  artifact: ArtifactEntry,
  isLive: (version: string) => boolean,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const faults: string[] = [];
  const { store } = place.registry;
  for await (const { version, text } of streamReleases(store, [artifact], ({ path }) =>
    faults.push(path ?? ''),
  )) {
    if (isLive(version)) texts.set(version, text);
  }
  const [fault] = faults;
  if (fault === undefined) return texts;
  throw new HyperError('HYPER_EDIT_REFUSED', `"${fault}" is not valid`, {
    hint: 'hyper validate shows what is wrong',
  });
}
