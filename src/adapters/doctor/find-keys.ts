import { HyperError, toOneLine } from '../../core/index.ts';
import type { FoundKeys } from '../../operations/index.ts';
import type { FileSystem } from '../files/index.ts';
import type { Environment } from '../git/index.ts';
import { keyFolderOf, listKeys } from '../keys/list-keys.ts';
import { assertOutsideRepository } from '../keys/outside-repository.ts';

/** As `DoctorContext.findKeys`. */
export async function findKeys({
  fileSystem,
  environment,
  folder: here,
}: {
  readonly fileSystem: FileSystem;
  readonly environment: Environment;
  readonly folder: string;
}): Promise<FoundKeys | string | undefined> {
  try {
    const folder = keyFolderOf(undefined, environment, here);
    const { keys, unusable } = await listKeys(fileSystem, folder);
    const reasons = unusable.map(({ name, reason }) => `${toOneLine(name)}: ${reason}`);
    return {
      folder,
      count: keys.length,
      unusable: reasons,
      trouble: await troubleOf(fileSystem, folder, keys.length),
    };
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    return error.code === 'HYPER_KEY_FOLDER_UNKNOWN' ? undefined : error.message;
  }
}

/** A folder without keys may be anywhere. */
async function troubleOf(
  fileSystem: FileSystem,
  folder: string,
  count: number,
): Promise<FoundKeys['trouble']> {
  try {
    if (count > 0) await assertOutsideRepository(fileSystem, folder);
    return null;
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    return { message: error.message, hint: error.hint };
  }
}
