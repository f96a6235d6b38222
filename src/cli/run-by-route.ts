import { fileURLToPath } from 'node:url';
import { believedFolderOf, loadCode } from '../adapters/system/index.ts';
import type { LoadedCode } from '../adapters/system/index.ts';
import { GLOBAL_FLAGS } from './global-value-flags.ts';
import { isAllWritten, writeTalk } from './result-output.ts';
import type { ResultOutput } from './result-output.ts';
import type { run as Run } from './run.ts';
import type { Build } from './session.ts';
import { splitWords } from './split-words.ts';
import type { tellAgain as TellAgain } from './tell-again.ts';
import { TOLD_AGAIN } from './told-again.ts';

/** Every command by its id, with the file of the bundle that holds it whole; null where it lies in several. */
export type Routes = Readonly<Record<string, string | null>>;

/** What the build rendered help for. */
const HELP_COLUMNS = 80;
const TELLER = 'tell-again';
/** Of the bundle, as the routes are: what looks whether a report is kept, which needs little. */
const TELLER_FILE = `${TELLER}.route.js`;

export interface RouteFacts {
  readonly routes: Routes;
  readonly bundle: string;
  readonly columns: number;
  readonly output: ResultOutput;
}

/**
 * Runs a command whose code is one file of the bundle, from compiled code where some is kept; false where the words ask
 * for another. `bundle` is the URL of the file that the others lie beside, `columns` what help is rendered for. In CI nothing is kept: what a job finds in a cache there, other jobs may have written.
 */
export async function runByRoute(
  words: readonly string[],
  build: Build,
  { routes, bundle, columns, output }: RouteFacts,
): Promise<boolean> {
  const request = splitWords(words, new Set(Object.keys(routes)), new Set(), GLOBAL_FLAGS);
  const id = request.kind === 'command' ? request.id : request.kind === 'help' ? request.subject : '';
  // Help for a narrow terminal is rendered from all commands.
  if (request.kind === 'help' && columns < HELP_COLUMNS) return false;
  const file = Object.hasOwn(routes, id) ? routes[id] : undefined;
  if (typeof file !== 'string') return false;
  if (request.kind === 'command' && TOLD_AGAIN.has(id) && tellKept(words, build, bundle, output)) return true;
  const code = load(new URL(file, bundle), id.replace(' ', '-'), build);
  const { run } = code.exports as { readonly run: typeof Run };
  const isWritten = await run(words, build);
  code.keep();
  // The engine would take everything down part by part first.
  if (isWritten) process.exit();
  return true;
}

/** Prints what the same command printed before, where nothing has changed that it rests on. */
function tellKept(words: readonly string[], build: Build, bundle: string, output: ResultOutput): boolean {
  const { env } = process;
  if (believedFolderOf(env) === undefined) return false;
  const code = load(new URL(TELLER_FILE, bundle), TELLER, build);
  const { tellAgain } = code.exports as { readonly tellAgain: typeof TellAgain };
  const asked = { words, buildId: build.id, environment: env, folder: process.cwd(), output };
  const told = tellAgain(asked, process.getuid?.());
  code.keep();
  if (told === undefined) return false;
  process.exitCode = told.status;
  if (told.stderr !== '') writeTalk(told.stderr);
  output.write(told.stdout);
  if (isAllWritten()) process.exit();
  return true;
}

function load(file: URL, name: string, build: Build): LoadedCode {
  const { env, version, platform, arch } = process;
  const mayKeep = env['NODE_DISABLE_COMPILE_CACHE'] !== '1';
  return loadCode(fileURLToPath(file), {
    folder: mayKeep ? believedFolderOf(env) : undefined,
    key: [build.id, version, platform, arch, name].join('-'),
    userId: process.getuid?.(),
    processId: process.pid,
  });
}
