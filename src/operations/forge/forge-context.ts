import type { Diagnostic } from '../../core/index.ts';
import type { Forge } from '../../lifecycle/index.ts';
import type { CiData } from '../ci/ci-data.ts';
import type { OperationContext } from '../operation.ts';
import type { Verdict } from '../outcome.ts';

/** What `hyper ci` said, read back from its report. */
export interface ReadReport {
  /** `error`: hyper could not judge, and says nothing about the change. */
  readonly standing: Verdict | 'error';
  readonly diagnostics: readonly Diagnostic[];
  /** null where it could not judge. */
  readonly data: CiData | null;
}

/** What the operations on a forge need of the world. */
export interface ForgeContext extends OperationContext {
  /** `owner/name`; undefined: what the environment says. Errors: `HYPER_FORGE_TOKEN`, `HYPER_FORGE_NOT_FOUND`. */
  openForge(repository: string | undefined): Promise<Forge>;
  /** Text of a file of this machine. Errors: `HYPER_FILE_UNREADABLE`. */
  readText(path: string): Promise<string>;
  /** Writes a file whole. Errors: `HYPER_FILE_UNWRITABLE`. */
  writeText(path: string, text: string): Promise<void>;
  /** Brings a commit of the forge's repository into the clone around a folder, by a ref that leads to it; nothing is checked out. */
  fetchCommit(folder: string, repository: string, ref: string, commit: string): Promise<void>;
  /** The commit that the running workflow was started on; undefined outside of one. */
  readonly startedOn: string | undefined;
}

/** As `ForgeContext`, with the words for people. */
export interface ForgeReportContext extends ForgeContext {
  toMarkdown(report: ReadReport): Promise<string>;
}
