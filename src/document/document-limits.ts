import { MAX_KEYS } from '../core/index.ts';

/** Items of all lists of one file: beyond it, reading with positions would take seconds. */
export const MAX_LIST_ITEMS = 20_000;

/** Lines that are blank or hold only a comment, block texts aside. */
export const MAX_SKIPPED_LINES = 20_000;

/** What a text within the other limits can hold at most. */
export const MAX_SCALARS = 2 * MAX_KEYS + MAX_LIST_ITEMS + 1;
export const MAX_LINES = MAX_SCALARS + MAX_SKIPPED_LINES;
