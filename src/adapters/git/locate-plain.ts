import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import type { GitLocation } from './git-location.ts';
import type { Environment } from './git-process.ts';

/**
 * Settings that change where a repository is or how it is read, what may bring them from another file, and what stands
 * in the line of its section, where git never writes a setting and reads one all the same. Both look at the text in lower case, since
 * a regular expression that minds no case takes longer to make than the rest of this does.
 */
const ODD_SETTINGS =
  /^\s*\[\s*(?:include|extensions)|^\s*\[.*\][^\S\n]*[^\s#;]|^\s*(?:worktree|repositoryformatversion\s*=\s*[^0\s])/mu;
const BARE = /^\s*bare\s*=\s*(true|false)\s*$/gmu;

/** Says how far up git looks, so that git is asked. */
const LIMITS = ['GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM'];

/**
 * Where `git rev-parse` would find the repository around a folder, told from the files of a common one: a `.git` folder
 * in it or above it, or a bare repository, of this user. Undefined at the slightest doubt: then git is asked, which
 * costs a process. Reads a few files of the disk.
 */
export function locatePlain(folder: string, environment: Environment): GitLocation | undefined {
  if (LIMITS.some((name) => environment[name] !== undefined)) return undefined;
  try {
    return search(folder);
  } catch {
    return undefined;
  }
}

function search(folder: string): GitLocation | undefined {
  const start = realpathSync(folder);
  const { dev, uid } = statSync(start);
  if (uid < 0 || uid !== userInfo().uid) return undefined;
  const isOurs = (stat: Stats | undefined): boolean =>
    stat !== undefined && stat.isDirectory() && stat.uid === uid && stat.dev === dev;
  for (let here = start; ; here = dirname(here)) {
    if (!isOurs(statSync(here))) return undefined;
    const inner = statSync(join(here, '.git'), { throwIfNoEntry: false });
    if (inner !== undefined) return isOurs(inner) ? plain(folder, start, here) : undefined;
    if (existsSync(join(here, 'HEAD')))
      return here === start && isRepository(here, true)
        ? { folder, prefix: '', gitFolder: here, isBare: true, isShallow: isShallow(here) }
        : undefined;
    if (dirname(here) === here) return undefined;
  }
}

function plain(folder: string, start: string, top: string): GitLocation | undefined {
  const gitFolder = join(top, '.git');
  if (realpathSync(gitFolder) !== gitFolder || !isRepository(gitFolder, false)) return undefined;
  const below = relative(top, start);
  const prefix = below === '' ? '' : `${below.split(sep).join('/')}/`;
  if (prefix.includes('\n')) return undefined;
  return { folder, prefix, gitFolder, isBare: false, isShallow: isShallow(gitFolder) };
}

/** Whether a folder is a repository that its settings say nothing surprising of. */
function isRepository(gitFolder: string, isBare: boolean): boolean {
  if (existsSync(join(gitFolder, 'commondir'))) return false;
  if (!['objects', 'refs'].every((name) => statSync(join(gitFolder, name)).isDirectory())) return false;
  if (!/^(?:ref: refs\/|[0-9a-f]{40}\n)/u.test(readFileSync(join(gitFolder, 'HEAD'), 'latin1'))) return false;
  const settings = readFileSync(join(gitFolder, 'config'), 'latin1').toLowerCase();
  const [stated, ...more] = Array.from(settings.matchAll(BARE), ([, value]) => value);
  return !ODD_SETTINGS.test(settings) && more.length === 0 && stated === String(isBare);
}

function isShallow(gitFolder: string): boolean {
  return existsSync(join(gitFolder, 'shallow'));
}
