import { Composer, Parser } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import type { FaultList } from './fault-list.ts';
import { lexText } from './lex-text.ts';
import { syntaxFaultOf } from './syntax-fault.ts';

/** Plain scalars stay text: `readPlain` decides what they mean. */
const COMPOSER_OPTIONS = {
  schema: 'failsafe',
  version: '1.2',
  uniqueKeys: false,
  keepSourceTokens: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Codes of `yaml` that follow from a construct which `lexText` has named already. */
const NAMED_BEFORE = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_DIRECTIVE',
  'BAD_PROP_ORDER',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_DOCS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

/** `lexText` reports an open quote where it begins, `yaml` where the text ends. */
const OPEN_QUOTE = /^Missing closing .quote/u;

/** The text's first document with positions, or undefined where there is none or a limit forbids building it. */
export function composeText(text: string, faults: FaultList): Document.Parsed | undefined {
  const lexemes = lexText(text, faults);
  if (lexemes === undefined) return undefined;
  const parser = new Parser();
  const composer = new Composer<ParsedNode>(COMPOSER_OPTIONS);
  const documents: Document.Parsed[] = [];
  for (const lexeme of lexemes) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  for (const document of documents) {
    for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
      const isNamed = NAMED_BEFORE.has(code) || OPEN_QUOTE.test(message);
      if (isNamed && !faults.isEmpty) continue;
      const fault = syntaxFaultOf(code);
      if (!faults.hasFaultAt(pos[0])) faults.add(fault.code, pos[0], pos[1], fault.message, fault.hint);
    }
  }
  return documents[0];
}
