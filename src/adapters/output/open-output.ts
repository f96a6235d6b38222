import { join } from 'node:path';
import { HyperError, digestHex, toOneLine } from '../../core/index.ts';
import type { OutputFolder } from '../../operations/index.ts';
import { assertReplaceableFolder, createFolderWriter, createStaging, replaceFolder } from '../files/index.ts';
import type { FileSystem, FilesContext } from '../files/index.ts';

/** What every build leaves, and nothing else does. */
const MARKS = ['digests.json', '.hyper-build'] as const;

/**
 * Opens an output folder: what is written goes to a staging folder beside it, which takes its place at the end. Two
 * builds into one folder do not mix; the later one to finish stays. Errors: `HYPER_OUTPUT_FOREIGN`, `HYPER_LOCKED`,
 * `HYPER_FILE_UNWRITABLE`.
 */
export async function openOutput(context: FilesContext, out: string): Promise<OutputFolder> {
  await assertReplaceableFolder(context, out, isOurs);
  const { fileSystem } = context;
  const staging = await createStaging(context, out);
  const writer = createFolderWriter(fileSystem, staging);
  return {
    readFormer: async (path) => {
      const bytes = await readIfThere(fileSystem, join(out, path));
      return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
    },
    write: (path, bytes) => writer.write(path, bytes),
    reuse: async (path, sha256) => {
      const [former, taken] = [join(out, path), join(staging, path)];
      if ((await fileSystem.stat(former))?.kind !== 'file') return false;
      try {
        await writer.reuse(path, former);
      } catch (error) {
        if (isGone(error)) return false;
        throw error;
      }
      const bytes = await readIfThere(fileSystem, taken);
      if (bytes !== undefined && digestHex(bytes) === sha256) return true;
      await fileSystem.removeFile(taken);
      return false;
    },
    drop: (path) => fileSystem.removeFile(join(staging, path)),
    finish: async () => {
      try {
        await replaceFolder(context, staging, out, isOurs);
      } catch (error) {
        if (!isGone(error) || (await fileSystem.stat(staging)) === undefined) throw error;
        const message = `another process is replacing "${toOneLine(out)}"`;
        throw new HyperError('HYPER_LOCKED', message, { hint: 'run the build again', cause: error });
      }
    },
    // After a finished build this is the former output; what cannot be removed is a leftover for the next run.
    discard: () => fileSystem.removeTree(staging).catch(() => undefined),
  };
}

/** The bytes of a plain file; undefined where there is none, be it that another build has just taken it away. */
async function readIfThere(fileSystem: FileSystem, file: string): Promise<Uint8Array | undefined> {
  try {
    return (await fileSystem.stat(file))?.kind === 'file' ? await fileSystem.readFile(file) : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Whether a path was there no more: another build puts its output in the place of the former one. */
function isGone(error: unknown): boolean {
  const cause = error instanceof HyperError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function isOurs(names: readonly string[]): boolean {
  return MARKS.every((mark) => names.includes(mark));
}
