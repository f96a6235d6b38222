import type { Operation, OperationContext } from '../operation.ts';

export interface HookInstallInput {
  /** The bare repository. */
  readonly folder: string;
  readonly branch: string;
}

export interface HookInstallData {
  /** The hook, absolute. */
  readonly file: string;
  readonly isNew: boolean;
}

export interface HookInstallContext extends OperationContext {
  /**
   * Writes `hooks/pre-receive` of a bare repository, executable; false where it is there with these bytes.
   * Errors: `HYPER_HOOK_FOLDER`, `HYPER_HOOK_PRESENT` where another hook is there, `HYPER_FILE_UNWRITABLE`.
   */
  installHook(folder: string, script: string): Promise<{ readonly file: string; readonly isNew: boolean }>;
}

/** Has git judge every push to a bare repository. */
export const hookInstall: Operation<HookInstallInput, HookInstallData, HookInstallContext> = {
  id: 'hook.install',
  group: 'forge',
  summary: 'Have git judge every push to a bare repository',
  async run(context, { folder, branch }) {
    const { file, isNew } = await context.installHook(folder, hookScript(branch));
    return { verdict: 'pass', diagnostics: [], data: { file, isNew }, isLasting: true };
  },
};

/** Git runs it in the repository's folder, with the pushed objects set apart. */
function hookScript(branch: string): string {
  const quoted = `'${branch.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh\n# Judges every push: hyper hook install\nexec hyper hook pre-receive --registry . --branch ${quoted}\n`;
}
