import type { Dependency, Digests, ArtifactManifest as Artifact } from '../manifest/index.ts';
import type { ReleaseState } from './release-state.ts';

/** One dependency as far as choosing versions needs it. */
export type PackageDependency = Pick<
  Dependency,
  'artifact' | 'range' | 'type' | 'optional' | 'condition' | 'registry'
> &
  Partial<Pick<Dependency, 'pointer'>>;

/** The content of a release: what it is, and where. */
export interface PackageContent {
  readonly digests: Digests;
  /** In bytes. */
  readonly size?: number;
  /** An address, a path in the registry, or `inline` for content in the manifest itself. */
  readonly source: string;
}

/** A release as far as choosing, locking and finding its content need it. */
export interface PackageRelease {
  readonly version: string;
  readonly id: string;
  /** Of the manifest's exact bytes, `sha256:hex`. */
  readonly manifest: string;
  /** Absent where the release has none. */
  readonly content?: PackageContent;
  readonly dependencies: readonly PackageDependency[];
  readonly state: ReleaseState;
  /** UTC ISO 8601. */
  readonly publishedAt: string;
  /** As `readSigners`, where a site tells it with the release. */
  readonly signer?: string;
  /** Of the manifest, from the registry's root; absent where the registry does not tell. */
  readonly path?: string;
}

/** Everything of an artifact that choosing its versions needs. */
export interface PackageArtifact {
  /** `namespace/name`. */
  readonly reference: string;
  /** By version, in any order. */
  readonly releases: ReadonlyMap<string, PackageRelease>;
  /** Reasons of deleted versions, by version. */
  readonly tombstones: ReadonlyMap<string, string>;
  /** Channels and tags: the version each names. */
  readonly named: ReadonlyMap<string, string>;
  /** `namespace/name` of the artifact that it was moved to. */
  readonly redirect?: string;
  /** How often it was fetched, where the registry counts. */
  readonly downloads?: number;
}

/** What a registry says of itself. */
export interface RegistryIdentity {
  readonly name: string;
  readonly id?: string;
  /** Full commit id of the state that is read; absent where no commit holds it. */
  readonly commit?: string;
  /** Of the trust root, where there is one. */
  readonly rootVersion?: number;
  /** Hosts that content may come from; absent: any. */
  readonly allowedContentHosts?: readonly string[];
}

/** A release by name. */
export interface PackageKey {
  readonly reference: string;
  readonly version: string;
}

/** A manifest with the exact text that its digest is of. */
export interface PackageManifest {
  readonly manifest: Artifact;
  readonly text: string;
  /** The bytes of the file that signs it, where a site tells them with the manifest. */
  readonly signatures?: Uint8Array;
}

/** Files of a built site, which are read where no repository can be opened to prove what was signed. */
export interface PackageFiles {
  /** The address, as people would write it. */
  readonly label: string;
  /** The sha256 in hex of every file that was read so far, by path, those of artifacts too; undefined where there was none. */
  readonly digests: ReadonlyMap<string, string | undefined>;
  /** Undefined where there is no such file. */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
}

/**
 * Port: a registry as a consumer reads it, a few artifacts at a time, from a repository or from a built site. All of it is
 * untrusted. Errors of every call: those of the store, or of the network (`HYPER_REMOTE_…`).
 */
export interface PackageRegistry {
  /** Of a built site; undefined where a repository is read. */
  readonly files: PackageFiles | undefined;
  identity(): Promise<RegistryIdentity>;
  /** What there is of the artifacts, by `namespace/name`; what does not exist is left out. One that was read is kept. */
  readArtifacts(references: readonly string[]): Promise<ReadonlyMap<string, PackageArtifact>>;
  /** Every `namespace/name`, for what was meant by one that is not there; none where telling them would cost too much. */
  names(): Promise<readonly string[]>;
  /** The manifests of releases, in the order asked for; undefined where there is none to be read. */
  readManifests(keys: readonly PackageKey[]): Promise<readonly (PackageManifest | undefined)[]>;
  /** Checks that what `readArtifacts` gave of releases is what their manifests say. Errors: `HYPER_SITE_MISMATCH`. */
  confirm(keys: readonly PackageKey[]): Promise<void>;
  /** Who signed each release, in the order asked for: key ids or subjects with commas; undefined where nobody did, null
   *  where that cannot be told. */
  readSigners(keys: readonly PackageKey[]): Promise<readonly (string | undefined | null)[]>;
  /** A file of the middle storage tier. Errors: `HYPER_CONTENT_MISSING`, `HYPER_CONTENT_TOO_LARGE`. */
  readBlob(path: string, maxBytes: number): Promise<Uint8Array>;
}

/** A built site as a registry: what it holds is untrusted, and `files` is what proves it. */
export interface BuiltSite extends PackageRegistry {
  readonly files: PackageFiles;
}
