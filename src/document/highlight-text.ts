import { Lexer } from 'yaml';

/** A piece of YAML as a reader tells it apart. */
export interface HighlightedPiece {
  readonly kind: 'key' | 'comment' | 'text' | 'plain';
  readonly text: string;
}

/** What the lexer puts between tokens of the text, and no part of it. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * The text in pieces, for pages that show it: keys, comments, quoted texts, and the rest. The pieces joined are the text.
 * Pure.
 */
export function highlightText(text: string): HighlightedPiece[] {
  const lexemes = [...new Lexer().lex(text)].filter((lexeme) => !MARKS.has(lexeme));
  const pieces: { kind: HighlightedPiece['kind']; text: string }[] = [];
  lexemes.forEach((lexeme, index) => {
    const kind = kindOf(lexeme, lexemes, index);
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += lexeme;
    else pieces.push({ kind, text: lexeme });
  });
  return pieces;
}

function kindOf(lexeme: string, lexemes: readonly string[], index: number): HighlightedPiece['kind'] {
  if (lexeme.startsWith('#')) return 'comment';
  const isScalar = /^["'\w$@./-]/u.test(lexeme) && lexeme !== '-';
  let next = index + 1;
  while (/^[ \t]+$/u.test(lexemes[next] ?? '')) next += 1;
  if (isScalar && lexemes[next] === ':') return 'key';
  return lexeme.startsWith('"') || lexeme.startsWith("'") ? 'text' : 'plain';
}
