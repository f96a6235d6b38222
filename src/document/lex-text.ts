import { Lexer } from 'yaml';
import type { FaultList } from './fault-list.ts';
import { TokenWatch } from './token-watch.ts';

/**
 * The lexical tokens of the text, for the parser of `yaml`; undefined where a limit was passed and nothing more may be
 * built. Adds a fault for every construct that the subset leaves out and that its token alone shows: tabs, anchors,
 * aliases, tags, directives, merge keys, explicit keys, further documents, too much depth, too many keys.
 */
export function lexText(text: string, faults: FaultList): string[] | undefined {
  const watch = new TokenWatch(faults);
  const lexemes: string[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    lexemes.push(lexeme);
    if (!watch.see(lexeme)) return undefined;
  }
  return lexemes;
}
