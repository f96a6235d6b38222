import type { FileVersions } from '../../registry/index.ts';
import { requireGit } from './git-process.ts';
import type { GitOptions } from './git-process.ts';
import { VersionList } from './version-list.ts';

/** Paths of one command line. */
const PATHS_AT_ONCE = 64;
/** Stands once for each commit, and in no path that is asked for. */
const MARK = '\u0001';
const LOG = ['log', '--format=%x01', '--raw', '-z', '-m', '--full-history', '--no-renames', '--no-abbrev'];
const SAFE = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=none'];

export interface VersionsAsked {
  readonly commit: string;
  /** From the registry's root. */
  readonly paths: readonly string[];
  /** Contents of a file, at most. */
  readonly most: number;
  /** The registry's root from the repository's root. */
  readonly prefix: string;
  /** In a bare repository git reads paths from its root. */
  readonly isBare: boolean;
  readonly isShallow: boolean;
}

/** The contents that files had at a commit and before it, as `RegistryStore.listVersions`. */
export async function listGitVersions(
  { commit, paths, most, prefix, isBare, isShallow }: VersionsAsked,
  options: GitOptions,
): Promise<FileVersions> {
  const versions = new VersionList(paths, most);
  for (let first = 0; first < paths.length; first += PATHS_AT_ONCE) {
    const some = paths.slice(first, first + PATHS_AT_ONCE).map((path) => (isBare ? prefix + path : path));
    // One busy file may not hide the history of its neighbours.
    const commits = most * some.length;
    const args = [...LOG, ...SAFE, `--max-count=${commits}`, '--end-of-options', commit, '--', ...some];
    const output = (await requireGit(args, options)).toString('utf8');
    // Records are `:<mode> <mode> <oid> <oid> <status>`, NUL, path, NUL.
    for (const [, before = '', after = '', oldOid = '', newOid = '', path = ''] of output.matchAll(
      /:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\u0000([^\u0000]*)\u0000/gu,
    )) {
      const file = path.slice(prefix.length);
      versions.add({ mode: after, oid: newOid, path: file, isUtf8: true });
      versions.add({ mode: before, oid: oldOid, path: file, isUtf8: true });
    }
    versions.isCut ||= output.split(MARK).length > commits;
  }
  return versions.conclude(isShallow);
}
