import type { Complaint } from '../finding.ts';
import { shown } from '../field-path.ts';

const PLAIN_HTTPS =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~!$&'()*+,;=:@/?#%-]*)?$/u;
const UNPRINTABLE = /[^!-~]|[\\<>"`{}|^]/u;
const MAILTO = /^mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/u;

/** Refuses an address that is not plain https: other schemes, credentials, hidden characters (ATTACKS X02, F01). */
export function checkHttpsUrl(text: string): Complaint | undefined {
  return isPlainHttps(text) ? undefined : explainUrl(text, ['https:']);
}

/** As `checkHttpsUrl`; `mailto:` with one plain address will do too. */
export function checkContactUrl(text: string): Complaint | undefined {
  if (text.startsWith('mailto:'))
    return MAILTO.test(text) ? undefined : unsafe(`${shown(text)} is no mail address`);
  return checkHttpsUrl(text);
}

/** Where content is fetched: `https:`, `oci:` or `s3:`, without credentials. */
export function checkContentUri(text: string): Complaint | undefined {
  return isPlainHttps(text) ? undefined : explainUrl(text, ['https:', 'oci:', 's3:']);
}

function isPlainHttps(text: string): boolean {
  return PLAIN_HTTPS.test(text) && !text.includes('%00');
}

function explainUrl(text: string, schemes: readonly string[]): Complaint | undefined {
  if (UNPRINTABLE.test(text)) {
    return unsafe(
      `${shown(text)} holds a space or a character that addresses do not have`,
      'percent-encode it',
    );
  }
  const url = parseUrl(text);
  const expected = schemes.join(', ');
  if (url === undefined)
    return unsafe(`${shown(text)} is no address, expected one that begins with ${expected}`);
  if (!schemes.includes(url.protocol)) {
    const hint = url.protocol === 'http:' ? `write "${text.replace(/^http:/iu, 'https:')}"` : undefined;
    return unsafe(`expected an address with ${expected} got ${shown(text)}`, hint);
  }
  if (!text.startsWith(`${url.protocol}//`) || /^[a-z0-9]+:\/\/\//u.test(text) || url.host === '') {
    return unsafe(`${shown(text)} names no host`, `write ${url.protocol}//host/path`);
  }
  if (url.username !== '' || url.password !== '' || /^[a-z0-9]+:\/\/[^/?#]*@/u.test(text)) {
    return unsafe(
      `${shown(withoutUser(text))} carries a user name or a password`,
      `write "${withoutUser(text)}"`,
    );
  }
  return /%00/u.test(text) ? unsafe(`${shown(text)} holds an encoded NUL`) : undefined;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Without what may be a secret: messages never repeat it. */
function withoutUser(text: string): string {
  return text.replace(/^([a-z0-9]+:\/\/)[^/?#]*@/u, '$1');
}

function unsafe(
  message: string,
  hint = 'write a full https:// address without user name and password',
): Complaint {
  return { code: 'HYPER_URL_UNSAFE', message, hint };
}
