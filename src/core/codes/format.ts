import type { CodeEntry } from './code-entry.ts';

/** Codes of the layout of a repository and of its migration. */
export const FORMAT_CODES = {
  HYPER_FORMAT_NEWER: {
    exit: 3,
    title: 'a registry of a newer format',
    explanation:
      'registry.yaml names a layout of the repository that this hyper does not know, so what it would read could be wrong. Nothing was read beyond that.',
    fix: 'Use a newer hyper.',
  },
  HYPER_FORMAT_FAN_OUT: {
    exit: 1,
    title: 'fan-out in a format without it',
    explanation:
      'Only format 2 has folders between a namespace and its artifacts, and registry.yaml says format 1.',
    fix: 'Run: hyper migrate --to 2',
  },
  HYPER_FIELD_FORMAT: {
    exit: 1,
    title: 'a field of a later format',
    explanation:
      'The manifest has a field that came with a later format than its apiVersion states. Whoever reads only the earlier format would not understand it.',
    fix: 'Run hyper upgrade on the artifact and write the field then, or take the field out.',
  },
  HYPER_DOWNGRADE_LOSS: {
    exit: 1,
    title: 'a downgrade that would lose something',
    explanation:
      'The manifest holds a field that the earlier format cannot say. A downgrade changes how a manifest is written and never what it says, so nothing was written.',
    fix: 'Take the field out first, or stay at the later format.',
  },
  HYPER_FORMAT_PLACE: {
    exit: 1,
    title: 'a file at the place of another format',
    explanation:
      'Where fanOut of registry.yaml names a namespace, all of its artifacts lie in folders by the digest of their name; where it does not, none does. This file lies otherwise: a migration is whole or it is none.',
    fix: 'Undo the move, or run hyper migrate, which moves all files of a namespace and says so in registry.yaml.',
  },
  HYPER_MIGRATION_MIXED: {
    exit: 1,
    title: 'a migration with other changes in it',
    explanation:
      'A change of the format moves files without changing a byte of them, and registry.yaml says so with formatVersion, fanOut and revision alone. Anything else in the same change could hide among so many files.',
    fix: 'Split it: a pull request with what hyper migrate makes, another for the rest.',
  },
  HYPER_MIGRATION_UNKNOWN: {
    exit: 2,
    title: 'a format that cannot be changed to',
    explanation:
      'hyper migrate, upgrade and downgrade know the formats 1 and 2; upgrade goes up alone, and downgrade goes down.',
    fix: 'Write --to 1 or --to 2, and the command that goes that way.',
  },
} as const satisfies Record<string, CodeEntry>;
