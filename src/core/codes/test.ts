import type { CodeEntry } from './code-entry.ts';

/** Codes of running the tests that releases declare. */
export const TEST_CODES = {
  HYPER_TEST_FAILED: {
    exit: 1,
    title: 'a test that failed',
    explanation:
      'The command of the test ended with another exit status, or printed something else, than the manifest says.',
    fix: 'Read what it printed: hyper test REF --run --output json holds it whole.',
  },
  HYPER_TEST_TIMEOUT: {
    exit: 1,
    title: 'a test that took too long',
    explanation:
      'The command ran longer than the test, or --timeout, allows; it and all that it started in its process group were ended.',
    fix: 'See what it waits for, or allow more: --timeout SECONDS.',
  },
  HYPER_TEST_UNRUNNABLE: {
    exit: 1,
    title: 'a test whose program is not there',
    explanation:
      'The first word of the command names no program of the PATH, and none in the folder of the test.',
    fix: 'Install the program that the message names.',
  },
  HYPER_TEST_UNKNOWN: {
    exit: 2,
    title: 'a test that the release does not declare',
    explanation: 'The flag --only names tests of the manifest. Nothing was run.',
    fix: 'Name one that is declared: hyper test REF lists them.',
  },
  HYPER_TEST_CONTENT: {
    exit: 3,
    title: 'content that is not at hand',
    explanation:
      'The registry keeps the content of the release elsewhere, or the blob is not in this clone. Nothing was run.',
    fix: 'Fetch it, and say where it is: hyper pull REF --out DIR, then hyper test REF --run --content FILE.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
