import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import type { DocumentEdit, ParsedDocument, Pointer } from '../document/index.ts';
import { editManifest } from '../manifest/index.ts';
import type { Dependency, DependencyCondition, DependencyType, ProjectManifest } from '../manifest/index.ts';

/** A dependency that a project is to have. */
export interface NewDependency {
  /** `namespace/name`. */
  readonly artifact: string;
  readonly range: string;
  readonly type: DependencyType;
  readonly optional: boolean;
  readonly condition?: DependencyCondition;
  readonly registry?: string;
  readonly reason?: string;
}

/** What a project's text becomes, and what was there before. */
export interface PlannedProject {
  readonly text: string;
  /** The ranges that were replaced or removed. */
  readonly replaced: readonly string[];
}

/**
 * The text of a project that needs the artifact: an entry of the same artifact and type is changed, else one is put behind
 * the others, in the short form where it says enough and the project uses it. All else, comments too, stays. Pure.
 */
export function planDependency(
  document: ParsedDocument,
  manifest: ProjectManifest,
  added: NewDependency,
): PlannedProject {
  const known = sameEntries(manifest, added.artifact, added.type);
  const [first] = known;
  const entry = toEntry(added);
  const isShort = Object.keys(entry).length === 2;
  const replaced = known.map(({ range }) => range);
  const field = fieldOf(document);
  if (first !== undefined && known.length === 1) {
    const isPair = typeof first.pointer[1] === 'string';
    if (isPair && isShort)
      return edited(document, [{ pointer: first.pointer, value: added.range }], replaced);
    if (!isPair) {
      const kept = entryAt(document, first.pointer);
      return edited(document, [{ pointer: first.pointer, value: { ...kept, ...entry } }], replaced);
    }
  }
  if (isJsonObject(field) && isShort && known.length === 0) {
    return edited(document, [{ pointer: ['dependencies', added.artifact], value: added.range }], []);
  }
  const others = toList(field).filter((one) => !isSameEntry(one, known, added.type));
  return edited(document, [{ pointer: ['dependencies'], value: [...others, entry] }], replaced);
}

/** The text of a project without the artifact, whatever it was needed for, or for one type alone. Pure. */
export function planRemoval(
  document: ParsedDocument,
  manifest: ProjectManifest,
  artifact: string,
  type: DependencyType | undefined,
): PlannedProject {
  const known = sameEntries(manifest, artifact, type);
  const backwards = [...known].reverse();
  const edits = backwards.map(({ pointer }): DocumentEdit => ({ pointer, value: undefined }));
  return edited(
    document,
    edits,
    known.map(({ range }) => range),
  );
}

function edited(
  document: ParsedDocument,
  edits: readonly DocumentEdit[],
  replaced: readonly string[],
): PlannedProject {
  return { text: editManifest(document.text, 'Project', edits), replaced };
}

function sameEntries(
  manifest: ProjectManifest,
  artifact: string,
  type: DependencyType | undefined,
): Dependency[] {
  return manifest.dependencies.filter(
    (one) => one.artifact === artifact && (type === undefined || one.type === type),
  );
}

function toEntry({
  artifact,
  range,
  type,
  optional,
  condition,
  registry,
  reason,
}: NewDependency): JsonObject {
  return {
    artifact,
    version: range,
    ...(type === 'runtime' ? {} : { type }),
    ...(optional ? { optional } : {}),
    ...(condition === undefined ? {} : { condition: { ...condition } }),
    ...(registry === undefined ? {} : { registry }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function fieldOf({ value }: ParsedDocument): JsonValue {
  return (isJsonObject(value) ? value['dependencies'] : undefined) ?? [];
}

function entryAt(document: ParsedDocument, [, index]: Pointer): JsonObject {
  const field = fieldOf(document);
  const entry =
    Array.isArray(field) && typeof index === 'number' ? (field as readonly JsonValue[])[index] : undefined;
  return isJsonObject(entry) ? entry : {};
}

/** The short form holds no more than a range: a project that needs more gets the long one. */
function toList(field: JsonValue): readonly JsonValue[] {
  if (Array.isArray(field)) return field as readonly JsonValue[];
  if (!isJsonObject(field)) return [];
  return Object.entries(field).map(([artifact, version]) => ({ artifact, version }));
}

function isSameEntry(entry: JsonValue, known: readonly Dependency[], type: DependencyType): boolean {
  if (!isJsonObject(entry) || (entry['type'] ?? 'runtime') !== type) return false;
  return known.some(
    ({ pointer, artifact }) => entry['artifact'] === artifact || entry['artifact'] === pointer[1],
  );
}
