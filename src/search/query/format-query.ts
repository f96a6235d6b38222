import { RESERVED } from './query.ts';
import type { Query } from './query.ts';

/** The query as people would write it; reading it gives the query again. Pure. */
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
      return query.parts.map(nested).join(' OR ');
    case 'not':
      return `NOT ${nested(query.part)}`;
  }
}

function fieldPart(field: string | undefined): string {
  return field === undefined ? '' : `${field}:`;
}

function nested(query: Query): string {
  const text = formatQuery(query);
  return query.kind === 'and' || query.kind === 'or' ? `(${text})` : text;
}

function value(text: string): string {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N}._+@/:-]*$/u.test(text) && !RESERVED.has(text);
  return isPlain ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`;
}
