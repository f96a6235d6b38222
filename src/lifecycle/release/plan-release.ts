import { canonicalJson, isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { DocumentEdit, Pointer } from '../../document/index.ts';
import { schemaLineFor, editManifest } from '../../manifest/index.ts';
import { toTimestamp } from '../trust/new-key.ts';

/** A release that is to be written. */
export interface NewRelease {
  readonly id: string;
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly createdAt: Date;
  /** The field `content`; undefined leaves what the beginning says of it. */
  readonly content: JsonObject | undefined;
  /** Other fields, in order. */
  readonly settings: readonly FieldSetting[];
}

/** One field that is set; undefined removes it. */
export interface FieldSetting {
  readonly pointer: Pointer;
  readonly value: JsonValue | undefined;
}

/** What differs between two writings of one release. */
const MOMENTARY: ReadonlySet<string> = new Set(['id', 'createdAt', 'publishedAt']);

/** What says something of one release alone, and is no beginning for the next. */
const OF_ONE_RELEASE: readonly string[] = ['publishedAt', 'content'];

/**
 * The manifest of a release that begins as a text does: a template, the release before, or what somebody wrote. Values
 * are set as parts of the document and never pasted into its text, so that none can mean more than itself (ATTACKS T04);
 * comments stay. Errors: `HYPER_EDIT_REFUSED`, `HYPER_YAML_UNWRITABLE`. Pure.
 */
export function planRelease(beginning: string, release: NewRelease): string {
  const { id, type, namespace, name, version, createdAt, content, settings } = release;
  const identity: JsonObject = {
    apiVersion: 'hyper/v1',
    kind: 'Artifact',
    id,
    type,
    namespace,
    name,
    version,
    createdAt: toTimestamp(createdAt),
  };
  const edits: DocumentEdit[] = Object.entries(identity).map(([key, value]) => ({ pointer: [key], value }));
  if (content !== undefined) edits.push({ pointer: ['content'], value: content });
  return withSchemaLine(editManifest(beginning, 'Artifact', [...edits, ...settings]));
}

/** The manifest of a release as the beginning of the next: without what is said of that one alone. Pure. */
export function nextBeginning(text: string): string {
  const edits = OF_ONE_RELEASE.map((key): DocumentEdit => ({ pointer: [key], value: undefined }));
  return editManifest(text, 'Artifact', [...edits, { pointer: ['metadata', 'changes'], value: undefined }]);
}

/** The draft with fields set and everything else, comments too, as it was. Errors: `HYPER_EDIT_REFUSED`. Pure. */
export function planDraft(text: string, settings: readonly FieldSetting[]): string {
  return editManifest(text, 'Artifact', settings);
}

function withSchemaLine(text: string): string {
  if (/^# yaml-language-server: \$schema=/mu.test(text)) return text;
  return `${schemaLineFor('Artifact')}\n${text}`;
}

/**
 * Whether two manifests say the same of a release, whatever its id and the time of writing: a release that is created
 * twice is one release (ATTACKS I02). Pure.
 */
export function isSameRelease(left: string, right: string): boolean {
  const [one, other] = [left, right].map((text) =>
    timeless(parseDocument(Buffer.from(text)).document?.value),
  );
  return one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);
}

function timeless(value: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !MOMENTARY.has(key)));
}
