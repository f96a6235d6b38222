import type { ParsedDocument } from '../../document/index.ts';
import type { ArtifactManifest, ArtifactStateManifest, Manifest } from '../../manifest/index.ts';
import type { FileRole, OutsideChange, Revision, Snapshot, TreeEntry } from '../../registry/index.ts';
import type { ForgeAccount } from '../event/change-event.ts';
import type { Indexes } from './indexes.ts';
import type { NameIndex } from './name-index.ts';
import type { RegistryUsage } from './registry-usage.ts';

/** A file at one side of a change. */
export interface FileSide {
  readonly entry: TreeEntry;
  /** Undefined for what is no readable manifest. */
  readonly document: ParsedDocument | undefined;
  readonly manifest: Manifest | undefined;
}

/** One file that the change touches; a rename is a removal and an addition, so it never hides an edit (ATTACKS C16). */
export interface ChangedFile {
  readonly path: string;
  readonly role: FileRole;
  readonly status: 'added' | 'changed' | 'removed';
  readonly before: FileSide | undefined;
  readonly after: FileSide | undefined;
  /** What the target branch holds at the path now; undefined for nothing. */
  readonly tip: TreeEntry | undefined;
}

/** An artifact at one revision. */
export interface ArtifactSide {
  /** By version as the file name spells it. */
  readonly releases: ReadonlyMap<string, TreeEntry>;
  /** Versions that have a signature beside them. */
  readonly signed: ReadonlySet<string>;
  readonly state: ArtifactStateManifest | undefined;
}

/** An artifact that the change touches, at the merge base, on the target branch and at the head. */
export interface ChangedArtifact {
  /** `namespace/name`. */
  readonly reference: string;
  readonly namespace: string;
  readonly name: string;
  readonly folder: string;
  readonly before: ArtifactSide;
  readonly tip: ArtifactSide;
  readonly after: ArtifactSide;
  /** The highest release that was there before; undefined where there was none, or it cannot be read. */
  readonly former: ArtifactManifest | undefined;
  readonly files: readonly ChangedFile[];
}

/**
 * A change from a merge base to a head with what judging it asks for. Everything about control is that of the merge base
 * (SPEC section 6); the head is only ever judged.
 */
export interface ChangeSubject {
  readonly base: Revision;
  readonly tip: Revision;
  readonly head: Revision;
  /** In byte order of paths. */
  readonly files: readonly ChangedFile[];
  /** What the change touches outside the registry's folder, in byte order of paths. */
  readonly outside: readonly OutsideChange[];
  /** By `namespace/name`, in the order of the files. */
  readonly artifacts: ReadonlyMap<string, ChangedArtifact>;
  /** Registry, namespaces and policies of the merge base, as far as the change is about them. */
  readonly control: Snapshot;
  /** The same of the head: what would be in force after. */
  readonly nextControl: Snapshot;
  /** States of redirect targets at the head, by `namespace/name`. */
  readonly targets: ReadonlyMap<string, ArtifactStateManifest | undefined>;
  /** The names that the target branch holds; undefined where the change brings no new one. */
  readonly names: NameIndex | undefined;
  /** What the folders that the change touches hold, at its three revisions. */
  readonly indexes: Indexes;
  /** How many must sign the trust root of the merge base; 1 where there is none. */
  readonly rootThreshold: number;
  /** Empty where the change brings no release. */
  readonly usage: RegistryUsage;
  /** Who brings the change, as far as the forge tells. */
  readonly authors: readonly ForgeAccount[];
}
