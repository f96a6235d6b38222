import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase, Place } from './cases.ts';
import type { Command } from './measure.ts';
import type { Programs } from './programs.ts';

const MAX_BUFFER = 1024 * 1024 * 1024;

function git(folder: string, args: readonly string[], input?: string): string {
  return execFileSync('git', ['-C', folder, ...args], { input, encoding: 'utf8', maxBuffer: MAX_BUFFER });
}

/** The branch of a pull request that adds a release to so many artifacts; made once in each repository. */
function branchOf({ bare }: Place, releases: number): string {
  const branch = `bench-${String(releases)}`;
  if (git(bare, ['branch', '--list', branch]).trim() !== '') return branch;
  const folders = new Map<string, string>();
  for (const path of git(bare, ['ls-tree', '-r', '--name-only', 'HEAD']).split('\n')) {
    const match = /^(namespaces\/.*)\/([0-9][^/]*)\.yaml$/u.exec(path);
    if (match?.[1] !== undefined && folders.size < releases) folders.set(match[1], match[2] ?? '');
  }
  const files = [...folders].map(([folder, version], index) => {
    const text = git(bare, ['show', `HEAD:${folder}/${version}.yaml`])
      .replace(/^version: .*$/mu, 'version: 99.0.0')
      .replace(/^id: .*$/mu, `id: 01960566-86f0-763c-8ccf-${index.toString(16).padStart(12, '0')}`);
    const bytes = String(Buffer.byteLength(text));
    return `M 100644 inline ${folder}/99.0.0.yaml\ndata ${bytes}\n${text}\n`;
  });
  const head = git(bare, ['rev-parse', 'HEAD']).trim();
  const commit = `commit refs/heads/${branch}\ncommitter Bench <bench@example.com> 1767225600 +0000\ndata 5\nBench\nfrom ${head}\n`;
  git(bare, ['fast-import', '--quiet'], `${commit}${files.join('')}\n`);
  return branch;
}

function cacheOf({ scratch }: Place): string {
  return join(scratch, 'ci-cache');
}

/** `hyper ci` as a stranger brings the change: valid, and for a person to decide (42). */
function judge({ hyper }: Programs, place: Place, releases: number): Command {
  const words = [
    process.execPath,
    hyper,
    'ci',
    '--registry',
    place.bare,
    '--as',
    'github:1',
    '--output',
    'json',
  ];
  const range = ['--base', 'HEAD', '--head', branchOf(place, releases)];
  const script = 'XDG_CACHE_HOME="$1"; export XDG_CACHE_HOME; shift; "$@" > /dev/null || [ $? = 42 ]';
  return { file: 'sh', args: ['-c', script, 'sh', cacheOf(place), ...words, ...range] };
}

function forget(place: Place): void {
  rmSync(cacheOf(place), { recursive: true, force: true });
}

/** Judging pull requests; what is held against is what a person waits for. */
export const CI_CASES: readonly BenchCase[] = [
  {
    ...{ id: 'ci-cold', title: '`hyper ci`, a pull request of one release, nothing known', at: 'each' },
    ...{ floorTitle: 'ten seconds', floors: () => [], allowanceMs: 10_000, measure: 'wallMs', bar: 1 },
    barAt: 100_000,
    prepare: forget,
    command: (programs, place) => judge(programs, place, 1),
  },
  {
    ...{ id: 'ci-warm', title: '`hyper ci`, a pull request of one release, the base known', at: 'each' },
    ...{ floorTitle: 'two seconds', floors: () => [], allowanceMs: 2000, measure: 'wallMs', bar: 1 },
    barAt: 100_000,
    command: (programs, place) => judge(programs, place, 1),
  },
  {
    ...{ id: 'ci-many', title: '`hyper ci`, a pull request of 1,000 releases, the base known', at: 'each' },
    ...{ floorTitle: 'thirty seconds', floors: () => [], allowanceMs: 30_000, measure: 'wallMs', bar: 1 },
    barAt: 100_000,
    command: (programs, place) => judge(programs, place, 1000),
  },
];
