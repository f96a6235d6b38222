import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const WHO = {
  GIT_AUTHOR_NAME: 'bench',
  GIT_AUTHOR_EMAIL: 'bench@example.org',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'bench',
  GIT_COMMITTER_EMAIL: 'bench@example.org',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

/**
 * Commits of a bare repository, of which each adds one release to the one before, spread over the registry; the last has the
 * tree of HEAD. The same each time.
 */
export function commitsOneByOne(repository: string, count: number): string[] {
  const index = join(repository, 'bench-index');
  const env = { ...process.env, ...WHO, GIT_INDEX_FILE: index };
  const git = (arguments_: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', repository, ...arguments_], {
      env,
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    }).trim();
  const releases = git(['ls-tree', '-r', 'HEAD'])
    .split('\n')
    .filter((line) => /\/[0-9][^/]*\.yaml$/u.test(line));
  const chosen = Array.from(
    { length: count },
    (_, number) => releases[Math.floor(((number + 0.5) * releases.length) / count)] ?? '',
  );
  git(['read-tree', 'HEAD']);
  // A line of mode 0 takes a path out of the index.
  const gone = chosen.map((line) => line.replace(/^\d+ blob/u, '0'));
  git(['update-index', '--index-info'], `${gone.join('\n')}\n`);
  const commits = [git(['commit-tree', git(['write-tree']), '-m', 'Without some releases'])];
  for (const line of chosen) {
    git(['update-index', '--index-info'], `${line}\n`);
    const parent = commits.at(-1) ?? '';
    commits.push(git(['commit-tree', git(['write-tree']), '-p', parent, '-m', 'Publish one release']));
  }
  rmSync(index, { force: true });
  return commits;
}
