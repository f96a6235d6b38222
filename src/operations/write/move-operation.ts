import { HyperError, canonicalJson, digestOf, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import {
  moveRelease,
  planDraft,
  planState,
  planUnnaming,
  recordOf,
  toRecordEdit,
  toTimestamp,
} from '../../lifecycle/index.ts';
import type { MoveFacts, MoveName, PlannedEdit, StateRecord } from '../../lifecycle/index.ts';
import { parseReference } from '../../names/index.ts';
import { isPrerelease, parseVersion } from '../../version/index.ts';
import { streamReleases } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { NextStep } from '../init/init-next-steps.ts';
import type { Operation } from '../operation.ts';
import { readRelease, requireRelease } from './artifact-files.ts';
import type { FoundRelease, ReadRelease } from './artifact-files.ts';
import { runWrite } from './run-write.ts';
import type { WritePlan } from './run-write.ts';
import type { WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

/** A move of one release. */
export interface MoveInput extends WriteInput {
  readonly reference: string;
  readonly reason: string | undefined;
  /** Of a deprecation: what to use instead, a reference. */
  readonly replacement?: string | undefined;
  /** Of a deprecation: versions of the same artifact that will do. */
  readonly alternateVersions?: readonly string[] | undefined;
  /** Of a deprecation: when it will be removed. */
  readonly removedAt?: Date | undefined;
  readonly severity?: MoveFacts['severity'];
  readonly advisory?: string | undefined;
}

export type MoveOperation = Operation<MoveInput, WriteData, WriteContext>;

interface MoveWords {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  readonly capability: string;
  readonly move: MoveName;
  /** Of the commit: `Yank`. */
  readonly verb: string;
}

/** An operation that moves one release to another state in artifact.yaml (SPEC section 2.2). Made twice, it changes nothing. */
export function moveOperation(words: MoveWords): MoveOperation {
  const { id, group, summary, capability } = words;
  return {
    id,
    group,
    summary,
    run: (context, input) =>
      runWrite(context, input, { id, capability }, (place) => planMove(context, place, input, words)),
  };
}

async function planMove(
  context: WriteContext,
  place: WritePlace,
  input: MoveInput,
  { move, verb }: MoveWords,
): Promise<WritePlan> {
  const found = await requireRelease(place, input, input.reference);
  const { artifact, state, version } = found;
  const target = `${artifact.reference}@${version}`;
  const record = recordOf(state, version);
  assertTargets(place, input, found);
  const entry = artifact.releases.get(version);
  const release = entry === undefined ? undefined : await readRelease(place, entry.path);
  const now = context.now();
  const said: MoveFacts = {
    ...input,
    now,
    by: place.actor?.name,
    ...(release === undefined ? {} : { digest: digestOf(release.bytes) }),
  };
  const next = moveRelease(move, target, record, said);
  const base = { target, summary: `${verb} ${target}`, reason: input.reason, folder: artifact.folder };
  const facts = { version, state: wordOf(next), stateBefore: wordOf(record) };
  if (canonicalJson(asJson(next)) === canonicalJson(asJson(record ?? { state: 'published' }))) {
    return { ...base, edits: [], facts };
  }
  const names = move === 'delete' ? planUnnaming(state, version) : [];
  const moved = planState(state, [toRecordEdit(version, next), ...names]);
  const edits: PlannedEdit[] = moved === undefined ? [] : [moved];
  if (move === 'delete') edits.push(...(await removals(place, found)));
  const isDraft = move === 'publish' && record?.state === 'draft';
  const published = isDraft && release !== undefined ? await publishing(place, found, release, now) : {};
  return { ...base, facts, ...published, edits: [...edits, ...(published.edits ?? [])] };
}

function asJson(record: StateRecord): JsonValue {
  return JSON.parse(JSON.stringify(record)) as JsonValue;
}

/** The state of a release in words, as lists show it. Pure. */
export function wordOf(record: StateRecord | undefined): string {
  if (record?.tombstone !== undefined) return 'deleted';
  const more = [
    ...(record?.yanked === undefined ? [] : ['yanked']),
    ...(record?.unpublished === undefined ? [] : ['unpublished']),
  ];
  return [record?.state ?? 'published', ...more].join(', ');
}

/** What users are sent to is there. Errors: `HYPER_REPLACEMENT_MISSING`. */
function assertTargets(place: WritePlace, input: MoveInput, { artifact, state }: FoundRelease): void {
  const refuse = (text: string): never => {
    throw new HyperError('HYPER_REPLACEMENT_MISSING', `the registry does not hold "${toOneLine(text)}"`, {
      hint: 'name what is there: hyper registry list',
    });
  };
  const { replacement } = input;
  if (replacement !== undefined) {
    const parsed = parseReference(replacement);
    if (!parsed.ok || parsed.value.kind === 'id') return refuse(replacement);
    const { namespace = artifact.namespace, name, selector } = parsed.value;
    const other = place.snapshot.index.artifacts.get(`${namespace}/${name}`);
    if (other === undefined) return refuse(replacement);
    if (selector?.kind === 'version' && !other.releases.has(selector.version)) return refuse(replacement);
  }
  for (const version of input.alternateVersions ?? []) {
    const isThere = artifact.releases.has(version) && recordOf(state, version)?.tombstone === undefined;
    if (!isThere) return refuse(`${artifact.reference}@${version}`);
  }
}

/** The files of a release that is deleted: its manifest, and its content where nothing else has it. */
async function removals(place: WritePlace, { artifact, version }: FoundRelease): Promise<PlannedEdit[]> {
  const path = artifact.releases.get(version)?.path;
  if (path === undefined) return [];
  const paths = [path, ...(await ownBlob(place, path))];
  const edits: PlannedEdit[] = [];
  for (const one of paths) {
    const before = await place.read(one);
    if (before !== undefined) edits.push({ path: one, before, after: undefined });
  }
  return edits;
}

async function ownBlob(place: WritePlace, path: string): Promise<readonly string[]> {
  const { content } = (await readRelease(place, path)).manifest;
  const blob = content?.path;
  if (blob === undefined) return [];
  const all = place.snapshot.index.artifacts.values();
  for await (const { entry, manifest } of streamReleases(place.registry.store, all, () => undefined)) {
    if (entry.path !== path && manifest.content?.path === blob) return [];
  }
  return [blob];
}

/**
 * What becomes of the manifest of a draft that is published: a signed one stays as it was signed, another one learns when
 * it was published, and is to be signed.
 */
async function publishing(
  place: WritePlace,
  { artifact, version }: FoundRelease,
  { bytes, text, manifest }: ReadRelease,
  now: Date,
): Promise<Pick<WritePlan, 'nextSteps'> & { readonly edits?: readonly PlannedEdit[] }> {
  const path = artifact.releases.get(version)?.path ?? '';
  const parsed = parseVersion(version);
  const channel = parsed.ok && isPrerelease(parsed.value) ? 'edge' : 'stable';
  const step: NextStep = {
    command: `hyper version promote ${artifact.reference}@${version} --to ${channel}`,
    purpose: 'Let a channel name it.',
  };
  const isSigned = (await place.read(signaturePathOf(path))) !== undefined;
  if (isSigned || manifest.publishedAt !== undefined) return { nextSteps: [step] };
  const dated = planDraft(text, [{ pointer: ['publishedAt'], value: toTimestamp(now) }]);
  return { nextSteps: [step], edits: [{ path, before: bytes, after: Buffer.from(dated) }] };
}
