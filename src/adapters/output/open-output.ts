import { join } from 'node:path';
import { digestHex } from '../../core/index.ts';
import type { OutputFolder } from '../../operations/index.ts';
import { assertReplaceableFolder, createFolderWriter, createStaging, replaceFolder } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';

/** What every build leaves, and nothing else does. */
const MARKS = ['digests.json', '.hyper-build'] as const;

/**
 * Opens an output folder: what is written goes to a staging folder beside it, which takes its place at the end. Two
 * builds into one folder do not mix; the later one to finish stays. Errors: `HYPER_OUTPUT_FOREIGN`,
 * `HYPER_FILE_UNWRITABLE`.
 */
export async function openOutput(context: FilesContext, out: string): Promise<OutputFolder> {
  await assertReplaceableFolder(context, out, isOurs);
  const { fileSystem } = context;
  const staging = await createStaging(context, out);
  const writer = createFolderWriter(fileSystem, staging);
  return {
    readFormer: async (path) => {
      const file = join(out, path);
      const stat = await fileSystem.stat(file);
      return stat?.kind === 'file'
        ? Buffer.from(await fileSystem.readFile(file)).toString('utf8')
        : undefined;
    },
    write: (path, bytes) => writer.write(path, bytes),
    hasFormer: async (path, sha256) => {
      const file = join(out, path);
      const stat = await fileSystem.stat(file);
      return stat?.kind === 'file' && digestHex(await fileSystem.readFile(file)) === sha256;
    },
    reuse: (path) => writer.reuse(path, join(out, path)),
    finish: () => replaceFolder(context, staging, out, isOurs),
    discard: () => fileSystem.removeTree(staging),
  };
}

function isOurs(names: readonly string[]): boolean {
  return MARKS.every((mark) => names.includes(mark));
}
