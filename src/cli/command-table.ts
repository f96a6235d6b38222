import type { CommandClass } from './base-command.ts';

/** Every command by its id and how to load it: nothing of a command is loaded before it is asked for. */
export const COMMANDS: ReadonlyMap<string, () => Promise<CommandClass>> = new Map<
  string,
  () => Promise<CommandClass>
>([
  ['attest', async () => (await import('./commands/attest.ts')).Attest],
  ['audit', async () => (await import('./commands/audit.ts')).Audit],
  ['build', async () => (await import('./commands/build.ts')).Build],
  ['ci', async () => (await import('./commands/ci.ts')).Ci],
  ['completion', async () => (await import('./commands/completion.ts')).Completion],
  ['deps add', async () => (await import('./commands/deps-add.ts')).DepsAdd],
  ['deps conflicts', async () => (await import('./commands/deps-conflicts.ts')).DepsConflicts],
  ['deps graph', async () => (await import('./commands/deps-graph.ts')).DepsGraph],
  ['deps impact', async () => (await import('./commands/deps-impact.ts')).DepsImpact],
  ['deps list', async () => (await import('./commands/deps-list.ts')).DepsList],
  ['deps outdated', async () => (await import('./commands/deps-outdated.ts')).DepsOutdated],
  ['deps remove', async () => (await import('./commands/deps-remove.ts')).DepsRemove],
  ['deps resolve', async () => (await import('./commands/deps-resolve.ts')).DepsResolve],
  ['deps tree', async () => (await import('./commands/deps-tree.ts')).DepsTree],
  ['deps verify', async () => (await import('./commands/deps-verify.ts')).DepsVerify],
  ['deps why', async () => (await import('./commands/deps-why.ts')).DepsWhy],
  ['deps why-not', async () => (await import('./commands/deps-why-not.ts')).DepsWhyNot],
  ['discover', async () => (await import('./commands/discover.ts')).Discover],
  ['doctor', async () => (await import('./commands/doctor.ts')).Doctor],
  ['explain', async () => (await import('./commands/explain.ts')).Explain],
  ['import', async () => (await import('./commands/import.ts')).Import],
  ['init', async () => (await import('./commands/init.ts')).Init],
  ['key export', async () => (await import('./commands/key-export.ts')).KeyExport],
  ['key generate', async () => (await import('./commands/key-generate.ts')).KeyGenerate],
  ['key list', async () => (await import('./commands/key-list.ts')).KeyList],
  ['key revoke', async () => (await import('./commands/key-revoke.ts')).KeyRevoke],
  ['key rotate', async () => (await import('./commands/key-rotate.ts')).KeyRotate],
  ['namespace get', async () => (await import('./commands/namespace-get.ts')).NamespaceGet],
  ['namespace list', async () => (await import('./commands/namespace-list.ts')).NamespaceList],
  ['pull', async () => (await import('./commands/pull.ts')).Pull],
  ['query', async () => (await import('./commands/query.ts')).Query],
  ['registry get', async () => (await import('./commands/registry-get.ts')).RegistryGet],
  ['registry list', async () => (await import('./commands/registry-list.ts')).RegistryList],
  ['search', async () => (await import('./commands/search.ts')).Search],
  ['sign', async () => (await import('./commands/sign.ts')).Sign],
  ['trust init', async () => (await import('./commands/trust-init.ts')).TrustInit],
  ['trust rotate', async () => (await import('./commands/trust-rotate.ts')).TrustRotate],
  ['trust show', async () => (await import('./commands/trust-show.ts')).TrustShow],
  ['trust status', async () => (await import('./commands/trust-status.ts')).TrustStatus],
  ['validate', async () => (await import('./commands/validate.ts')).Validate],
  ['verify', async () => (await import('./commands/verify.ts')).Verify],
]);

/** Words that stand before several commands. */
export const TOPICS: ReadonlyMap<string, string> = new Map([
  ['deps', 'What a project or a release needs: choose, lock, explain, check.'],
  ['key', 'Make, list, print, rotate and revoke the keys that sign.'],
  ['namespace', 'Look at namespaces: owners, quotas, signing keys, policies.'],
  ['registry', 'Look at the artifacts of a registry and their releases.'],
  ['trust', 'Say who is trusted: the root, its keepers, and who has signed.'],
]);
