import type { CodeEntry } from './code-entry.ts';

/** Codes of what hyper keeps on a machine. */
export const UPKEEP_CODES = {
  HYPER_CACHE_UNKNOWN: {
    exit: 2,
    title: 'no such cache',
    explanation: 'hyper cache clear takes the names of areas, and this is none of them.',
    fix: 'Run hyper cache clear --dry-run, which lists them.',
  },
  HYPER_CACHE_FOREIGN: {
    exit: 3,
    title: 'a cache that is no folder of its own',
    explanation:
      'Where a folder of the cache belongs there is a link or a file. What a link leads to may be anything, so nothing of it was looked at or removed.',
    fix: 'Look where it leads; remove the link, or clear its target by hand.',
  },
} as const satisfies Record<string, CodeEntry>;
