import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { CODES, HyperError } from '../../core/index.ts';
import type { Code } from '../../core/index.ts';
import type {
  CheckReply,
  CheckTask,
  ExamineReply,
  ExamineTask,
  FailedReply,
  VerifyReply,
  VerifyTask,
} from './check-task.ts';

/** What a thread does, by the task that it is given. */
interface Threads {
  readonly check: { readonly task: CheckTask; readonly reply: CheckReply };
  readonly verify: { readonly task: VerifyTask; readonly reply: VerifyReply };
  readonly examine: { readonly task: ExamineTask; readonly reply: ExamineReply };
}

/** The answer of a thread that came to an end. */
type Answer<Work extends keyof Threads> = Exclude<
  Threads[Work]['reply'],
  FailedReply | { readonly type: 'progress' }
>;

/** Below this many signatures, starting a thread costs more than it saves. */
export const PAIRS_PER_THREAD = 400;
const MAX_THREADS = 8;
/** What a thread makes is garbage a moment later: more room than this is only filled, and took no less time where it was measured. */
const NURSERY_MB = 8;

/** How many threads pay for so much work. */
export function threadsFor(count: number, perThread: number): number {
  return Math.min(availableParallelism(), MAX_THREADS, Math.floor(count / perThread));
}

/** Gives a task to a thread of its own. Rejects with what ended it, or with its `HyperError`. */
export function runThread<Work extends keyof Threads>(
  worker: URL,
  work: Work,
  task: Threads[Work]['task'],
  progress: (done: number) => void,
): Promise<Answer<Work>> {
  // A reader's objects die young. Where the engine takes some for lasting ones, all that they hold outlives them.
  setFlagsFromString('--no-allocation-site-pretenuring');
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, {
      workerData: { work, task },
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB },
    });
    thread.on('message', (reply: Threads[Work]['reply']) => {
      if (reply.type === 'progress') progress(reply.done);
      else if (reply.type === 'failed') reject(toError(reply));
      else resolve(reply as Answer<Work>);
    });
    thread.on('error', reject);
    thread.on('exit', (status) => {
      if (status !== 0)
        reject(new HyperError('HYPER_INTERNAL', `a ${work} thread ended with status ${status}`));
    });
  });
}

function toError(reply: FailedReply): HyperError {
  const code = Object.hasOwn(CODES, reply.code) ? (reply.code as Code) : 'HYPER_INTERNAL';
  return new HyperError(code, reply.message, reply.hint === undefined ? {} : { hint: reply.hint });
}

/** Tells the progress of several threads as one number. */
export function sumProgress(
  count: number,
  told: (done: number) => void,
): (number: number) => (done: number) => void {
  const parts = Array.from({ length: count }, () => 0);
  return (number) => (done) => {
    parts[number] = done;
    told(parts.reduce((sum, one) => sum + one, 0));
  };
}
