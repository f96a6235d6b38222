import { parentPort, workerData } from 'node:worker_threads';
import { HyperError, invariant } from '../../core/index.ts';
import { checkFiles } from '../../gate/index.ts';
import { GitStore } from '../git/index.ts';
import type { CheckReply, CheckTask } from './check-task.ts';
import { unpackEntries } from './packed-entries.ts';

/** Entry of a check thread: reads its share of the files with a git process of its own. */
async function run(task: CheckTask, reply: (message: CheckReply) => void): Promise<void> {
  const store = new GitStore(task.location, task.environment);
  const names = {
    artifacts: task.artifacts.split('\n'),
    blobs: task.blobs.split('\n'),
    releases: task.releases.split('\n'),
  };
  let last = 0;
  const found = await checkFiles(store, unpackEntries(task.entries), names, (done) => {
    if (done - last < 1000) return;
    last = done;
    reply({ type: 'progress', done });
  });
  const { diagnostics, counts } = found;
  reply({
    type: 'done',
    diagnostics,
    ids: found.ids.join('\n'),
    idEntries: Uint32Array.from(found.idEntries),
    counts,
  });
}

const port = parentPort;
invariant(port !== null, 'a check thread has a parent');
try {
  await run(workerData as CheckTask, (message) => {
    port.postMessage(message);
  });
} catch (error) {
  const { code, message, hint } =
    error instanceof HyperError ? error : new HyperError('HYPER_INTERNAL', String(error));
  port.postMessage({ type: 'failed', code, message, hint } satisfies CheckReply);
}
