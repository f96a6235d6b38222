import { canonicalJson, digestHex } from '../core/index.ts';
import type { Diagnostic, JsonValue, Moment } from '../core/index.ts';
import type { Revision } from '../registry/index.ts';
import { basisOf, basisWindow } from './basis.ts';
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
  registry: Pick<OpenedRegistry, 'answers' | 'folder' | 'askedFolder'>,
  question: KeptQuestion,
  workOut: () => Promise<Outcome<Data>>,
): Promise<Outcome<Data>> {
  const { answers } = registry;
  const { operation, revision, asked = {}, moment } = question;
  if (revision.tree === null) return workOut();
  const stated = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const digest = digestHex(canonicalJson(Object.fromEntries(stated) as JsonValue)).slice(0, DIGEST_UNITS);
  const key = `${operation}-${revision.tree}-${digest}`;
  const kept = readKept<Data>(answers.read(key), moment);
  const { from, until, outcome } = kept ?? (await workOutWindow(moment, workOut));
  if (from === undefined) return outcome;
  if (kept === undefined) answers.write(key, JSON.stringify({ from, until, outcome }));
  const basis = basisOf(registry, revision, { from, until });
  return basis === undefined ? outcome : { ...outcome, basis };
}

/** Without a window where the answer is not to be remembered. */
async function workOutWindow<Data>(
  moment: Moment | undefined,
  workOut: () => Promise<Outcome<Data>>,
): Promise<
  Kept<Data> | { readonly from?: undefined; readonly until?: undefined; readonly outcome: Outcome<Data> }
> {
  const outcome = await workOut();
  if (moment === undefined) return { from: null, until: null, outcome };
  const window = outcome.verdict === 'pass' ? basisWindow(moment.window) : undefined;
  return window === undefined ? { outcome } : { ...window, outcome };
}

const DIGEST_UNITS = 32;

interface Kept<Data> {
  readonly from: number | null;
  readonly until: number | null;
  readonly outcome: Outcome<Data>;
}

/** Undefined where nothing is there, what is there is not whole, or it is not the time for it. */
function readKept<Data extends object>(
  text: string | undefined,
  moment: Moment | undefined,
): Kept<Data> | undefined {
  if (text === undefined) return undefined;
  try {
    const { from, until, outcome } = JSON.parse(text) as Partial<Kept<Data>>;
    if (!isBound(from) || !isBound(until) || outcome === undefined) return undefined;
    if (from !== null && moment?.hasReached(from) !== true) return undefined;
    if (until !== null && moment?.hasReached(until) !== false) return undefined;
    const { verdict, diagnostics, data } = outcome as Partial<Record<keyof Outcome<Data>, unknown>>;
    if (verdict !== 'pass' && verdict !== 'findings') return undefined;
    if (!Array.isArray(diagnostics) || typeof data !== 'object' || data === null) return undefined;
    return {
      from,
      until,
      outcome: { verdict, diagnostics: diagnostics as Diagnostic[], data: data as Data },
    };
  } catch {
    return undefined;
  }
}

function isBound(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}
