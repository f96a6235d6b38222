import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
const named = new Map<string, string>();

/** A new empty folder, removed after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'hyper-test-'));
  made.push(folder);
  return folder;
}

/** The folder of this name, as `make` made it when it was first asked for, and the same one until the test file ends. */
export function namedFolder(name: string, make = temporaryFolder): string {
  const folder = named.get(name) ?? make();
  named.set(name, folder);
  return folder;
}

/** Forgets the folders of one test file, and gives their paths: the next file in the same process begins with none. */
export function forgetFolders(): readonly string[] {
  named.clear();
  return made.splice(0);
}
