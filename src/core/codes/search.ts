import type { CodeEntry } from './code-entry.ts';

/** Codes of the `search` part. */
export const SEARCH_CODES = {
  HYPER_QUERY_SYNTAX: {
    exit: 2,
    title: 'a query that cannot be read',
    explanation: 'A parenthesis, a quote, a word or a value is missing or stands where none is expected.',
    fix: 'Look at the caret; docs/query.md has the grammar. Put quotes around what is meant as it stands.',
  },
  HYPER_QUERY_FIELD: {
    exit: 2,
    title: 'no such field',
    explanation:
      'The query, the sort order or the list of facets names a field that the index does not have.',
    fix: 'Use one of the fields that docs/query.md lists, or put quotes around the text.',
  },
  HYPER_QUERY_OPERATOR: {
    exit: 2,
    title: 'an operator that the field does not have',
    explanation:
      'Only dates and numbers have an order, only lists include something, and only searched texts have prefixes.',
    fix: 'Use one of the operators that the message names.',
  },
  HYPER_QUERY_VALUE: {
    exit: 2,
    title: 'a value that the field cannot have',
    explanation: 'A date is written 2026-01-31, a number in digits.',
    fix: 'Write the value in the form that the message shows.',
  },
  HYPER_QUERY_CURSOR: {
    exit: 2,
    title: 'a cursor that is not of this query',
    explanation: 'A cursor is only good for the sort order it was made with, and only as it was given.',
    fix: 'Ask for the first page again, without --cursor.',
  },
  HYPER_SEARCH_INDEX_INVALID: {
    exit: 3,
    title: 'a search index that cannot be used',
    explanation: 'A file of the search index is missing, damaged, or of another format.',
    fix: 'Build the site again: hyper build --clean.',
  },
} as const satisfies Record<string, CodeEntry>;
