import { linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Of all test files of a run, made before them (`test/setup/build-cli.ts`). It holds compiled code and nothing else. */
const SHARED = process.env['HYPER_LENT_CODE'];
const borrowers: string[] = [];

/** A new home, empty but for the code that `hyper` compiled in others: what that is, `compiled-code.test.ts` holds. */
export function homeWithCode(): string {
  const home = temporaryFolder();
  lendCode(join(home, '.cache'));
  return home;
}

/** A new folder for `XDG_CACHE_HOME`, empty but for that code. */
export function cacheWithCode(): string {
  const cache = temporaryFolder();
  lendCode(cache);
  return cache;
}

/** Puts the code into the user's cache folder. Hard links: `hyper` writes a new file and renames it, and never changes one. */
function lendCode(cache: string): void {
  if (SHARED === undefined) return;
  const folder = join(cache, 'hyper', 'code');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  borrowers.push(folder);
  linkAll(SHARED, folder);
}

/** Takes what was compiled there, for the files that come after. */
export function collectCode(): void {
  for (const folder of borrowers.splice(0)) if (SHARED !== undefined) linkAll(folder, SHARED);
}

/** Whatever cannot be linked is compiled again. */
function linkAll(from: string, to: string): void {
  const known = new Set(namesIn(to));
  for (const name of namesIn(from)) {
    if (known.has(name) || !name.endsWith('.bin')) continue;
    try {
      linkSync(join(from, name), join(to, name));
    } catch {
      continue;
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
