import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { START_CASES } from './cases.ts';
import type { StartCase } from './cases.ts';

const ROOT = join(import.meta.dirname, '../..');
const HYPER = join(ROOT, 'dist/hyper.js');
const BAR = 2.5;
/** A file that was written just now may change without another stamp, so hyper asks git about the tree for two seconds. */
const SETTLING_MS = 3000;

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
  },
});

const scratch = mkdtempSync(join(tmpdir(), 'hyper-start-'));
const places = { registry: join(scratch, 'registry'), project: join(scratch, 'project') };
const environment = {
  PATH: process.env['PATH'] ?? '',
  HOME: scratch,
  LANG: 'C.UTF-8',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'user.name',
  GIT_CONFIG_VALUE_0: 'bench',
  GIT_CONFIG_KEY_1: 'user.email',
  GIT_CONFIG_VALUE_1: 'bench@example.com',
};
try {
  preparePlaces();
  await setTimeout(SETTLING_MS);
  const wanted = START_CASES.filter(({ words }) => words.startsWith(flags.only));
  for (const one of wanted) print(one, measure(one));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The example as a repository of its own, a key of this user in it, and a project that has locked an artifact of it. */
function preparePlaces(): void {
  const { registry, project } = places;
  cpSync(join(ROOT, 'registry-example'), registry, { recursive: true });
  mkdirSync(project);
  writeFileSync(
    join(project, 'hyper.yaml'),
    'apiVersion: hyper/v1\nkind: Project\nname: shop\nregistries:\n  - name: example\n    url: ../registry\ndependencies: []\n',
  );
  const root = '"sha256:$(sha256sum trust/root.yaml | cut -d " " -f 1)"';
  const steps: [string, string][] = [
    [registry, 'git init -q && git add -A && git commit -q -m Example'],
    [registry, `node ${HYPER} verify --all --root ${root}`],
    [project, `node ${HYPER} deps add lib.money/money && node ${HYPER} deps resolve`],
  ];
  for (const [folder, script] of steps) {
    const { status, stderr } = shell(folder, script);
    if (status !== 0) throw new Error(`${script} ended with ${String(status)}: ${stderr}`);
  }
}

function shell(cwd: string, script: string): { status: number | null; stderr: string } {
  return spawnSync('bash', ['-c', script], { cwd, env: environment, encoding: 'utf8' });
}

interface Sums {
  readonly own: readonly number[];
  readonly floor: readonly number[];
}

/** The command and `node -e 0` in turns, milliseconds of CPU; two turns more come first, which fill the caches. */
function measure({ place, words }: StartCase): Sums {
  const own: number[] = [];
  const floor: number[] = [];
  for (let turn = -2; turn < Number(flags.runs); turn += 1) {
    const floorMs = cpuMs(places[place], 'node -e 0');
    const ownMs = cpuMs(places[place], `node ${HYPER} ${words}`);
    if (turn < 0) continue;
    floor.push(floorMs);
    own.push(ownMs);
  }
  return { own, floor };
}

/** User and system time to the millisecond, that of child processes included. */
function cpuMs(folder: string, command: string): number {
  const { stderr } = shell(folder, `TIMEFORMAT='%3U %3S'; time ${command} > /dev/null 2>&1 < /dev/null`);
  const [user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return 1000 * ((user ?? NaN) + (system ?? NaN));
}

function print({ words }: StartCase, { own, floor }: Sums): void {
  const ratio = median(own) / median(floor);
  const figures = `${median(own).toFixed(0).padStart(5)} ms ${median(floor).toFixed(0).padStart(4)} ms ${ratio.toFixed(2)}`;
  console.log(`${words.padEnd(60)} ${figures}${ratio > BAR ? '  over the bar' : ''}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
