import type { QueryOperator } from './query.ts';

/** The fields that a query may name: those whose words are searched, and those that are compared; a field may be both. */
export interface Vocabulary<Text extends string, Exact extends string> {
  /** Every field, in order. */
  readonly names: readonly string[];
  /** The field of a name, in any case or other spelling; undefined where there is none. */
  fieldOf(name: string): Text | Exact | undefined;
  isText(field: Text | Exact): field is Text;
  isExact(field: Text | Exact): field is Exact;
  operatorsOf(field: Text | Exact): readonly QueryOperator[];
  /** What a value of the field looks like, where it cannot be this one; undefined where it can. */
  valueFaultOf(field: Text | Exact, value: string): string | undefined;
}
