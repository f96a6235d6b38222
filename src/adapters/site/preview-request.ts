import { isIP } from 'node:net';

/** What a browser asked a preview for. */
export interface PreviewRequest {
  /** Decoded, from the root of the site. */
  readonly path: string;
  /** As an address that stands for a folder ends with a slash, and this one does not; with what is asked after `?`. */
  readonly folder: string;
}

/**
 * Whether a request names this machine: an address in numbers, `localhost`, or the name that the preview was told to
 * listen on. Another name is a page of elsewhere that had its name point here (DNS rebinding), to read what only this
 * machine may see. Pure.
 */
export function isOfThisMachine(host: string | undefined, listening: string): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/gu, '');
  return isIP(name) !== 0 || /^(?:.+\.)?localhost$/u.test(name) || name === listening.toLowerCase();
}

/** What is asked for; undefined where it is nothing that a site has: hidden names, backslashes, bytes that are no text. Pure. */
export function toPreviewRequest(url: string): PreviewRequest | undefined {
  try {
    const { pathname, search } = new URL(url, 'http://localhost');
    const path = decodeURIComponent(pathname);
    if (/[\0\\]/u.test(path) || path.split('/').some((segment) => segment.startsWith('.'))) return undefined;
    return { path, folder: `./${encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}/${search}` };
  } catch {
    return undefined;
  }
}
