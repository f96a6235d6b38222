import { HyperError, toOneLine } from '../../core/index.ts';

declare const remoteAddress: unique symbol;

/** An address that git may be given: one of the allowed protocols, no option, no credentials (ATTACKS G15). */
export type RemoteAddress = string & { readonly [remoteAddress]: true };

const MAX_ADDRESS_UNITS = 2048;
const PROTOCOLS: ReadonlySet<string> = new Set(['file:', 'git:', 'https:', 'ssh:']);
/** `user@host:path`, which git takes for ssh. A drive letter is no host. */
const SCP_FORM = /^(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]+:(?![/\\]{2})[^:\s][^\s]*$/u;

/** Whether a text means another repository rather than a path of this machine; it may still be refused. Pure. */
export function isRemoteAddress(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\//u.test(text) || text.includes('::') || SCP_FORM.test(text);
}

/**
 * The address that a text is, without a slash at its end. Errors: `HYPER_REMOTE_ADDRESS` for other protocols and
 * transport helpers, for options, credentials and control characters. Pure.
 */
export function parseRemoteAddress(text: string): RemoteAddress {
  if (text.length > MAX_ADDRESS_UNITS) throw refused(text, 'is too long');
  if (text.startsWith('-')) throw refused(text, 'looks like an option');

  if (/[\u0000-\u0020\u007f-\u009f\\]/u.test(text))
    throw refused(text, 'holds a blank, a backslash or a control character');
  if (/^[A-Za-z0-9+.-]*::/u.test(text)) throw refused(text, 'names a transport helper');
  if (!text.includes('://')) {
    if (!SCP_FORM.test(text)) throw refused(text, 'is no address of a repository');
    const path = text.slice(text.indexOf(':') + 1);
    if (path.startsWith('-')) throw refused(text, 'has a path that looks like an option');
    return text as RemoteAddress;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw refused(text, 'is no address of a repository');
  if (!PROTOCOLS.has(url.protocol)) throw refused(text, `is of the protocol "${url.protocol.slice(0, -1)}"`);
  if (url.password !== '' || (url.protocol === 'https:' && url.username !== '')) {
    throw refused(text, 'holds credentials', 'leave them out, and keep them in a git credential helper');
  }
  if (decodeURIComponentOrSame(url.hostname).startsWith('-') || url.username.startsWith('-')) {
    throw refused(text, 'has a host that looks like an option');
  }
  if (url.hash !== '' || url.search !== '') throw refused(text, 'holds a query or a fragment');
  const path = decodeURIComponentOrSame(url.pathname);
  if (/^\/+~?-/u.test(path)) throw refused(text, 'has a path that looks like an option');
  return text.replace(/\/+$/u, '') as RemoteAddress;
}

/** An address of a repository, and the registry's folder in it where one is named: `''` is its root. */
export interface RegistryAddress {
  readonly address: string;
  readonly folder: string | undefined;
}

/**
 * Takes `ADDRESS#folder` apart. Errors: `HYPER_REMOTE_ADDRESS` for a folder that is no path below the repository's
 * root. Pure.
 */
export function splitRegistryAddress(text: string): RegistryAddress {
  const hash = text.indexOf('#');
  if (hash < 0) return { address: text, folder: undefined };
  const folder = text.slice(hash + 1).replace(/\/+$/u, '');
  const isPath = folder.split('/').every((segment) => !/^\.{0,2}$|[\p{Cc}\\:]/u.test(segment));
  if (folder !== '' && !isPath) {
    throw refused(text, 'names no folder of the repository', 'write for example ADDRESS#registry-example');
  }
  return { address: text.slice(0, hash), folder };
}

function decodeURIComponentOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The text to show: never what stands where credentials do. */
export function showAddress(text: string): string {
  return toOneLine(text.replace(/\/\/[^/@]*@/u, '//…@')).slice(0, 200);
}

function refused(text: string, why: string, hint?: string): HyperError {
  return new HyperError('HYPER_REMOTE_ADDRESS', `"${showAddress(text)}" ${why}`, {
    hint: hint ?? 'write for example https://git.example.org/acme/registry.git',
  });
}
