import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { runGit } from '../git-process.ts';
import type { GitOptions, GitSettings } from '../git-process.ts';

/** What the settings of git say that a look at a working tree depends on. */
export interface StatusSettings {
  /** As `readFilters` gives them. */
  readonly filters: GitSettings;
  /** Files that the settings stand in, or that they name; undefined where not all can be told. */
  readonly files: readonly string[] | undefined;
}

interface Row {
  readonly scope: string;
  readonly origin: string;
  readonly name: string;
  readonly value: string;
}

/** Settings whose value is a file that says which files git ignores, or how it reads them. */
const NAMED_FILES: ReadonlySet<string> = new Set(['core.excludesfile', 'core.attributesfile']);
const SCOPES: ReadonlySet<string> = new Set(['system', 'global', 'local']);

/**
 * Asks git for its settings in a folder. Never fails for what they say: the next question to git does. `top` is the top
 * of the working tree, from which git tells files; without it none can be told.
 */
export async function readStatusSettings(options: GitOptions, top?: string): Promise<StatusSettings> {
  const listing = ['config', '-z', '--list', '--show-scope', '--show-origin'];
  const { status, stdout } = await runGit(listing, options);
  const rows = status === 0 ? rowsOf(stdout.toString('utf8')) : undefined;
  // Before 2.26 git does not tell scopes.
  if (rows === undefined) return { filters: await readFilters(options), files: undefined };
  return {
    filters: filtersOf(rows.map(({ name }) => name)),
    files: top === undefined ? undefined : filesOf(rows, top, options.environment),
  };
}

/**
 * Takes every filter driver its programs, for a question or an act in which git reads files of the working tree:
 * attributes of the repository choose among those that somebody's settings name (ATTACKS C05).
 */
export async function readFilters(options: GitOptions): Promise<GitSettings> {
  const { stdout } = await runGit(['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], options);
  return filtersOf(stdout.toString('utf8').split('\0'));
}

function filtersOf(names: readonly string[]): GitSettings {
  const settings = new Map<string, string>();
  for (const name of names) {
    if (/^filter\.[^]*\.(?:clean|smudge|process)$/iu.test(name)) settings.set(name, '');
    else if (/^filter\.[^]*\.required$/iu.test(name)) settings.set(name, 'false');
  }
  return settings;
}

/** Each row is three texts: the scope, the origin, and a name with its value in the next line. */
function rowsOf(output: string): readonly Row[] | undefined {
  const parts = output.split('\0');
  if (parts.pop() !== '' || parts.length % 3 !== 0) return undefined;
  return Array.from({ length: parts.length / 3 }, (_, index) => {
    const [scope = '', origin = '', text = ''] = parts.slice(3 * index, 3 * index + 3);
    const end = text.indexOf('\n');
    return end < 0
      ? { scope, origin, name: text, value: '' }
      : { scope, origin, name: text.slice(0, end), value: text.slice(end + 1) };
  });
}

function filesOf(
  rows: readonly Row[],
  top: string,
  environment: GitOptions['environment'],
): readonly string[] | undefined {
  const files = new Set<string>();
  for (const { scope, origin, name, value } of rows) {
    if (scope === 'command') continue;
    if (!SCOPES.has(scope) || !origin.startsWith('file:')) return undefined;
    const file = resolve(top, origin.slice('file:'.length));
    if (!existsSync(file)) return undefined;
    files.add(file);
    const isInclude = name === 'include.path' || /^includeif\.[^]*\.path$/u.test(name);
    if (!isInclude && !NAMED_FILES.has(name)) continue;
    const named = placeOf(value, environment['HOME'], isInclude ? dirname(file) : undefined);
    if (named === undefined) return undefined;
    files.add(named);
  }
  return [...files];
}

/** The file of a value as git reads it; undefined where that takes more than a home and a folder. */
function placeOf(value: string, home: string | undefined, folder: string | undefined): string | undefined {
  if (value.startsWith('~/')) return home === undefined ? undefined : join(home, value.slice(2));
  if (isAbsolute(value)) return value;
  if (folder === undefined || value === '' || /^[~%:]/u.test(value)) return undefined;
  return resolve(folder, value);
}
