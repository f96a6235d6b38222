import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countResolutions } from './count.ts';
import { OURS, PEERS } from './peers.ts';
import type { Peer } from './peers.ts';
import { bazelUniverse, importedUniverse } from './real.ts';
import { registryRows, speedRows } from './tables.ts';
import type { RegistryRow, SpeedRow } from './tables.ts';
import type { Requirement, Universe } from '../../src/resolve/index.ts';
import { makeTrapChain, makeUniverse } from './universe.ts';
import type { Instance } from './universe.ts';

/** A peer that took this long for one root of a universe is not asked for the next. */
const PATIENCE_MS = 20_000;
/** What takes longer is run once. */
const SLOW_MS = 500;
/** Each resolver runs so long, or so often, before anything is timed. */
const WARM_MS = 1000;
const WARM_RUNS = 200;

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    without: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});

const BASE = { artifacts: 10_000, versions: 10, roots: 30, requirementsPerRoot: 28, seed: 5 };

/** The universes that docs/performance.md names for resolution, and the peers that are asked. */
const UNIVERSES: readonly {
  readonly id: string;
  readonly title: string;
  readonly make: () => Instance;
  readonly peers?: readonly Peer[];
}[] = [
  {
    id: 'aging',
    title: '10,000 × 10, caret ranges that age',
    make: () => makeUniverse({ ...BASE, jitter: 2, ranges: 'caret', majorEvery: 5, openRoots: 0.95 }),
  },
  {
    id: 'hard',
    title: '10,000 × 10, hard: backtracking, nearly all without an answer',
    make: () => makeUniverse({ ...BASE, jitter: 1, ranges: 'caret', majorEvery: 3, openRoots: 1 }),
  },
  {
    id: 'wide',
    title: '10,000 × 10, wide ranges',
    make: () => makeUniverse({ ...BASE, jitter: 2, ranges: 'wide', majorEvery: 5 }),
  },
  {
    id: 'trap',
    title: 'trap chain of 100',
    make: () => {
      const { universe, roots } = makeTrapChain(100);
      return { universe, roots: Array.from({ length: 10 }, () => roots[0] ?? []) };
    },
  },
  {
    id: 'large',
    title: '100,000 × 10, 60 requirements',
    peers: PEERS.filter(({ isComparable }) => isComparable !== false),
    make: () =>
      makeUniverse({
        ...BASE,
        artifacts: 100_000,
        roots: 6,
        requirementsPerRoot: 60,
        jitter: 2,
        ranges: 'caret',
        majorEvery: 5,
        openRoots: 0.97,
      }),
  },
];

const wanted = flags.only === '' ? undefined : new Set(flags.only.split(','));
const unwanted = new Set(flags.without.split(','));
const speeds: SpeedRow[] = [];
for (const { id, title, make, peers = PEERS } of UNIVERSES.filter((one) => wanted?.has(one.id) ?? true)) {
  const instance = make();
  const asked = peers.filter(({ name }) => !unwanted.has(name));
  const row = await measure(title, instance, [OURS, ...asked]);
  speeds.push(row);
  console.log(`\n${id}\n${speedRows([row])}`);
}
const registries = await countRegistries();
console.log(`\n${registryRows(registries)}`);
if (flags.write) {
  const page = join(import.meta.dirname, '..', '..', 'docs', 'resolution-measured.md');
  writeFileSync(
    page,
    `# Resolution, measured\n\nWritten by \`npm run bench:resolve -- --write\`; see [resolution.md](resolution.md).\n\n${speedRows(speeds)}\n\n${registryRows(registries)}\n`,
  );
}

/**
 * Every root with every peer in turns, in processor time, so that a busy machine counts little; of several runs the
 * fastest counts, for all alike. Everybody is warmed up alike before.
 */
async function measure(
  title: string,
  { universe, roots }: Instance,
  peers: readonly Peer[],
): Promise<SpeedRow> {
  const times = new Map<Peer, number[]>(peers.map((peer) => [peer, []]));
  const verdicts = new Map<Peer, boolean[]>(peers.map((peer) => [peer, []]));
  for (const peer of peers) await warmUp(peer, universe, roots);
  for (const root of roots) {
    for (const peer of peers) {
      if ((times.get(peer) ?? []).some((time) => time > PATIENCE_MS)) continue;
      const [time, verdict] = await timed(peer, universe, root, Number(flags.runs));
      times.get(peer)?.push(time);
      verdicts.get(peer)?.push(verdict);
    }
  }
  const [own] = peers;
  const ours = own === undefined ? [] : (verdicts.get(own) ?? []);
  const differing = peers.filter(
    (peer) =>
      peer.isComparable !== false &&
      (verdicts.get(peer) ?? []).some((verdict, index) => verdict !== ours[index]),
  );
  return {
    title,
    roots: roots.length,
    solved: ours.filter(Boolean).length,
    results: peers.map((peer) => ({ name: peer.name, timesMs: times.get(peer) ?? [] })),
    differing: differing.map(({ name }) => name),
  };
}

async function warmUp(peer: Peer, universe: Universe, roots: Instance['roots']): Promise<void> {
  let spent = 0;
  for (let run = 0; run < WARM_RUNS && spent < WARM_MS; run += 1) {
    const [time] = await timed(peer, universe, roots[run % roots.length] ?? [], 1);
    spent += time;
  }
}

async function timed(
  peer: Peer,
  universe: Universe,
  root: readonly Requirement[],
  turns: number,
): Promise<[time: number, verdict: boolean]> {
  const run = peer.prepare(universe, root);
  let best = Infinity;
  let verdict = false;
  for (let turn = 0; turn < turns; turn += 1) {
    const started = process.cpuUsage();
    verdict = await run();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
    if (best > SLOW_MS) break;
  }
  return [best, verdict];
}

async function countRegistries(): Promise<RegistryRow[]> {
  const folder = process.env['HYPER_REAL_DATA'];
  if (folder === undefined || (wanted !== undefined && !wanted.has('real'))) return [];
  const bcr = join(folder, 'bcr.jsonl.gz');
  const purescript = await importedUniverse('purescript', join(folder, 'purescript.jsonl.gz'));
  const cold = countResolutions(purescript, { strategy: 'highest', isPrepared: false });
  return [
    { title: 'PureScript, each release by itself, nothing kept', counts: cold },
    {
      title: 'PureScript, candidates taken apart once',
      counts: countResolutions(purescript, { strategy: 'highest' }),
    },
    {
      title: 'Bazel Central Registry as imported, exactly this release',
      counts: countResolutions(await importedUniverse('bcr', bcr), { strategy: 'highest' }),
    },
    {
      title: 'Bazel Central Registry, its own meaning: at least this release, lowest versions',
      counts: countResolutions(bazelUniverse(bcr), { strategy: 'lowest', isAtLeast: true }),
    },
    {
      title: 'Bazel Central Registry, its own meaning: at least this release, highest versions',
      counts: countResolutions(bazelUniverse(bcr), { strategy: 'highest', isAtLeast: true }),
    },
  ];
}
