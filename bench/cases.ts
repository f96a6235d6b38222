import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CI_CASES } from './ci-cases.ts';
import type { Command, Run } from './measure.ts';
import type { Programs } from './programs.ts';
import { RESOLVE_CASES } from './resolve-cases.ts';
import { VERIFY_CASES } from './verify-cases.ts';

/** A generated registry of one size, twice: bare, and checked out. */
export interface Place {
  readonly bare: string;
  readonly checkout: string;
  /** The bare one with a trust root and a signature of every file. */
  readonly signed: string;
  /** Releases in it. */
  readonly releases: number;
  /** The registry that people wrote, as a repository of its own. */
  readonly example: string;
  /** For what a case writes. */
  readonly scratch: string;
}

/** One row of the table: a command, the floor it is held against, and the bar. Another case is one more row. */
export interface BenchCase {
  readonly id: string;
  readonly title: string;
  /** `each`: at every size. `once`: on the example registry. */
  readonly at: 'each' | 'once';
  readonly floorTitle: string;
  /** Brings about the state that the command is measured in; called before each run and its floor. */
  prepare?(place: Place): void;
  command(programs: Programs, place: Place): Command;
  /** The floor is the sum of these, and of `allowanceMs`. */
  floors(programs: Programs, place: Place): readonly Command[];
  readonly allowanceMs?: number;
  /** The ratio to the floor that is asked for; undefined where none is. */
  readonly bar?: number;
  readonly barAt?: number;
  readonly peakBarMb?: number;
  /** What the ratio is made of. */
  readonly measure: keyof Pick<Run, 'wallMs' | 'cpuMs'>;
}

const NODE = process.execPath;
const EMPTY: Command = { file: NODE, args: ['-e', '0'] };

function hyper({ hyper: file }: Programs, ...args: readonly string[]): Command {
  return { file: NODE, args: [file, ...args] };
}

function git(folder: string, ...args: readonly string[]): Command {
  return { file: 'git', args: ['-C', folder, ...args] };
}

function floorOfReading(programs: Programs, { bare }: Place): Command[] {
  return [{ file: NODE, args: [programs.path('floor'), bare, programs.path('floor-worker')] }];
}

function forget({ bare }: Place): void {
  rmSync(join(bare, 'hyper'), { recursive: true, force: true });
}

const LISTING = '`git ls-tree -r`';
const PARSING = 'reading and parsing the same bytes on the same threads';

export const CASES: readonly BenchCase[] = [
  ...VERIFY_CASES,
  ...CI_CASES,
  ...RESOLVE_CASES,
  {
    id: 'validate-cold',
    title: '`hyper validate --at HEAD`, nothing known',
    at: 'each',
    floorTitle: PARSING,
    prepare: forget,
    command: (programs, { bare }) =>
      hyper(programs, 'validate', '--at', 'HEAD', '--registry', bare, '--quiet'),
    floors: floorOfReading,
    measure: 'cpuMs',
    bar: 1.5,
    barAt: 100_000,
    peakBarMb: 500,
  },
  {
    id: 'validate-warm-commit',
    title: '`hyper validate --at HEAD`, nothing changed',
    at: 'each',
    floorTitle: LISTING,
    command: (programs, { bare }) =>
      hyper(programs, 'validate', '--at', 'HEAD', '--registry', bare, '--quiet'),
    floors: (_programs, { bare }) => [git(bare, 'ls-tree', '-r', 'HEAD')],
    measure: 'wallMs',
    bar: 2,
    barAt: 100_000,
  },
  {
    id: 'validate-warm-checkout',
    title: '`hyper validate` in a checkout, nothing changed',
    at: 'each',
    floorTitle: '`git status`',
    command: (programs, { checkout }) => hyper(programs, 'validate', '--registry', checkout, '--quiet'),
    floors: (_programs, { checkout }) => [git(checkout, 'status', '--porcelain')],
    measure: 'wallMs',
  },
  {
    id: 'validate-changed',
    title: '`hyper validate --changed HEAD~1 --at HEAD`, one file',
    at: 'each',
    floorTitle: '`node -e 0` + 2 × `git diff-tree` + 30 ms',
    command: (programs, { bare }) =>
      hyper(programs, 'validate', '--changed', 'HEAD~1', '--at', 'HEAD', '--registry', bare, '--quiet'),
    floors: (_programs, { bare }) => {
      const difference = git(bare, 'diff-tree', '-r', 'HEAD~1', 'HEAD');
      return [EMPTY, difference, difference];
    },
    allowanceMs: 30,
    measure: 'wallMs',
    bar: 1,
    barAt: 100_000,
  },
  {
    id: 'snapshot',
    title: 'Reading a snapshot at a commit, every release',
    at: 'each',
    floorTitle: '`git ls-tree -r` into `git cat-file --batch`',
    command: (programs, { bare }) => ({ file: NODE, args: [programs.path('read-snapshot'), bare] }),
    floors: (programs, { bare }) => [{ file: NODE, args: [programs.path('raw-read'), bare] }],
    measure: 'cpuMs',
  },
  {
    id: 'build',
    title: '`hyper build --at HEAD`, from nothing',
    at: 'each',
    floorTitle: PARSING,
    prepare: ({ scratch }) => {
      rmSync(join(scratch, 'site'), { recursive: true, force: true });
    },
    command: (programs, { bare, scratch }) =>
      hyper(programs, 'build', '--at', 'HEAD', '--registry', bare, '--out', join(scratch, 'site'), '--quiet'),
    floors: floorOfReading,
    measure: 'cpuMs',
  },
  {
    id: 'sign',
    title: '`hyper sign --all`, nothing signed before',
    at: 'each',
    floorTitle:
      'reading and hashing the manifests and signing as many payloads with `node:crypto`, nothing written',
    prepare: ({ bare, scratch }) => {
      const folder = join(scratch, 'unsigned');
      rmSync(folder, { recursive: true, force: true });
      execFileSync('git', ['clone', '-q', bare, folder], { stdio: 'inherit' });
      const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
      writeFileSync(join(scratch, 'signing.pem'), pem, { mode: 0o600 });
    },
    command: (programs, { scratch }) =>
      hyper(
        programs,
        ...['sign', '--all', '--key', join(scratch, 'signing.pem'), '--quiet'],
        ...['--registry', join(scratch, 'unsigned')],
      ),
    floors: (programs, { scratch }) => [
      {
        file: NODE,
        args: [programs.path('raw-sign'), join(scratch, 'unsigned'), join(scratch, 'signing.pem')],
      },
    ],
    measure: 'cpuMs',
  },
  startUp('version', '`hyper --version`', ['--version'], 1.3),
  startUp('help', '`hyper --help`', ['--help'], 1.3),
  startUp('read-command-help', '`hyper registry get --help`', ['registry', 'get', '--help']),
  {
    ...startUp('read-command', '`hyper registry get`, the whole of it', []),
    command: (programs, { example }) =>
      hyper(programs, 'registry', 'get', 'hyper.plugins/licence-check', '--registry', example),
    bar: 1.8,
  },
];

function startUp(id: string, title: string, words: readonly string[], bar?: number): BenchCase {
  return {
    id,
    title,
    at: 'once',
    floorTitle: '`node -e 0`',
    command: (programs) => hyper(programs, ...words),
    floors: () => [EMPTY],
    measure: 'wallMs',
    ...(bar === undefined ? {} : { bar }),
  };
}
