import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPullContext } from '../../src/composition.ts';
import { depsResolve } from '../../src/operations/index.ts';
import type { DepsContext } from '../../src/operations/index.ts';
import { StorePackages } from '../../src/registry/index.ts';
import { benchRepository } from '../corpus.ts';
import { FolderReader } from './folder-reader.ts';
import { quantile } from './tables.ts';

// `deps.resolve` of releases all over a registry of N, in a process that holds the registry open: the whole operation with
// the lock that it makes, nothing of another resolution at hand. In turns with it, as a floor: the same folders asked
// of `git cat-file --batch` over a pipe that is open, and passed over.
// Usage: npm run bench:resolve-registry -- --size 100000 --count 300

const BAR_MS = 50;
const SCATTER = 7919;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    count: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '3' },
    folder: { type: 'string', default: join(tmpdir(), 'hyper-bench') },
    registry: { type: 'string' },
  },
});

interface Times {
  readonly wall: number[];
  readonly cpu: number[];
}

const bare = values.registry ?? (await benchRepository(values.folder, Number(values.size)));
const scratch = mkdtempSync(join(tmpdir(), 'hyper-bench-resolve-'));
try {
  const environment = { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') };
  const context = await openedOnce(environment);
  const floor = new FolderReader(bare);
  const names = sampleOf(artifactsOf(bare), Number(values.count));
  console.log(`${String(names.length)} artifacts of ${bare}`);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const own: Times = { wall: [], cpu: [] };
    const raw: Times = { wall: [], cpu: [] };
    for (const name of names) {
      const folders = await timed(own, () => resolveOne(context, name));
      await timed(raw, () => floor.read(folders));
    }
    const title = round === 0 ? 'nothing known of any artifact' : 'warm';
    console.log(`${title}: ${told(own)}; floor: ${told(raw)}`);
    const p95 = quantile(own.wall, 0.95);
    if (round > 0) console.log(`bar of ${String(BAR_MS)} ms: ${p95 < BAR_MS ? 'met' : 'missed'}`);
  }
  floor.close();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The world of the command line, whose registry stays open: every resolution reads its artifacts anew. */
async function openedOnce(environment: NodeJS.ProcessEnv): Promise<DepsContext> {
  const facts = {
    environment,
    folder: scratch,
    worker: undefined,
    buildId: 'bench',
    userId: process.getuid?.(),
  };
  const context = await createPullContext({}, facts);
  const { store, artifacts: kept } = await context.openRegistry({ registry: bare });
  const revision = await store.currentRevision('none');
  return { ...context, openPackages: () => Promise.resolve(new StorePackages(store, revision, { kept })) };
}

/** Resolves any version of an artifact; gives the folders of all that is in the answer. */
async function resolveOne(context: DepsContext, reference: string): Promise<string[]> {
  const nothing = {
    namespace: undefined,
    project: undefined,
    lock: undefined,
    at: undefined,
    strategy: undefined,
  };
  const outcome = await depsResolve.run(context, {
    ...{ ...nothing, registry: bare, isRegistryFlag: false, reference },
    ...{ isFrozen: false, isDryRun: false, isFresh: false, update: [], choices: [] },
  });
  return (outcome.data?.packages ?? []).map(({ artifact }) => folderOf(artifact));
}

function folderOf(reference: string): string {
  const [namespace = '', name = ''] = reference.split('/');
  return `namespaces/${namespace.replaceAll('.', '/')}/${name}`;
}

function artifactsOf(repository: string): string[] {
  const listed = execFileSync('git', ['-C', repository, 'ls-tree', '-r', '--name-only', 'HEAD'], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  const names = new Set<string>();
  for (const path of listed.split('\n')) {
    const match = /^namespaces\/(.*)\/([^/]+)\/[0-9][^/]*\.yaml$/u.exec(path);
    if (match !== null) names.add(`${(match[1] ?? '').replaceAll('/', '.')}/${match[2] ?? ''}`);
  }
  return [...names];
}

function sampleOf(names: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => names[(index * SCATTER) % names.length] ?? '');
}

async function timed<T>({ wall, cpu }: Times, run: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const started = performance.now();
  const value = await run();
  wall.push(performance.now() - started);
  const { user, system } = process.cpuUsage(before);
  cpu.push((user + system) / 1000);
  return value;
}

function told({ wall, cpu }: Times): string {
  const parts = (times: readonly number[]): string =>
    [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1)).join(' / ');
  return `P50 / P95 / max ${parts(wall)} ms by the clock, ${parts(cpu)} ms of processor`;
}
