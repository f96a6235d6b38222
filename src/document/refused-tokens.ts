import type { CST } from 'yaml';
import type { Code } from '../core/index.ts';

/** A construct that the subset leaves out and that a token alone shows. */
export interface RefusedToken {
  readonly code: Code;
  /** With `%` where the token's text goes. */
  readonly what: string;
  readonly hint: string;
}

export const REFUSED_TOKENS: Partial<Record<CST.TokenType, RefusedToken>> = {
  anchor: {
    code: 'HYPER_YAML_ANCHOR',
    what: 'anchor "%"',
    hint: 'remove it and write the value out where it is used, or quote the text',
  },
  alias: { code: 'HYPER_YAML_ALIAS', what: 'alias "%"', hint: 'write the value out, or quote the text' },
  tag: { code: 'HYPER_YAML_TAG', what: 'tag "%"', hint: 'remove the tag, or quote the text' },
  'directive-line': { code: 'HYPER_YAML_DIRECTIVE', what: 'directive "%"', hint: 'remove the line' },
  'explicit-key-ind': {
    code: 'HYPER_YAML_KEY',
    what: 'an explicit key ("%")',
    hint: 'write the key and its colon on one line',
  },
  'doc-start': {
    code: 'HYPER_YAML_DOCUMENTS',
    what: 'a second document ("%")',
    hint: 'put each document into its own file',
  },
  'doc-end': {
    code: 'HYPER_YAML_DOCUMENTS',
    what: 'a document end marker ("%")',
    hint: 'remove the line',
  },
};
