import type { Code, JsonObject } from '../../core/index.ts';
import type { ParsedDocument, Pointer } from '../../document/index.ts';
import type { Manifest } from '../../manifest/index.ts';

/** What stands beside a release. */
export interface LintPlace {
  readonly hasReadme: boolean;
  readonly hasChangelog: boolean;
  /** Whether it is the release that users get who name none. */
  readonly isLatest: boolean;
  /** Whether the artifact has releases of a lower version. */
  readonly hasFormer: boolean;
}

/** A faultless manifest, with what stands beside it. */
export interface LintSubject {
  readonly path: string;
  readonly document: ParsedDocument;
  /** The mapping that the document is. */
  readonly fields: JsonObject;
  readonly manifest: Manifest;
  /** Of a release; undefined for other manifests. */
  readonly place: LintPlace | undefined;
}

/** Something that could be better, at a place of the document. */
export interface LintFinding {
  readonly message: string;
  readonly hint: string;
  /** The whole document, where it is left out. */
  readonly pointer?: Pointer;
  readonly part?: 'key' | 'value';
}

/** Advice: what a valid manifest could do better. */
export interface LintRule {
  /** Kebab-case, stable. */
  readonly id: string;
  readonly code: Code;
  /** Warnings make `hyper lint` end with 1, infos do not. */
  readonly severity: 'warning' | 'info';
  check(subject: LintSubject): Iterable<LintFinding>;
  readonly mend?: LintMend;
}

/** How advice is followed by a machine. */
export interface LintMend {
  /** `layout`: the manifest says the same afterwards; `fields`: another spelling of the same meaning. */
  readonly changes: 'layout' | 'fields';
  /** The text without what the rule finds, every comment kept; believed only where it reads back as `changes` says. */
  apply(subject: LintSubject): string;
}
