import { Buffer } from 'node:buffer';
import { HyperError } from '../../core/index.ts';
import { DEFAULT_TIERS, planContent, planDraft, planNotice, recordOf } from '../../lifecycle/index.ts';
import type { FieldSetting, PlannedEdit } from '../../lifecycle/index.ts';
import type { Operation } from '../operation.ts';
import { readRelease, requireArtifact, requireRelease } from './artifact-files.ts';
import { toSettings } from './field-settings.ts';
import type { FieldTexts } from './field-settings.ts';
import { assertRoom } from './quota-pool.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { PackedContent, WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

export interface RegistryUpdateInput extends WriteInput, FieldTexts {
  readonly reference: string;
  /** A file or folder of this machine; of a draft alone. */
  readonly content: string | undefined;
  readonly mediaType: string | undefined;
  readonly uri: string | undefined;
  /** Files of this machine that become the texts of the artifact, which may always change. */
  readonly readme: string | undefined;
  readonly changelog: string | undefined;
  /** What everybody who looks at the artifact is to know; empty: no more. */
  readonly notice: string | undefined;
}

const ID = 'registry.update';

/** What update was given to put in place. */
interface Given {
  readonly packed: PackedContent | undefined;
  readonly texts: ReadonlyMap<string, Uint8Array>;
}

/**
 * Changes a draft, or the texts and the notice of an artifact; nothing else of a release ever changes (ATTACKS I06). Comments stay.
 */
export const registryUpdate: Operation<RegistryUpdateInput, WriteData, WriteContext> = {
  id: ID,
  group: 'CRUD',
  summary: 'Change a draft, or the README, changelog and notice of an artifact',
  async run(context, input) {
    const packed = input.content === undefined ? undefined : await context.packContent(input.content);
    const texts = new Map<string, Uint8Array>();
    if (input.readme !== undefined) texts.set('README.md', await context.readInput(input.readme));
    if (input.changelog !== undefined) texts.set('CHANGELOG.md', await context.readInput(input.changelog));
    return runWrite(context, input, { id: ID, capability: 'artifact:update' }, (place) =>
      planUpdate(place, input, { packed, texts }),
    );
  },
};

async function planUpdate(place: WritePlace, input: RegistryUpdateInput, given: Given): Promise<WritePlan> {
  const settings = toSettings(input);
  const { artifact, state: file } = await requireArtifact(place, input, input.reference);
  const base = {
    target: artifact.reference,
    summary: `Update ${artifact.reference}`,
    folder: artifact.folder,
  };
  const edits = await textEdits(place, artifact.folder, given.texts);
  const notice = input.notice === undefined ? undefined : planNotice(file, input.notice);
  if (notice !== undefined) edits.push(notice);
  if (settings.length === 0 && given.packed === undefined) {
    if (given.texts.size === 0 && input.notice === undefined) throw nothingGiven();
    return { ...base, edits };
  }
  const { version, state } = await requireRelease(place, input, input.reference);
  const target = `${artifact.reference}@${version}`;
  const record = recordOf(state, version);
  if (record?.state !== 'draft' || record.tombstone !== undefined) {
    throw new HyperError('HYPER_RELEASE_IMMUTABLE', `"${target}" is no draft any more`, {
      hint: `publish the change as the next version: hyper registry create TYPE ${artifact.reference}@VERSION`,
    });
  }
  const path = artifact.releases.get(version)?.path ?? '';
  const { bytes, text } = await readRelease(place, path);
  const content = await contentSettings(place, input, artifact.namespace, given.packed);
  const changed = planDraft(text, [...settings, ...content.settings]);
  if (changed !== text) edits.unshift({ path, before: bytes, after: Buffer.from(changed) });
  return { ...base, target, summary: `Update ${target}`, edits: [...edits, ...content.blobs] };
}

async function contentSettings(
  place: WritePlace,
  input: RegistryUpdateInput,
  namespace: string,
  packed: PackedContent | undefined,
): Promise<{ readonly settings: readonly FieldSetting[]; readonly blobs: readonly PlannedEdit[] }> {
  if (packed === undefined) return { settings: [], blobs: [] };
  const { registry, index } = place.snapshot;
  const mediaType = input.mediaType ?? packed.mediaType;
  const tiers = { ...DEFAULT_TIERS, ...registry.settings?.tiers };
  const plan = planContent({ ...packed, mediaType, uri: input.uri }, tiers);
  const isNew = plan.tier !== 'external' && !index.blobs.has(plan.sha256);
  if (isNew) await assertRoom(place, namespace, { artifacts: 0, storage: packed.bytes.length });
  const blobs = plan.blob === undefined || !isNew ? [] : [plan.blob];
  return { settings: [{ pointer: ['content'], value: plan.field }], blobs };
}

async function textEdits(
  place: WritePlace,
  folder: string,
  texts: ReadonlyMap<string, Uint8Array>,
): Promise<PlannedEdit[]> {
  const edits: PlannedEdit[] = [];
  for (const [file, after] of texts) {
    const path = `${folder}/${file}`;
    const before = await place.read(path);
    if (before === undefined || Buffer.compare(before, after) !== 0) edits.push({ path, before, after });
  }
  return edits;
}

function nothingGiven(): HyperError {
  return new HyperError('HYPER_FIELD_UNSETTABLE', 'nothing to change was given', {
    hint: 'give for example --description "…", --set spec.engine=eta, --content PATH or --readme FILE',
  });
}
