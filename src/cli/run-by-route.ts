import { fileURLToPath } from 'node:url';
import { cacheFolderOf, isCacheShared, loadCode } from '../adapters/system/index.ts';
import type { run as Run } from './run.ts';
import type { Build } from './session.ts';
import { splitWords } from './split-words.ts';

/** Every command by its id, with the file of the bundle that holds it whole; null where it lies in several. */
export type Routes = Readonly<Record<string, string | null>>;

/** What the build rendered help for. */
const HELP_COLUMNS = 80;

/**
 * Runs a command whose code is one file of the bundle, from compiled code where some is kept; false where the words ask
 * for another. `bundle` is the URL of the file that the others lie beside. In CI nothing is kept: what a job finds in a cache there, other jobs may have written.
 */
export async function runByRoute(
  words: readonly string[],
  build: Build,
  { routes, bundle, columns }: { readonly routes: Routes; readonly bundle: string; readonly columns: number },
): Promise<boolean> {
  const request = splitWords(words, new Set(Object.keys(routes)), new Set());
  const id = request.kind === 'command' ? request.id : request.kind === 'help' ? request.subject : '';
  // Help for a narrow terminal is rendered from all commands.
  if (request.kind === 'help' && columns < HELP_COLUMNS) return false;
  const file = Object.hasOwn(routes, id) ? routes[id] : undefined;
  if (typeof file !== 'string') return false;
  const { env, version, platform, arch } = process;
  const mayKeep = !isCacheShared(env) && env['NODE_DISABLE_COMPILE_CACHE'] !== '1';
  const code = loadCode(fileURLToPath(new URL(file, bundle)), {
    folder: mayKeep ? cacheFolderOf(env) : undefined,
    key: [build.id, version, platform, arch, id.replace(' ', '-')].join('-'),
    userId: process.getuid?.(),
    processId: process.pid,
  });
  const { run } = code.exports as { readonly run: typeof Run };
  const isAllWritten = await run(words, build);
  code.keep();
  // The engine would take everything down part by part first.
  if (isAllWritten) process.exit();
  return true;
}
