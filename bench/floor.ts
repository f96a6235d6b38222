import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { locateRepository, GitStore } from '../src/adapters/git/index.ts';
import { packEntries } from '../src/adapters/workers/packed-entries.ts';
import { isChecked } from '../src/gate/index.ts';
import { roleOf } from '../src/registry/index.ts';

/** Lists a repository and runs the floor workers over it, over its signatures too where it is told so: the limit that
 *  `hyper validate` and `hyper verify` are measured against. */
const [folder = '.', worker = '', what = 'manifests'] = process.argv.slice(2);
const location = await locateRepository(folder, process.env);
if (location === undefined) throw new Error(`${folder} is no repository`);
const store = new GitStore(location, process.env);
const entries = (await store.listTree(await store.resolveRevision('HEAD'))).filter(
  (entry) => isChecked(entry) || (what === 'signatures' && roleOf(entry.path).kind === 'signature'),
);
const threads = availableParallelism();
const size = Math.ceil(entries.length / threads);
const counts = await Promise.all(
  Array.from({ length: threads }, (_none, number) => {
    const share = packEntries(entries.slice(number * size, (number + 1) * size));
    const thread = new Worker(worker, { workerData: { location, entries: share } });
    return new Promise<number>((resolve, reject) => {
      thread.on('message', resolve);
      thread.on('error', reject);
    });
  }),
);
console.log(counts.reduce((sum, count) => sum + count, 0));
