import { breakable, markup } from './html.ts';
import type { Html, HtmlPart } from './html.ts';
import { hrefBetween, toSafeHref } from './href.ts';
import type { Href } from './href.ts';

/** A link to another file of the site. */
export function link(from: string, to: string, label: HtmlPart, className?: string): Html {
  return anchor(hrefBetween(from, to), label, className);
}

/** A link to an address that a manifest names, marked as not ours; the text alone where it may not be linked to. */
export function outsideLink(address: string, label: HtmlPart = breakable(shortAddress(address))): Html {
  const target = toSafeHref(address);
  if (target === undefined) return markup`<span class="address">${address}</span>`;
  return markup`<a href="${target}" rel="nofollow noopener noreferrer ugc">${label}</a>`;
}

/** A link with an address that was checked. */
export function anchor(target: Href, label: HtmlPart, className?: string): Html {
  return className === undefined
    ? markup`<a href="${target}">${label}</a>`
    : markup`<a class="${className}" href="${target}">${label}</a>`;
}

function shortAddress(address: string): string {
  return address.replace(/^(?:https:\/\/|mailto:)/iu, '').replace(/\/$/u, '');
}
