import type { FieldReader } from './field-reader.ts';

/** One line of a source, its fields checked and its names and versions still as the source writes them. */
export interface SourceRelease {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repositories: readonly string[];
  readonly maintainers: readonly string[];
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
}

export interface SourceContent {
  readonly uri: string;
  /** Subresource integrity: `sha256-<base64>`, several parted by spaces. */
  readonly integrity: string;
  /** Bytes; undefined where the source does not tell. */
  readonly size?: number;
}

export interface SourceDependency {
  readonly name: string;
  readonly requirement: string;
  readonly type: 'runtime' | 'dev';
}

/** The versions of one name that are carried, in the order of the source. */
export interface CarriedVersions {
  /** As the source writes them, from low to high. */
  readonly inOrder: readonly string[];
  /** The SemVer version for each that is carried. */
  readonly bySource: ReadonlyMap<string, string>;
}

/** A requirement said as a range, with the code that tells what was lost on the way, if anything was. */
export type RangeAnswer =
  | {
      readonly range: string;
      readonly code?: 'HYPER_IMPORT_EDGE_APPROXIMATED' | 'HYPER_IMPORT_EDGE_UNBOUNDED';
    }
  | { readonly range?: undefined; readonly code: 'HYPER_IMPORT_EDGE_REFUSED' };

/** All that differs from one source to the next: a third importer is one file with one of these. All functions are pure. */
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
  /** Reads the fields of a line; faults are collected by the reader. */
  parse(fields: FieldReader): SourceRelease;
  /** The SemVer version, or why there is none. */
  toVersion(text: string): { readonly version: string } | { readonly why: string };
  /** The source's own order of its versions. */
  compareVersions(left: string, right: string): number;
  toRange(requirement: string, target: CarriedVersions): RangeAnswer;
}
