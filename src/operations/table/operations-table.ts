import {
  accessExplain,
  attest,
  audit,
  build,
  ci,
  depsAdd,
  depsConflicts,
  depsGraph,
  depsImpact,
  depsList,
  depsOutdated,
  depsRemove,
  depsResolve,
  depsTree,
  depsVerify,
  depsWhy,
  depsWhyNot,
  discover,
  doctor,
  explain,
  importRegistry,
  init,
  keyExport,
  keyGenerate,
  keyList,
  keyRevoke,
  keyRotate,
  namespaceCreate,
  namespaceDelete,
  namespaceGet,
  namespaceGrant,
  namespaceList,
  namespacePolicy,
  namespaceQuota,
  namespaceRevoke,
  policyExplain,
  policyList,
  policyTest,
  policyTry,
  pull,
  registryArchive,
  registryCreate,
  registryDelete,
  registryDeprecate,
  registryGet,
  registryList,
  registryPublish,
  registryRename,
  registryRestore,
  registryTransfer,
  registryUndeprecate,
  registryUnpublish,
  registryUpdate,
  search,
  sign,
  trustInit,
  trustRotate,
  trustShow,
  trustStatus,
  validate,
  verify,
  verifySite,
  versionList,
  versionPromote,
  versionTag,
  versionUnyank,
  versionYank,
} from '../index.ts';

/** What somebody must be allowed to do (SPEC section 3). */
export type CapabilityName =
  | 'artifact:create'
  | 'artifact:publish'
  | 'artifact:update'
  | 'artifact:delete'
  | 'artifact:deprecate'
  | 'artifact:read'
  | 'artifact:discover'
  | 'namespace:manage'
  | 'user:manage'
  | 'registry:admin';

/** One operation, as every face of the table needs it: the command line, the gate, later a server. */
export interface OperationRow {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  /** The names of its types; their JSON Schemas are in `generated/operation-schemas.json`. Null: it takes nothing. */
  readonly input: string | null;
  /** With `[]` behind it, a list of them. */
  readonly data: string;
  /** What whoever asks for it, or merges it, must be allowed to do; null where it concerns nobody but the user. */
  readonly capability: CapabilityName | null;
  /** Whether it changes what a registry says, so that its history tells of it. */
  readonly isAudited: boolean;
  /** The words of SPEC section 3 that it is. */
  readonly spec: readonly string[];
  /** The one function that does it. */
  readonly run: unknown;
}

type Facts = Pick<OperationRow, 'capability' | 'isAudited' | 'spec'>;

function row(
  operation: Pick<OperationRow, 'id' | 'group' | 'summary' | 'run'>,
  input: string | null,
  data: string,
  facts: Facts,
): OperationRow {
  const { id, group, summary, run } = operation;
  return { id, group, summary, run, input, data, ...facts };
}

