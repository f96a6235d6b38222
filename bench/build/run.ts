import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { openOutput } from '../../src/adapters/output/index.ts';
import { createBuildContext } from '../../src/composition.ts';
import { build } from '../../src/operations/index.ts';
import type { BuildContext, OutputWork } from '../../src/operations/index.ts';
import { benchRepository } from '../corpus.ts';
import { commitsOneByOne } from './one-by-one.ts';

// What a build takes after one more release, another each time, and what it does to files, in registries of several sizes.
// Usage: npm run bench:build -- --sizes 1000,20000 --runs 6

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,20000' },
    runs: { type: 'string', default: '6' },
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
  const before = process.cpuUsage();
  const { data } = await build.run({ ...context, openOutput: opened }, { ...FLAGS, at, out });
  const { user, system } = process.cpuUsage(before);
  const [cpu, ofSystem] = [(user + system) / 1000, system / 1000];
  return { cpu, system: ofSystem, files: data.files, rendered: data.renderedUnits, work };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}

const medians: number[] = [];
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
    const [begin = 'HEAD', ...rest] = commitsOneByOne(repository, Number(values.runs) + 2);
    const first = await turn(context, begin, out);
    console.log(
      `${String(size)} releases, first: ${first.cpu.toFixed(0)} ms of processor, ${JSON.stringify(first)}`,
    );
    const turns: Turn[] = [];
    for (const [run, at] of rest.entries()) {
      const next = await turn(context, at, out);
      console.log(`  one release more: ${next.cpu.toFixed(0)} ms of processor, ${JSON.stringify(next)}`);
      if (run > 1) turns.push(next);
    }
    medians.push(median(turns.map(({ cpu }) => cpu)));
    const system = median(turns.map((one) => one.system));
    console.log(
      `  median ${(medians.at(-1) ?? 0).toFixed(0)} ms, of which ${system.toFixed(0)} ms in the system`,
    );
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}
const [small = 1, large = 1] = [medians[0], medians.at(-1)];
console.log(`largest to smallest: ${(large / small).toFixed(2)}`);
