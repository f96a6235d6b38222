import { isTextField } from './query-fields.ts';
import type { QueryField } from './query-fields.ts';
import { RESERVED } from './query.ts';
import type { Query } from './query.ts';

/** The query as people would write it; reading it gives the query again, as long as it has at most 2,000 characters. It is never nested
 *  deeper than what it was read from. Pure. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case 'all':
      return '';
    case 'word':
      return `${fieldPart(query.field)}${query.text}${query.isPrefix ? '*' : ''}`;
    case 'phrase':
      return `${fieldPart(query.field)}${quoted(query.text)}`;
    case 'test':
      return query.operator === 'includes'
        ? `${query.field} includes ${value(query.value)}`
        : `${query.field}${query.operator}${value(query.value)}`;
    case 'and':
      return query.parts.map(nested).join(' ');
    case 'or':
      return listed(query.parts) ?? query.parts.map(alternative).join(' OR ');
    case 'not':
      return `NOT ${nested(query.part)}`;
  }
}

function fieldPart(field: string | undefined): string {
  return field === undefined ? '' : `${field}:`;
}

function nested(query: Query): string {
  const isList = query.kind === 'or' && listed(query.parts) !== undefined;
  const isOne = isList || (query.kind !== 'and' && query.kind !== 'or');
  return isOne ? formatQuery(query) : `(${formatQuery(query)})`;
}

/** What stands side by side binds more than `OR` does. */
function alternative(query: Query): string {
  return query.kind === 'and' ? formatQuery(query) : nested(query);
}

/** Values of one field, as `tags:a,b`; undefined where the parts are not all such. */
function listed(parts: readonly Query[]): string | undefined {
  const [first] = parts;
  const field = first === undefined ? undefined : listedField(first);
  if (field === undefined || parts.some((part) => listedField(part) !== field)) return undefined;
  return `${field}:${parts.map(listedValue).join(',')}`;
}

/** The field of which a list can hold what the query asks. */
function listedField(query: Query): QueryField | undefined {
  if (query.kind === 'word' || query.kind === 'phrase') return query.field;
  const isValue = query.kind === 'test' && query.operator === '=' && !isTextField(query.field);
  return isValue ? query.field : undefined;
}

function listedValue(query: Query): string {
  if (query.kind === 'test') return value(query.value);
  return formatQuery(query).slice((listedField(query) ?? '').length + 1);
}

function value(text: string): string {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N}._+@/:-]*$/u.test(text) && !RESERVED.has(text);
  return isPlain ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`;
}
