import { digestOf } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { ROOT_PATH } from '../../signing/index.ts';
import type { Operation } from '../operation.ts';
import { readExport } from './export-format.ts';
import type { ExportFacts } from './export-format.ts';
import type { ImportArchiveContext } from './transfer-context.ts';

export interface ImportArchiveInput {
  /** An archive that `export` wrote. */
  readonly file: string;
  /** The folder for the new repository: absent or empty. */
  readonly into: string;
  readonly isBare: boolean;
  /** The repository is made out of the way and thrown away again: nothing is left at `into`. */
  readonly isDryRun?: boolean;
}

export interface ImportArchiveData {
  readonly into: string;
  readonly isDryRun: boolean;
  readonly registry: ExportFacts['registry'];
  readonly namespace: string;
  /** Full id of the last commit here. */
  readonly commit: string;
  /** The id that it had in the registry it comes from. */
  readonly from: string;
  readonly commits: number;
  readonly files: number;
  /** Of trust/root.yaml, as the archive has it: believe it only where its keepers say the same. */
  readonly root: Digest | null;
}

/**
 * Makes a registry of an archive that `export` wrote: every digest is checked, and that the history leads to exactly the
 * files. Who signed what is for `verify`: the digests alone prove that nothing was damaged, not who made it.
 * Errors: `HYPER_ARCHIVE_…`, `HYPER_EXPORT_UNREADABLE`, `HYPER_EXPORT_ALTERED`, those of git and of writing.
 */
export const importArchive: Operation<ImportArchiveInput, ImportArchiveData, ImportArchiveContext> = {
  id: 'import.archive',
  group: 'admin',
  summary: 'Make a registry of the archive of a namespace',
  async run(context, { file, into, isBare, isDryRun = false }) {
    const { facts, bundle, tree } = readExport(await context.readArchive(file));
    const [commit = '', from = ''] = facts.history.at(-1) ?? [];
    await context.restore(into, { bundle, commit, files: tree, isBare, isDryRun });
    const root = tree.find(({ path }) => path === ROOT_PATH);
    const { registry, namespace, history } = facts;
    return {
      verdict: 'pass',
      diagnostics: [],
      isLasting: !isDryRun,
      data: {
        ...{ into, isDryRun, registry, namespace, commit, from },
        ...{ commits: history.length, files: tree.length },
        root: root === undefined ? null : digestOf(root.bytes),
      },
    };
  },
};
