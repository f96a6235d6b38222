import { HyperError, isJsonObject } from '../../core/index.ts';
import type { Clock, JsonValue } from '../../core/index.ts';
import { toServiceAddress } from './service-address.ts';

const AUDIENCE = 'sigstore';
const TIMEOUT_MS = 10_000;
const MAX_TOKEN_UNITS = 16_384;

export interface TokenSource {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of the file named by `--identity-token-file`. */
  readonly fileText: string | undefined;
  readonly now: Clock;
}

/**
 * An OIDC token for Sigstore: the file's, that of `SIGSTORE_ID_TOKEN`, or one that GitHub Actions gives a job, in this
 * order. It is a secret, and stands in no error. Errors: `HYPER_IDENTITY_TOKEN_MISSING`, `HYPER_IDENTITY_TOKEN_INVALID`.
 */
export async function obtainIdentityToken(source: TokenSource): Promise<string> {
  const given = source.fileText ?? source.environment['SIGSTORE_ID_TOKEN'];
  const token = (given ?? (await askGitHub(source.environment)))?.trim();
  if (token === undefined || token === '') {
    throw new HyperError('HYPER_IDENTITY_TOKEN_MISSING', 'found no identity token to sign with', {
      hint: 'in GitHub Actions, give the job "permissions: { id-token: write }"; elsewhere, use --identity-token-file FILE',
    });
  }
  checkToken(token, source.now());
  return token;
}

async function askGitHub(environment: TokenSource['environment']): Promise<string | undefined> {
  const address = environment['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const bearer = environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (address === undefined || bearer === undefined) return undefined;
  const url = new URL(toServiceAddress(address));
  url.searchParams.set('audience', AUDIENCE);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', authorization: `Bearer ${bearer}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = response.ok ? readJson(await response.text()) : undefined;
    if (isJsonObject(answer) && typeof answer['value'] === 'string') return answer['value'];
    throw invalid(`GitHub answered ${String(response.status)} instead of a token`);
  } catch (error) {
    if (error instanceof HyperError) throw error;
    throw invalid('GitHub gave no token');
  }
}

/** What can be told without its issuer's keys; Fulcio checks the rest. */
function checkToken(token: string, now: Date): void {
  const [, body = ''] = token.split('.');
  if (token.length > MAX_TOKEN_UNITS || !/^[\w-]+\.[\w-]+\.[\w-]*$/u.test(token)) {
    throw invalid('expected a JSON Web Token of three parts');
  }
  const claims = readJson(Buffer.from(body, 'base64url').toString('utf8'));
  if (!isJsonObject(claims)) throw invalid('its second part holds no claims');
  const { iss, sub, aud, exp } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string') throw invalid('it names no issuer or no subject');
  if (aud !== AUDIENCE && !(Array.isArray(aud) && aud.includes(AUDIENCE))) {
    throw invalid(`it is not for the audience "${AUDIENCE}"`);
  }
  if (typeof exp === 'number' && exp * 1000 <= now.getTime()) throw invalid('it has expired');
}

function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function invalid(why: string): HyperError {
  return new HyperError('HYPER_IDENTITY_TOKEN_INVALID', `the identity token cannot be used: ${why}`, {
    hint: `ask for a new token with the audience "${AUDIENCE}" just before signing`,
  });
}
