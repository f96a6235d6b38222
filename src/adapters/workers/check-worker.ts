import { parentPort, workerData } from 'node:worker_threads';
import { HyperError, invariant } from '../../core/index.ts';
import { checkFiles, examineFiles } from '../../gate/index.ts';
import type { RegistryNames } from '../../gate/index.ts';
import { verifyPairs } from '../../registry/index.ts';
import { GitStore } from '../git/index.ts';
import type {
  CheckReply,
  CheckTask,
  ExamineReply,
  ExamineTask,
  VerifyReply,
  VerifyTask,
} from './check-task.ts';
import { packFindings, packVerified } from './packed-findings.ts';
import { unpackEntries, unpackPairs } from './packed-entries.ts';

type Reply = (message: CheckReply | VerifyReply | ExamineReply) => void;

/** Files between two reports of progress. */
const STEP = 1000;

/** Entry of a check thread: reads its share of the files with a git process of its own. */
async function check(task: CheckTask, reply: Reply): Promise<void> {
  const found = await checkFiles(storeOf(task), unpackEntries(task.entries), namesOf(task), sparsely(reply));
  reply({ type: 'done', ...packFindings(found) });
}

/** The same for a thread that verifies signatures. */
async function verify(task: VerifyTask, reply: Reply): Promise<void> {
  const pairs = unpackPairs(unpackEntries(task.entries), task).filter((pair) => pair !== undefined);
  reply({
    type: 'verified',
    ...packVerified(await verifyPairs(storeOf(task), pairs, task.plan, sparsely(reply))),
  });
}

/** The same for a thread that checks files and verifies the signatures of some of them. */
async function examine(task: ExamineTask, reply: Reply): Promise<void> {
  const entries = unpackEntries(task.entries);
  const pairs = unpackPairs(entries, task);
  const { found, verified } = await examineFiles(
    storeOf(task),
    entries,
    namesOf(task),
    pairs,
    task.plan,
    sparsely(reply),
  );
  reply({ type: 'examined', found: packFindings(found), verified: packVerified(verified) });
}

function storeOf({ location, environment }: Pick<CheckTask, 'location' | 'environment'>): GitStore {
  return new GitStore(location, environment);
}

function namesOf({ artifacts, blobs, releases }: CheckTask): RegistryNames {
  return {
    artifacts: artifacts.split('\n'),
    blobs: blobs.split('\n'),
    releases: releases.split('\n'),
  };
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
  const given = workerData as
    | { work: 'check'; task: CheckTask }
    | { work: 'verify'; task: VerifyTask }
    | { work: 'examine'; task: ExamineTask };
  if (given.work === 'check') await check(given.task, reply);
  else if (given.work === 'verify') await verify(given.task, reply);
  else await examine(given.task, reply);
} catch (error) {
  const { code, message, hint } =
    error instanceof HyperError ? error : new HyperError('HYPER_INTERNAL', String(error));
  reply({ type: 'failed', code, message, hint });
}
