import { HyperError, MAX_MANIFEST_BYTES, sortedBy, toOneLine } from '../../core/index.ts';
import type { GitLocation } from './git-location.ts';
import { runGit } from './git-process.ts';
import type { Environment } from './git-process.ts';
import type { ObjectReader } from './object-reader.ts';

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
  reader: ObjectReader,
  environment: Environment,
): Promise<GitLocation> {
  if (folder !== undefined) return { ...location, prefix: folder === '' ? '' : `${folder}/` };
  const atRoot = await reader.read(`HEAD:${MANIFEST}`, MAX_MANIFEST_BYTES);
  if (atRoot !== undefined) return location;
  const words = ['ls-tree', '-r', '-z', '--name-only', 'HEAD'];
  const { status, stdout } = await runGit(words, { folder: location.folder, environment });
  const listed = status === 0 ? stdout.toString('utf8').split('\0') : [];
  const paths = listed.filter((path) => path.endsWith(`/${MANIFEST}`));
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
