import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { openOutput } from '../../src/adapters/output/index.ts';
import { createBuildContext } from '../../src/composition.ts';
import { build } from '../../src/operations/index.ts';
import type { BuildContext, OutputWork } from '../../src/operations/index.ts';
import { benchRepository } from '../corpus.ts';
import { commitsInSteps } from './commits-in-steps.ts';

// What a build takes after some releases more, others each time, and what it does to files, in registries of several sizes.
// Usage: npm run bench:build -- --sizes 1000,20000 --runs 6 --changes 1,10,100

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,20000' },
    runs: { type: 'string', default: '6' },
    changes: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(tmpdir(), 'hyper-bench') },
  },
});
const SCHEMAS = join(import.meta.dirname, '../../schemas');
const FLAGS = {
  ...({ registry: undefined, visibility: 'public', isTolerant: false, isClean: false } as const),
  hasHistory: false,
};

interface Turn {
  readonly cpu: number;
  readonly system: number;
  /** Of git, which it waited for. */
  readonly children: number;
  readonly files: number;
  readonly rendered: number;
  readonly work: OutputWork | undefined;
}

async function turn(context: BuildContext, at: string, out: string): Promise<Turn> {
  let work: OutputWork | undefined;
  const opened: BuildContext['openOutput'] = async (folder) => {
    const output = await context.openOutput(folder);
    ({ work } = output);
    return output;
  };
  globalThis.gc?.();
  const [before, childrenBefore] = [process.cpuUsage(), childrenMs()];
  const { data } = await build.run({ ...context, openOutput: opened }, { ...FLAGS, at, out });
  const { user, system } = process.cpuUsage(before);
  const [cpu, ofSystem] = [(user + system) / 1000, system / 1000];
  const children = childrenMs() - childrenBefore;
  return { cpu, system: ofSystem, children, files: data.files, rendered: data.renderedUnits, work };
}

/** Processor time of ended children; 0 where the system does not tell it so. */
function childrenMs(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const TICK_MS = 10;
    return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
  } catch {
    return 0;
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}

const changes = values.changes.split(',').map(Number);
const runs = Number(values.runs);
const medians = new Map<number, number[]>(changes.map((change) => [change, []]));
for (const size of values.sizes.split(',').map(Number)) {
  const repository = await benchRepository(values.folder, size);
  const room = mkdtempSync(join(values.folder, 'build-'));
  try {
    const facts = { environment: process.env, folder: repository, worker: undefined, buildId: 'bench' };
    const userId = process.getuid?.();
    const signing = {
      now: () => new Date(),
      openSigner: () => Promise.reject(new Error('nothing is signed')),
    };
    const context = {
      ...(await createBuildContext({}, { ...facts, userId }, SCHEMAS, signing)),
      openOutput: (out: string) =>
        openOutput(createFilesContext(process), out, { folder: join(room, 'outputs'), userId }),
    };
    const out = join(room, 'site');
    // The first two are to warm up.
    const steps = [1, 1, ...changes.flatMap((change) => Array.from({ length: runs }, () => change))];
    const [begin = 'HEAD', ...rest] = commitsInSteps(repository, steps);
    const first = await turn(context, begin, out);
    console.log(
      `${String(size)} releases, first: ${first.cpu.toFixed(0)} ms of processor, ${JSON.stringify(first)}`,
    );
    const turns: (Turn & { readonly change: number })[] = [];
    for (const [run, at] of rest.entries()) {
      const next = await turn(context, at, out);
      const change = steps[run] ?? 0;
      console.log(
        `  ${String(change)} more: ${next.cpu.toFixed(0)} ms of processor, ${JSON.stringify(next)}`,
      );
      if (run > 1) turns.push({ ...next, change });
    }
    for (const [change, known] of medians) {
      const some = turns.filter((one) => one.change === change);
      const [cpu, system, children, rendered] = (['cpu', 'system', 'children', 'rendered'] as const).map(
        (of) => median(some.map((one) => one[of])),
      );
      known.push(cpu ?? 0);
      console.log(
        `  ${String(change)} more: median ${(cpu ?? 0).toFixed(0)} ms, of which ${(system ?? 0).toFixed(0)} ms in the system, and ${String(children)} ms of git; ${String(rendered)} units rendered`,
      );
    }
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}
for (const [change, known] of medians) {
  const [small = 1, large = 1] = [known[0], known.at(-1)];
  console.log(`${String(change)} more, largest to smallest: ${(large / small).toFixed(2)}`);
}
