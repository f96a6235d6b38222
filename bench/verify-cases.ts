import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../src/core/index.ts';
import type { BenchCase, Place } from './cases.ts';
import type { Command } from './measure.ts';
import type { Programs } from './programs.ts';

const NODE = process.execPath;
const RAW = 'as many raw ed25519 verifications on the same threads';
const CHECK = '"$1" "$2" validate --at HEAD --registry "$3" --quiet';
const BOTH = '"$1" "$2" verify --all --check --at HEAD --registry "$3" --root "$4" --quiet';
const VERIFY = '"$1" "$2" verify --all --at HEAD --registry "$3" --root "$4" --quiet';

/** A shell runs the script; what the client remembers and keeps goes into the scratch folder. */
function shell(script: string, { hyper }: Programs, { signed, scratch }: Place): Command {
  const homes = `XDG_CONFIG_HOME='${join(scratch, 'config')}' XDG_CACHE_HOME='${join(scratch, 'cache')}'`;
  const exported = `${homes}; export XDG_CONFIG_HOME XDG_CACHE_HOME`;
  return {
    file: 'sh',
    args: ['-c', `${exported}; ${script}`, 'sh', NODE, hyper, signed, rootDigest(signed)],
  };
}

function rootDigest(bare: string): string {
  return digestOf(execFileSync('git', ['-C', bare, 'show', 'HEAD:trust/root.yaml']));
}

function forget({ signed, scratch }: Place): void {
  rmSync(join(signed, 'hyper'), { recursive: true, force: true });
  rmSync(join(scratch, 'cache/hyper/verified'), { recursive: true, force: true });
}

function rawVerify(programs: Programs, { releases }: Place): Command[] {
  return [{ file: NODE, args: [programs.path('raw-verify'), String(releases)] }];
}

/** What no way around it saves: as many raw verifications, and every file read and parsed. */
function bound(programs: Programs, place: Place): Command[] {
  const reading = [programs.path('floor'), place.signed, programs.path('floor-worker'), 'signatures'];
  return [...rawVerify(programs, place), { file: NODE, args: reading }];
}

/** Verifying many signed releases. */
export const VERIFY_CASES: readonly BenchCase[] = [
  {
    id: 'verify-check',
    title: '`hyper verify --all --check`, every release signed, nothing known',
    at: 'each',
    floorTitle: RAW,
    prepare: forget,
    command: (programs, place) => shell(BOTH, programs, place),
    floors: rawVerify,
    measure: 'cpuMs',
    bar: 1.3,
    barAt: 100_000,
    peakBarMb: 500,
  },
  {
    id: 'verify-bound',
    title: '`hyper verify --all --check`, held against what cannot be saved',
    at: 'each',
    floorTitle: `${RAW}, and reading and parsing every manifest and signature file`,
    prepare: forget,
    command: (programs, place) => shell(BOTH, programs, place),
    floors: bound,
    measure: 'cpuMs',
  },
  {
    id: 'verify-after-check',
    title: '`hyper validate`, then `hyper verify --all`, every release signed, nothing known',
    at: 'each',
    floorTitle: RAW,
    prepare: forget,
    command: (programs, place) => shell(`${CHECK} && ${VERIFY}`, programs, place),
    floors: rawVerify,
    measure: 'cpuMs',
  },
  {
    id: 'verify-all',
    title: '`hyper verify --all`, every release signed, nothing known',
    at: 'each',
    floorTitle: RAW,
    prepare: forget,
    command: (programs, place) => shell(VERIFY, programs, place),
    floors: rawVerify,
    measure: 'cpuMs',
  },
  {
    id: 'verify-known',
    title: '`hyper verify --all`, every release signed, nothing changed',
    at: 'each',
    floorTitle: '`git ls-tree -r`',
    command: (programs, place) => shell(VERIFY, programs, place),
    floors: (_programs, { signed }) => [{ file: 'git', args: ['-C', signed, 'ls-tree', '-r', 'HEAD'] }],
    measure: 'wallMs',
  },
];
