import { canonicalJson, digestHex } from '../core/index.ts';
import type { Diagnostic, JsonValue, Moment } from '../core/index.ts';
import type { Revision } from '../registry/index.ts';
import type { Outcome } from './outcome.ts';
import type { OpenedRegistry } from './world.ts';

/** What was asked, and all that the answer rests on besides the files of the tree. */
export interface KeptQuestion {
  /** The id of the operation. */
  readonly operation: string;
  readonly revision: Revision;
  /** What was asked for; what is undefined counts as left out. */
  readonly asked?: Readonly<Record<string, JsonValue | undefined>>;
  /** Of an answer that rests on the clock: what asked it. Such an answer is kept only where it is `pass`, and while it holds. */
  readonly moment?: Moment;
}

/**
 * What is worked out of a registry, remembered by its tree: the same question to the same tree has the same answer. Only for
 * data that JSON carries unchanged. A working tree that differs from its commit has no tree of git, so nothing is remembered
 * of it; nor is an error. What is kept lies outside of the repository: those who write that could write it too.
 */
export async function keptOutcome<Data extends object>(
  { answers }: Pick<OpenedRegistry, 'answers'>,
  question: KeptQuestion,
  workOut: () => Promise<Outcome<Data>>,
): Promise<Outcome<Data>> {
  const { operation, revision, asked = {}, moment } = question;
  if (revision.tree === null) return workOut();
  const stated = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const digest = digestHex(canonicalJson(Object.fromEntries(stated) as JsonValue)).slice(0, DIGEST_UNITS);
  const key = `${operation}-${revision.tree}-${digest}`;
  const kept = readKept<Data>(answers.read(key), moment);
  if (kept !== undefined) return kept;
  const outcome = await workOut();
  if (moment === undefined) answers.write(key, JSON.stringify({ from: null, until: null, outcome }));
  else if (outcome.verdict === 'pass' && isHolding(moment.window)) {
    const { from, until } = moment.window;
    answers.write(key, JSON.stringify({ from: toBound(from), until: toBound(until), outcome }));
  }
  return outcome;
}

const DIGEST_UNITS = 32;

function isHolding({ from, until }: Moment['window']): boolean {
  return from < until;
}

/** Null where there is no end. */
function toBound(time: number): number | null {
  return Number.isFinite(time) ? time : null;
}

interface Kept<Data> {
  readonly from: number | null;
  readonly until: number | null;
  readonly outcome: Outcome<Data>;
}

/** Undefined where nothing is there, what is there is not whole, or it is not the time for it. */
function readKept<Data extends object>(
  text: string | undefined,
  moment: Moment | undefined,
): Outcome<Data> | undefined {
  if (text === undefined) return undefined;
  try {
    const { from, until, outcome } = JSON.parse(text) as Partial<Kept<Data>>;
    if (!isBound(from) || !isBound(until) || outcome === undefined) return undefined;
    if (from !== null && moment?.hasReached(from) !== true) return undefined;
    if (until !== null && moment?.hasReached(until) !== false) return undefined;
    const { verdict, diagnostics, data } = outcome as Partial<Record<keyof Outcome<Data>, unknown>>;
    if (verdict !== 'pass' && verdict !== 'findings') return undefined;
    if (!Array.isArray(diagnostics) || typeof data !== 'object' || data === null) return undefined;
    return { verdict, diagnostics: diagnostics as Diagnostic[], data: data as Data };
  } catch {
    return undefined;
  }
}

function isBound(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}
