import { HyperError, sortedBy, toOneLine } from '../../core/index.ts';
import type { GitLocation } from './git-location.ts';
import { runGit } from './git-process.ts';
import type { Environment } from './git-process.ts';

const MANIFEST = 'registry.yaml';
const MAX_SHOWN = 5;

/**
 * Says where in a bare repository the registry is: in the folder asked for (whether it is there is for the reader to
 * see), else at the root, else in the one folder that holds a `registry.yaml` at HEAD. Errors: `HYPER_REGISTRY_MISSING`
 * with the candidates where there are several.
 */
export async function locateInBare(
  location: GitLocation,
  folder: string | undefined,
  environment: Environment,
): Promise<GitLocation> {
  if (folder !== undefined) return { ...location, prefix: folder === '' ? '' : `${folder}/` };
  const list = async (...args: string[]): Promise<string[]> => {
    const words = ['ls-tree', '-z', '--name-only', ...args];
    const { status, stdout } = await runGit(words, { folder: location.folder, environment });
    return status === 0 ? stdout.toString('utf8').split('\0') : [];
  };
  const [atRoot] = await list('HEAD', '--', MANIFEST);
  if (atRoot === MANIFEST) return location;
  const paths = (await list('-r', 'HEAD')).filter((path) => path.endsWith(`/${MANIFEST}`));
  const prefixes = paths.map((path) => path.slice(0, -MANIFEST.length));
  if (prefixes.length > 1) throw several(prefixes);
  return { ...location, prefix: prefixes[0] ?? '' };
}

function several(prefixes: readonly string[]): HyperError {
  const folders = prefixes.map((prefix) => toOneLine(prefix.slice(0, -1)));
  const depth = (folder: string): string => String(folder.split('/').length).padStart(3, '0');
  const nearest = sortedBy(folders, (folder) => `${depth(folder)} ${folder}`);
  const more = folders.length > MAX_SHOWN ? ` and ${folders.length - MAX_SHOWN} more` : '';
  const shown = nearest.slice(0, MAX_SHOWN).map((folder) => `"${folder}"`);
  return new HyperError(
    'HYPER_REGISTRY_MISSING',
    `the repository holds ${folders.length} registries, and none at its root: ${shown.join(', ')}${more}`,
    { hint: `name its folder after a #, in quotes: --registry 'ADDRESS#${nearest[0] ?? ''}'` },
  );
}
