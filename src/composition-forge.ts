import { basename, dirname, resolve } from 'node:path';
import type { ProcessFacts } from './composition.ts';
import type {
  ForgeContext,
  ForgeShowContext,
  HookInstallContext,
  OperationContext,
} from './operations/index.ts';

// The part of the composition that forges need: adapters meet operations here too.

/** The world of showing a report again. */
export async function createForgeShowContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<ForgeShowContext> {
  const { readTextFile } = await import('./adapters/files/index.ts');
  return { ...context, readText: (path) => readTextFile(resolve(facts.folder, path)) };
}

/** The world of the operations on a forge. The token is read from the environment where it is needed, and kept nowhere. */
export async function createForgeContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<ForgeContext> {
  const { createFilesContext, writeFileAtomic } = await import('./adapters/files/index.ts');
  const { fetchForgeCommit, forgeAddress, openForge } = await import('./adapters/forge/index.ts');
  const { environment, folder } = facts;
  const files = createFilesContext(process);
  return {
    ...(await createForgeShowContext(context, facts)),
    startedOn: environment['GITHUB_SHA'],
    openForge: (repository) =>
      Promise.resolve(openForge({ environment, repository, signal: context.signal })),
    writeText: (path, text) => {
      const file = resolve(folder, path);
      return writeFileAtomic(files, dirname(file), basename(file), Buffer.from(text));
    },
    fetchCommit: (place, repository, ref, commit) =>
      fetchForgeCommit(
        { folder: resolve(folder, place), address: forgeAddress(environment, repository), environment },
        ref,
        commit,
      ),
  };
}

/** The world of installing a hook. */
export async function createHookInstallContext(
  context: OperationContext,
  facts: ProcessFacts,
): Promise<HookInstallContext> {
  const { createFilesContext } = await import('./adapters/files/index.ts');
  const { headBranchOf, installHook } = await import('./adapters/hook/index.ts');
  const files = createFilesContext(process);
  const gitOf = (folder: string): { folder: string; environment: ProcessFacts['environment'] } => ({
    folder: resolve(facts.folder, folder),
    environment: facts.environment,
  });
  return {
    ...context,
    headBranchOf: (folder) => headBranchOf(gitOf(folder)),
    installHook: (folder, script) => installHook(files, gitOf(folder), script),
  };
}
