import { ORDER_FIELDS, TEXT_FIELDS, VALUE_FIELDS, parseOrder } from '../index/fields.ts';
import type { OrderField, TextField, ValueField } from '../index/fields.ts';
import type { QueryOperator } from './query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Other spellings of fields. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['tag', 'tags'],
  ['keyword', 'keywords'],
  ['createdat', 'created'],
  ['publishedat', 'updated'],
  ['downloads', 'downloadcount'],
]);

/** A field of a query, whatever it can be asked for. */
export type QueryField = TextField | ValueField | OrderField;

/** Every field there is, in order. */
export const QUERY_FIELDS: readonly QueryField[] = [
  ...new Set<QueryField>([...TEXT_FIELDS.map(({ name }) => name), ...VALUE_FIELDS, ...ORDER_FIELDS]),
].sort((left, right) => (left < right ? -1 : 1));

/** The field of a name, in any case or other spelling, as in a manifest below `metadata`; undefined where there is none. Pure. */
export function fieldOf(name: string): QueryField | undefined {
  const lower = name.toLowerCase().replace(/^metadata\./u, '');
  const plain = ALIASES.get(lower) ?? lower;
  return QUERY_FIELDS.find((field) => field.toLowerCase() === plain);
}

/** Whether the words of the field are searched. */
export function isTextField(field: QueryField): field is TextField {
  return TEXT_FIELDS.some(({ name }) => name === field);
}

/** Whether the field has exact values. */
export function isValueField(field: QueryField): field is ValueField {
  return VALUE_FIELDS.some((name) => name === field);
}

/** Whether the field holds a date or a number. */
export function isOrderField(field: QueryField): field is OrderField {
  return ORDER_FIELDS.some((name) => name === field);
}

/** The operators of a field. Pure. */
export function operatorsOf(field: QueryField): readonly QueryOperator[] {
  if (isOrderField(field)) return ['=', '!=', '>', '>=', '<', '<='];
  if (field === 'tags' || field === 'keywords') return ['=', '!=', 'includes'];
  return isValueField(field) ? ['=', '!='] : [];
}

/** What a value of the field looks like, where it cannot be this one; undefined where it can. Pure. */
export function valueFaultOf(field: QueryField, value: string): string | undefined {
  if (field === 'published' && !/^(?:true|false)$/iu.test(value)) return 'true or false';
  if (!isOrderField(field) || parseOrder(field, value) !== undefined) return undefined;
  return field === 'created' || field === 'updated' ? 'a date such as 2026-01-31' : 'a number such as 4.5';
}

/** What can be asked of documents. */
export const DOCUMENT_VOCABULARY: Vocabulary<TextField, ValueField | OrderField> = {
  names: QUERY_FIELDS,
  fieldOf,
  isText: isTextField,
  isExact: (field): field is ValueField | OrderField => isValueField(field) || isOrderField(field),
  operatorsOf,
  valueFaultOf,
};
