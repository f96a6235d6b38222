import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { GitCommitter } from '../../src/adapters/git/commit/git-committer.ts';
import { writeCommits } from '../../src/adapters/git/fast-import.ts';
import { createChangeContext } from '../../src/composition-write.ts';
import { migrate } from '../../src/operations/index.ts';
import { fanOutSegment } from '../../src/registry/index.ts';

// What a commit of one release costs in a namespace of very many names, before `hyper migrate --to 2` and after it, in
// turns. Usage: npx tsx bench/commit/fan-out.ts --names 20000 --runs 200

const { values } = parseArgs({
  options: {
    names: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '200' },
    folder: { type: 'string', default: join(tmpdir(), 'hyper-bench') },
  },
});
const names = Number(values.names);
const runs = Number(values.runs);
const MAIN = 'refs/heads/main';
const NAMESPACE = 'namespaces/lib/big';
const person = { name: 'Bench', email: 'bench@example.com' };
const files = createFilesContext(process);
const environment = {
  ...process.env,
  GIT_AUTHOR_NAME: 'Bench',
  GIT_AUTHOR_EMAIL: 'bench@example.com',
  GIT_COMMITTER_NAME: 'Bench',
  GIT_COMMITTER_EMAIL: 'bench@example.com',
};

const nameAt = (index: number): string => `artifact-${String(index)}`;
const manifest = (index: number): Buffer =>
  Buffer.from(`apiVersion: hyper/v1\nkind: Artifact\n# ${nameAt(index)}\n${'x'.repeat(1000)}\n`);

/** A bare repository with one namespace of so many names, made once a size. */
async function makeRegistry(): Promise<string> {
  const target = join(values.folder, `names-${String(names)}.git`);
  if (existsSync(target)) return target;
  mkdirSync(values.folder, { recursive: true });
  const head = 'apiVersion: hyper/v1\nkind: ';
  const frame: readonly (readonly [string, string])[] = [
    ['registry.yaml', `${head}Registry\nname: bench\nformatVersion: 1\n`],
    ['namespaces/lib/namespace.yaml', `${head}Namespace\npath: lib\nscope: library\nowner: bench\n`],
    [`${NAMESPACE}/namespace.yaml`, `${head}Namespace\npath: lib.big\nscope: library\nowner: bench\n`],
  ];
  const releases = Array.from({ length: names }, (_, index) => ({
    path: `${NAMESPACE}/${nameAt(index)}/1.0.0.yaml`,
    bytes: manifest(index),
  }));
  const all = [...frame.map(([path, text]) => ({ path, bytes: Buffer.from(text) })), ...releases];
  all.sort((left, right) => (left.path < right.path ? -1 : 1));
  const commit = { message: 'Fill the registry\n', identity: person, time: 1_772_000_000, files: all };
  await writeCommits(target, [commit], { files, environment, isBare: true });
  return target;
}

const plain = await makeRegistry();
const room = mkdtempSync(join(values.folder, 'fan-out-'));
const [before, after] = ['before.git', 'after.git'].map((name) => join(room, name));
if (before === undefined || after === undefined) throw new Error('two folders');
for (const folder of [before, after]) execFileSync('git', ['clone', '-q', '--bare', plain, folder]);

const facts = { environment, folder: after, worker: undefined, buildId: 'bench', userId: process.getuid?.() };
const nobody = {
  key: undefined,
  keys: undefined,
  descriptor: undefined,
  isProposed: false,
  review: () => Promise.resolve(true),
};
const context = await createChangeContext({}, facts, nobody);
const start = performance.now();
const made = await migrate.run(context, {
  ...{ registry: after, namespace: undefined, mode: 'commit', branch: 'main' },
  ...{ to: 2, fanOutFrom: 1000 },
});
console.log(
  `migrating ${String(names)} names: ${String(made.data.facts['movedFiles'])} files in ${((performance.now() - start) / 1000).toFixed(1)} s`,
);

const open = (gitFolder: string): Promise<GitCommitter> =>
  GitCommitter.open({ gitFolder, files, environment });
const sides = [
  {
    title: 'format 1',
    committer: await open(before),
    toFolder: (name: string) => `${NAMESPACE}/${name}`,
    times: [] as number[],
  },
  {
    title: 'format 2, fanned out',
    committer: await open(after),
    toFolder: (name: string) => `${NAMESPACE}/${fanOutSegment(name)}/${name}`,
    times: [] as number[],
  },
];
for (let index = 0; index < runs; index += 1) {
  for (const { committer, toFolder, times } of sides) {
    const path = `${toFolder(nameAt((index * 7919) % names))}/2.0.${String(index)}.yaml`;
    const files = [{ path, bytes: manifest(index) }];
    const begun = performance.now();
    const tip = await committer.readRef(MAIN);
    const commit = await committer.make(tip, {
      author: person,
      committer: person,
      time: 1_772_000_001,
      message: 'Publish',
      files,
    });
    await committer.write(commit.objects);
    if (!(await committer.moveRef(MAIN, tip, commit.oid))) throw new Error('the branch moved');
    times.push(performance.now() - begun);
  }
}
const medians = sides.map(({ title, times }) => {
  const sorted = times.slice(5).sort((left, right) => left - right);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  console.log(
    `${title}: P50 ${at(0.5).toFixed(1)} ms, P95 ${at(0.95).toFixed(1)} ms, n ${String(sorted.length)}`,
  );
  return at(0.5);
});
console.log(`ratio of the medians: ${((medians[0] ?? 0) / (medians[1] ?? 1)).toFixed(2)}`);
for (const folder of [before, after])
  execFileSync('git', ['-C', folder, 'fsck', '--connectivity-only'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
rmSync(room, { recursive: true, force: true });
