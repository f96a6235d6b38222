import type { CodeEntry } from './code-entry.ts';

/** Codes of the `catalog` part. */
export const CATALOG_CODES = {
  HYPER_CATALOG_LEFT_OUT: {
    exit: 1,
    title: 'a file was not published',
    explanation:
      'The build publishes an artifact only where its folder, its file and its manifest name the same namespace, name and version, each in its one canonical spelling. What does not is never published: the build stops for it, or leaves it out with --keep-going.',
    fix: 'Run hyper validate: it shows each fault with its line. Mend them and build again.',
  },
} as const satisfies Record<string, CodeEntry>;
