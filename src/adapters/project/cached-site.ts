import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { HyperError, digestHex, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { httpGet, unreachable } from './http-get.ts';
import type { HttpAnswer, HttpPace } from './http-get.ts';
import { isOwnFolder } from '../system/index.ts';

/** Files of a built site. */
export interface SiteFiles {
  /** As people would write it. */
  readonly address: string;
  /** Undefined where there is no such file. Errors: `HYPER_REMOTE_UNREACHABLE`, `HYPER_REMOTE_TOO_LARGE`. */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
}

export interface CachedSiteOptions {
  readonly files: FilesContext;
  /** Absolute; undefined: nothing is kept. */
  readonly cacheFolder: string | undefined;
  /** Takes what was fetched before, and asks nobody. */
  readonly isOffline: boolean;
  readonly signal: AbortSignal | undefined;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
  readonly pace?: HttpPace;
}

/** A file as it was fetched; the body is undefined for one that was not there. */
interface Kept {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly body: Uint8Array | undefined;
}

const ABSENT: ReadonlySet<number> = new Set([403, 404, 410]);

/**
 * A built site at an https address. Each file is asked for once a run, with the entity tag of the copy in the cache where
 * there is one; only files that are needed are asked for. A copy in the cache that was altered, or that is of another
 * address, is not used, and none at all where others than the user may write.
 */
export function openCachedSite(base: URL, options: CachedSiteOptions): SiteFiles {
  const asked = new Map<string, Promise<Uint8Array | undefined>>();
  const { cacheFolder } = options;
  const name = digestHex(base.href).slice(0, 32);
  const folder = cacheFolder === undefined ? undefined : join(cacheFolder, 'sites', name);
  return {
    address: base.href,
    read: async (path, maxBytes) => {
      const known = asked.get(path) ?? readThrough(base, path, maxBytes, { ...options, folder });
      asked.set(path, known);
      const bytes = await known.catch((error: unknown): never => {
        asked.delete(path);
        throw error;
      });
      // What was read before, now or in another run, may have been read under a higher limit.
      if (bytes !== undefined && bytes.length > maxBytes) throw tooLarge(urlOf(base, path), maxBytes);
      return bytes;
    },
  };
}

type Place = CachedSiteOptions & { readonly folder: string | undefined };

async function readThrough(
  base: URL,
  path: string,
  maxBytes: number,
  place: Place,
): Promise<Uint8Array | undefined> {
  const name = digestHex(path);
  const url = urlOf(base, path);
  const kept = await readKept(place, name, url);
  if (place.isOffline) {
    if (kept === undefined) throw unreachable(url, 'it was never fetched here, and HYPER_OFFLINE is set');
    return kept.body;
  }
  const headers = {
    ...(kept?.etag === undefined ? {} : { 'if-none-match': kept.etag }),
    ...(kept?.lastModified === undefined ? {} : { 'if-modified-since': kept.lastModified }),
  };
  const answer = await httpGet(url, {
    headers,
    signal: place.signal,
    pace: place.pace,
    mayFollow: (next, from) => next.origin === from.origin,
    refuse: (next) => unreachable(url, `it sends to another host, "${toOneLine(next.host)}"`),
  });
  if (answer.status === 304 && kept !== undefined) {
    await answer.cancel();
    return kept.body;
  }
  const body = await bodyOf(answer, url, maxBytes);
  const { headers: told } = answer;
  const fresh = {
    etag: told.get('etag') ?? undefined,
    lastModified: told.get('last-modified') ?? undefined,
    body,
  };
  await keep(place, name, url, fresh);
  return body;
}

async function bodyOf(answer: HttpAnswer, url: URL, maxBytes: number): Promise<Uint8Array | undefined> {
  if (ABSENT.has(answer.status)) {
    await answer.cancel();
    return undefined;
  }
  if (answer.status !== 200) {
    await answer.cancel();
    throw unreachable(url, `the host answers ${answer.status}`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.length;
    if (size > maxBytes) {
      await answer.cancel();
      throw tooLarge(url, maxBytes);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function urlOf(base: URL, path: string): URL {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), base);
}

function tooLarge(url: URL, maxBytes: number): HyperError {
  const message = `"${toOneLine(url.pathname)}" has more than ${maxBytes} bytes`;
  return new HyperError('HYPER_REMOTE_TOO_LARGE', message, { hint: 'tell who serves the site' });
}

/** One line of JSON with the address and the digest of what follows, then the body. */
async function readKept({ files, folder, userId }: Place, name: string, url: URL): Promise<Kept | undefined> {
  if (folder === undefined) return undefined;
  try {
    if (!isOwnFolder(folder, userId)) return undefined;
    const bytes = Buffer.from(await files.fileSystem.readFile(join(folder, name)));
    const end = bytes.indexOf(0x0a);
    const head = JSON.parse(bytes.subarray(0, end).toString('utf8')) as JsonValue;
    const body = bytes.subarray(end + 1);
    if (!isJsonObject(head) || head['sha256'] !== digestHex(body) || head['url'] !== url.href)
      return undefined;
    const { etag, lastModified, isAbsent } = head;
    return {
      etag: typeof etag === 'string' ? etag : undefined,
      lastModified: typeof lastModified === 'string' ? lastModified : undefined,
      body: isAbsent === true ? undefined : body,
    };
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written costs time, never truth. */
async function keep(
  { files, folder, userId }: Place,
  name: string,
  url: URL,
  { etag, lastModified, body }: Kept,
): Promise<void> {
  if (folder === undefined) return;
  const bytes = body ?? new Uint8Array();
  const isAbsent = body === undefined;
  const head = JSON.stringify({ url: url.href, sha256: digestHex(bytes), etag, lastModified, isAbsent });
  try {
    await makeFolders(files, folder, OWNER_ALONE);
    if (!isOwnFolder(folder, userId)) return;
    await writeFileAtomic(files, folder, name, Buffer.concat([Buffer.from(`${head}\n`), bytes]));
  } catch {
    return;
  }
}

/** Of a folder that only its owner reads and writes. */
export const OWNER_ALONE = 0o700;

/** Makes a folder and those above it; the mode is that of the folder alone. */
export async function makeFolders(files: FilesContext, folder: string, mode?: number): Promise<void> {
  if ((await files.fileSystem.stat(folder)) !== undefined) return;
  await makeFolders(files, join(folder, '..'));
  await files.fileSystem.createFolder(folder, mode);
}
