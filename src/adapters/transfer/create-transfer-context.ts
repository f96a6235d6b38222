import { basename, dirname, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type {
  ExportContext,
  ImportArchiveContext,
  OperationContext,
  RegistryContext,
} from '../../operations/index.ts';
import { readArchive } from '../archive/index.ts';
import { packTar } from '../content/index.ts';
import { madeAt, readInput, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import type { Environment } from '../git/index.ts';
import { bundleHistory } from './bundle-history.ts';
import { restoreRepository } from './restore-repository.ts';

/** Files and history, and what a tar has around them. */
const MAX_ARCHIVE_BYTES = 1536 * 1024 * 1024;
const LIMITS = { maxEntries: 200_000, maxBytes: MAX_ARCHIVE_BYTES };

export interface TransferFacts {
  readonly files: FilesContext;
  /** The current folder. */
  readonly folder: string;
  readonly environment: Environment;
}

/** The world of an export. */
export function createExportContext(context: RegistryContext, facts: TransferFacts): ExportContext {
  const { files, folder } = facts;
  return {
    ...context,
    bundleHistory,
    pack: packTar,
    writeNew: async (path, bytes) => {
      const place = resolve(folder, path);
      if ((await files.fileSystem.stat(place).catch(() => undefined)) !== undefined)
        throw new HyperError('HYPER_EXPORT_EXISTS', `"${toOneLine(path)}" is there already`);
      await writeFileAtomic(files, dirname(place), basename(place), bytes);
    },
  };
}

/** The world of bringing an archive back. */
export function createImportArchiveContext(
  context: OperationContext,
  facts: TransferFacts,
): ImportArchiveContext {
  const { files, folder, environment } = facts;
  return {
    ...context,
    readArchive: async (path) => {
      const given = { shown: path, maxBytes: MAX_ARCHIVE_BYTES };
      return readArchive(await readInput(files, resolve(folder, path), given), LIMITS);
    },
    restore: (target, wish) =>
      madeAt(files, resolve(folder, target), wish.isDryRun, (place) =>
        restoreRepository(place, wish, { files, environment, signal: context.signal }),
      ),
  };
}
