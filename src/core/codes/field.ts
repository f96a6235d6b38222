import type { CodeEntry } from './code-entry.ts';

/** Codes of the fields of manifests: what their schemas say. */
export const FIELD_CODES = {
  HYPER_FIELD_UNKNOWN: {
    exit: 1,
    title: 'an unknown field',
    explanation:
      'Fields that the schema does not know are refused, so that a misspelt field is never silently without effect. Fields of your own begin with x- and stand at the top or in spec.',
    fix: 'Correct the name, or put free data into labels or annotations.',
  },
  HYPER_FIELD_COMPUTED: {
    exit: 1,
    title: 'a field that authors do not write',
    explanation:
      'The registry computes this value, or keeps it elsewhere. Were authors to state it, it could be false.',
    fix: 'Remove the field.',
  },
  HYPER_FIELD_MISSING: {
    exit: 1,
    title: 'a missing field',
    explanation: 'The schema requires a field that is not there.',
    fix: 'Add the field.',
  },
  HYPER_FIELD_TYPE: {
    exit: 1,
    title: 'a value of the wrong type',
    explanation:
      'The value is not of the type that the field holds. Unquoted, YAML reads 1.10 as a number and true as a truth value.',
    fix: 'Write a value of the expected type; quote what is meant as a text.',
  },
  HYPER_FIELD_VALUE: {
    exit: 1,
    title: 'a value that is not in the list',
    explanation: 'The field takes one of a few values, spelt exactly.',
    fix: 'Write one of the values listed in the message.',
  },
  HYPER_FIELD_PATTERN: {
    exit: 1,
    title: 'a text of the wrong form',
    explanation: 'The text does not have the form that the field needs.',
    fix: 'Follow the example in the hint.',
  },
  HYPER_FIELD_LENGTH: {
    exit: 1,
    title: 'a text that is too long or empty',
    explanation:
      'Every text has a greatest length, so that no manifest can make a reader slow; most must not be empty.',
    fix: 'Shorten the text, or write one.',
  },
  HYPER_FIELD_RANGE: {
    exit: 1,
    title: 'a number out of bounds',
    explanation: 'The number is smaller or larger than the field allows.',
    fix: 'Write a number within the bounds.',
  },
  HYPER_FIELD_COUNT: {
    exit: 1,
    title: 'too many or too few entries',
    explanation: 'The list or map has more or fewer entries than the field allows.',
    fix: 'Add or remove entries.',
  },
  HYPER_FIELD_CHOICE: {
    exit: 1,
    title: 'several of which one is needed',
    explanation: 'Exactly one of some fields must be there, and there are none or several.',
    fix: 'Keep exactly one of them.',
  },
  HYPER_FIELD_KEY: {
    exit: 1,
    title: 'a key of the wrong form',
    explanation: 'The keys of this map have a form and a greatest length.',
    fix: 'Begin with a letter or digit and use letters, digits, dots, dashes, underscores and slashes.',
  },
} as const satisfies Record<string, CodeEntry>;
