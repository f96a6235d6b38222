import type { Query, QueryOperator } from '../query/query.ts';
import { holdsOfSpan, timeSpan } from '../query/span.ts';
import { tokensOf } from '../text/tokens.ts';
import type { SearchToken } from '../text/tokens.ts';
import type { RowFieldKind, RowFields } from './row-fields.ts';

/** The row of a list, as it is printed as JSON. */
export type Row = Readonly<Record<string, unknown>>;

/** Words of a field beyond these are not looked at (ATTACKS X13). */
const MAX_WORDS = 1000;

/**
 * Whether a query holds of a row. Words are those of texts and lists, in any form or as the beginning of one; nothing is
 * forgiven, as nothing is ranked. A field that is absent fulfils `!=` alone. Pure.
 */
export function matchRow(query: Query<string, string>, row: Row, fields: RowFields): boolean {
  switch (query.kind) {
    case 'all':
      return true;
    case 'and':
      return query.parts.every((part) => matchRow(part, row, fields));
    case 'or':
      return query.parts.some((part) => matchRow(part, row, fields));
    case 'not':
      return !matchRow(query.part, row, fields);
    case 'word': {
      const wanted = tokensOf(query.text, MAX_WORDS);
      const holds = query.isPrefix ? beginsWith : isForm;
      return textsOf(row, query.field, fields).some((words) => hasSequence(words, wanted, holds));
    }
    case 'phrase': {
      const wanted = tokensOf(query.text, MAX_WORDS);
      return textsOf(row, query.field, fields).some((words) => hasSequence(words, wanted, isSame));
    }
    case 'test':
      return compare(
        Object.hasOwn(row, query.field) ? row[query.field] : undefined,
        query,
        fields[query.field],
      );
  }
}

type Holds = (word: SearchToken, wanted: SearchToken) => boolean;

const isSame: Holds = (word, wanted) => word.stem === wanted.stem;
const beginsWith: Holds = (word, wanted) => word.word.startsWith(wanted.word);
const isForm: Holds = (word, wanted) => isSame(word, wanted) || beginsWith(word, wanted);

/** The words of each text of a row that may be searched: of one field, or of all. */
function textsOf(row: Row, field: string | undefined, fields: RowFields): readonly SearchToken[][] {
  const names = field === undefined ? Object.keys(fields) : [field];
  return names.flatMap((name) => {
    const kind = fields[name];
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    const texts = kind === 'list' && Array.isArray(value) ? value : kind === 'text' ? [value] : [];
    return texts.flatMap((text) => (typeof text === 'string' ? [tokensOf(text, MAX_WORDS)] : []));
  });
}

/** A text without words of its own, such as `the`, stands in every text. */
function hasSequence(words: readonly SearchToken[], wanted: readonly SearchToken[], holds: Holds): boolean {
  const last = words.length - wanted.length;
  for (let start = 0; start <= last; start += 1) {
    if (wanted.every((one, index) => holds(words[start + index] ?? one, one))) return true;
  }
  return wanted.length === 0;
}

function compare(
  value: unknown,
  { operator, value: wanted }: { readonly operator: QueryOperator; readonly value: string },
  kind: RowFieldKind | undefined,
): boolean {
  if (kind !== 'moment' && kind !== 'number') return equals(value, wanted) === (operator !== '!=');
  const number = kind === 'number' ? value : typeof value === 'string' ? Date.parse(value) : undefined;
  const span = kind === 'number' ? ([Number(wanted), Number(wanted)] as const) : timeSpan(wanted);
  if (typeof number !== 'number' || Number.isNaN(number) || span === undefined) return operator === '!=';
  return holdsOfSpan(number, operator, span);
}

/** In any case. */
function equals(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((one) => equals(one, wanted));
  const isText = typeof value === 'string' || typeof value === 'boolean';
  return isText && String(value).toLowerCase() === wanted.toLowerCase();
}
