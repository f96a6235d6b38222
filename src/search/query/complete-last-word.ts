import type { Query } from './query.ts';

/**
 * The query with its last word as the beginning of one, as people type; the same where the text ends in a space, a quote
 * or a condition. Pure.
 */
export function completeLastWord(query: Query, text: string): Query {
  return /[\p{L}\p{N}]$/u.test(text) ? complete(query, text) : query;
}

function complete(query: Query, text: string): Query {
  switch (query.kind) {
    case 'word':
      return text.endsWith(query.text) ? { ...query, isPrefix: true } : query;
    case 'and':
    case 'or': {
      const last = query.parts.at(-1);
      return last === undefined
        ? query
        : { ...query, parts: [...query.parts.slice(0, -1), complete(last, text)] };
    }
    case 'all':
    case 'phrase':
    case 'test':
    case 'not':
      return query;
  }
}
