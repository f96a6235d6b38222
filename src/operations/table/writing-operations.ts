import {
  downgrade,
  lintFix,
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  namespacePolicy,
  migrate,
  namespaceQuota,
  namespaceRevoke,
  registryArchive,
  registryCreate,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRename,
  registryRestore,
  registryTransfer,
  registryUndeprecate,
  registryUnpublish,
  registryUpdate,
  sync,
  upgrade,
  versionPromote,
  versionTag,
  versionUnyank,
  versionYank,
} from '../index.ts';
import { row } from './operation-row.ts';
import type { OperationRow } from './operation-row.ts';

/** Operations that change a registry as files of a working tree or a commit. */
export const WRITING_OPERATIONS: readonly OperationRow[] = [
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
  row(lintFix, 'LintFixInput', 'WriteData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: [],
  }),
  row(sync, 'SyncInput', 'WriteData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: [],
  }),
  row(registryDelete, 'MoveInput', 'WriteData', {
    capability: 'artifact:delete',
    isAudited: true,
    spec: ['delete'],
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
  row(versionTag, 'VersionTagInput', 'WriteData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['tag'],
  }),
  row(versionPromote, 'VersionPromoteInput', 'WriteData', {
    capability: 'artifact:update',
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
  row(migrate, 'MigrateInput', 'WriteData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: ['migrate'],
  }),
  row(upgrade, 'FormatInput', 'WriteData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['upgrade'],
  }),
  row(downgrade, 'FormatInput', 'WriteData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['downgrade'],
  }),
  row(namespaceQuota, 'NamespaceQuotaInput', 'WriteData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: [],
  }),
];
