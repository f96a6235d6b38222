import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

/** Longer than this without an answer, and the forge counts as gone. */
const ANSWER_MS = 30_000;
/** A wait that the forge asks for is waited out up to here; a longer one is told instead. */
const MAX_WAIT_SECONDS = 60;
const MAX_WAITS = 2;
const RETRIES = 3;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface ClientOptions {
  /** Of the REST API: `https://api.github.com`, or `https://HOST/api/v3` of GitHub Enterprise. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signal: AbortSignal | undefined;
  /** How long an answer may take (30 s). */
  readonly answerMs?: number;
}

/** Octokit as hyper uses it. Endpoints that make something twice when repeated are called with `ONCE`. */
export type ForgeClient = InstanceType<typeof HyperOctokit>;

const HyperOctokit = Octokit.plugin(retry, throttling);

/** For requests that are not safe to repeat: whether they arrived is looked up instead (`create-once.ts`). */
export const ONCE = { retries: 0 } as const;

/** A client that retries, waits as GitHub asks of integrators, and writes nothing anywhere. */
export function createForgeClient({
  apiUrl,
  token,
  signal,
  answerMs = ANSWER_MS,
}: ClientOptions): ForgeClient {
  const isPaced = !LOOPBACK.has(new URL(apiUrl).hostname);
  const mayWait = (seconds: number, _options: unknown, _client: unknown, waits: number): boolean =>
    seconds <= MAX_WAIT_SECONDS && waits < MAX_WAITS;
  const silent = (): void => undefined;
  return new HyperOctokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/u, ''),
    userAgent: 'hyper',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: fetchWithin(signal, answerMs), retries: RETRIES },
    retry: {
      doNotRetry: [400, 401, 403, 404, 405, 409, 410, 422, 429, 451],
      ...(isPaced ? {} : { retryAfterBaseValue: 1 }),
    },
    throttle: {
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
      ...(isPaced ? {} : UNPACED),
    },
  });
}

/** One's own machine asks for no pauses between writes, nor for whole seconds where it asks to wait. */
const UNPACED = (() => {
  const group = {
    key: () => ({
      schedule: <Result>(_job: unknown, work: (...args: unknown[]) => Promise<Result>, ...args: unknown[]) =>
        work(...args),
    }),
  };
  const names = ['global', 'auth', 'search', 'write', 'notifications'] as const;
  return { ...Object.fromEntries(names.map((name) => [name, group])), retryAfterBaseValue: 1 };
})();

/** After one request without an answer none is sent any more: its tries would hold the user for minutes. */
function fetchWithin(signal: AbortSignal | undefined, answerMs: number): typeof fetch {
  let isGone = false;
  const noAnswer = (cause: Error): TypeError => new TypeError('no answer', { cause });
  return async (input, init) => {
    if (isGone) throw noAnswer(new Error('no answer for too long'));
    const signals = [AbortSignal.timeout(answerMs), ...(signal === undefined ? [] : [signal])];
    try {
      return await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    } catch (error) {
      // octokit passes an AbortError on as it is; as another error it is a connection that failed.
      if (signal?.aborted === true || !(error instanceof Error)) throw error;
      isGone = error.name === 'TimeoutError';
      throw noAnswer(isGone ? new Error('no answer for too long') : error);
    }
  };
}
