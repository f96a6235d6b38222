export { audit } from './audit/audit.ts';
export type { AuditData, AuditInput } from './audit/audit.ts';
export type { AuditEvent } from './audit/audit-event.ts';
export { diff } from './diff/diff.ts';
export type { DiffData, DiffInput, DiffSide, FileDifference, PlacedValue } from './diff/diff-data.ts';
export { explain } from './read/explain.ts';
export type { ExplainData, ExplainedCode, ExplainInput } from './read/explain.ts';
export { lint } from './lint/lint.ts';
export type { LintCount, LintData, LintInput, LintWish } from './lint/lint.ts';
export { lintFix } from './lint/lint-fix.ts';
export type { LintFixInput } from './lint/lint-fix.ts';
export type { Operation, OperationContext } from './operation.ts';
export type { Basis, BasisWindow, FileBasis, PlaceBasis, ProjectSearch, RegistryBasis } from './basis.ts';
export type { Outcome, Verdict } from './outcome.ts';
export { ReadNotes } from './read-notes.ts';
export { namespaceGet } from './read/namespace-get.ts';
export type { NamespaceGetData, NamespaceGetInput } from './read/namespace-get.ts';
export { namespaceList } from './read/namespace-list.ts';
export type { ListedNamespace, NamespaceListInput } from './read/namespace-list.ts';
export { siteRevision } from './on-site/site-of.ts';
export { registryGet } from './read/registry-get.ts';
export type { ListedVersion, RegistryGetData, RegistryGetInput } from './read/registry-get.ts';
export { registryList } from './read/registry-list.ts';
export type { ListedArtifact, RegistryListInput } from './read/registry-list.ts';
export * as lists from './read/filterable-lists.ts';
export { filterRows, toRowPredicate } from './read/row-filter.ts';
export { test } from './test/test.ts';
export type { TestData, TestInput, TestRow } from './test/test.ts';
export type { TestCommand, TestContext, TestEnd, TestFile, TestOutput } from './test/test-context.ts';
export { exportNamespace } from './transfer/export.ts';
export type { ExportData, ExportInput } from './transfer/export.ts';
export { altered } from './transfer/export-format.ts';
export { sync } from './transfer/sync.ts';
export type { SyncInput } from './transfer/sync.ts';
export { importArchive } from './transfer/import-archive.ts';
export type { ImportArchiveData, ImportArchiveInput } from './transfer/import-archive.ts';
export type {
  CarriedCommit,
  CarriedFile,
  ExportContext,
  HistoryBundle,
  ImportArchiveContext,
  RestoreWish,
} from './transfer/transfer-context.ts';
export { CACHE_AREAS } from './upkeep/cache-areas.ts';
export { cacheClear } from './upkeep/cache-clear.ts';
export type { CacheClearData, CacheClearInput, CacheContext, CacheFolder } from './upkeep/cache-clear.ts';
export { indexRebuild } from './upkeep/index-rebuild.ts';
export type {
  IndexContext,
  IndexFolder,
  IndexRebuildData,
  IndexRebuildInput,
} from './upkeep/index-rebuild.ts';
export { validate } from './validate/validate.ts';
export type { ValidateInput } from './validate/validate.ts';
export type { ValidateData } from './validate/validate-outcome.ts';
export { validateText } from './validate/validate-text.ts';
export type {
  KeptPieces,
  OpenedRegistry,
  PieceCache,
  RegistryContext,
  RegistryPlace,
  ResultCache,
} from './world.ts';
export { importRegistry } from './import.ts';
export type { ImportContext, ImportData, ImportInput, MadeRepository, NewRepository } from './import.ts';
export { discover } from './read/discover.ts';
export type { DiscoverData, DiscoverInput, DiscoveryPart } from './read/discover.ts';
export { doctor } from './doctor/doctor.ts';
export type { DoctorData, DoctorInput } from './doctor/doctor.ts';
export type {
  DoctorContext,
  ForgeStanding,
  FoundKeys,
  FoundRegistry,
  RepositoryFacts,
  RepositoryTrouble,
  UnreachedRegistry,
} from './doctor/doctor-context.ts';
export { init } from './init/init.ts';
export type { InitData, InitInput } from './init/init.ts';
export type { CreatedRepository, InitContext } from './init/init-context.ts';
export type { ClientState, ClientStates } from './verify/client-state.ts';
export { checkSiteFiles } from './on-site/check-site-files.ts';
export type { Site, SiteFile } from './on-site/site.ts';
export { build } from './build/build.ts';
export type { BuildContext, BuildData, BuildInput } from './build/build.ts';
export type { OutputFolder, OutputWork } from './build/output-folder.ts';
export type { SignedSite, SigningWish, SiteSigningContext } from './build/sign-site.ts';
export { keyExport } from './keys/key-export.ts';
export type { KeyExportData, KeyExportInput } from './keys/key-export.ts';
export { keyGenerate } from './keys/key-generate.ts';
export type { KeyGenerateData, KeyGenerateInput } from './keys/key-generate.ts';
export { configGet } from './settings/config-get.ts';
export type { ConfigGetData } from './settings/config-get.ts';
export { configList } from './settings/config-list.ts';
export type { ListedSetting } from './settings/config-list.ts';
export { configSet, configUnset } from './settings/config-set.ts';
export type { ConfigChangeData } from './settings/config-set.ts';
export type { SettingSources } from './settings/layered-settings.ts';
export type { SettingFile } from './settings/setting-files.ts';
export { OUTPUT_VALUES, SETTINGS } from './settings/setting-table.ts';
export type { SettingFileLayer } from './settings/setting-table.ts';
export type { SettingsContext } from './settings/settings-context.ts';
export { keyList } from './keys/key-list.ts';
export type { KeyListData } from './keys/key-list.ts';
export type { KeyContext, KeyFacts, KeyStore, StoredKey, UnusableKey } from './keys/key-store.ts';
export type {
  DepsContext,
  DepsInput,
  OpenPackagesOptions,
  PackagesContext,
  ProjectFiles,
} from './deps/deps-context.ts';
export { depsAdd, depsRemove } from './deps/deps-edit.ts';
export type { DependencyChange, DepsAddInput, DepsEditData, DepsRemoveInput } from './deps/deps-edit.ts';
export { depsGraph } from './deps/deps-graph.ts';
export type { DepsGraphData, DepsGraphInput, GraphForm } from './deps/deps-graph.ts';
export { depsList } from './deps/deps-list.ts';
export type { DepsListData, ListedDependency } from './deps/deps-list.ts';
export { depsOutdated } from './deps/deps-outdated.ts';
export type { DepsOutdatedData, DepsOutdatedInput, OutdatedRow } from './deps/deps-outdated.ts';
export { depsResolve } from './deps/deps-resolve.ts';
export type { DepsResolveInput } from './deps/deps-resolve.ts';
export { depsTree } from './deps/deps-tree.ts';
export type { DepsTreeData, DepsTreeInput, TreeNode } from './deps/deps-tree.ts';
export { depsVerify } from './deps/deps-verify.ts';
export type { DepsVerifyData } from './deps/deps-verify.ts';
export { depsWhy } from './deps/deps-why.ts';
export type { DepsWhyData, DepsWhyInput } from './deps/deps-why.ts';
export type { DepsResolveData, ResolvedRow } from './deps/resolve-data.ts';
export { sign } from './signing/sign.ts';
export type { JudgedRow, SignData, SignInput } from './signing/sign.ts';
export { attest } from './signing/attest.ts';
export type { AttestData, AttestInput } from './signing/attest.ts';
export type { SignedRow } from './signing/sign-files.ts';
export type { OpenedSigner, RegistryFiles, SigningContext } from './signing/signing-context.ts';
export { verify } from './verify/verify.ts';
export type { VerifyData, VerifyInput } from './verify/verify-run.ts';
export type { VerifyContext } from './verify/verify-context.ts';
export { keyRevoke } from './keys/key-revoke.ts';
export type { KeyRevokeInput } from './keys/key-revoke.ts';
export { keyRotate } from './keys/key-rotate.ts';
export type { KeyRotateInput } from './keys/key-rotate.ts';
export type { KeyChangeData } from './keys/key-change.ts';
export type { EditedFile, TrustContext, TrustWriteContext } from './trust/trust-context.ts';
export { trustInit } from './trust/trust-init.ts';
export type { TrustInitInput, TrustPlanData } from './trust/trust-init.ts';
export { trustRotate } from './trust/trust-rotate.ts';
export type { TrustRotateInput } from './trust/trust-rotate.ts';
export { trustShow } from './trust/trust-show.ts';
export type { TrustShowData } from './trust/trust-show.ts';
export type { ListedParties, NamedSigners, ShownIdentity, ShownKey } from './signing/named-signers.ts';
export { trustStatus } from './trust/trust-status.ts';
export type { SigningRow, SigningTask, TrustStatusData, TrustStatusInput } from './trust/trust-status.ts';
export { verifySite } from './verify/verify-site.ts';
export type { VerifySiteContext, VerifySiteData, VerifySiteInput } from './verify/verify-site.ts';
export { isAllowedHost } from '../registry/index.ts';
export { depsWhyNot } from './deps/deps-why-not.ts';
export type { DepsWhyNotData, DepsWhyNotInput } from './deps/deps-why-not.ts';
export { pull } from './deps/pull.ts';
export type { ContentFolder, PullContext, PullData, PullInput, WantedContent } from './deps/pull.ts';
export { depsConflicts } from './deps/deps-conflicts.ts';
export type { DepsConflictsData, DepsConflictsInput } from './deps/deps-conflicts.ts';
export { depsImpact } from './deps/deps-impact.ts';
export type { ChangedDependent, DepsImpactData, DepsImpactInput } from './deps/deps-impact.ts';
export { search } from './read/search.ts';
export type { SearchData, SearchInput } from './read/search.ts';
export type { SearchContext } from './read/open-search-index.ts';
export { ci } from './ci/ci.ts';
export type { CiContext, CiInput } from './ci/ci-context.ts';
export type { CiCounts, CiData, OpenDecision } from './ci/ci-data.ts';
export { accessExplain } from './access/access-explain.ts';
export type { AccessExplainData, AccessExplainInput } from './access/access-explain.ts';
export { policyExplain } from './policy/policy-explain.ts';
export type { PolicyExplainContext, PolicyExplainData, PolicyExplainInput } from './policy/policy-explain.ts';
export { policyList } from './policy/policy-list.ts';
export type { ListedPolicy, PolicyListInput } from './policy/policy-list.ts';
export { policyTest } from './policy/policy-test.ts';
export type { PolicyTestInput, TestedExample } from './policy/policy-test.ts';
export { policyTry } from './policy/policy-try.ts';
export type { PolicyTryData, PolicyTryInput } from './policy/policy-try.ts';
export type {
  Actor,
  PackedContent,
  PreparedChange,
  WriteContext,
  WriteMode,
  WritePlace,
  WriteTarget,
  WrittenChange,
} from './write/write-context.ts';
export type { WriteData, WriteInput } from './write/write-data.ts';
export type { ProposalInput, ProposalPlace, Proposals } from './write/proposal/proposals.ts';
export type { MoveInput, MoveOperation } from './write/move-operation.ts';
export {
  registryArchive,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRestore,
  registryUndeprecate,
  registryUnpublish,
  versionUnyank,
  versionYank,
} from './write/moves.ts';
export { registryCreate } from './write/registry-create.ts';
export type { RegistryCreateInput } from './write/registry-create.ts';
export type { FieldTexts } from './write/field-settings.ts';
export { registryUpdate } from './write/registry-update.ts';
export type { RegistryUpdateInput } from './write/registry-update.ts';
export { registryRename, registryTransfer } from './write/registry-rename.ts';
export type { RegistryRenameInput, RegistryTransferInput } from './write/registry-rename.ts';
export { versionPromote, versionTag } from './write/version-names.ts';
export type { VersionPromoteInput, VersionTagInput } from './write/version-names.ts';
export { versionList } from './write/version-list.ts';
export type { VersionListData, VersionListInput, VersionRow } from './write/version-list.ts';
export {
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  namespaceRevoke,
} from './write/namespace-writes.ts';
export type {
  NamespaceCreateInput,
  NamespaceDeleteInput,
  NamespaceGrantInput,
  NamespaceRevokeInput,
  QuotaTexts,
} from './write/namespace-writes.ts';
export { downgrade, upgrade } from './write/change-format.ts';
export type { FormatInput } from './write/change-format.ts';
export { migrate } from './write/migrate.ts';
export { namespacePolicy, namespaceQuota } from './write/namespace-rules.ts';
export type { NamespacePolicyInput, NamespaceQuotaInput } from './write/namespace-rules.ts';
export { hookInstall } from './hook/hook-install.ts';
export type { HookInstallContext, HookInstallData, HookInstallInput } from './hook/hook-install.ts';
export { preReceive } from './hook/pre-receive.ts';
export type { JudgedUpdate, PreReceiveData, PreReceiveInput } from './hook/pre-receive.ts';
export { forgeEvent } from './forge/forge-event.ts';
export type { ForgeEventData, ForgeEventInput } from './forge/forge-event.ts';
export type { ForgeContext, ForgeReportContext, ReadReport } from './forge/forge-context.ts';
export { forgeMerge } from './forge/forge-merge.ts';
export type { ForgeMergeData, ForgeMergeInput } from './forge/forge-merge.ts';
export { forgeReport } from './forge/forge-report.ts';
export type { ForgeReportData, ForgeReportInput } from './forge/forge-report.ts';
export { forgeShow } from './forge/forge-show.ts';
export type { ForgeShowContext, ForgeShowInput } from './forge/forge-show.ts';
