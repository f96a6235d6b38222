import { toNameKey } from '../text/tokens.ts';
import type { Query } from './query.ts';

/** The name that the free words of a query would make; undefined where it has none. Pure. */
export function nameIn(query: Query): string | undefined {
  const parts = query.kind === 'and' ? query.parts : [query];
  const words = parts.flatMap(wordsIn);
  return words.length === 0 ? undefined : toNameKey(words.join(' '));
}

function wordsIn(query: Query): string[] {
  const isFree = (query.kind === 'word' || query.kind === 'phrase') && query.field === undefined;
  if (isFree) return [query.text];
  if (query.kind !== 'and') return [];
  const parts = query.parts.map(wordsIn);
  return parts.some((part) => part.length === 0) ? [] : parts.flat();
}
