import type { CodeEntry } from './code-entry.ts';

/** Codes of carrying namespaces from one registry to another. */
export const TRANSFER_CODES = {
  HYPER_EXPORT_EXISTS: {
    exit: 3,
    title: 'a file that is there already',
    explanation: 'An archive is written to a new file, never over another one. Nothing was written.',
    fix: 'Choose another name with --out, or take the file away.',
  },
  HYPER_EXPORT_TOO_LARGE: {
    exit: 1,
    title: 'more than one archive holds',
    explanation:
      'An archive is made and checked in memory, so what is in it, with its history, is bounded at 512 MiB and 200,000 files. Nothing was written.',
    fix: 'Export the namespaces below it one by one, or mirror with git.',
  },
  HYPER_EXPORT_UNREADABLE: {
    exit: 1,
    title: 'no archive of a namespace',
    explanation:
      'The archive lacks hyper-export.json, digests.txt or history.bundle, or what they say cannot be read. Nothing was written.',
    fix: 'Name an archive that hyper export wrote.',
  },
  HYPER_EXPORT_ALTERED: {
    exit: 4,
    title: 'an archive that was altered',
    explanation:
      'A file has another digest than digests.txt says, is missing or not listed there, or the history does not lead to the files beside it. Nothing was written.',
    fix: 'Fetch the archive again, and compare its sha256 with what hyper export printed.',
  },
  HYPER_SYNC_REGISTRY: {
    exit: 1,
    title: 'two different registries',
    explanation:
      'Signatures name the registry that they are for, so those of one registry do not hold in another. The two have different ids, and what would be mirrored is signed. Nothing was written.',
    fix: 'Mirror between copies of one registry; publish anew, and sign, what another registry is to have.',
  },
  HYPER_SYNC_RELEASE: {
    exit: 1,
    title: 'a published release that differs',
    explanation:
      'The two registries hold different bytes for one published release, or the source took one away without a tombstone. A release never changes, so one of them was tampered with, or two releases were published under one version. Nothing was written.',
    fix: 'Verify both (hyper verify PATH), and find out who published what: hyper audit NAMESPACE.',
  },
  HYPER_SYNC_DIVERGED: {
    exit: 1,
    title: 'a file that both sides changed',
    explanation:
      'Neither side has ever held what the other one holds, so taking one would lose the other. Mirroring only ever moves forward. Nothing was written.',
    fix: 'See both (hyper diff), and make the change of one side on the other one, with the next revision.',
  },
  HYPER_SYNC_AHEAD: {
    exit: 1,
    title: 'a target with changes of its own',
    explanation:
      'The target holds what the source never had or has no more, while the source has something new: the two went apart. Nothing was written.',
    fix: 'Mirror the other way first, or take the change of the target back with git.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
