import { Buffer } from 'node:buffer';
import { HyperError, digestHex, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { getAllowed, requireBody } from './get-allowed.ts';
import type { FetchWanted } from './get-allowed.ts';
import { toSafeUrl } from './http-get.ts';
import type { HttpAnswer } from './http-get.ts';

const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const MAX_TOKEN_BYTES = 64 * 1024;
const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const ADDRESS =
  /^oci:\/\/([^/@]+)\/([a-z0-9][a-z0-9._/-]*?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@sha256:([0-9a-f]{64}))?$/u;

/**
 * The content at an oci: address (OCI distribution 1.1): the blob of the digest that is wanted, which is the address's own
 * digest, or a layer of the manifest that the address names. Errors: as `fetchContent`.
 */
export async function fetchOci(address: string, want: FetchWanted): Promise<AsyncIterable<Uint8Array>> {
  const [, host = '', repository = '', tag, digest] = ADDRESS.exec(address) ?? [];
  if (host === '') throw noPlace(address);
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$/u.test(host);
  const base = toSafeUrl(`${isLocal ? 'http' : 'https'}://${host}/v2/${repository}/`);
  const client = new OciClient(base, want);
  if (digest === want.sha256) return client.blob(digest);
  const name = digest === undefined ? (tag ?? 'latest') : `sha256:${digest}`;
  const manifest = await client.manifest(name, digest);
  return client.blob(layerOf(manifest, want.sha256, address));
}

class OciClient {
  readonly #base: URL;
  readonly #want: FetchWanted;
  #token: string | undefined;

  constructor(base: URL, want: FetchWanted) {
    this.#base = base;
    this.#want = want;
  }

  async blob(digest: string): Promise<AsyncIterable<Uint8Array>> {
    const url = new URL(`blobs/sha256:${digest}`, this.#base);
    return requireBody(await this.#get(url, {}), url);
  }

  async manifest(name: string, digest: string | undefined): Promise<JsonObject> {
    const url = new URL(`manifests/${name}`, this.#base);
    const bytes = await readAll(
      await requireBody(await this.#get(url, { accept: MANIFEST_TYPES }), url),
      MAX_MANIFEST_BYTES,
    );
    if (digest !== undefined && digestHex(bytes) !== digest) {
      throw new HyperError(
        'HYPER_CONTENT_MISMATCH',
        `the manifest at "${toOneLine(url.pathname)}" has another digest`,
      );
    }
    return parseObject(bytes, url);
  }

  /** Asks without credentials; where the registry wants a token for everybody, fetches one from its own host. */
  async #get(url: URL, headers: Readonly<Record<string, string>>): Promise<HttpAnswer> {
    const answer = await getAllowed(url, this.#want, { ...headers, ...this.#authorization() });
    const challenge = answer.headers.get('www-authenticate');
    if (answer.status !== 401 || this.#token !== undefined || challenge?.startsWith('Bearer ') !== true)
      return answer;
    await answer.cancel();
    this.#token = await this.#fetchToken(challenge);
    return getAllowed(url, this.#want, { ...headers, ...this.#authorization() });
  }

  async #fetchToken(challenge: string): Promise<string> {
    const fields = new Map(
      [...challenge.matchAll(/([a-z]+)="([^"]*)"/gu)].map(([, name = '', value = '']) => [name, value]),
    );
    const realm = toSafeUrl(fields.get('realm') ?? '');
    const isOwn = realm.host === this.#base.host;
    if (!isOwn && this.#want.allowedHosts === undefined) {
      throw new HyperError(
        'HYPER_CONTENT_HOST',
        `the registry sends to "${toOneLine(realm.host)}" for a token`,
        {
          hint: 'the owners of the registry can add it to settings.allowedContentHosts',
        },
      );
    }
    for (const name of ['service', 'scope']) {
      const value = fields.get(name);
      if (value !== undefined) realm.searchParams.set(name, value);
    }
    const bytes = await readAll(
      await requireBody(await getAllowed(realm, this.#want), realm),
      MAX_TOKEN_BYTES,
    );
    const { token, access_token: other } = parseObject(bytes, realm);
    const found = typeof token === 'string' ? token : other;
    return typeof found === 'string' && /^[\w.~+/=-]+$/u.test(found) ? found : '';
  }

  #authorization(): Readonly<Record<string, string>> {
    return this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
  }
}

/** The layer of the digest; else the only layer, whose bytes are then compared with what the release says. */
function layerOf(manifest: JsonObject, sha256: string, address: string): string {
  const layers = Array.isArray(manifest['layers']) ? (manifest['layers'] as readonly JsonValue[]) : [];
  const digests = layers.flatMap((layer) => {
    const digest = isJsonObject(layer) ? layer['digest'] : undefined;
    const hex = typeof digest === 'string' ? /^sha256:([0-9a-f]{64})$/u.exec(digest)?.[1] : undefined;
    return hex === undefined ? [] : [hex];
  });
  const [only] = digests;
  const found = digests.includes(sha256) ? sha256 : digests.length === 1 ? only : undefined;
  if (found !== undefined) return found;
  throw new HyperError(
    'HYPER_CONTENT_MISSING',
    `no layer of "${toOneLine(address)}" is the content of the release`,
  );
}

async function readAll(parts: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > maxBytes)
      throw new HyperError('HYPER_REMOTE_TOO_LARGE', `an answer has more than ${maxBytes} bytes`);
    kept.push(part);
  }
  return Buffer.concat(kept);
}

function parseObject(bytes: Uint8Array, url: URL): JsonObject {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue;
    if (isJsonObject(value)) return value;
  } catch {
    // Told below, as any other answer that is not as it should be.
  }
  throw new HyperError(
    'HYPER_CONTENT_MISSING',
    `"${toOneLine(url.host)}" does not answer as an OCI registry does`,
  );
}

function noPlace(address: string): HyperError {
  return new HyperError('HYPER_CONTENT_PLACE', `"${toOneLine(address.slice(0, 200))}" is no oci: address`, {
    hint: 'write oci://host/repository:tag or oci://host/repository@sha256:…',
  });
}
