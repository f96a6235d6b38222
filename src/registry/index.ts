export { FOLDER_MODE, listFoldersOf } from './folder-listing.ts';
export type { FolderListing } from './folder-listing.ts';
export { isManifestRole, roleOf } from './file-role.ts';
export type { FileRole } from './file-role.ts';
export { folderOf, indexEntries } from './registry-index.ts';
export type { ArtifactEntry, NamespaceEntry, RegistryIndex } from './registry-index.ts';
export { WORKING_TREE } from './registry-store.ts';
export type { Blob, BlobRequest, RegistryStore, Revision, TreeChange, TreeEntry } from './registry-store.ts';
export { compareValues, loadChangeSet } from './change-set.ts';
export type { FieldChange, ManifestChange } from './change-set.ts';
export { findArtifact, selectVersion } from './find-release.ts';
export type { Found, LookupPlace } from './find-release.ts';
export { QUOTA_NAMES, inheritanceOf, inheritedBy, lineageOf, quotaOf } from './inheritance.ts';
export type { Inherited, PolicyInForce, QuotaName } from './inheritance.ts';
export { isChoosable, latestVersion, releaseStateOf, sortedVersions } from './release-state.ts';
export type { ReleaseState } from './release-state.ts';
export { loadSnapshot, readManifest, streamReleases } from './snapshot.ts';
export type { NamespaceRecord, Release, Snapshot } from './snapshot.ts';
export { packageArtifactOf, toPackageRelease } from './package-artifact.ts';
export type {
  PackageArtifact,
  PackageContent,
  PackageDependency,
  PackageKey,
  PackageManifest,
  PackageRegistry,
  PackageRelease,
  RegistryIdentity,
} from './package-registry.ts';
export { StorePackages } from './store-packages.ts';
