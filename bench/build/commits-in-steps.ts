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
 * Commits of a bare repository, of which each adds so many releases to the one before, spread over the registry; the last
 * has the tree of HEAD. The same each time.
 */
export function commitsInSteps(repository: string, steps: readonly number[]): string[] {
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
  const chosen = spread(
    releases,
    steps.reduce((sum, step) => sum + step, 0),
  );
  git(['read-tree', 'HEAD']);
  // A line of mode 0 takes a path out of the index.
  const gone = chosen.map((line) => line.replace(/^\d+ blob/u, '0'));
  git(['update-index', '--index-info'], `${gone.join('\n')}\n`);
  const commits = [git(['commit-tree', git(['write-tree']), '-m', 'Without some releases'])];
  let next = 0;
  for (const step of steps) {
    git(['update-index', '--index-info'], `${chosen.slice(next, next + step).join('\n')}\n`);
    next += step;
    const parent = commits.at(-1) ?? '';
    commits.push(git(['commit-tree', git(['write-tree']), '-p', parent, '-m', `Publish ${String(step)}`]));
  }
  rmSync(index, { force: true });
  return commits;
}

/** So many of the lines, none twice, those beside each other far apart: steps of the golden section. */
function spread(lines: readonly string[], count: number): string[] {
  const chosen = new Set<number>();
  const step = Math.max(1, Math.floor(lines.length * 0.618_033_988_75));
  for (let at = step; chosen.size < Math.min(count, lines.length); at = (at + step) % lines.length) {
    while (chosen.has(at)) at = (at + 1) % lines.length;
    chosen.add(at);
  }
  return [...chosen].map((at) => lines[at] ?? '');
}
