import { comparePaths, compareText } from '../../core/index.ts';
import { commitTime } from '../../registry/index.ts';
import type {
  BroughtMessage,
  BroughtObject,
  OutsideChange,
  RecentCommit,
  RepositoryHistory,
} from '../../registry/index.ts';
import type { GitLocation } from './git-location.ts';
import { gitFailure, requireGit, runGit } from './git-process.ts';
import type { Environment, GitOptions } from './git-process.ts';
import { shallowHistory } from './resolve-revision.ts';

const STATUSES: ReadonlyMap<string, OutsideChange['status']> = new Map([
  ['A', 'added'],
  ['D', 'removed'],
]);

/** How commits hang together, asked of the git program. Commits are given by their full ids. */
export class GitHistory implements RepositoryHistory {
  readonly prefix: string;
  readonly #isShallow: boolean;
  readonly #options: GitOptions;

  constructor({ folder, prefix, isShallow }: GitLocation, environment: Environment) {
    this.prefix = prefix;
    this.#isShallow = isShallow;
    this.#options = { folder, environment };
  }

  async mergeBases(base: string, head: string): Promise<readonly string[]> {
    if (this.#isShallow) throw shallowHistory();
    const args = ['merge-base', '--all', base, head];
    const result = await runGit(args, this.#options);
    // 1 without an answer is git's way to say that there is none.
    if (result.status > 1) throw gitFailure(args, result.stderr);
    return result.stdout.toString('latin1').split('\n').filter(Boolean).sort(compareText);
  }

  async broughtObjects(base: string, head: string): Promise<readonly BroughtObject[]> {
    if (this.#isShallow) throw shallowHistory();
    const args = ['rev-list', '--objects', '--filter=object:type=blob', '--filter-provided-objects'];
    const output = await requireGit([...args, head, `^${base}`, '--'], this.#options);
    const found: BroughtObject[] = [];
    for (const line of output.toString('utf8').split('\n')) {
      const match = /^([0-9a-f]{40,64}) (.+)$/u.exec(line);
      if (match !== null) found.push({ oid: match[1] ?? '', path: match[2] ?? '' });
    }
    return found.sort(
      (left, right) => comparePaths(left.path, right.path) || compareText(left.oid, right.oid),
    );
  }

  async broughtMessages(base: string, head: string): Promise<readonly BroughtMessage[]> {
    if (this.#isShallow) throw shallowHistory();
    const args = ['rev-list', '--no-commit-header', '--encoding=UTF-8', '--format=tformat:%H%n%B%x00'];
    const output = await requireGit([...args, head, `^${base}`, '--'], this.#options);
    return output
      .toString('utf8')
      .split('\0')
      .map((told) => told.replace(/^\n/u, ''))
      .filter((told) => told !== '')
      .map((told) => ({ commit: told.split('\n', 1)[0] ?? '', message: told.slice(told.indexOf('\n') + 1) }));
  }

  async changedOutside(base: string, head: string): Promise<readonly OutsideChange[]> {
    if (this.prefix === '') return [];
    const args = ['diff-tree', '-r', '-z', '--no-renames', '--name-status', '--end-of-options', base, head];
    const words = (await requireGit(args, this.#options)).toString('utf8').split('\0');
    const found: OutsideChange[] = [];
    for (let index = 0; index + 1 < words.length; index += 2) {
      const path = words[index + 1] ?? '';
      if (path.startsWith(this.prefix)) continue;
      found.push({ path, status: STATUSES.get(words[index] ?? '') ?? 'changed' });
    }
    return found;
  }

  async recentCommits(head: string, since: number): Promise<readonly RecentCommit[]> {
    if (this.#isShallow) throw shallowHistory();
    const args = [
      'rev-list',
      '--first-parent',
      `--since=${since}`,
      '--format=%H %ct %P%x00%ae',
      '--no-commit-header',
    ];
    const output = await requireGit([...args, '--end-of-options', head, '--'], this.#options);
    return output
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [facts = '', authorEmail = ''] = line.split('\0');
        const [commit = '', time = '', parent] = facts.split(' ');
        return {
          commit,
          parent: parent === '' ? undefined : parent,
          committedAt: commitTime(time),
          authorEmail,
        };
      });
  }
}
