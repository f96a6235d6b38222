import { HyperError, toOneLine } from '../../core/index.ts';

/** How long a host may take. */
export interface HttpPace {
  /** Longer than this without a byte, and the host counts as gone. */
  readonly idleMs: number;
  /** A body may take this long whatever its size, and the time of its bytes at the least speed beside. */
  readonly graceMs: number;
  readonly minBytesPerSecond: number;
}

const PACE: HttpPace = { idleMs: 30_000, graceMs: 60_000, minBytesPerSecond: 1024 };
const MAX_HOPS = 5;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  /** Whether a redirect to this address may be followed; one to another origin without a word is not. */
  readonly mayFollow: (next: URL, from: URL) => boolean;
  /** The error for a redirect that may not be followed. */
  readonly refuse: (next: URL) => HyperError;
  /** For tests, which do not wait. */
  readonly pace?: HttpPace | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it comes; ends with an error where nothing, or too little, comes for too long. To be read or cancelled. */
  readonly body: AsyncIterable<Uint8Array>;
  cancel(): Promise<void>;
}

/** The address, if it is https, or http on this machine alone, without credentials. Errors: `HYPER_REMOTE_ADDRESS`. */
export function toSafeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isSafeUrl(url)) return url;
  throw new HyperError(
    'HYPER_REMOTE_ADDRESS',
    `expected an https address without a password, got "${toOneLine(text.replace(/\/\/[^/@]*@/u, '//…@')).slice(0, 200)}"`,
    { hint: 'write for example https://registry.example.org' },
  );
}

function isSafeUrl(url: URL): boolean {
  const isEncrypted = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  return isEncrypted && url.username === '' && url.password === '';
}

/**
 * Asks for an address; follows few redirects, and only where it may (ATTACKS F01). Nothing is decompressed behind the
 * reader's back, so that limits count what is read. Errors: `HYPER_REMOTE_UNREACHABLE`, and what `refuse` gives.
 */
export async function httpGet(url: URL, options: HttpOptions): Promise<HttpAnswer> {
  const { pace = PACE } = options;
  const idle = new IdleTimer(pace.idleMs);
  const signals = options.signal === undefined ? [idle.signal] : [idle.signal, options.signal];
  const signal = AbortSignal.any(signals);
  try {
    let next = url;
    for (let hop = 0; hop < MAX_HOPS; hop += 1) {
      const isFirstHost = next.origin === url.origin;
      const headers = isFirstHost ? { ...options.headers } : withoutSecrets(options.headers);
      const response = await fetch(next, {
        redirect: 'manual',
        headers: { 'accept-encoding': 'identity', ...headers },
        signal,
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || response.status === 304 || location === null) {
        return answerOf(response, url, { idle, pace, signal: options.signal });
      }
      await response.body?.cancel();
      const from = next;
      next = new URL(location, from);
      if (!isSafeUrl(next) || !options.mayFollow(next, from)) throw options.refuse(next);
    }
    throw unreachable(url, 'it sends in a circle');
  } catch (error) {
    idle.stop();
    if (error instanceof HyperError || options.signal?.aborted === true) throw error;
    throw unreachable(url, idle.signal.aborted ? 'nothing came for too long' : 'no connection', error);
  }
}

/** What is used of the reader of a body. */
interface BodyReader {
  read(): Promise<{ readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

class IdleTimer {
  readonly #controller = new AbortController();
  readonly #idleMs: number;
  #timer: NodeJS.Timeout;

  constructor(idleMs: number) {
    this.#idleMs = idleMs;
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#controller.abort();
    }, this.#idleMs);
  }
}

/** What watches over a body. */
interface Watch {
  readonly idle: IdleTimer;
  readonly pace: HttpPace;
  readonly signal: AbortSignal | undefined;
}

function answerOf(response: Response, url: URL, watch: Watch): HttpAnswer {
  // Taken at once: the body of a response that is collected before anybody reads it is cancelled, and then ends as if empty.
  const reader = response.body?.getReader();
  return {
    status: response.status,
    headers: response.headers,
    body: watched(reader === undefined ? [] : partsOf(reader), url, watch),
    cancel: async () => {
      watch.idle.stop();
      await reader?.cancel().catch(() => undefined);
    },
  };
}

async function* partsOf(reader: BodyReader): AsyncGenerator<Uint8Array> {
  try {
    for (let part = await reader.read(); part.value !== undefined; part = await reader.read())
      yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function* watched(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  url: URL,
  { idle, pace, signal }: Watch,
): AsyncGenerator<Uint8Array> {
  let waitedMs = 0;
  let bytes = 0;
  let since = performance.now();
  try {
    for await (const part of stream) {
      idle.stop();
      waitedMs += performance.now() - since;
      bytes += part.length;
      if (waitedMs > pace.graceMs + (bytes / pace.minBytesPerSecond) * 1000)
        throw unreachable(url, 'it sends too slowly');
      yield part;
      since = performance.now();
      idle.restart();
    }
  } catch (error) {
    if (error instanceof HyperError || signal?.aborted === true) throw error;
    throw unreachable(url, 'the connection ended too soon', error);
  } finally {
    idle.stop();
  }
}

/** What was meant for one host is not for another. */
function withoutSecrets(headers: HttpOptions['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}

export function unreachable(url: URL, why: string, cause?: unknown): HyperError {
  const shown = toOneLine(`${url.origin}${url.pathname}`).slice(0, 300);
  return new HyperError('HYPER_REMOTE_UNREACHABLE', `cannot fetch "${shown}": ${why}`, {
    hint: 'check the network and the address',
    ...(cause === undefined ? {} : { cause }),
  });
}
