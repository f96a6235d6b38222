import { HyperError, comparePaths, compareText } from '../../core/index.ts';
import { commitTime } from '../../registry/index.ts';
import type { CommitPerson, LoggedCommit, CommitLog, TreeChange } from '../../registry/index.ts';
import type { GitLocation } from './git-location.ts';
import { endOf, gitFailure, requireGit, spawnGit } from './git-process.ts';
import type { Environment, GitOptions } from './git-process.ts';
import { shallowHistory } from './resolve-revision.ts';

const FIELDS = ['%H', '%P', '%an', '%ae', '%cn', '%ce', '%ct', '%(trailers:only,unfold)'];
const SAFE = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=none'];
const LOG = [
  '-c',
  'log.showRoot=true',
  'log',
  '-z',
  '--encoding=UTF-8',
  `--format=tformat:${FIELDS.join('%x00')}`,
];
const NO_OBJECT = /^0+$/u;

/** The history of a registry, told by the git program. */
export class GitCommitLog implements CommitLog {
  readonly #location: GitLocation;
  readonly #options: GitOptions;

  constructor(location: GitLocation, environment: Environment) {
    this.#location = location;
    this.#options = { folder: location.folder, environment };
  }

  async *read(commit: string, after?: string): AsyncGenerator<LoggedCommit> {
    if (this.#location.isShallow) throw shallowHistory();
    const { prefix, isBare } = this.#location;
    const args = [
      ...LOG,
      '--raw',
      '-m',
      '--first-parent',
      '--reverse',
      '--no-renames',
      '--no-abbrev',
      ...SAFE,
    ];
    const range = after === undefined ? commit : `${after}..${commit}`;
    const paths = ['--end-of-options', range, '--', ...(prefix === '' ? [] : [isBare ? prefix : '.'])];
    const fields = this.#fields([...args, ...paths]);
    let next = await fields.next();
    while (next.done !== true) {
      const head = [next.value];
      while (head.length < FIELDS.length) head.push((await fields.next()).value ?? '');
      const changes: TreeChange[] = [];
      next = await fields.next();
      // Records are `:<mode> <mode> <oid> <oid> <status>`, NUL, path, NUL; an empty field ends a header.
      while (next.done !== true && !/^[0-9a-f]{40,64}$/u.test(next.value)) {
        const raw = /:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/u.exec(next.value);
        if (raw !== null) changes.push(toChange(raw, (await fields.next()).value ?? '', prefix));
        next = await fields.next();
      }
      changes.sort((left, right) => comparePaths(left.path, right.path));
      yield toCommit(head, changes);
    }
  }

  async contributors(commit: string): Promise<ReadonlyMap<string, readonly CommitPerson[]>> {
    const parents = new Map<string, readonly string[]>();
    const authors = new Map<string, CommitPerson>();
    const args = ['log', '-z', '--encoding=UTF-8', '--format=tformat:%H%x00%P%x00%an%x00%ae'];
    const fields = this.#fields([...args, '--end-of-options', commit, '--']);
    for (let next = await fields.next(); next.done !== true; next = await fields.next()) {
      const id = next.value;
      parents.set(id, ((await fields.next()).value ?? '').split(' ').filter(Boolean));
      const name = (await fields.next()).value ?? '';
      authors.set(id, { name, email: (await fields.next()).value ?? '' });
    }
    return broughtIn(commit, parents, authors);
  }

  async texts(commits: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const input = commits.map((commit) => `${commit}\n`).join('');
    const out = await requireGit(['cat-file', '--batch'], this.#options, input);
    let at = 0;
    for (const commit of commits) {
      // `<id> commit <size>`, a line feed, the object, a line feed.
      const end = out.indexOf(10, at);
      const [, type, size = ''] = out.subarray(at, end).toString('latin1').split(' ');
      if (type !== 'commit')
        throw new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable commit ${commit}`, {
          hint: 'run git fsck',
        });
      const begin = end + 1;
      at = begin + Number(size) + 1;
      found.set(commit, out.subarray(begin, at - 1));
    }
    return found;
  }

  /** What git writes, cut at each NUL. */
  async *#fields(args: readonly string[]): AsyncGenerator<string, undefined> {
    const child = spawnGit(args, this.#options);
    const failed: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => failed.push(chunk));
    const ended = endOf(child, this.#options.folder);
    child.stdin.on('error', () => undefined).end();
    let rest = '';
    child.stdout.setEncoding('utf8');
    for await (const chunk of child.stdout as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\u0000');
      rest = parts.pop() ?? '';
      yield* parts;
    }
    const { status, stopped } = await ended;
    if (status !== 0) throw stopped ?? gitFailure(args, Buffer.concat(failed).toString('utf8').trim());
    return undefined;
  }
}

function toChange(
  [, oldMode = '', newMode = '', oldOid = '', newOid = '']: readonly string[],
  whole: string,
  prefix: string,
): TreeChange {
  const path = whole.slice(prefix.length);
  const isUtf8 = !path.includes('\u{fffd}');
  const before = NO_OBJECT.test(oldOid) ? undefined : { mode: oldMode, oid: oldOid, path, isUtf8 };
  const after = NO_OBJECT.test(newOid) ? undefined : { mode: newMode, oid: newOid, path, isUtf8 };
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    status,
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function toCommit(
  [
    commit = '',
    parents = '',
    name = '',
    email = '',
    otherName = '',
    otherEmail = '',
    time = '',
    trailers = '',
  ]: readonly string[],
  changes: readonly TreeChange[],
): LoggedCommit {
  return {
    commit,
    parents: parents.split(' ').filter(Boolean),
    author: { name, email },
    committer: { name: otherName, email: otherEmail },
    committedAt: commitTime(time),
    trailers: trailers.split('\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon <= 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
    }),
    changes,
  };
}

/** Walks the first-parent line from its oldest commit: what a merge reaches and nothing before it did, it brought. */
function broughtIn(
  commit: string,
  parents: ReadonlyMap<string, readonly string[]>,
  authors: ReadonlyMap<string, CommitPerson>,
): ReadonlyMap<string, readonly CommitPerson[]> {
  const line: string[] = [];
  for (let id: string | undefined = commit; id !== undefined; id = parents.get(id)?.[0]) line.push(id);
  const seen = new Set<string>();
  const found = new Map<string, readonly CommitPerson[]>();
  for (const id of line.reverse()) {
    const others = parents.get(id)?.slice(1) ?? [];
    const people = new Map<string, CommitPerson>();
    const open = [...others];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      const author = authors.get(one);
      if (author !== undefined) people.set(`${author.email}\u0000${author.name}`, author);
      open.push(...(parents.get(one) ?? []));
    }
    seen.add(id);
    if (others.length === 0) continue;
    const keys = [...people.keys()].sort(compareText);
    found.set(
      id,
      keys.flatMap((key) => people.get(key) ?? []),
    );
  }
  return found;
}

/** The history of a registry that no repository holds, or that git cannot be asked about: there is none to read. */
export const NO_COMMITS: CommitLog = {
  async *read() {
    await Promise.reject(noHistory());
  },
  contributors: () => Promise.reject(noHistory()),
  texts: () => Promise.reject(noHistory()),
};

function noHistory(): HyperError {
  return new HyperError(
    'HYPER_REPOSITORY_MISSING',
    'no git repository that can be read here holds the registry',
    {
      hint: 'history is read with git: install it, and name a clone of the repository with --registry',
    },
  );
}
