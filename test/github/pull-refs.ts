import { bareGit, refCommit } from './git-server.ts';
import type { FakePull, FakeRepository } from './state.ts';

/** The commit of a branch. */
export function branchCommit(repository: FakeRepository, branch: string): string {
  return refCommit(repository.folder, `refs/heads/${branch}`) ?? '';
}

/** Takes the head of a pull request over from its branch; true where it has moved. */
export function syncPull(repository: FakeRepository, pull: FakePull): boolean {
  const commit = refCommit(pull.head.repository.folder, `refs/heads/${pull.head.branch}`);
  if (commit === undefined || pull.state !== 'open') return false;
  const hasMoved = commit !== pull.headCommit;
  if (hasMoved) {
    const place = `refs/pull/${String(pull.number)}/head`;
    if (pull.head.repository === repository) bareGit(repository.folder, ['update-ref', place, commit]);
    else
      bareGit(repository.folder, [
        'fetch',
        '-q',
        '--no-tags',
        pull.head.repository.folder,
        `+${commit}:${place}`,
      ]);
    pull.headCommit = commit;
  }
  return hasMoved;
}

/** Makes the merge of a pull request into its base as `refs/pull/N/merge`; none where it conflicts. */
export function updateMergeRef(repository: FakeRepository, pull: FakePull): void {
  const place = `refs/pull/${String(pull.number)}/merge`;
  const merged = mergeCommits(
    repository,
    branchCommit(repository, pull.base),
    pull.headCommit,
    'Merge for a check',
  );
  if (merged !== undefined) bareGit(repository.folder, ['update-ref', place, merged]);
  else if (refCommit(repository.folder, place) !== undefined)
    bareGit(repository.folder, ['update-ref', '-d', place]);
}

/** A merge commit of two commits, made as git merges; undefined where they conflict. */
export function mergeCommits(
  { folder }: FakeRepository,
  base: string,
  head: string,
  message: string,
  method: 'merge' | 'squash' | 'rebase' = 'merge',
): string | undefined {
  try {
    const tree =
      bareGit(folder, ['merge-tree', '--write-tree', '--no-messages', base, head]).split('\n')[0] ?? '';
    const parents = method === 'merge' ? ['-p', base, '-p', head] : ['-p', base];
    return bareGit(folder, ['commit-tree', tree, ...parents, '-F', '-'], message);
  } catch {
    return undefined;
  }
}

/** Files to commit: a text, bytes, or null to remove. */
export type CommitFiles = Readonly<Record<string, string | Uint8Array | null>>;

export interface CommitOptions {
  /** The commit to build on; the branch as it is where it is left out. */
  readonly from?: string;
  readonly message?: string;
  readonly author?: string;
  /** Seconds since 1970. */
  readonly time?: number;
  /** Starts from no commit at all. */
  readonly isOrphan?: boolean;
}

/** Commits files to a branch in one run of git, whatever their number. Gives the commit. */
export function commitFiles(
  { folder }: FakeRepository,
  branch: string,
  files: CommitFiles,
  {
    from,
    message = 'Change',
    author = 'Somebody <somebody@example.com>',
    time = 1_767_225_600,
    isOrphan = false,
  }: CommitOptions = {},
): string {
  const parent = isOrphan ? undefined : (from ?? refCommit(folder, `refs/heads/${branch}`));
  const parts: (string | Uint8Array)[] = [
    `commit refs/heads/${branch}\nauthor ${author} ${String(time)} +0000\ncommitter ${author} ${String(time)} +0000\n`,
    `data ${String(Buffer.byteLength(message))}\n${message}\n`,
    parent === undefined ? '' : `from ${parent}\n`,
  ];
  for (const [path, content] of Object.entries(files)) {
    const quoted = JSON.stringify(path);
    if (content === null) {
      parts.push(`D ${quoted}\n`);
      continue;
    }
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    parts.push(`M 100644 inline ${quoted}\ndata ${String(bytes.length)}\n`, bytes, '\n');
  }
  const input = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  importStream(folder, input);
  return refCommit(folder, `refs/heads/${branch}`) ?? '';
}

function importStream(folder: string, input: Buffer): void {
  bareGit(folder, ['fast-import', '--quiet', '--force'], input);
}
