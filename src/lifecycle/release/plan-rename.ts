import { HyperError, toOneLine } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import { renderDocument } from '../../document/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { SCHEMA_BASE_URL, editManifest } from '../../manifest/index.ts';
import type { PlannedEdit } from '../planned-edit.ts';
import { planState } from '../state/state-file.ts';
import type { StateFile } from '../state/state-file.ts';
import { toTimestamp } from '../trust/new-key.ts';

/** An artifact that gets another name, or another namespace, or both. */
export interface Renaming {
  readonly now: Date;
  readonly reason: string | undefined;
  readonly from: StateFile;
  /** Every release that was not deleted, by version, with the text of its manifest. */
  readonly releases: ReadonlyMap<string, string>;
  readonly to: { readonly namespace: string; readonly name: string; readonly folder: string };
  /** Artifacts whose redirect leads to the old name: theirs will lead to the new one, so that none leads over two. */
  readonly led: readonly StateFile[];
  /** README.md and CHANGELOG.md, which stand at the new name too. */
  readonly texts: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly newId: () => string;
}

const COMMENT = 'What may change after a release. This artifact was published under another name before.';

/**
 * The edits of a renaming: every release under the new name with an id of its own, what was said of them, and a redirect at
 * the old name. The old releases stay to the byte, so that locks that name them keep working. Errors:
 * `HYPER_REDIRECT_CHAIN` where the old name is a redirect already (ATTACKS O11). Pure but for `newId`.
 */
export function planRename(renaming: Renaming): readonly PlannedEdit[] {
  const { from, to, releases, led, texts, now, reason } = renaming;
  if (from.manifest?.redirect !== undefined) {
    throw new HyperError(
      'HYPER_REDIRECT_CHAIN',
      `"${toOneLine(`${from.namespace}/${from.name}`)}" has moved already`,
      { hint: `rename what it moved to: "${toOneLine(from.manifest.redirect.artifact)}"` },
    );
  }
  const added = (path: string, after: Uint8Array): PlannedEdit => ({ path, before: undefined, after });
  const copies = [...releases].map(([version, text]) =>
    added(`${to.folder}/${version}.yaml`, Buffer.from(copyOf(text, renaming))),
  );
  const target = `${to.namespace}/${to.name}`;
  const redirect: JsonObject = {
    artifact: target,
    at: toTimestamp(now),
    ...(reason === undefined ? {} : { reason }),
  };
  const moved = planState(from, [{ pointer: ['redirect'], value: redirect }]);
  const others = led.map((file) => planState(file, [{ pointer: ['redirect', 'artifact'], value: target }]));
  const state = stateOfCopy(renaming);
  return [
    ...copies,
    ...(state === undefined ? [] : [added(`${to.folder}/artifact.yaml`, Buffer.from(state))]),
    ...texts.map(({ file, bytes }) => added(`${to.folder}/${file}`, bytes)),
    ...[moved, ...others].filter((edit) => edit !== undefined),
  ];
}

function copyOf(text: string, { to, newId }: Renaming): string {
  const identity = { id: newId(), namespace: to.namespace, name: to.name };
  return editManifest(
    text,
    'Artifact',
    Object.entries(identity).map(([key, value]): DocumentEdit => ({ pointer: [key], value })),
  );
}

/** What was said of the releases that are copied. Tombstones stay where the deleted versions were. */
function stateOfCopy({ from, to, releases }: Renaming): string | undefined {
  const { manifest } = from;
  const kept = Object.entries(manifest?.releases ?? {}).filter(([version]) => releases.has(version));
  const named = (names: Readonly<Record<string, string>> = {}): JsonObject =>
    Object.fromEntries(Object.entries(names).filter(([, version]) => releases.has(version)));
  const parts: JsonObject = {
    releases: Object.fromEntries(kept),
    channels: named(manifest?.channels),
    tags: named(manifest?.tags),
  };
  const said = Object.entries(parts).filter(([, value]) => Object.keys(value as JsonObject).length > 0);
  if (said.length === 0) return undefined;
  const head = { apiVersion: 'hyper/v1', kind: 'ArtifactState', namespace: to.namespace, name: to.name };
  const options = { schemaUrl: `${SCHEMA_BASE_URL}artifact-state.schema.json`, comment: COMMENT };
  return renderDocument({ ...head, revision: 1, ...Object.fromEntries(said) }, options);
}
