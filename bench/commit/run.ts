import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { GitCommitter } from '../../src/adapters/git/commit/git-committer.ts';
import type { NewCommit } from '../../src/adapters/git/commit/git-committer.ts';
import { benchRepository } from '../corpus.ts';

// What a commit of one release costs in a registry of N: inside the process and durable, beside `git add` and
// `git commit` in a checkout of the same registry. Usage: npm run bench:commit -- --size 100000 --runs 300

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '300' },
    folder: { type: 'string', default: join(tmpdir(), 'hyper-bench') },
  },
});
const size = Number(values.size);
const runs = Number(values.runs);
const MAIN = 'refs/heads/main';
const GIT_RUNS = 7;
const GROUP = 50;
const BULK = 5000;
const person = { name: 'Bench', email: 'bench@example.com' };
const body = 'x'.repeat(1000);

function release(path: string): { path: string; bytes: Buffer } {
  return { path, bytes: Buffer.from(`apiVersion: hyper/v1\nkind: Artifact\n# ${path}\n${body}\n`) };
}

function commitOf(paths: readonly string[]): NewCommit {
  return {
    author: person,
    committer: person,
    time: 1_772_000_000,
    message: 'Publish',
    files: paths.map(release),
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function print(title: string, milliseconds: number[]): number {
  const sorted = [...milliseconds].sort((left, right) => left - right);
  const median = percentile(sorted, 0.5);
  console.log(
    `${title}: P50 ${median.toFixed(1)} ms, P95 ${percentile(sorted, 0.95).toFixed(1)} ms, n ${String(sorted.length)}`,
  );
  return median;
}

const source = await benchRepository(values.folder, size);
const room = mkdtempSync(join(values.folder, 'commit-'));
const bare = join(room, 'bare.git');
const checkout = join(room, 'checkout');
execFileSync('git', ['clone', '-q', '--bare', source, bare]);
execFileSync('git', ['clone', '-q', source, checkout]);
const existing = execFileSync('git', ['-C', bare, 'ls-tree', '-r', '--name-only', 'main'], {
  maxBuffer: 1024 ** 3,
})
  .toString()
  .split('\n')
  .filter((path) => /\/[0-9][^/]*\.yaml$/u.test(path));
/** An artifact somewhere in the registry, another one each time. */
const folderAt = (index: number): string => dirname(existing[(index * 7919) % existing.length] ?? '');

const gitFolder = bare;
const committer = await GitCommitter.open({
  gitFolder,
  files: createFilesContext(process),
  environment: process.env,
});

async function commitOne(index: number): Promise<number> {
  const start = performance.now();
  const tip = await committer.readRef(MAIN);
  const made = await committer.make(tip, commitOf([`${folderAt(index)}/999.0.${String(index)}.yaml`]));
  await committer.write(made.objects);
  if (!(await committer.moveRef(MAIN, tip, made.oid))) throw new Error('the branch moved');
  return performance.now() - start;
}

function gitCommit(index: number): number {
  const path = `${folderAt(index)}/998.0.${String(index)}.yaml`;
  mkdirSync(join(checkout, dirname(path)), { recursive: true });
  writeFileSync(join(checkout, path), release(path).bytes);
  const start = performance.now();
  execFileSync('git', ['-C', checkout, 'add', path]);
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
  execFileSync('git', ['-C', checkout, ...who, 'commit', '-q', '-m', 'Publish']);
  return performance.now() - start;
}

const single: number[] = [];
const byGit: number[] = [];
for (let index = 0; index < runs; index += 1) {
  single.push(await commitOne(index));
  if (index % Math.ceil(runs / GIT_RUNS) === 0) byGit.push(gitCommit(index));
}
console.log(`a registry of ${String(existing.length)} releases`);
const own = print('one release a commit, durable, in the process', single.slice(5));
const git = print('git add && git commit, in a checkout', byGit);
console.log(`ratio of the medians: ${(git / own).toFixed(0)}`);

let tip = await committer.readRef(MAIN);
const started = performance.now();
const commits = 500;
for (let from = 0; from < commits; from += GROUP) {
  const before = tip;
  const objects = [];
  for (let index = from; index < from + GROUP; index += 1) {
    const made = await committer.make(tip, commitOf([`${folderAt(index)}/997.0.${String(index)}.yaml`]));
    objects.push(...made.objects);
    tip = made.oid;
  }
  await committer.writePack(objects);
  if (tip === undefined || !(await committer.moveRef(MAIN, before, tip))) throw new Error('the branch moved');
}
const each = (performance.now() - started) / commits;
console.log(
  `${String(commits)} commits of one release, a pack and a move of the branch for ${String(GROUP)}: ${(1000 / each).toFixed(0)} commits/s`,
);

const bulkStart = performance.now();
const before = tip;
const bulk = await committer.make(
  tip,
  commitOf(
    Array.from(
      { length: BULK },
      (_, index) => `namespaces/lib/bulk/a-${String(index % 1250)}/1.0.${String(index)}.yaml`,
    ),
  ),
);
await committer.writePack(bulk.objects);
if (!(await committer.moveRef(MAIN, before, bulk.oid))) throw new Error('the branch moved');
const seconds = (performance.now() - bulkStart) / 1000;
console.log(`${String(BULK)} releases in one commit: ${(BULK / seconds).toFixed(0)} releases/s`);
execFileSync('git', ['-C', bare, 'fsck', '--connectivity-only'], { stdio: ['ignore', 'ignore', 'inherit'] });
console.log('git fsck --connectivity-only: fine');
rmSync(room, { recursive: true, force: true });
