import { join } from 'node:path';
import { digestHex } from '../../core/index.ts';
import type { IndexFolder } from '../../operations/index.ts';
import { assertReplaceableFolder, createFolderWriter, createStaging, replaceFolder } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';

/** The names that the folder of an index may hold, and that nothing else has together. */
const NAME = /^(?:manifest\.json|[0-9a-f]{2}|rows-\d{1,3}-\d{1,3})$/u;

/**
 * Opens a folder that holds a search index and nothing else. Errors: `HYPER_OUTPUT_FOREIGN`, `HYPER_LOCKED`,
 * `HYPER_FILE_UNWRITABLE`.
 */
export async function openIndexFolder(context: FilesContext, out: string): Promise<IndexFolder> {
  await assertReplaceableFolder(context, out, isIndex);
  return {
    digests: () => digestsBelow(context, out),
    replace: async (files) => {
      const staging = await createStaging(context, out);
      try {
        const writer = createFolderWriter(context.fileSystem, staging);
        for (const [path, bytes] of files) await writer.write(path, bytes);
        await replaceFolder(context, staging, out, isIndex);
      } finally {
        await context.fileSystem.removeTree(staging);
      }
    },
  };
}

async function digestsBelow({ fileSystem }: FilesContext, root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if ((await fileSystem.stat(join(root, folder)))?.kind !== 'folder') continue;
    for (const name of await fileSystem.list(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const kind = (await fileSystem.stat(join(root, path)))?.kind;
      if (kind === 'folder') open.push(path);
      else if (kind === 'file') found.set(path, digestHex(await fileSystem.readFile(join(root, path))));
    }
  }
  return found;
}

function isIndex(names: readonly string[]): boolean {
  return names.includes('manifest.json') && names.every((name) => NAME.test(name));
}
