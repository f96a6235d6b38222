import type { JsonObject } from '../core/index.ts';
import type { FieldReader } from './field-reader.ts';
import type { SourceEntry } from './source-entry.ts';

/** One line or entry of a source, its fields checked and its names and versions still as the source writes them. */
export interface SourceRelease {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repositories: readonly string[];
  readonly maintainers: readonly string[];
  readonly keywords?: readonly string[];
  /** Milliseconds since 1970; null where the source gives no times. */
  readonly publishedAt: number | null;
  readonly content: SourceContent;
  readonly dependencies: readonly SourceDependency[];
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** Why it was yanked. */
  readonly yanked?: string;
  /** Why it is deprecated. */
  readonly deprecated?: string;
  /** What it becomes; a library in the format's language where the source does not tell. */
  readonly shape?: ArtifactShape;
}

/** A type of artifact with its `spec`. All releases of a name have the same type. */
export interface ArtifactShape {
  readonly type: 'library' | 'service' | 'config';
  readonly spec: JsonObject;
}

/** Where the bytes of a release are, or the bytes themselves. */
export type SourceContent = LinkedContent | WrittenContent;

/** Text that is the content itself. */
export interface WrittenContent {
  readonly text: string;
  readonly mediaType: string;
  /** The bytes that it stands for, where the source gives no sha256 of them. */
  readonly standsFor?: { readonly uri: string; readonly integrity: string };
}

/** Content elsewhere. */
export interface LinkedContent {
  readonly uri: string;
  /** Subresource integrity: `sha256-<base64>`, several parted by spaces. */
  readonly integrity: string;
  /** Bytes; undefined where the source does not tell. */
  readonly size?: number;
}

export interface SourceDependency {
  readonly name: string;
  readonly requirement: string;
  readonly type: 'runtime' | 'dev' | 'peer';
  readonly isOptional?: boolean;
}

/** The versions of one name that are carried, in the order of the source. */
export interface CarriedVersions {
  /** As the source writes them, from low to high. */
  readonly inOrder: readonly string[];
  /** The SemVer version for each that is carried. */
  readonly bySource: ReadonlyMap<string, string>;
}

/** What an import is told beside its file. */
export interface ImportOptions {
  /** Where the file came from: relative addresses in it begin there. */
  readonly sourceUrl?: string;
}

/** A requirement said as a range, with the code that tells what was lost on the way, if anything was. */
export type RangeAnswer =
  | {
      readonly range: string;
      readonly code?: 'HYPER_IMPORT_EDGE_APPROXIMATED' | 'HYPER_IMPORT_EDGE_UNBOUNDED';
    }
  | { readonly range?: undefined; readonly code: 'HYPER_IMPORT_EDGE_REFUSED' };

/** All that differs from one source to the next: another importer is one file with one of these. All functions are pure. */
export interface SourceFormat {
  /** As in `hyper import KIND:FILE`. */
  readonly kind: string;
  /** The name of the registry it comes from, for people. */
  readonly title: string;
  /** What the input is, in a sentence. */
  readonly describe: string;
  /** Where the releases go: a child of a scope, dotted. */
  readonly namespace: string;
  /** `spec.language` of every library. */
  readonly language: string;
  /** How versions and requirements are carried, in a sentence or two for the README. */
  readonly mapping: string;
  /** The entries of a source that is one document; absent where each line is a release. Errors: `HYPER_IMPORT_DOCUMENT`. */
  readonly entries?: (text: string) => readonly SourceEntry[];
  /** The name to spell in kebab-case; the name itself where absent. */
  readonly toName?: (name: string) => string;
  /** Reads the fields of a line or an entry; faults are collected by the reader. */
  parse(fields: FieldReader, options: ImportOptions): SourceRelease;
  /** The SemVer version, or why there is none. */
  toVersion(text: string): { readonly version: string } | { readonly why: string };
  /** The source's own order of its versions. */
  compareVersions(left: string, right: string): number;
  toRange(requirement: string, target: CarriedVersions): RangeAnswer;
}