/** Every operation, once (SPEC section 3). */
export const OPERATIONS: readonly OperationRow[] = [
  row(registryList, 'RegistryListInput', 'ListedArtifact[]', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: ['list'],
  }),
  row(registryGet, 'RegistryGetInput', 'RegistryGetData', {
    capability: 'artifact:read',
    isAudited: false,
    spec: ['read'],
  }),
  row(registryCreate, 'RegistryCreateInput', 'WriteData', {
    capability: 'artifact:create',
    isAudited: true,
    spec: ['create'],
  }),
  row(registryUpdate, 'RegistryUpdateInput', 'WriteData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['update'],
  }),
  row(registryDelete, 'MoveInput', 'WriteData', {
    capability: 'artifact:delete',
    isAudited: true,
    spec: ['delete'],
  }),
  row(search, 'SearchInput', 'SearchData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: ['search', 'query'],
  }),
  row(discover, 'DiscoverInput', 'DiscoverData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: ['relationship_find'],
  }),
  row(registryPublish, 'MoveInput', 'WriteData', {
    capability: 'artifact:publish',
    isAudited: true,
    spec: ['publish'],
  }),
  row(registryUnpublish, 'MoveInput', 'WriteData', {
    capability: 'artifact:publish',
    isAudited: true,
    spec: ['unpublish'],
  }),
  row(registryDeprecate, 'MoveInput', 'WriteData', {
    capability: 'artifact:deprecate',
    isAudited: true,
    spec: ['deprecate'],
  }),
  row(registryUndeprecate, 'MoveInput', 'WriteData', {
    capability: 'artifact:deprecate',
    isAudited: true,
    spec: ['undeprecate'],
  }),
  row(registryArchive, 'MoveInput', 'WriteData', {
    capability: 'artifact:deprecate',
    isAudited: true,
    spec: ['archive'],
  }),
  row(registryRestore, 'MoveInput', 'WriteData', {
    capability: 'artifact:deprecate',
    isAudited: true,
    spec: ['restore'],
  }),
  row(registryRename, 'RegistryRenameInput', 'WriteData', {
    capability: 'artifact:publish',
    isAudited: true,
    spec: [],
  }),
  row(registryTransfer, 'RegistryTransferInput', 'WriteData', {
    capability: 'artifact:publish',
    isAudited: true,
    spec: [],
  }),
  row(versionList, 'VersionListInput', 'VersionListData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(versionTag, 'VersionTagInput', 'WriteData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['tag'],
  }),
  row(versionPromote, 'VersionPromoteInput', 'WriteData', {
    capability: 'artifact:publish',
    isAudited: true,
    spec: ['promote'],
  }),
  row(versionYank, 'MoveInput', 'WriteData', {
    capability: 'artifact:deprecate',
    isAudited: true,
    spec: ['yank'],
  }),
  row(versionUnyank, 'MoveInput', 'WriteData', {
    capability: 'artifact:deprecate',
    isAudited: true,
    spec: ['unyank'],
  }),
  row(namespaceList, 'NamespaceListInput', 'ListedNamespace[]', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(namespaceGet, 'NamespaceGetInput', 'NamespaceGetData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(namespaceCreate, 'NamespaceCreateInput', 'WriteData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: [],
  }),
  row(namespaceDelete, 'NamespaceDeleteInput', 'WriteData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: [],
  }),
  row(namespaceGrant, 'NamespaceGrantInput', 'WriteData', {
    capability: 'user:manage',
    isAudited: true,
    spec: [],
  }),
  row(namespaceRevoke, 'NamespaceRevokeInput', 'WriteData', {
    capability: 'user:manage',
    isAudited: true,
    spec: [],
  }),
  row(namespacePolicy, 'NamespacePolicyInput', 'WriteData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: [],
  }),
  row(namespaceQuota, 'NamespaceQuotaInput', 'WriteData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: [],
  }),
  row(validate, 'ValidateInput', 'ValidateData', {
    capability: 'artifact:read',
    isAudited: false,
    spec: ['validate'],
  }),
  row(ci, 'CiInput', 'CiData', { capability: 'artifact:read', isAudited: false, spec: [] }),
  row(audit, 'AuditInput', 'AuditData', { capability: 'artifact:read', isAudited: false, spec: [] }),
  row(policyList, 'PolicyListInput', 'ListedPolicy[]', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(policyTest, 'PolicyTestInput', 'TestedExample[]', {
    capability: 'artifact:read',
    isAudited: false,
    spec: [],
  }),
  row(policyTry, 'PolicyTryInput', 'PolicyTryData', {
    capability: 'artifact:read',
    isAudited: false,
    spec: [],
  }),
  row(policyExplain, 'PolicyExplainInput', 'PolicyExplainData', {
    capability: 'artifact:read',
    isAudited: false,
    spec: [],
  }),
  row(accessExplain, 'AccessExplainInput', 'AccessExplainData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(depsAdd, 'DepsAddInput', 'DepsEditData', { capability: null, isAudited: false, spec: [] }),
  row(depsRemove, 'DepsRemoveInput', 'DepsEditData', { capability: null, isAudited: false, spec: [] }),
  row(depsList, 'DepsInput', 'DepsListData', { capability: null, isAudited: false, spec: [] }),
  row(depsResolve, 'DepsResolveInput', 'DepsResolveData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: ['resolve', 'dependency_resolve'],
  }),
  row(depsTree, 'DepsTreeInput', 'DepsTreeData', { capability: null, isAudited: false, spec: [] }),
  row(depsWhy, 'DepsWhyInput', 'DepsWhyData', { capability: null, isAudited: false, spec: [] }),
  row(depsWhyNot, 'DepsWhyNotInput', 'DepsWhyNotData', { capability: null, isAudited: false, spec: [] }),
  row(depsGraph, 'DepsGraphInput', 'DepsGraphData', {
    capability: null,
    isAudited: false,
    spec: ['dependency_graph'],
  }),
  row(depsOutdated, 'DepsOutdatedInput', 'DepsOutdatedData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(depsVerify, 'DepsInput', 'DepsVerifyData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(depsConflicts, 'DepsConflictsInput', 'DepsConflictsData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: ['conflict_detect'],
  }),
  row(depsImpact, 'DepsImpactInput', 'DepsImpactData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(pull, 'PullInput', 'PullData', { capability: 'artifact:read', isAudited: false, spec: [] }),
  row(sign, 'SignInput', 'SignData', { capability: null, isAudited: true, spec: ['sign'] }),
  row(attest, 'AttestInput', 'AttestData', { capability: null, isAudited: true, spec: ['attest'] }),
  row(verify, 'VerifyInput', 'VerifyData', {
    capability: 'artifact:read',
    isAudited: false,
    spec: ['verify'],
  }),
  row(verifySite, 'VerifySiteInput', 'VerifySiteData', { capability: null, isAudited: false, spec: [] }),
  row(keyGenerate, 'KeyGenerateInput', 'KeyGenerateData', {
    capability: null,
    isAudited: false,
    spec: ['key_generate'],
  }),
  row(keyList, null, 'KeyListData', { capability: null, isAudited: false, spec: [] }),
  row(keyExport, 'KeyExportInput', 'KeyExportData', { capability: null, isAudited: false, spec: [] }),
  row(keyRotate, 'KeyRotateInput', 'KeyChangeData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: ['key_rotate'],
  }),
  row(keyRevoke, 'KeyRevokeInput', 'KeyChangeData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: ['key_revoke'],
  }),
  row(trustInit, 'TrustInitInput', 'TrustPlanData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: [],
  }),
  row(trustRotate, 'TrustRotateInput', 'TrustPlanData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: [],
  }),
  row(trustShow, 'ReadInput', 'TrustShowData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(trustStatus, 'TrustStatusInput', 'TrustStatusData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(init, 'InitInput', 'InitData', { capability: null, isAudited: false, spec: [] }),
  row(importRegistry, 'ImportInput', 'ImportData', { capability: null, isAudited: false, spec: [] }),
  row(build, 'BuildInput', 'BuildData', { capability: 'artifact:read', isAudited: false, spec: [] }),
  row(doctor, 'DoctorInput', 'DoctorData', { capability: null, isAudited: false, spec: [] }),
  row(explain, 'ExplainInput', 'ExplainData', { capability: null, isAudited: false, spec: [] }),
];
