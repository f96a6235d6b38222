import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { ci } from '../ci/ci.ts';
import type { CiContext } from '../ci/ci-context.ts';
import type { Operation } from '../operation.ts';
import type { Verdict } from '../outcome.ts';

export interface PreReceiveInput {
  /** The bare repository. */
  readonly registry: string | undefined;
  /** What git gives the hook on stdin: lines of `old new ref`. */
  readonly updates: string;
  /** The branch that the registry is: every push to it is judged. */
  readonly branch: string;
  /** Who pushes, as the server knows it: `github:583231`, `key:ID`. */
  readonly as: string | undefined;
}

/** One ref of a push, and what becomes of it. */
export interface JudgedUpdate {
  readonly ref: string;
  readonly verdict: Verdict;
  /** Why, in words; what the push does where it may go in. */
  readonly words: readonly string[];
}

export interface PreReceiveData {
  readonly updates: readonly JudgedUpdate[];
}

interface RefUpdate {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

const LINE = /^([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (refs\/[^\p{Cc} ]+)$/u;
const NOTHING = /^0+$/u;
const MAX_UPDATES = 10_000;

/**
 * Judges a push before a bare repository takes it: what the gate refuses, and what a person must decide, does not go in; the
 * branch is neither deleted nor rewritten. Other refs are let in as they are. Errors: `HYPER_HOOK_INPUT`, those of `ci`.
 */
export const preReceive: Operation<PreReceiveInput, PreReceiveData, CiContext> = {
  id: 'hook.pre-receive',
  group: 'forge',
  summary: 'Judge a push before a bare repository takes it',
  async run(context, input) {
    const updates: JudgedUpdate[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const update of parseUpdates(input.updates)) {
      if (update.ref !== `refs/heads/${input.branch}`) continue;
      const judged = await judge(context, input, update);
      updates.push(judged.update);
      diagnostics.push(...judged.diagnostics);
    }
    const verdict = updates.find((update) => update.verdict !== 'pass')?.verdict ?? 'pass';
    return { verdict, diagnostics, data: { updates } };
  },
};

async function judge(
  context: CiContext,
  { registry, as }: PreReceiveInput,
  { before, after, ref }: RefUpdate,
): Promise<{ readonly update: JudgedUpdate; readonly diagnostics: readonly Diagnostic[] }> {
  const refuse = (word: string): Awaited<ReturnType<typeof judge>> => ({
    update: { ref, verdict: 'findings', words: [word] },
    diagnostics: [],
  });
  if (NOTHING.test(after)) return refuse('the branch of the registry is not deleted');
  // The first push has nothing to be judged against: whoever may push to an empty repository founds the registry.
  if (NOTHING.test(before))
    return { update: { ref, verdict: 'pass', words: ['the first push'] }, diagnostics: [] };
  const { history } = await context.openRegistry({ registry });
  const bases = await history?.mergeBases(before, after);
  if (bases?.length !== 1 || bases[0] !== before) {
    return refuse('the branch of the registry is not rewritten: merge, and push again');
  }
  const input = { registry, base: before, head: after, event: undefined, as, isRatchet: false };
  const { verdict, diagnostics, data } = await ci.run(context, input);
  const words = data.changes.map(({ text }) => text);
  return { update: { ref, verdict, words }, diagnostics: diagnostics.map(asInHook) };
}

/** A hook has neither flags nor events: the server says who pushes. */
function asInHook(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'HYPER_OWNER_UNKNOWN') return diagnostic;
  return {
    ...diagnostic,
    hint: 'whoever keeps the server sets HYPER_ACTOR to who pushes: github:NUMBER or key:ID',
  };
}

function parseUpdates(text: string): readonly RefUpdate[] {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length > MAX_UPDATES) throw invalid(`${String(lines.length)} lines`);
  return lines.map((line) => {
    const [, before, after, ref] = LINE.exec(line) ?? [];
    if (before === undefined || after === undefined || ref === undefined)
      throw invalid(`"${toOneLine(line).slice(0, 200)}"`);
    return { before, after, ref };
  });
}

function invalid(got: string): HyperError {
  return new HyperError('HYPER_HOOK_INPUT', `expected lines of "old new ref" on stdin, got ${got}`, {
    hint: 'git starts this command as hooks/pre-receive: hyper hook install DIR',
  });
}
