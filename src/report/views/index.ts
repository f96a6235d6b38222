import type { View } from '../view.ts';
import { accessExplainView } from './access-explain-view.ts';
import { auditView } from './audit-view.ts';
import { buildView } from './build-view.ts';
import { ciView } from './ci-view.ts';
import { depsConflictsView } from './deps-conflicts-view.ts';
import { depsEditView } from './deps-edit-view.ts';
import { depsGraphView } from './deps-graph-view.ts';
import { depsImpactView } from './deps-impact-view.ts';
import { depsListView } from './deps-list-view.ts';
import { depsOutdatedView } from './deps-outdated-view.ts';
import { depsResolveView } from './deps-resolve-view.ts';
import { depsTreeView } from './deps-tree-view.ts';
import { depsVerifyView } from './deps-verify-view.ts';
import { depsWhyNotView } from './deps-why-not-view.ts';
import { depsWhyView } from './deps-why-view.ts';
import { diffView } from './diff-view.ts';
import { doctorView } from './doctor-view.ts';
import { discoverView } from './discover-view.ts';
import { explainView } from './explain-view.ts';
import { forgeEventView, forgeMergeView, forgeReportView } from './forge-view.ts';
import { hookInstallView, preReceiveView } from './hook-view.ts';
import { importView } from './import-view.ts';
import { initView } from './init-view.ts';
import { keyExportView } from './key-export-view.ts';
import { keyGenerateView } from './key-generate-view.ts';
import { configChangeView, configGetView } from './config-change-view.ts';
import { configListView } from './config-list-view.ts';
import { keyListView } from './key-list-view.ts';
import { lintView } from './lint-view.ts';
import { namespaceGetView } from './namespace-get-view.ts';
import { namespaceListView } from './namespace-list-view.ts';
import { keyChangeView } from './key-change-view.ts';
import { policyExplainView } from './policy-explain-view.ts';
import { policyListView } from './policy-list-view.ts';
import { policyTestView } from './policy-test-view.ts';
import { policyTryView } from './policy-try-view.ts';
import { pullView } from './pull-view.ts';
import { registryGetView } from './registry-get-view.ts';
import { registryListView } from './registry-list-view.ts';
import { attestView, signView } from './sign-view.ts';
import { trustPlanView } from './trust-plan-view.ts';
import { trustShowView } from './trust-show-view.ts';
import { trustStatusView } from './trust-status-view.ts';
import { searchView } from './search-view.ts';
import { exportView, importArchiveView } from './transfer-view.ts';
import { testView } from './test-view.ts';
import { cacheClearView, indexRebuildView } from './upkeep-view.ts';
import { validateView } from './validate-view.ts';
import { verifyView } from './verify-view.ts';
import { versionListView } from './version-list-view.ts';
import { writeView } from './write-view.ts';
import { verifySiteView } from './verify-site-view.ts';

/** How each operation's data is shown to people, by operation id. Adding one is a file and a row here. */
export const VIEWS: ReadonlyMap<string, View<never>> = new Map<string, View<never>>([
  ['access.explain', accessExplainView],
  ['attest', attestView],
  ['audit', auditView],
  ['build', buildView],
  ['ci', ciView],
  ['deps.add', depsEditView],
  ['deps.conflicts', depsConflictsView],
  ['deps.graph', depsGraphView],
  ['deps.impact', depsImpactView],
  ['deps.list', depsListView],
  ['deps.outdated', depsOutdatedView],
  ['deps.remove', depsEditView],
  ['deps.resolve', depsResolveView],
  ['deps.tree', depsTreeView],
  ['deps.verify', depsVerifyView],
  ['deps.why', depsWhyView],
  ['deps.why-not', depsWhyNotView],
  ['policy.explain', policyExplainView],
  ['policy.list', policyListView],
  ['policy.test', policyTestView],
  ['policy.try', policyTryView],
  ['pull', pullView],
  ['diff', diffView],
  ['discover', discoverView],
  ['doctor', doctorView],
  ['explain', explainView],
  ['forge.event', forgeEventView],
  ['forge.merge', forgeMergeView],
  ['forge.report', forgeReportView],
  ['forge.show', ciView],
  ['hook.install', hookInstallView],
  ['hook.pre-receive', preReceiveView],
  ['export', exportView],
  ['import', importView],
  ['import.archive', importArchiveView],
  ['init', initView],
  ['key.export', keyExportView],
  ['key.generate', keyGenerateView],
  ['config.get', configGetView],
  ['config.list', configListView],
  ['config.set', configChangeView],
  ['config.unset', configChangeView],
  ['key.list', keyListView],
  ['key.revoke', keyChangeView],
  ['key.rotate', keyChangeView],
  ['lint', lintView],
  ['lint.fix', writeView],
  ['namespace.get', namespaceGetView],
  ['namespace.list', namespaceListView],
  ['registry.get', registryGetView],
  ['registry.list', registryListView],
  ['sign', signView],
  ['trust.init', trustPlanView],
  ['trust.rotate', trustPlanView],
  ['trust.show', trustShowView],
  ['trust.status', trustStatusView],
  ['search', searchView],
  ['sync', writeView],
  ['test', testView],
  ['validate', validateView],
  ['verify', verifyView],
  ['verify.site', verifySiteView],
  ['namespace.create', writeView],
  ['namespace.delete', writeView],
  ['namespace.grant', writeView],
  ['namespace.policy', writeView],
  ['migrate', writeView],
  ['upgrade', writeView],
  ['index.rebuild', indexRebuildView],
  ['cache.clear', cacheClearView],
  ['downgrade', writeView],
  ['namespace.quota', writeView],
  ['namespace.revoke', writeView],
  ['registry.archive', writeView],
  ['registry.create', writeView],
  ['registry.delete', writeView],
  ['registry.deprecate', writeView],
  ['registry.publish', writeView],
  ['registry.rename', writeView],
  ['registry.restore', writeView],
  ['registry.transfer', writeView],
  ['registry.undeprecate', writeView],
  ['registry.unpublish', writeView],
  ['registry.update', writeView],
  ['version.list', versionListView],
  ['version.promote', writeView],
  ['version.tag', writeView],
  ['version.unyank', writeView],
  ['version.yank', writeView],
]);
