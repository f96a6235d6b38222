/** A place in a source text: `line` and `column` count from 1, in UTF-16 code units as editors and LSP do; `offset` from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A half-open range of source text. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}
