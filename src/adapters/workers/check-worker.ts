import { parentPort, workerData } from 'node:worker_threads';
import { HyperError, invariant } from '../../core/index.ts';
import { checkFiles } from '../../gate/index.ts';
import { verifyPairs } from '../../registry/index.ts';
import { GitStore } from '../git/index.ts';
import type { CheckReply, CheckTask, VerifyReply, VerifyTask } from './check-task.ts';
import { unpackEntries } from './packed-entries.ts';

type Reply = (message: CheckReply | VerifyReply) => void;

/** Files between two reports of progress. */
const STEP = 1000;

/** Entry of a check thread: reads its share of the files with a git process of its own. */
async function check(task: CheckTask, reply: Reply): Promise<void> {
  const store = new GitStore(task.location, task.environment);
  const names = {
    artifacts: task.artifacts.split('\n'),
    blobs: task.blobs.split('\n'),
    releases: task.releases.split('\n'),
  };
  const found = await checkFiles(store, unpackEntries(task.entries), names, sparsely(reply));
  const { diagnostics, counts } = found;
  reply({
    type: 'done',
    diagnostics,
    ids: found.ids.join('\n'),
    idEntries: Uint32Array.from(found.idEntries),
    counts,
  });
}

/** The same for a thread that verifies signatures. */
async function verify(task: VerifyTask, reply: Reply): Promise<void> {
  const store = new GitStore(task.location, task.environment);
  const signatures = unpackEntries(task.signatures);
  const pairs = unpackEntries(task.entries).map((entry, number) => {
    const signature = signatures[number];
    return {
      entry,
      signatures: signature?.mode === '' ? undefined : signature,
      authority: task.authorities[number] ?? 0,
      isStripped: task.stripped[number] === 1,
    };
  });
  const { signed, ...rest } = await verifyPairs(store, pairs, task.plan, undefined, sparsely(reply));
  reply({
    type: 'verified',
    numbers: Uint32Array.from(signed, ({ number }) => number),
    ends: Float64Array.from(signed, ({ changesAt }) => changesAt ?? Number.NaN),
    blobs: signed.map(({ blob }) => blob).join('\n'),
    seen: signed.flatMap(({ seen }, place) => (seen === undefined ? [] : [[place, seen] as const])),
    rest,
  });
}

function sparsely(reply: Reply): (done: number) => void {
  let last = 0;
  return (done) => {
    if (done - last < STEP) return;
    last = done;
    reply({ type: 'progress', done });
  };
}

const port = parentPort;
invariant(port !== null, 'a check thread has a parent');
const reply: Reply = (message) => {
  port.postMessage(message);
};
try {
  const given = workerData as { work: 'check'; task: CheckTask } | { work: 'verify'; task: VerifyTask };
  await (given.work === 'check' ? check(given.task, reply) : verify(given.task, reply));
} catch (error) {
  const { code, message, hint } =
    error instanceof HyperError ? error : new HyperError('HYPER_INTERNAL', String(error));
  reply({ type: 'failed', code, message, hint });
}
