import type { CodeEntry } from './code-entry.ts';

/** Codes of versions, ranges and constraint objects (SPEC sections 1 and 2.1). */
export const VERSION_CODES = {
  HYPER_VERSION_INVALID: {
    exit: 1,
    title: 'not a SemVer version',
    explanation:
      'A version is strict SemVer 2.0.0: three numbers without leading zeros, then optionally a pre-release and build metadata. No leading v, no spaces, no shorter forms.',
    fix: 'Write the version in full, for example 1.0.0 or 2.1.0-rc.1.',
  },
  HYPER_VERSION_TOO_LONG: {
    exit: 1,
    title: 'a version that is too long',
    explanation: 'A version has at most 256 characters.',
    fix: 'Shorten the pre-release or build metadata.',
  },
  HYPER_VERSION_NUMBER_TOO_LARGE: {
    exit: 1,
    title: 'a version number that is too large',
    explanation:
      'Every number of a version is at most 9007199254740991, the largest that all JSON readers keep exactly; a larger one could never be followed by a higher version.',
    fix: 'Use a smaller number.',
  },
  HYPER_RANGE_EMPTY: {
    exit: 1,
    title: 'an empty range',
    explanation:
      'A version range is empty. Any version at all is written *, so that it is never an accident.',
    fix: 'Write a range such as ^1.2.0, or * for any version.',
  },
  HYPER_RANGE_INVALID: {
    exit: 1,
    title: 'not a version range',
    explanation:
      'A range follows node-semver: comparators (>=1.2.0), ^ and ~, x or *, hyphen ranges, joined by spaces (and) or || (or).',
    fix: 'Write a range such as ^1.2.0, ~1.2, 1.x, >=1.2.0 <2.0.0 or 1.x || 2.x.',
  },
  HYPER_RANGE_TOO_LONG: {
    exit: 1,
    title: 'a range that is too long',
    explanation: 'A range has at most 256 characters, because reading a very long one takes very long.',
    fix: 'Shorten the range.',
  },
  HYPER_CONSTRAINT_INVALID: {
    exit: 1,
    title: 'a malformed constraint object',
    explanation:
      'A constraint object has exactly one of the keys eq, gt, gte, lt, lte, range, caret, tilde and wildcard, with a text that fits the key.',
    fix: 'Keep one key, for example {caret: "1.2.0"}; several bounds go into {range: ">=1.2.0 <2.0.0"}.',
  },
} as const satisfies Record<string, CodeEntry>;
