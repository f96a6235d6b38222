import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderForTests } from './memory-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['src', 'schemas', 'scripts', 'package.json', 'package-lock.json'];

/**
 * Builds `hyper` once before any test, unless nothing has changed since the last build, and makes the folder that
 * `lent-code.ts` speaks of. Gives what removes that again.
 */
export default function setup(): () => void {
  buildOnce();
  const folder = mkdtempSync(join(process.env['TMPDIR'] ?? folderForTests(), 'hyper-code-'));
  process.env['HYPER_LENT_CODE'] = folder;
  return () => {
    rmSync(folder, { recursive: true });
  };
}

function buildOnce(): void {
  const built = `${ROOT}dist/hyper.js`;
  const isFresh = existsSync(built) && statSync(built).mtimeMs > Math.max(...SOURCES.map(newestChange));
  if (isFresh) return;
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: ROOT, stdio: 'inherit' });
}

function newestChange(path: string): number {
  const full = `${ROOT}${path}`;
  const stat = statSync(full);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return Math.max(
    stat.mtimeMs,
    ...entries.map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs),
  );
}
