/** Items of all lists of one file: beyond it, reading with positions would take seconds. */
export const MAX_LIST_ITEMS = 20_000;

/** Lines that are blank or hold only a comment, block texts aside. */
export const MAX_SKIPPED_LINES = 20_000;
