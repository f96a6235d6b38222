/** What to do after a dry run. */
export const NOTHING_WRITTEN = [
  { command: null, purpose: 'Nothing was written: run it without --dry-run.' },
] as const;
