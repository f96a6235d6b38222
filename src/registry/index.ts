export { FOLDER_MODE, listFoldersOf } from './folder-listing.ts';
export type { FolderListing } from './folder-listing.ts';
export { isManifestRole, roleOf } from './file-role.ts';
export type { FileRole } from './file-role.ts';
export { folderOf, indexEntries } from './registry-index.ts';
export type { ArtifactEntry, NamespaceEntry, RegistryIndex } from './registry-index.ts';
export { WORKING_TREE, commitTime, uncommittedFile } from './registry-store.ts';
export type {
  Blob,
  BlobRequest,
  FileVersions,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from './registry-store.ts';
export { actsOf } from './acts/acts-of.ts';
export type { StateValues } from './acts/acts-of.ts';
export { readUnchangedStates } from './acts/unchanged-states.ts';
export { ACT_OPERATIONS } from './acts/act.ts';
export type { Act, ActOperation } from './acts/act.ts';
export { fanOutSegment, toPhysicalPath, withoutFanOut } from './layout/fan-out.ts';
export type { Layout } from './layout/fan-out.ts';
export { LaidOutStore } from './layout/laid-out-store.ts';
export { namespaceOfFile, toLogicalChanges } from './layout/logical-changes.ts';
export { fanOutOf, fanOutOfValue, layoutOf, loadFanOut } from './layout/registry-layout.ts';
export { loadChangeSet, readChanges } from './change-set.ts';
export type { ManifestChange } from './change-set.ts';
export { notableChanges, shownValue, tellChanges } from './notable-changes.ts';
export type { NotableChange } from './notable-changes.ts';
export { compareValues } from './compare-values.ts';
export type { FieldChange } from './compare-values.ts';
export type { CommitPerson, LoggedCommit, CommitLog } from './commit-log.ts';
export { isAllowedHost } from './allowed-host.ts';
export type {
  BroughtMessage,
  BroughtObject,
  OutsideChange,
  RecentCommit,
  RepositoryHistory,
} from './repository-history.ts';
export { findArtifact, foldersNamed, selectVersion } from './find-release.ts';
export { nearestArtifact } from './nearest-artifact.ts';
export type { Found, LookupPlace } from './find-release.ts';
export { QUOTA_NAMES, inheritanceOf, inheritedBy, lineageOf, lineagePaths, quotaOf } from './inheritance.ts';
export type { Inherited, PolicyInForce, QuotaName } from './inheritance.ts';
export { PlaceFinder, locateFaults } from './placed-fault.ts';
export type { Place, PlacedFault } from './placed-fault.ts';
export { isChoosable, latestOf, latestVersion, releaseStateOf, sortedVersions } from './release-state.ts';
export type { ReleaseState } from './release-state.ts';
export { signersOf } from './signers-of.ts';
export { readFormerVersions } from './trust/former-versions.ts';
export { namespacesSignedAlone } from './trust/signed-alone.ts';
export { readObserved } from './read-observed.ts';
export type { Observed } from './read-observed.ts';
export { loadFolders, loadSnapshot, readManifest, streamReleases } from './snapshot.ts';
export type { FrameOptions, NamespaceRecord, Release, Snapshot } from './snapshot.ts';
export { contentOf, packageArtifactOf, toPackageRelease, toPlainRelease } from './package-artifact.ts';
export type {
  PackageArtifact,
  PackageContent,
  PackageDependency,
  PackageKey,
  BuiltSite,
  PackageFiles,
  PackageManifest,
  PackageRegistry,
  PackageRelease,
  RegistryIdentity,
} from './package-registry.ts';
export { NOTHING_KEPT, keyOfArtifact, parseKept, renderKept } from './kept-artifacts.ts';
export type { KeptArtifacts } from './kept-artifacts.ts';
export { StorePackages } from './store-packages.ts';
export type { StorePackagesOptions } from './store-packages.ts';
export { loadTrust } from './trust/load-trust.ts';
export type { LoadedTrust, TrustOptions } from './trust/load-trust.ts';
export { ProofBook } from './trust/outside-proofs.ts';
export type { OutsideVerifier } from './trust/outside-proofs.ts';
export { parseSigned } from './trust/parse-signed.ts';
export type { ParsedFile } from './trust/parse-signed.ts';
export { pairsOf, readPairs } from './trust/read-pairs.ts';
export type { Pair, ReadPair } from './trust/read-pairs.ts';
export { contentFault, verifyBlobs } from './trust/verify-blobs.ts';
export { PairJudge, factsOf, verifyPairs } from './trust/verify-pairs.ts';
export type {
  PairVerifier,
  PlainAuthority,
  PlannedPair,
  SignedFinding,
  VerifyFindings,
  VerifyPlan,
} from './trust/verify-pairs.ts';
