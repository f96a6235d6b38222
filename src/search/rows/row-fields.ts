import type { QueryOperator } from '../query/query.ts';
import { timeSpan } from '../query/span.ts';
import type { Vocabulary } from '../query/vocabulary.ts';

/** What a field of a row holds; a text may be absent, a list is one of texts. */
export type RowFieldKind = 'text' | 'number' | 'moment' | 'boolean' | 'list';

/** The fields of the rows of a list that a filter may name. */
export type RowFields = Readonly<Record<string, RowFieldKind>>;

const ORDERED: readonly QueryOperator[] = ['=', '!=', '>', '>=', '<', '<='];
const OPERATORS: Readonly<Record<RowFieldKind, readonly QueryOperator[]>> = {
  text: ['=', '!='],
  number: ORDERED,
  moment: ORDERED,
  boolean: ['=', '!='],
  list: ['=', '!=', 'includes'],
};

const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/u;
/** Conditions joined by commas, as some tools write them. */
const JOINED = /,\s*[A-Za-z]+\s*(?:!=|[=<>])/u;

/** What can be asked of rows with these fields: the language of queries, in the names of the list. Pure. */
export function rowVocabulary(fields: RowFields): Vocabulary<string, string> {
  const names = Object.keys(fields).sort((left, right) => (left < right ? -1 : 1));
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  const kindOf = (field: string): RowFieldKind => fields[field] ?? 'text';
  return {
    names,
    fieldOf: (name) => byName.get(name.toLowerCase()),
    isText: (field): field is string => kindOf(field) === 'text' || kindOf(field) === 'list',
    isExact: (field): field is string => byName.has(field.toLowerCase()),
    operatorsOf: (field) => OPERATORS[kindOf(field)],
    valueFaultOf: (field, value) => valueFaultOf(kindOf(field), value),
  };
}

function valueFaultOf(kind: RowFieldKind, value: string): string | undefined {
  if (JOINED.test(value)) return 'a space between two conditions, or quotes around the value,';
  if (kind === 'boolean' && !/^(?:true|false)$/iu.test(value)) return 'true or false';
  if (kind === 'number' && !NUMBER.test(value)) return 'a number such as 4';
  return kind === 'moment' && timeSpan(value) === undefined ? 'a date such as 2026-01-31' : undefined;
}
