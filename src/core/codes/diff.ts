import type { CodeEntry } from './code-entry.ts';

/** Codes of comparing. */
export const DIFF_CODES = {
  HYPER_DIFF_SIDES: {
    exit: 2,
    title: 'two things that cannot be compared',
    explanation:
      'Compared are two releases, or two revisions of the registry. One side is a release and the other a revision, or a side is missing.',
    fix: 'Write for example: hyper diff NAMESPACE/NAME@1.0.0 @1.1.0, or hyper diff main..HEAD --of NAMESPACE/NAME.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
