import { HyperError, toOneLine } from '../../core/index.ts';
import type { Code } from '../../core/index.ts';

/** What octokit throws, as far as it is read here: never the request, which holds the token (ATTACKS C19). */
interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

const NOT_TWICE = 'what is done already is not done twice';
/** What to do once the reason is gone. */
export const RUN_AGAIN = `run it again: ${NOT_TWICE}`;
/** Outside of these a time is nonsense, and no time is told: a week; the seconds of 2001 and of 2100. */
const MAX_WAIT_SECONDS = 7 * 24 * 3600;
const FIRST_RESET = 1_000_000_000;
const LAST_RESET = 4_102_444_800;

/** Why the forge did not do what was asked, without a word of the request. `what` is a clause: `read the comments`. */
export function toForgeError(error: unknown, what: string): HyperError {
  if (error instanceof HyperError) return error;
  if (!isRequestFailure(error)) {
    return forgeError('HYPER_FORGE_FAILED', what, 'an answer that is none', RUN_AGAIN);
  }
  const { status, response } = error;
  const said = toOneLine(whatItSaid(error)).slice(0, 300);
  if (response === undefined) {
    const hint = `check the network and GITHUB_API_URL, and ${RUN_AGAIN}`;
    return forgeError('HYPER_FORGE_UNREACHABLE', what, said, hint);
  }
  if (status === 401) {
    return forgeError(
      'HYPER_FORGE_TOKEN',
      what,
      said,
      `set GITHUB_TOKEN to a token that is valid now, and ${RUN_AGAIN}`,
    );
  }
  if (isRateLimit(error)) return rateLimit(error, what);
  if (status === 403) return missingRight(error, what, said);
  if (status === 404 || status === 410) {
    return forgeError(
      'HYPER_FORGE_NOT_FOUND',
      what,
      said,
      `check the name, and that the token may see it, and ${RUN_AGAIN}`,
    );
  }
  const hint = status < 500 ? `change what it does not take, and ${RUN_AGAIN}` : RUN_AGAIN;
  return forgeError('HYPER_FORGE_FAILED', what, `${said} (${String(status)})`, hint);
}

/** The message of the answer, and those of its faults, where octokit would show their JSON. */
function whatItSaid({ message, response }: RequestFailure): string {
  const { message: told, errors } = (response?.data ?? {}) as { message?: unknown; errors?: unknown };
  const faults = (Array.isArray(errors) ? (errors as readonly unknown[]) : []).map(
    (each) => (each as { message?: unknown } | null)?.message,
  );
  const isPlain = typeof told === 'string' && faults.length > 0;
  return isPlain && faults.every((each) => typeof each === 'string')
    ? `${told}: ${faults.join('; ')}`
    : message.replace(/ - https?:\/\/\S+$/u, '');
}

/** Whether a failure leaves open if the forge did it: a broken connection, or an error of its own. */
export function isUncertain(error: unknown): boolean {
  return isRequestFailure(error) && (error.response === undefined || error.status >= 500);
}

/** The status that the forge answered with; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  return isRequestFailure(error) && error.response !== undefined ? error.status : undefined;
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && typeof (error as Partial<RequestFailure>).status === 'number';
}

function isRateLimit({ status, message, response }: RequestFailure): boolean {
  if (status !== 403 && status !== 429) return false;
  const headers = response?.headers ?? {};
  return (
    status === 429 ||
    headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit/iu.test(message)
  );
}

function rateLimit({ response }: RequestFailure, what: string): HyperError {
  const wait = wholeNumber(response?.headers['retry-after']);
  const reset = wholeNumber(response?.headers['x-ratelimit-reset']);
  const when =
    wait !== undefined && wait <= MAX_WAIT_SECONDS
      ? `in ${formatWait(Math.max(wait, 1))}`
      : reset !== undefined && reset >= FIRST_RESET && reset <= LAST_RESET
        ? `after ${new Date(reset * 1000).toISOString()}`
        : 'in an hour';
  const hint = `run it again ${when}: ${NOT_TWICE}`;
  return forgeError('HYPER_FORGE_RATE_LIMIT', what, 'too many requests', hint);
}

/** What a header states in digits alone; a forge may state anything. */
function wholeNumber(header: string | number | undefined): number | undefined {
  return /^\d{1,15}$/u.test(String(header)) ? Number(header) : undefined;
}

function formatWait(seconds: number): string {
  const [count, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7200
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}

function missingRight({ response }: RequestFailure, what: string, said: string): HyperError {
  const needed = response?.headers['x-accepted-github-permissions'];
  const rights =
    typeof needed === 'string' ? toOneLine(needed.replaceAll('=', ': ')).slice(0, 200) : undefined;
  const hint =
    rights === undefined
      ? `give the token the right to do this, and ${RUN_AGAIN}`
      : `give the token this right (in a workflow under "permissions"), and run it again: ${rights}`;
  return forgeError('HYPER_FORGE_PERMISSION', what, said, hint);
}

function forgeError(code: Code, what: string, why: string, hint: string): HyperError {
  return new HyperError(code, `the forge did not ${what}: ${why}`, { hint });
}

/** Waits for a removal; what is gone already is fine. */
export async function unlessGone(asking: Promise<unknown>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

/** Why a merge was refused, where the forge says so by its status; other errors as they are. */
export function toMergeError(error: unknown, number: number, commit: string): unknown {
  const status = statusOf(error);
  if (status === 409) {
    return new HyperError(
      'HYPER_FORGE_HEAD_MOVED',
      `the head of pull request ${String(number)} is not "${commit}" any more`,
      { hint: 'wait for the check of the new commit' },
    );
  }
  if (status !== 405) return error;
  return new HyperError('HYPER_FORGE_NOT_MERGEABLE', `pull request ${String(number)} cannot be merged now`, {
    hint: 'look at the pull request: it says what is in the way',
  });
}
