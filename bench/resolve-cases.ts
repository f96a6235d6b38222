import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCase, Place } from './cases.ts';
import type { Command } from './measure.ts';
import type { Programs } from './programs.ts';

const LARGEST = 'namespaces/lib/purescript/halogen';

function cloneOf({ scratch }: Place): string {
  return join(scratch, 'resolve-clone');
}

function cacheOf({ scratch }: Place): string {
  return join(scratch, 'resolve-cache');
}

/** What has many dependencies in the real data; without that, whatever comes first. */
function referenceOf(repository: string): string {
  const list = (...paths: readonly string[]): string =>
    execFileSync('git', ['-C', repository, 'ls-tree', '-r', '--name-only', 'HEAD', '--', ...paths], {
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
    });
  const listed = list(LARGEST) || list('namespaces');
  const match = /^namespaces\/(.*)\/([^/\n]+)\/[0-9][^/]*\.yaml$/mu.exec(listed);
  return `${(match?.[1] ?? '').replaceAll('/', '.')}/${match?.[2] ?? ''}`;
}

function resolveIn(folder: string, { hyper }: Programs, place: Place): Command {
  const words = [process.execPath, hyper, 'deps', 'resolve', referenceOf(folder), '--registry', folder];
  const script = 'XDG_CACHE_HOME="$1"; export XDG_CACHE_HOME; shift; exec "$@"';
  return { file: 'sh', args: ['-c', script, 'sh', cacheOf(place), ...words] };
}

function forget(place: Place): void {
  rmSync(cacheOf(place), { recursive: true, force: true });
}

function cloneAnew(place: Place, ...options: readonly string[]): void {
  forget(place);
  rmSync(cloneOf(place), { recursive: true, force: true });
  execFileSync('git', ['clone', '--quiet', ...options, place.bare, cloneOf(place)]);
}

const SECOND = { floorTitle: 'one second', floors: () => [], allowanceMs: 1000, measure: 'wallMs' } as const;

/** The first answer of a clone, and those that follow it. */
export const RESOLVE_CASES: readonly BenchCase[] = [
  {
    ...SECOND,
    ...{
      id: 'resolve-cold',
      title: '`hyper deps resolve NAME`, the first answer of a bare clone',
      at: 'each',
    },
    ...{ bar: 1, barAt: 100_000 },
    prepare: (place) => {
      cloneAnew(place, '--bare');
    },
    command: (programs, place) => resolveIn(cloneOf(place), programs, place),
  },
  {
    ...SECOND,
    ...{ id: 'resolve-cold-checkout', title: 'The same in a clone with a working tree', at: 'each' },
    ...{ bar: 1, barAt: 100_000 },
    prepare: (place) => {
      cloneAnew(place);
    },
    command: (programs, place) => resolveIn(cloneOf(place), programs, place),
  },
  {
    ...{ id: 'resolve-warm', title: '`hyper deps resolve NAME`, the artifacts read before', at: 'each' },
    floorTitle: '`node -e 0`',
    command: (programs, place) => resolveIn(place.bare, programs, place),
    floors: () => [{ file: process.execPath, args: ['-e', '0'] }],
    measure: 'cpuMs',
  },
];
