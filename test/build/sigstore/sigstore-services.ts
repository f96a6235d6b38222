import { createHash, generateKeyPairSync } from 'node:crypto';
import type { KeyPairKeyObjectResult } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fulcioHandler, initializeCA, initializeCTLog } from '@sigstore/mock/dist/fulcio/index.js';
import { initializeTSA, tsaHandler } from '@sigstore/mock/dist/timestamp/index.js';
import { FakeRekor } from './fake-rekor.ts';
import { identityToken } from './identity-token.ts';
import type { TokenClaims } from './identity-token.ts';
import { serveLoopback } from './loopback-server.ts';
import type { Answer } from './loopback-server.ts';

const MS_PER_HOUR = 3_600_000;
/** The name of the log in checkpoints and in the trusted root; nobody connects to it. */
const LOG_ORIGIN = 'rekor.test';
const BEARER = 'request-secret-of-the-job';

export interface ServiceOptions {
  /** The clock of the certificate authority, in milliseconds: an hour behind, its certificates are expired. */
  readonly certificateClock?: () => number;
  /** The clock of log and timestamps. */
  readonly clock?: () => number;
}

/** Services that can be taken down one by one. */
export type ServiceName = 'fulcio' | 'rekor' | 'tsa' | 'identity';

/** A Sigstore of one's own on a loopback port: Fulcio with a CT log, Rekor v1 and v2, a TSA, and GitHub's token service. */
export interface SigstoreServices {
  /** Of all services. */
  readonly url: string;
  /** The trusted root that verifies what the services sign, as JSON. */
  readonly trustedRoot: string;
  readonly rekor: FakeRekor;
  /** Requests so far, as `METHOD path`. */
  readonly requests: readonly string[];
  /** Answers 503 from now on, or no longer. */
  setDown(service: ServiceName, isDown: boolean): void;
  /** Takes requests and never answers, from now on or no longer. */
  setHanging(service: ServiceName, isHanging: boolean): void;
  /** Answers every request for a timestamp with these bytes from now on. */
  answerTimestamps(der: Buffer): void;
  /** The environment of a job that may ask for tokens with these claims. */
  jobEnvironment(claims?: TokenClaims): Record<string, string>;
  close(): Promise<void>;
}

export async function startSigstore(options: ServiceOptions = {}): Promise<SigstoreServices> {
  const clock = options.clock ?? Date.now;
  const keys = { ct: newKey('P-256'), log: newKey('P-256'), ca: newKey('P-384'), tsa: newKey('P-384') };
  const ctLog = await initializeCTLog(keys.ct);
  const ca = await initializeCA(keys.ca, ctLog);
  const tsa = await initializeTSA(keys.tsa);
  setClock(ca, options.certificateClock ?? Date.now);
  // Whole seconds: the client reads fractions of exactly three digits only, and the fake cuts zeros off.
  setClock(tsa, () => Math.floor(clock() / 1000) * 1000);
  const down = new Set<ServiceName>();
  const hanging = new Set<ServiceName>();
  const requests: string[] = [];
  let fixedTimestamp: Buffer | undefined;
  let claims: TokenClaims = {};
  const rekor = new FakeRekor(LOG_ORIGIN, keys.log, clock);
  const fulcio = fulcioHandler(ca);
  const timestamps = tsaHandler(tsa);
  const server = await serveLoopback(async (request, body) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(`${request.method ?? ''} ${pathname}`);
    const service = serviceOf(pathname);
    if (service !== undefined && down.has(service)) return { status: 503, body: '{"message":"down"}' };
    if (service !== undefined && hanging.has(service)) await new Promise(() => undefined);
    switch (pathname) {
      case fulcio.path:
        return toAnswer(await fulcio.fn(body));
      case timestamps.path:
        return fixedTimestamp === undefined
          ? toAnswer(await timestamps.fn(body))
          : { status: 201, body: fixedTimestamp };
      case '/api/v1/log/entries':
        return { status: 201, body: rekor.createEntryV1(body) };
      case '/api/v2/log/entries':
        return { status: 201, body: rekor.createEntryV2(body) };
      case '/token':
        return tokenAnswer(request, claims);
      default:
        return undefined;
    }
  });
  return {
    url: server.url,
    trustedRoot: renderTrustedRoot(keys, {
      ca: [ca.rootCertificate],
      tsa: [(tsa as unknown as { intCertificate: ArrayBufferView }).intCertificate, tsa.rootCertificate],
    }),
    rekor,
    requests,
    setDown: (service, isDown) => {
      if (isDown) down.add(service);
      else down.delete(service);
    },
    setHanging: (service, isHanging) => {
      if (isHanging) hanging.add(service);
      else hanging.delete(service);
    },
    answerTimestamps: (der) => {
      fixedTimestamp = der;
    },
    jobEnvironment: (wanted = {}) => {
      claims = wanted;
      return {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/token?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER,
      };
    },
    close: () => server.close(),
  };
}

function newKey(namedCurve: string): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve });
}

/** The fakes take a date once; their clock is a property. */
function setClock(service: object, milliseconds: () => number): void {
  Object.assign(service, { getCurrentTime: () => new Date(milliseconds()) });
}

function serviceOf(path: string): ServiceName | undefined {
  if (path === '/token') return 'identity';
  if (path === '/api/v2/signingCert') return 'fulcio';
  if (path === '/api/v1/timestamp') return 'tsa';
  return path.endsWith('/log/entries') ? 'rekor' : undefined;
}

function tokenAnswer(request: IncomingMessage, claims: TokenClaims): Answer {
  if (request.headers.authorization !== `Bearer ${BEARER}`) return { status: 401, body: '{}' };
  const audience = new URL(request.url ?? '/', 'http://localhost').searchParams.get('audience') ?? '';
  return { status: 200, body: JSON.stringify({ value: identityToken({ aud: audience, ...claims }) }) };
}

function toAnswer(result: {
  statusCode: number;
  response: string | ArrayBufferView;
  contentType?: string;
}): Answer {
  const { statusCode: status, response, contentType } = result;
  const body = typeof response === 'string' ? response : toBytes(response);
  return { status, body, ...(contentType === undefined ? {} : { type: contentType }) };
}

function toBytes(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function renderTrustedRoot(
  keys: { readonly ct: KeyPairKeyObjectResult; readonly log: KeyPairKeyObjectResult },
  chains: { readonly ca: readonly ArrayBufferView[]; readonly tsa: readonly ArrayBufferView[] },
): string {
  const validFor = { start: new Date(Date.now() - 2 * MS_PER_HOUR).toISOString() };
  const log = ({ publicKey }: KeyPairKeyObjectResult): object => {
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    return {
      baseUrl: `https://${LOG_ORIGIN}`,
      hashAlgorithm: 'SHA2_256',
      publicKey: {
        rawBytes: spki.toString('base64'),
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
        validFor,
      },
      logId: { keyId: createHash('sha256').update(spki).digest('base64') },
    };
  };
  const authority = (commonName: string, chain: readonly ArrayBufferView[]): object => ({
    subject: { organization: 'sigstore.mock', commonName },
    uri: 'https://sigstore.test',
    certChain: { certificates: chain.map((one) => ({ rawBytes: toBytes(one).toString('base64') })) },
    validFor,
  });
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(keys.log)],
    certificateAuthorities: [authority('sigstore', chains.ca)],
    ctlogs: [log(keys.ct)],
    timestampAuthorities: [authority('tsa signing', chains.tsa)],
  };
  return `${JSON.stringify(root, null, 2)}\n`;
}
