import type { ShownEvent } from './site-history.ts';

/** Acts of a page that is full. */
export const EVENTS_A_PAGE = 200;

/** A stretch of a history, oldest first. */
export interface HistoryPage {
  /** 0 for the newest acts; else from 1 for the oldest. */
  readonly number: number;
  readonly events: readonly ShownEvent[];
  /** The number of the page before in time; null where there is none. */
  readonly earlier: number | null;
}

/**
 * A history in pages: those with a number are full and never change once they are there, and the newest holds the rest,
 * so that one more act changes one page. Pure.
 */
export function historyPages(events: readonly ShownEvent[]): HistoryPage[] {
  const full = Math.max(0, Math.floor(events.length / EVENTS_A_PAGE) - 1);
  const pages = Array.from({ length: full }, (_, at): HistoryPage => ({
    number: at + 1,
    events: events.slice(at * EVENTS_A_PAGE, (at + 1) * EVENTS_A_PAGE),
    earlier: at === 0 ? null : at,
  }));
  const newest = { number: 0, events: events.slice(full * EVENTS_A_PAGE), earlier: full === 0 ? null : full };
  return [newest, ...pages];
}
