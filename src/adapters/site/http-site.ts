import { createHash } from 'node:crypto';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Site, SiteFile } from '../../operations/index.ts';

/** Longer than this without a byte, and the host counts as gone. */
const IDLE_MS = 30_000;

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a place is an address rather than a folder. Pure. */
export function isSiteAddress(place: string): boolean {
  return /^https?:\/\//iu.test(place);
}

/**
 * A built site at an https address (http on this machine alone). No redirect to another host is followed, nothing is
 * decompressed, and a file is read no further than its size. Errors: `HYPER_REMOTE_ADDRESS`, `HYPER_REMOTE_UNREACHABLE`.
 */
export function openHttpSite(address: string, signal: AbortSignal | undefined): Site {
  const base = toBase(address);
  return {
    label: base.href,
    read: async (path, maxBytes) => {
      const parts: Uint8Array[] = [];
      const found = await take(base, path, maxBytes, signal, (part) => parts.push(part));
      return found === 'file' ? Buffer.concat(parts) : undefined;
    },
    measure: async (path, size): Promise<SiteFile> => {
      const hash = createHash('sha256');
      const found = await take(base, path, size, signal, (part) => hash.update(part));
      return found === 'file' ? { kind: 'file', sha256: hash.digest('hex') } : { kind: found };
    },
    list: () => Promise.resolve(undefined),
  };
}

function toBase(address: string): URL {
  const base = URL.canParse(address) ? new URL(address) : undefined;
  const isSafe = base?.protocol === 'https:' || (base?.protocol === 'http:' && LOOPBACK.has(base.hostname));
  if (base === undefined || !isSafe || base.username !== '' || base.password !== '') {
    throw new HyperError(
      'HYPER_REMOTE_ADDRESS',
      `expected an https address without a password, got "${toOneLine(address).slice(0, 200)}"`,
      { hint: 'hyper verify --site https://registry.example.org' },
    );
  }
  base.search = '';
  base.hash = '';
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

type Taken = 'file' | 'missing' | 'larger';

async function take(
  base: URL,
  path: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
  use: (part: Uint8Array) => unknown,
): Promise<Taken> {
  const idle = new AbortController();
  let timer = setTimeout(() => {
    idle.abort();
  }, IDLE_MS);
  try {
    const signals = signal === undefined ? [idle.signal] : [idle.signal, signal];
    const response = await request(base, path, AbortSignal.any(signals));
    if (response === undefined) return 'missing';
    const told = Number(response.headers.get('content-length') ?? 0);
    let length = 0;
    const body = response.body as AsyncIterable<Uint8Array> | null;
    if (told > maxBytes) {
      await response.body?.cancel();
      return 'larger';
    }
    for await (const part of body ?? []) {
      clearTimeout(timer);
      length += part.length;
      if (length > maxBytes) return 'larger';
      use(part);
      timer = setTimeout(() => {
        idle.abort();
      }, IDLE_MS);
    }
    return 'file';
  } catch (error) {
    if (error instanceof HyperError || signal?.aborted === true) throw error;
    throw unreachable(base, path, 'the connection ended or gave nothing for too long', error);
  } finally {
    clearTimeout(timer);
  }
}

const ABSENT: ReadonlySet<number> = new Set([403, 404, 410]);

async function request(base: URL, path: string, signal: AbortSignal): Promise<Response | undefined> {
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), base);
  let next = url;
  for (let hop = 0; hop < 4; hop += 1) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity' },
      signal,
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      next = new URL(location, next);
      if (next.origin !== url.origin) throw unreachable(base, path, 'it sends to another host');
      continue;
    }
    if (ABSENT.has(response.status)) return undefined;
    if (!response.ok) throw unreachable(base, path, `the host answers ${response.status}`);
    return response;
  }
  throw unreachable(base, path, 'it sends in a circle');
}

function unreachable(base: URL, path: string, why: string, cause?: unknown): HyperError {
  return new HyperError(
    'HYPER_REMOTE_UNREACHABLE',
    `cannot fetch "${toOneLine(path)}" of ${base.host}: ${why}`,
    {
      hint: 'check the network and the address',
      cause,
    },
  );
}
