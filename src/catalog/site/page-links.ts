import { formatCount } from './pieces.ts';
import { markup } from './html.ts';
import type { Html } from './html.ts';
import { link } from './link.ts';

/** Pages beside the one shown that have a link, on each side. */
const SHOWN_BESIDE = 4;

export interface PagedList {
  /** Where a page of the list is, counted from 1. */
  readonly pathOf: (page: number) => string;
  /** What each page begins with. */
  readonly starts: readonly string[];
}

/** Links from one page of a list, counted from 0, to the others: the first, the last and those beside it; nothing where it is alone. Pure. */
export function pageLinks(from: string, { pathOf, starts }: PagedList, current: number): Html | undefined {
  if (starts.length < 2) return undefined;
  const last = starts.length - 1;
  const items = starts.flatMap((start, index) => {
    const isNear = Math.abs(index - current) <= SHOWN_BESIDE;
    if (!isNear && index !== 0 && index !== last) return [];
    const label = formatCount(index + 1);
    if (index === current) return markup`<li aria-current="page"><strong>${label}</strong></li>`;
    const isApart = index === last && current + SHOWN_BESIDE < last - 1;
    const page = markup`<li>${link(from, pathOf(index + 1), label)} <span class="note">${start}</span></li>`;
    return isApart ? markup`<li aria-hidden="true">…</li>${page}` : page;
  });
  return markup`<nav aria-label="Pages"><ul class="pages">${items}</ul></nav>`;
}

/** `page 2 of 6`, as a chip; nothing where it is alone. Pure. */
export function pageChip({ starts }: PagedList, current: number): Html | undefined {
  return starts.length < 2
    ? undefined
    : markup`<li>page ${formatCount(current + 1)} of ${formatCount(starts.length)}</li>`;
}
