import type { CodeEntry } from './code-entry.ts';

/** Codes of the `document` part: the YAML subset of SPEC section 2. */
export const DOCUMENT_CODES = {
  HYPER_YAML_SYNTAX: {
    exit: 1,
    title: 'not YAML',
    explanation:
      'The text is not valid YAML 1.2, or uses a form that readers do not share: a comma with nothing after it, a pair without braces in a list, a key without a value in braces, an escaped line end, further lines of brackets or texts that do not stand deeper than their key.',
    fix: 'Mend the line that the code frame shows; the cause may stand on the line above.',
  },
  HYPER_YAML_TAB: {
    exit: 1,
    title: 'a tab in the layout',
    explanation:
      'Tabs may stand inside quoted text, block text and comments only. As indentation or between tokens, YAML readers take them differently.',
    fix: 'Replace the tab with spaces, or quote the text that holds it.',
  },
  HYPER_YAML_ANCHOR: {
    exit: 1,
    title: 'an anchor',
    explanation: 'Anchors ("&name") are refused: what a manifest says must be readable where it stands.',
    fix: 'Remove the anchor. A text that begins with "&" must be quoted.',
  },
  HYPER_YAML_ALIAS: {
    exit: 1,
    title: 'an alias',
    explanation:
      'Aliases ("*name") are refused: a few of them can expand into gigabytes, and a reviewer does not see what they stand for.',
    fix: 'Write the value out. A text that begins with "*" must be quoted.',
  },
  HYPER_YAML_MERGE_KEY: {
    exit: 1,
    title: 'a merge key',
    explanation: 'The key "<<" merges mappings in YAML 1.1 and is an ordinary key in YAML 1.2.',
    fix: 'Write the merged fields out.',
  },
  HYPER_YAML_TAG: {
    exit: 1,
    title: 'an explicit tag',
    explanation:
      'Tags ("!name") choose types, in some readers even classes of the program; all of them are refused.',
    fix: 'Remove the tag. A text that begins with "!" must be quoted.',
  },
  HYPER_YAML_DIRECTIVE: {
    exit: 1,
    title: 'a directive',
    explanation: 'Directives ("%YAML", "%TAG") change what the rest of the file means from reader to reader.',
    fix: 'Remove the line.',
  },
  HYPER_YAML_DOCUMENTS: {
    exit: 1,
    title: 'more than one document',
    explanation:
      'A file holds one document. One "---" before it is accepted; a second one and the end marker "..." are not.',
    fix: 'Put each document into its own file and remove the markers.',
  },
  HYPER_YAML_EMPTY: {
    exit: 1,
    title: 'an empty file',
    explanation: 'The file holds no document: nothing at all, or only comments.',
    fix: 'Write a manifest, or delete the file.',
  },
  HYPER_YAML_DUPLICATE_KEY: {
    exit: 1,
    title: 'a key that is there already',
    explanation:
      'Two keys of one mapping are equal, or differ only in case or in Unicode normalisation. Readers keep the first, the last or both.',
    fix: 'Remove or rename one of the two.',
  },
  HYPER_YAML_KEY: {
    exit: 1,
    title: 'a key that is no plain text',
    explanation:
      'Keys are text on one line of at most 1024 characters: no numbers, booleans, null, lists or mappings, no explicit "? " keys, and none of "__proto__", "constructor" and "prototype".',
    fix: 'Quote the key, or choose another.',
  },
  HYPER_YAML_AMBIGUOUS: {
    exit: 1,
    title: 'unquoted text that readers take differently',
    explanation:
      'Words such as yes, no, on, off, y, n, True and ~, dates, and numbers in base 60 are text to one YAML reader and a boolean, null, date or number to another.',
    fix: 'Put quotes around it, or write true, false or null.',
  },
  HYPER_YAML_BLOCK_HEADER: {
    exit: 1,
    title: 'a block header that readers take differently',
    explanation:
      'Block texts begin with |, |-, > or >-. An indentation digit and the sign "+" are refused: readers differ on the spaces and line feeds that they keep.',
    fix: 'Use |, |-, > or >-, or double quotes with "\\n".',
  },
  HYPER_YAML_NUMBER: {
    exit: 1,
    title: 'a number that is not the same everywhere',
    explanation:
      'Numbers are decimal, as in JSON: no sign "+", leading zeros, underscores, hexadecimal, octal or binary forms, no infinity, NaN or negative zero, no integers beyond 2^53 - 1. An exponent needs a decimal point and a sign ("1.5e+3").',
    fix: 'Write the number in plain decimal, or quote it if it is text.',
  },
  HYPER_YAML_DEPTH: {
    exit: 1,
    title: 'nested too deeply',
    explanation: 'Mappings and lists may be nested 64 levels deep.',
    fix: 'Flatten the structure.',
  },
  HYPER_YAML_SIZE: {
    exit: 1,
    title: 'too large',
    explanation:
      'A file may hold 1 MiB, 5,000 keys, 20,000 list items, 20,000 blank or comment lines, and 65,536 characters in one text.',
    fix: 'Split the file, or store large content as a blob.',
  },
  HYPER_YAML_ENCODING: {
    exit: 1,
    title: 'not UTF-8',
    explanation:
      'Files are UTF-8 without a byte order mark; overlong forms and encoded surrogates are no UTF-8.',
    fix: 'Save the file as UTF-8 without BOM.',
  },
  HYPER_YAML_CHARACTER: {
    exit: 1,
    title: 'a character that hides something',
    explanation:
      'Control characters, bidirectional marks, U+2028, U+2029, a byte order mark inside the text, lone surrogates and noncharacters are refused, as themselves and as escapes: they make a reviewer see something else than a program reads.',
    fix: 'Remove the character at the position given.',
  },
  HYPER_YAML_MERGE_MARKERS: {
    exit: 1,
    title: 'an unfinished merge',
    explanation: 'The file holds the conflict markers of git, so nobody has decided yet what it says.',
    fix: 'Edit the file, remove the marker lines and commit again.',
  },
  HYPER_YAML_FAULTS_OMITTED: {
    exit: 1,
    title: 'more faults than are shown',
    explanation: 'Only the first 100 faults of a file are listed; the row counts the others.',
    fix: 'Mend the faults shown and run again.',
  },
  HYPER_YAML_UNWRITABLE: {
    exit: 1,
    title: 'a value that no manifest can hold',
    explanation:
      'A value was to be written that the YAML subset has no form for: forbidden characters or keys, a number that is not finite and safe, or too much depth or size.',
    fix: 'Change the value, or store it as content (a blob) instead of a field.',
  },
  HYPER_EDIT_REFUSED: {
    exit: 1,
    title: 'an edit that would not read back',
    explanation:
      'The file cannot be changed in place so that it reads as wanted and keeps all its other bytes; nothing was written.',
    fix: 'Change the file in an editor, or simplify the part around the field.',
  },
} as const satisfies Record<string, CodeEntry>;
