import type { ErrorCode } from 'yaml';
import type { Code } from '../core/index.ts';

/** What a fault that `yaml` found is called here. */
export interface SyntaxFault {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

const SYNTAX = 'HYPER_YAML_SYNTAX';

const FAULTS: Partial<Record<ErrorCode, SyntaxFault>> = {
  BAD_DQ_ESCAPE: {
    code: SYNTAX,
    message: 'an escape that double-quoted text does not have',
    hint: 'write the backslash twice, or use single quotes',
  },
  BAD_INDENT: {
    code: SYNTAX,
    message: 'indented unlike the lines around it',
    hint: 'align the line with its siblings, by spaces',
  },
  BAD_SCALAR_START: {
    code: SYNTAX,
    message: 'an unquoted text cannot begin with this character',
    hint: 'quote the text',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: SYNTAX,
    message: 'a second colon on one line, or a mapping where a value is expected',
    hint: 'quote the text that holds the colon, or put the inner mapping on its own lines',
  },
  BLOCK_IN_FLOW: {
    code: SYNTAX,
    message: 'a block collection inside brackets',
    hint: 'write it in brackets, or write the outer collection without them',
  },
  KEY_OVER_1024_CHARS: {
    code: 'HYPER_YAML_KEY',
    message: 'a key longer than 1024 characters',
    hint: 'shorten the key',
  },
  MISSING_CHAR: {
    code: SYNTAX,
    message: 'a character is missing: a closing quote or bracket, a comma, a colon or a space',
    hint: 'close what is open on this line or above it',
  },
  MULTILINE_IMPLICIT_KEY: {
    code: 'HYPER_YAML_KEY',
    message: 'a key over several lines',
    hint: 'write the key and its colon on one line',
  },
  RESOURCE_EXHAUSTION: {
    code: 'HYPER_YAML_DEPTH',
    message: 'nested too deeply to be read',
    hint: 'flatten the structure',
  },
  TAB_AS_INDENT: {
    code: 'HYPER_YAML_TAB',
    message: 'expected spaces, got a tab',
    hint: 'replace the tab with spaces',
  },
};

const OTHER: SyntaxFault = {
  code: SYNTAX,
  message: 'not valid YAML here',
  hint: 'check quotes, colons and indentation on this line and the one above',
};

export function syntaxFaultOf(code: ErrorCode): SyntaxFault {
  return FAULTS[code] ?? OTHER;
}
