declare const href: unique symbol;

/** An address that may stand in a link: a page of this site, or a checked `https:` or `mailto:` address. */
export type Href = string & { readonly [href]: true };

const MAX_URL_UNITS = 2048;
/** Anything outside printable ASCII, and what parsers of addresses read in different ways. */
const UNUSUAL = /[^!-~]|["'<>\\^`{|}]/u;

/** The way from one file of the site to another, which also works below a sub-path and from a disk. Pure. */
export function hrefBetween(from: string, to: string): Href {
  let shared = 0;
  for (let index = 0; index < from.length && from[index] === to[index]; index += 1) {
    if (from[index] === '/') shared = index + 1;
  }
  let up = '';
  for (let at = from.indexOf('/', shared); at >= 0; at = from.indexOf('/', at + 1)) up += '../';
  return (up + encodePath(to.slice(shared))) as Href;
}

/** The way to a part of another file of the site; the id is one of the site's own. Pure. */
export function hrefOfPart(from: string, to: string, id: string): Href {
  return `${hrefBetween(from, to)}#${id}` as Href;
}

/** Each segment percent-encoded. */
function encodePath(path: string): string {
  return /^[\w./-]*$/u.test(path) ? path : path.split('/').map(encodeURIComponent).join('/');
}

/** The absolute address of a file of the site, below the address of the registry; the index of a folder goes unnamed. Pure. */
export function hrefBelow(base: string, path: string): Href {
  const folder = base.endsWith('/') ? base : `${base}/`;
  const plain = path.replace(/(^|\/)index\.html$/u, '$1');
  return `${folder}${encodePath(plain)}` as Href;
}

/**
 * The address where it may be linked to: absolute, `https:` without user and password, or `mailto:` with nothing but an
 * address. Undefined for everything else, which is then shown as text (ATTACKS X02). Pure.
 */
export function toSafeHref(text: string): Href | undefined {
  if (text.length > MAX_URL_UNITS || UNUSUAL.test(text)) return undefined;
  if (/^mailto:/iu.test(text)) {
    const address = text.slice('mailto:'.length);
    return /^[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/iu.test(address)
      ? (`mailto:${address}` as Href)
      : undefined;
  }
  if (!/^https:\/\/[^/]/iu.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain =
    url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== '';
  return isPlain ? (url.href as Href) : undefined;
}
