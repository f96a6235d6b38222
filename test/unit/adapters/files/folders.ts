import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileSystem } from '../../../../src/adapters/files/index.ts';
import type { FilesContext, FileSystem } from '../../../../src/adapters/files/index.ts';
import { createProcessTable } from '../../../../src/adapters/system/index.ts';

let tokens = 0;

export function contextOf(fileSystem: FileSystem = nodeFileSystem): FilesContext {
  const token = (): string => (tokens += 1).toString(16).padStart(12, '0');
  return { fileSystem, processes: createProcessTable(process), token };
}

/** Every file below a folder with its text, in order; folders without files are left out. */
export function treeOf(folder: string, prefix = ''): string[] {
  return readdirSync(folder)
    .sort((left, right) => (left < right ? -1 : 1))
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return treeOf(path, `${prefix}${name}/`);
      return [`${prefix}${name}: ${readFileSync(path, 'utf8')}`];
    });
}

/** A process that is certainly gone: no system gives out this pid. */
export const DEAD_CLAIM = (host: string): string => `2147483646-abc-${host}-000000000001`;
