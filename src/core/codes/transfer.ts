import type { CodeEntry } from './code-entry.ts';

/** Codes of carrying namespaces from one registry to another. */
export const TRANSFER_CODES = {
  HYPER_EXPORT_EXISTS: {
    exit: 2,
    title: 'a file that is there already',
    explanation: 'An archive is written to a new file, never over another one. Nothing was written.',
    fix: 'Choose another name with --out, or take the file away.',
  },
  HYPER_EXPORT_TOO_LARGE: {
    exit: 3,
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
} as const satisfies Readonly<Record<string, CodeEntry>>;
