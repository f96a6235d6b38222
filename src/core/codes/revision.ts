import type { CodeEntry } from './code-entry.ts';

/** Codes of what a client remembers of files that may change (SPEC section 4). */
export const REVISION_CODES = {
  HYPER_REVISION_ROLLBACK: {
    exit: 4,
    title: 'an older revision than one that was believed',
    explanation:
      'A namespace, a policy, registry.yaml or the state of an artifact has a lower revision than this client has believed before. It was signed once, but a later one took its place: keys that were revoked, or releases that were yanked, would count again.',
    fix: 'Fetch the newest commit. To take something back on purpose, write it as the next revision and sign that. If its keepers explain it, take it once with: hyper verify FILE --forget.',
  },
  HYPER_REVISION_FORK: {
    exit: 4,
    title: 'another file with a revision that was believed',
    explanation:
      'The file has the revision that this client has believed before, and other bytes: two files were signed with one number, and nothing says which is the newer.',
    fix: 'Fetch the newest commit. If both are yours, give the one that counts the next revision and sign it.',
  },
  HYPER_REVISION_GONE: {
    exit: 4,
    title: 'a file that was believed before and is gone',
    explanation:
      'This client has believed the state of an artifact, a namespace or a policy that is not there any more, while what it speaks of is. Whoever takes a state away takes yanks and deprecations away. A policy may be taken away, so that is a warning.',
    fix: 'Restore the file from git history. If its keepers took it away on purpose: hyper verify FOLDER --forget.',
  },
  HYPER_REVISIONS_FULL: {
    exit: 0,
    title: 'more revisions than a client remembers',
    explanation:
      'What this client remembers of a registry is bounded. Files beyond the bound are verified, and an older revision of them would not be told.',
    fix: 'Verify the parts of the registry that you use, not all of it: hyper verify FOLDER.',
  },
} as const satisfies Record<string, CodeEntry>;
