import { Buffer } from 'node:buffer';
import { HyperError, digestOf, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import {
  DEFAULT_TIERS,
  findTemplate,
  isSameRelease,
  nextBeginning,
  planContent,
  planRelease,
  planState,
  templateNames,
  toRecordEdit,
} from '../../lifecycle/index.ts';
import type { ContentPlan, FieldSetting, PlannedEdit } from '../../lifecycle/index.ts';
import { ARTIFACT_TYPES } from '../../manifest/index.ts';
import { latestVersion, readManifest } from '../../registry/index.ts';
import type { ArtifactEntry } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import { readRelease, readState } from './artifact-files.ts';
import { toSettings } from './field-settings.ts';
import type { FieldTexts } from './field-settings.ts';
import { assertNameFree, assertVersionFree, nextAfter, requireNewName } from './new-version.ts';
import type { NewName } from './new-version.ts';
import { assertRoom } from './quota-pool.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { PackedContent, WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

export interface RegistryCreateInput extends WriteInput, FieldTexts {
  readonly type: string;
  /** `namespace/name[@version]`, or a bare name in the namespace. */
  readonly name: string;
  /** A manifest of this machine to begin with; undefined: the release before, else the template of the type. */
  readonly from: string | undefined;
  /** A file or folder of this machine. */
  readonly content: string | undefined;
  /** Of a file; made from its name unless told. */
  readonly mediaType: string | undefined;
  /** Where the content is fetched from, for content that the repository does not take. */
  readonly uri: string | undefined;
  /** Publishes at once; otherwise the release is a draft. */
  readonly isPublished: boolean;
}

const ID = 'registry.create';

/**
 * Creates a release: its manifest, its content in its tier, and its state. What is there already, to the byte of its
 * content and fields, is left as it is (ATTACKS I02); anything else of that version is refused (I01, I03, I04).
 */
export const registryCreate: Operation<RegistryCreateInput, WriteData, WriteContext> = {
  id: ID,
  group: 'CRUD',
  summary: 'Create a release, as a draft unless told',
  async run(context, input) {
    assertType(input.type);
    const packed = input.content === undefined ? undefined : await context.packContent(input.content);
    const given = input.from === undefined ? undefined : toText(await context.readInput(input.from));
    const identity = input.isPublished
      ? { id: ID, capability: 'artifact:publish' as const, trailer: 'registry.publish' }
      : { id: ID, capability: 'artifact:create' as const };
    const outcome = await runWrite(context, input, identity, (place) =>
      planCreate(context, place, input, { packed, given }),
    );
    return { ...outcome, diagnostics: outcome.diagnostics.map(withContentHint) };
  },
};

/** The file is not there to be edited: what lacks is given with the command. */
function withContentHint(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'HYPER_FIELD_MISSING' || diagnostic.hint !== 'add content') return diagnostic;
  return {
    ...diagnostic,
    hint: 'give it: --content PATH, a file or a folder; with --uri URI for content that lies elsewhere',
  };
}

async function planCreate(
  context: WriteContext,
  place: WritePlace,
  input: RegistryCreateInput,
  { packed, given }: { readonly packed: PackedContent | undefined; readonly given: string | undefined },
): Promise<WritePlan> {
  const { snapshot } = place;
  const name = requireNewName(input.name, input.namespace);
  const artifact = snapshot.index.artifacts.get(name.reference);
  const state = await readState(place, { ...name });
  assertNameFree(snapshot, name);
  const version = name.version ?? requireFirst(name, artifact, nextAfter(artifact, state));
  const former = await readFormer(place, artifact, version);
  if (former !== undefined && former.type !== input.type) {
    throw new HyperError('HYPER_TYPE_CHANGED', `"${name.reference}" is a ${former.type}, for ever`, {
      hint: `hyper registry create ${former.type} ${name.reference}@${version}`,
    });
  }
  const content = packed === undefined ? undefined : placeContent(place, packed, input);
  const path = `${name.folder}/${version}.yaml`;
  const text = planRelease(given ?? former?.text ?? templateOf(input.type), {
    id: context.newId(),
    type: input.type,
    namespace: name.namespace,
    name: name.name,
    version,
    createdAt: context.now(),
    content: content?.field,
    settings: settingsOf(input, context.now(), given ?? former?.text),
  });
  const target = `${name.reference}@${version}`;
  const verb = input.isPublished ? 'Publish' : 'Create';
  const base = { target, summary: `${verb} ${target}`, folder: name.folder };
  const known = artifact?.releases.get(version);
  if (known !== undefined && isSameRelease((await readRelease(place, known.path)).text, text)) {
    return { ...base, edits: [], facts: { type: input.type, version, path } };
  }
  assertVersionFree(artifact, state, version);
  await assertRoom(place, name.namespace, {
    artifacts: artifact === undefined ? 1 : 0,
    storage: content === undefined || content.tier === 'external' ? 0 : (packed?.bytes.length ?? 0),
  });
  const moved = planState(state, [
    toRecordEdit(version, { state: input.isPublished ? 'published' : 'draft' }),
  ]);
  const edits = [
    { path, before: undefined, after: Buffer.from(text) },
    ...(moved === undefined ? [] : [moved]),
    ...blobEdits(place, content),
  ];
  const facts = { type: input.type, version, path, digest: digestOf(text), ...contentFacts(content, packed) };
  const step = {
    command: `hyper registry publish ${target}`,
    purpose: 'Publish it, once it says what it should: edit the file, or hyper registry update.',
  };
  return { ...base, edits, facts, nextSteps: input.isPublished ? [] : [step] };
}

