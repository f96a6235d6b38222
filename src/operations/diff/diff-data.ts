import type { JsonValue } from '../../core/index.ts';
import type { Act, ManifestChange } from '../../registry/index.ts';

export interface DiffInput {
  readonly registry: string | undefined;
  /** For releases: the commit, branch, tag or date to read them at; undefined: the working tree. */
  readonly at: string | undefined;
  /** A reference of a release, a revision, or `BASE..HEAD`. */
  readonly before: string;
  /** The other side; of a release also `@VERSION` of the same artifact. Undefined: the working tree. */
  readonly after: string | undefined;
  /** Of two revisions: only this artifact, or this namespace and what is below it. */
  readonly of: string | undefined;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
}

/** One side of a comparison. */
export interface DiffSide {
  /** A reference with its version, or the revision as it was asked for. */
  readonly name: string;
  /** Full commit id; null for the working tree. */
  readonly commit: string | null;
}

/** A value that one side has and the other has not, with its place in the file of its side. */
export interface PlacedValue {
  readonly value: JsonValue;
  /** From 1, in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** A field that differs. Of lists these are the items that differ. */
export interface FieldDifference {
  /** As one says it: `spec.runtime.version`. */
  readonly field: string;
  /** A JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly gone: readonly PlacedValue[];
  readonly come: readonly PlacedValue[];
}

/** A file that differs, or the manifests of two releases. */
export interface FileDifference {
  /** Where it stands on each side; null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly status: ManifestChange['status'];
  /** In order of their pointers; empty unless both sides were read. */
  readonly fields: readonly FieldDifference[];
}

export interface DiffData {
  readonly kind: 'releases' | 'revisions';
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** Of two releases: what matters to who uses them, in words. */
  readonly words: readonly string[];
  /** Of two revisions: what was done between them, told from what differs; in order of paths. */
  readonly acts: readonly Act[];
  /** In order of paths. */
  readonly files: readonly FileDifference[];
}
