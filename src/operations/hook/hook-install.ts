import type { Operation, OperationContext } from '../operation.ts';

export interface HookInstallInput {
  /** The bare repository. */
  readonly folder: string;
  /** Else the one that the repository's HEAD names. */
  readonly branch: string | undefined;
}

export interface HookInstallData {
  /** The hook, absolute. */
  readonly file: string;
  /** The branch whose pushes it judges. */
  readonly branch: string;
  readonly isNew: boolean;
}

export interface HookInstallContext extends OperationContext {
  /** The branch that HEAD of a bare repository names. Errors: `HYPER_HOOK_FOLDER`. */
  headBranchOf(folder: string): Promise<string>;
  /**
   * Writes `hooks/pre-receive` of a bare repository, executable, also over one of hyper's for another branch; false where
   * it is there with these bytes. Errors: `HYPER_HOOK_FOLDER`, `HYPER_HOOK_PRESENT` where another hook is there,
   * `HYPER_HOOK_UNSEEN` where git looks for hooks elsewhere, `HYPER_FILE_UNWRITABLE`.
   */
  installHook(folder: string, script: string): Promise<{ readonly file: string; readonly isNew: boolean }>;
}

/** Has git judge every push to a bare repository. */
export const hookInstall: Operation<HookInstallInput, HookInstallData, HookInstallContext> = {
  id: 'hook.install',
  group: 'forge',
  summary: 'Have git judge every push to a bare repository',
  async run(context, input) {
    const branch = input.branch ?? (await context.headBranchOf(input.folder));
    const { file, isNew } = await context.installHook(input.folder, hookScript(branch));
    return { verdict: 'pass', diagnostics: [], data: { file, branch, isNew }, isLasting: true };
  },
};

/** Git runs it in the repository's folder, with the pushed objects set apart. */
function hookScript(branch: string): string {
  const quoted = `'${branch.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh\n# Judges every push: hyper hook install\nexec hyper hook pre-receive --registry . --default-branch ${quoted}\n`;
}
