import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIndex, openIndex, parseQuery, runSearch } from '../../src/search/index.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import { buildCost } from './build-cost.ts';
import type { BuildCost } from './build-cost.ts';
import { debianDocuments } from './debian-documents.ts';
import { ENGINES } from './engines.ts';
import type { Engine } from './engines.ts';
import { judgedQueries } from './judged-queries.ts';
import { loadQueries } from './load-queries.ts';
import type { LoadQuery } from './load-queries.ts';
import { realDocuments } from './real-documents.ts';
import { Recombined } from './recombined.ts';

const { values: flags } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    queries: { type: 'string', default: '60' },
    /** Of the queries whose cost is counted; the engine was made with those of 7. */
    seed: { type: 'string', default: '8191' },
    /** Engines take in the largest size too, to compare how long that takes. */
    peers: { type: 'boolean', default: false },
    /** Only what building costs: nothing is judged and no query asked. */
    'build-only': { type: 'boolean', default: false },
    /** No judged queries. */
    'load-only': { type: 'boolean', default: false },
  },
});

const OPTIONS = {
  sort: [{ field: 'relevance', isDescending: true }],
  facets: [],
  limit: 10,
  cursor: undefined,
  isExplained: false,
} as const;
const PASSES = 4;
/** Of the times in `/proc`, on every Linux. */
const TICKS_PER_SECOND = 100;

const folder = process.env['HYPER_REAL_DATA'];
if (folder === undefined) throw new Error('HYPER_REAL_DATA names no folder with the real releases');
const real = await realDocuments(folder);
if (!flags['build-only'] && !flags['load-only']) await judgeAll();
for (const size of flags.sizes.split(',').map(Number)) await load(size, Number(flags.queries));

async function judgeAll(): Promise<void> {
  await judge('the set that the engine was made with', real, 2026);
  await judge('held out: other queries', real, 8191);
  const packages = await debianDocuments();
  if (packages.length > 0) await judge('held out: packages of Debian', packages, 4099);
}

/** The same queries put to every engine that holds the same documents. */
async function judge(title: string, documents: readonly SearchDocument[], seed: number): Promise<void> {
  const queries = judgedQueries(documents, seed);
  console.log(
    `\n${title}: ${String(queries.length)} judged queries over ${String(documents.length)} documents`,
  );
  console.log('engine | MRR | hit@1 | by kind: MRR');
  for (const { name, ...engine } of ENGINES) {
    const searcher = await engine.build(documents);
    const ranks = new Map<string, number[]>();
    for (const query of queries) {
      const place = (await searcher.find(query)).indexOf(query.expected);
      ranks.set(query.kind, [...(ranks.get(query.kind) ?? []), place < 0 ? 0 : 1 / (place + 1)]);
    }
    await searcher.close?.();
    const all = [...ranks.values()].flat();
    const kinds = [...ranks].map(([kind, of]) => `${kind} ${mean(of).toFixed(3)}`).join(', ');
    const first = all.filter((one) => one === 1).length / all.length;
    console.log(`${name} | ${mean(all).toFixed(3)} | ${first.toFixed(3)} | ${kinds}`);
  }
}

/** What queries cost on documents recombined of real ones: bytes from an empty cache, and time from a warm one. */
async function load(size: number, perKind: number): Promise<void> {
  const documents = new Recombined(real, size);
  const files = new Map<string, Uint8Array>();
  const cost = buildCost(real, size);
  console.log(
    `\n${String(size)} documents: ${cost.seconds.toFixed(1)} s of processor, ${cost.wall.toFixed(1)} s by the clock, peak ${(cost.peak / 1e6).toFixed(0)} MB, ${String(cost.files)} files, ${(cost.bytes / 1e6).toFixed(1)} MB, digest ${cost.digest.slice(0, 16)}`,
  );
  if (flags['build-only']) return;
  for (const { path, bytes } of buildIndex(documents)) files.set(path, bytes);
  const queries = loadQueries(documents, size, perKind, Number(flags.seed));
  const costs = await costsOf(files, queries);
  console.log('kind | KB P50 | KB P95 | ms P50 | ms P95');
  const kinds = [...new Set(queries.map(({ kind }) => kind))];
  for (const kind of [...kinds, 'all']) {
    const of = costs.filter((one) => kind === 'all' || one.query.kind === kind);
    const [bytes, times] = [of.map((one) => one.bytes / 1000), of.map((one) => one.ms)];
    const cells = [at(bytes, 0.5), at(bytes, 0.95), at(times, 0.5), at(times, 0.95)];
    console.log([kind, ...cells.map((cell) => cell.toFixed(1))].join(' | '));
  }
  if (!flags.peers) return;
  for (const engine of ENGINES) await takeIn(engine, documents, cost);
}

/** What an engine takes until there is something to search, and until there is something to serve. */
async function takeIn(engine: Engine, documents: Recombined, cost: BuildCost): Promise<void> {
  const [startedAt, childrenAt, clockAt] = [process.cpuUsage(), childSeconds(), performance.now()];
  const searcher = await engine.build(documents);
  const built = process.cpuUsage(startedAt);
  const clock = (performance.now() - clockAt) / 1000;
  const bytes = searcher.render?.();
  const rendered = process.cpuUsage(startedAt);
  const whole = (performance.now() - clockAt) / 1000;
  await searcher.close?.();
  // Pagefind runs a program of its own, which has ended by now.
  const ofChildren = childSeconds() - childrenAt;
  const told = (cpu: NodeJS.CpuUsage, wall: number): string => {
    const seconds = (cpu.user + cpu.system) / 1e6 + ofChildren;
    const times = [seconds / cost.seconds, wall / cost.wall].map((one) => one.toFixed(1)).join(' and ');
    return `${seconds.toFixed(1)} s of processor, ${wall.toFixed(1)} s by the clock, ${times} times what building alone took`;
  };
  console.log(`${engine.name} takes them in: ${told(built, clock)}`);
  if (bytes === undefined) return;
  console.log(`  and with writing its ${(bytes / 1e6).toFixed(0)} MB to be served: ${told(rendered, whole)}`);
}

async function costsOf(
  files: ReadonlyMap<string, Uint8Array>,
  queries: readonly LoadQuery[],
): Promise<{ query: LoadQuery; bytes: number; ms: number }[]> {
  const costs = queries.map((query) => ({ query, bytes: 0, ms: Infinity }));
  for (let pass = 0; pass < PASSES; pass += 1) {
    const warm = await openIndex({ read: (path) => Promise.resolve(files.get(path)) });
    for (const cost of costs) {
      const startedAt = performance.now();
      await ask(warm, cost.query);
      cost.ms = Math.min(cost.ms, performance.now() - startedAt);
    }
  }
  for (const cost of costs) {
    const read = (path: string): Promise<Uint8Array | undefined> => {
      cost.bytes += files.get(path)?.length ?? 0;
      return Promise.resolve(files.get(path));
    };
    await ask(await openIndex({ read }), cost.query);
  }
  return costs;
}

async function ask(index: Awaited<ReturnType<typeof openIndex>>, { text }: LoadQuery): Promise<void> {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  await runSearch(index, parsed.query, OPTIONS);
}

/** What processes that this one started and that have ended took of processor; 0 where there is no `/proc`. */
function childSeconds(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
}

function at(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