function blobEdits({ snapshot }: WritePlace, content: ContentPlan | undefined): readonly PlannedEdit[] {
  if (content?.blob === undefined || snapshot.index.blobs.has(content.sha256)) return [];
  return [content.blob];
}

function settingsOf(input: RegistryCreateInput, now: Date, given: string | undefined): FieldSetting[] {
  const settings = toSettings(input);
  const published = input.isPublished ? `${now.toISOString().slice(0, 19)}Z` : undefined;
  // Where it begins with the text of another release, that one's time of publication is not its own.
  if (published === undefined && given === undefined) return settings;
  return [...settings, { pointer: ['publishedAt'], value: published }];
}

function placeContent(place: WritePlace, packed: PackedContent, input: RegistryCreateInput): ContentPlan {
  const { settings } = place.snapshot.registry;
  const tiers = { ...DEFAULT_TIERS, ...settings?.tiers };
  return planContent({ ...packed, mediaType: input.mediaType ?? packed.mediaType, uri: input.uri }, tiers);
}

function contentFacts(
  content: ContentPlan | undefined,
  packed: PackedContent | undefined,
): WriteData['facts'] {
  if (content === undefined || packed === undefined) return {};
  return { tier: content.tier, sha256: content.sha256, size: packed.bytes.length, files: packed.files };
}

async function readFormer(
  place: WritePlace,
  artifact: ArtifactEntry | undefined,
  version: string,
): Promise<{ readonly type: string; readonly text: string } | undefined> {
  if (artifact === undefined) return undefined;
  const state = place.snapshot.states.get(artifact.reference);
  // One that is there already is compared with what it would be again.
  const latest = artifact.releases.has(version) ? version : latestVersion(artifact.releases.keys(), state);
  const path = latest === undefined ? undefined : artifact.releases.get(latest)?.path;
  if (path === undefined) return undefined;
  const { text, manifest } = await readRelease(place, path);
  return { type: manifest.type, text: nextBeginning(text) };
}

/** The first release of a name may leave its version out. */
function requireFirst({ reference }: NewName, artifact: ArtifactEntry | undefined, next: string): string {
  if (artifact === undefined) return next;
  throw new HyperError('HYPER_VERSION_MISSING', `"${reference}" has releases already`, {
    hint: `say which version this one is: ${reference}@${next}`,
  });
}

function assertType(type: string): void {
  if (ARTIFACT_TYPES.has(type)) return;
  const names = [...ARTIFACT_TYPES.keys()].join(', ');
  throw new HyperError('HYPER_TEMPLATE_MISSING', `"${toOneLine(type)}" is no type of artifact`, {
    hint: `the types are: ${names}`,
  });
}

function templateOf(type: string): string {
  const text = findTemplate(`artifacts/${type}/release.yaml`);
  if (text !== undefined) return text;
  throw new HyperError('HYPER_TEMPLATE_MISSING', `there is no template for a ${toOneLine(type)}`, {
    hint: `there is one for: ${templateNames('artifacts').join(', ')}`,
  });
}

function toText(bytes: Uint8Array): string {
  const read = readManifest('release.yaml', bytes, () => undefined);
  return read?.text ?? Buffer.from(bytes).toString('utf8');
}
