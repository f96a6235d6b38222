import type { JsonObject, JsonValue } from '../../core/index.ts';
import { renderDocument } from '../../document/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { SCHEMA_BASE_URL, toApiVersion, editManifest } from '../../manifest/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { planRevision } from '../plan-revision.ts';
import type { PlannedEdit } from '../planned-edit.ts';

/** The file artifact.yaml of an artifact, as it is; without bytes where there is none yet. */
export interface StateFile {
  /** From the registry's root. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly bytes: Uint8Array | undefined;
  readonly manifest: ArtifactStateManifest | undefined;
}

/** What is known of one release; undefined where artifact.yaml says nothing of it. */
export type StateRecord = NonNullable<ArtifactStateManifest['releases']>[string];

const COMMENT =
  'What may change after a release: its state, channels, tags, a new name. hyper raises the revision with every change.';

/**
 * The edit that makes these changes of artifact.yaml and raises its revision by one; every other byte stays. None where
 * nothing changes. Errors: `HYPER_EDIT_REFUSED`. Pure.
 */
export function planState(file: StateFile, changes: readonly DocumentEdit[]): PlannedEdit | undefined {
  const { bytes, path } = file;
  if (changes.length === 0) return undefined;
  if (bytes === undefined) {
    return { path, before: undefined, after: Buffer.from(newState(file, changes)) };
  }
  return planRevision(
    { path, bytes, kind: 'ArtifactState', revision: file.manifest?.revision ?? 0 },
    changes,
  );
}

/** The edit that sets what an artifact says to everybody, or takes it away. Pure. */
export function planNotice(file: StateFile, notice: string): PlannedEdit | undefined {
  if (notice === '') return planState(file, file.manifest?.notice === undefined ? [] : [REMOVED_NOTICE]);
  const said: DocumentEdit = { pointer: ['notice'], value: notice };
  // A file that is there keeps its format, which its keepers choose; a new one begins where it must.
  const format: DocumentEdit = { pointer: ['apiVersion'], value: toApiVersion(2) };
  return planState(file, file.bytes === undefined ? [format, said] : [said]);
}

const REMOVED_NOTICE: DocumentEdit = { pointer: ['notice'], value: undefined };

function newState({ namespace, name }: StateFile, changes: readonly DocumentEdit[]): string {
  const manifest: JsonObject = {
    apiVersion: 'hyper/v1',
    kind: 'ArtifactState',
    namespace,
    name,
    revision: 1,
  };
  const options = { schemaUrl: `${SCHEMA_BASE_URL}artifact-state.schema.json`, comment: COMMENT };
  return editManifest(renderDocument(manifest, options), 'ArtifactState', changes);
}

/** What artifact.yaml says of a release. Pure. */
export function recordOf({ manifest }: StateFile, version: string): StateRecord | undefined {
  const releases = manifest?.releases;
  return releases !== undefined && Object.hasOwn(releases, version) ? releases[version] : undefined;
}

/** The change of one release's record; the keys stand in the order of the schema. Pure. */
export function toRecordEdit(version: string, record: StateRecord): DocumentEdit {
  return { pointer: ['releases', version], value: asJson(record) };
}

function asJson(value: StateRecord): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
