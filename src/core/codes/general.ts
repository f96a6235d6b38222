import type { CodeEntry } from './code-entry.ts';

/** Codes that belong to no single part. */
export const GENERAL_CODES = {
  HYPER_INTERNAL: {
    exit: 70,
    title: 'a fault of ours',
    explanation: 'hyper met a state that its authors thought impossible. Nothing in your registry caused it.',
    fix: 'Run the command again with --debug and report what it prints.',
  },
  HYPER_INTERRUPTED: {
    exit: 130,
    title: 'stopped by a signal',
    explanation:
      'The command was stopped before it was done. What it would have written is absent; what was there is unchanged.',
    fix: 'Run the command again.',
  },
} as const satisfies Record<string, CodeEntry>;
