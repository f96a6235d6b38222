import { resolve } from 'node:path';
import type { RegistryContext, TestContext } from '../../operations/index.ts';
import { readArchive } from '../archive/index.ts';
import { readInput } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { runInFolder } from './run-in-folder.ts';
import type { RunFacts } from './run-in-folder.ts';

const MAX_CONTENT_BYTES = 256 * 1024 * 1024;
const LIMITS = { maxEntries: 10_000, maxBytes: MAX_CONTENT_BYTES };

export interface TestFacts extends Omit<RunFacts, 'signal'> {
  readonly files: FilesContext;
  /** The current folder. */
  readonly folder: string;
}

/** The world of running tests. */
export function createTestContext(context: RegistryContext, facts: TestFacts): TestContext {
  const { files, folder } = facts;
  return {
    ...context,
    unpack: (bytes) => readArchive(bytes, LIMITS),
    readInput: (path) =>
      readInput(files, resolve(folder, path), { shown: path, maxBytes: MAX_CONTENT_BYTES }),
    runTest: (command) => runInFolder(command, { ...facts, signal: context.signal }),
  };
}
