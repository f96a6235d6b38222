import { toNameKey } from '../text/tokens.ts';
import type { Query } from './query.ts';

/** What the free words of a query would name. */
export interface AskedName {
  readonly name: string;
  /** Where they are a reference. */
  readonly namespace: string | undefined;
}

const REFERENCE = /^(?:([a-z][\w.-]*)\/)?([^\s/@]+)(?:@\S*)?$/iu;

/** The name that the free words of a query would make, or that of the reference that they are, with a version or without;
 *  undefined where the query has no free words. Pure. */
export function nameIn(query: Query): AskedName | undefined {
  const text = (query.kind === 'and' ? query.parts : [query]).flatMap(wordsIn).join(' ');
  const [, namespace, name = text] = REFERENCE.exec(text) ?? [];
  return text === '' ? undefined : { name: toNameKey(name), namespace };
}

function wordsIn(query: Query): string[] {
  const isFree = (query.kind === 'word' || query.kind === 'phrase') && query.field === undefined;
  if (isFree) return [query.text];
  if (query.kind !== 'and') return [];
  const parts = query.parts.map(wordsIn);
  return parts.some((part) => part.length === 0) ? [] : parts.flat();
}
