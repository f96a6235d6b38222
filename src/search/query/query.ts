import type { OrderField, TextField, ValueField } from '../index/fields.ts';

export type QueryOperator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'includes';

/** A query as it was understood (SPEC section 7; grammar in docs/query.md), of documents or of whatever has such fields. */
export type Query<Text extends string = TextField, Exact extends string = ValueField | OrderField> =
  /** Every document. */
  | { readonly kind: 'all' }
  /** A word in one searched field, or in any. */
  | {
      readonly kind: 'word';
      readonly field?: Text;
      readonly text: string;
      /** Whether words that only begin with it count. */
      readonly isPrefix: boolean;
    }
  /** Words one after the other. */
  | { readonly kind: 'phrase'; readonly field?: Text; readonly text: string }
  /** A condition on exact values, dates or numbers. */
  | {
      readonly kind: 'test';
      readonly field: Exact;
      readonly operator: QueryOperator;
      readonly value: string;
    }
  /** At least two parts. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query<Text, Exact>[] }
  | { readonly kind: 'not'; readonly part: Query<Text, Exact> };

/** Words of the language itself, upper case but for the last. */
export const RESERVED: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'includes']);
