import { HyperError } from '../../core/index.ts';
import type { FileSystem } from '../files/index.ts';

/** The bytes of a plain file; undefined where there is none, be it that another build has just taken it away. */
export async function readIfThere(fileSystem: FileSystem, file: string): Promise<Uint8Array | undefined> {
  try {
    return (await fileSystem.stat(file))?.kind === 'file' ? await fileSystem.readFile(file) : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Whether a path was there no more: another build puts its output in the place of the former one. */
export function isGone(error: unknown): boolean {
  const cause = error instanceof HyperError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
