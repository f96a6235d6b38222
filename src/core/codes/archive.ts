import type { CodeEntry } from './code-entry.ts';

/** Codes of reading archives, whoever made them. */
export const ARCHIVE_CODES = {
  HYPER_CONTENT_ARCHIVE: {
    exit: 1,
    title: 'content that would not unpack safely',
    explanation:
      'A blob is an archive (tar, tar.gz or zip) with paths that lead out, links, devices, entries of one name or names that meet on some disk, more than 20,000 entries or 96 MiB unpacked, or one that not all programs read alike.',
    fix: 'Pack plain files under paths that stay inside, each once; hyper registry create --content does.',
  },
  HYPER_ARCHIVE_UNREADABLE: {
    exit: 3,
    title: 'an archive that cannot be read',
    explanation: 'The file is not there, is no tar, ends too early or is damaged. Nothing was written.',
    fix: 'Fetch or make the archive again.',
  },
  HYPER_ARCHIVE_UNSAFE: {
    exit: 1,
    title: 'an archive that would not unpack safely',
    explanation:
      'Taken are plain files with paths that stay inside, each once, in names that every disk can hold. Links, devices, pipes, absolute paths, "..", two entries of one path and names that differ in case alone are refused. Nothing was written.',
    fix: 'Do not unpack it with other tools either before you know who made it.',
  },
  HYPER_ARCHIVE_LIMIT: {
    exit: 1,
    title: 'an archive that is too large',
    explanation:
      'The archive holds more entries or more bytes than are unpacked; a small file can hold very many. Nothing was written.',
    fix: 'Ask whoever made it for smaller parts.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
