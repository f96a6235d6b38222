import type { Code, Diagnostic, JsonObject } from '../core/index.ts';
import type { ParsedDocument } from '../document/index.ts';
import type { Manifest } from '../manifest/index.ts';
import type { FileRole, FolderListing, RegistryIndex, TreeEntry } from '../registry/index.ts';

/** What every rule says of itself. */
export interface RuleDescription {
  /** Kebab-case, stable. */
  readonly id: string;
  readonly family:
    | 'tree'
    | 'layout'
    | 'parse'
    | 'schema'
    | 'path'
    | 'name'
    | 'version'
    | 'content'
    | 'dependencies'
    | 'lifecycle'
    | 'immutability'
    | 'ownership'
    | 'control'
    | 'policies'
    | 'secrets'
    | 'signing'
    | 'quotas';
  /** One sentence: what is true of a registry that passes. */
  readonly summary: string;
  /** Codes its findings carry. Rules that pass on the parser's findings name none. */
  readonly codes: readonly Code[];
}

/** A tree told from paths and modes, and which of its paths are under examination. */
export interface TreeSubject {
  readonly folders: ReadonlyMap<string, FolderListing>;
  readonly index: RegistryIndex;
}

/** A law about the tree alone; no content is read. */
export interface TreeRule extends RuleDescription {
  check(subject: TreeSubject): Iterable<Diagnostic>;
}

/** What a file's check may ask about the rest of the registry. */
export interface Surroundings {
  /** Whether `namespace/name` has any release. */
  hasArtifact(reference: string): boolean;
  hasBlob(hex: string): boolean;
  /** Whether a release has a file; asked only of artifacts whose folder is under examination. */
  hasRelease(reference: string, version: string): boolean;
  /** Whether any release of an artifact has a file; asked as `hasRelease`. */
  hasReleases(reference: string): boolean;
}

/** One file's content. */
export interface FileSubject {
  readonly entry: TreeEntry;
  readonly role: FileRole;
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** A law about the bytes of one file. */
export interface ContentRule extends RuleDescription {
  check(subject: FileSubject): Iterable<Diagnostic>;
}

/** One file that is a readable document, sound or not. */
export interface DocumentSubject {
  readonly role: FileRole;
  readonly document: ParsedDocument;
  /** The mapping that the document is. */
  readonly fields: JsonObject;
}

/** A law about the fields of a document in its place, whatever else is wrong with it. The common case must be cheap. */
export interface DocumentRule extends RuleDescription {
  check(subject: DocumentSubject): readonly Diagnostic[];
}

/** One file that is a faultless manifest of its kind. */
export interface ManifestSubject {
  readonly entry: TreeEntry;
  readonly role: FileRole;
  readonly document: ParsedDocument;
  readonly manifest: Manifest;
  readonly surroundings: Surroundings;
}

/** A law about one manifest in its place. Called for every manifest of the registry: the common case must be cheap. */
export interface ManifestRule extends RuleDescription {
  check(subject: ManifestSubject): readonly Diagnostic[];
}
