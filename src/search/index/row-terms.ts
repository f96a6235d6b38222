import { tokensOf } from '../text/tokens.ts';
import { textOf } from './document-text.ts';
import type { DocumentTexts } from './document-text.ts';
import { TEXT_FIELDS } from './fields.ts';
import { indexKeys } from './keys.ts';
import { LEADS_NAME, codeOfWeight } from './postings.ts';
import { fieldWeight } from './weights.ts';

/** What a list says of one document. */
export interface RowTerm {
  readonly details: number;
  /** A code of `weightOfCode`. */
  readonly weight: number;
}

/** By the key of its list, what each word of a document is in it: the same as the lists say. Pure. */
export function rowTerms(kept: DocumentTexts): ReadonlyMap<string, RowTerm> {
  const details = new Map<string, number>();
  const weights = new Map<string, number>();
  TEXT_FIELDS.forEach((field, number) => {
    const tokens = tokensOf(textOf(kept, field.name), field.limit);
    const keys = tokens.map(({ word, stem }) =>
      word === stem ? [indexKeys.stem(stem)] : [indexKeys.stem(stem), indexKeys.word(word)],
    );
    const counts = new Map<string, number>();
    for (const key of keys.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
    const lead = field.name === 'name' ? (keys[0] ?? []) : [];
    for (const [key, count] of counts) {
      const bits = (1 << number) | (lead.includes(key) ? LEADS_NAME : 0);
      details.set(key, (details.get(key) ?? 0) | bits);
      weights.set(key, (weights.get(key) ?? 0) + fieldWeight(field, tokens.length, count));
    }
  });
  return new Map(
    [...details].map(([key, bits]) => [key, { details: bits, weight: codeOfWeight(weights.get(key) ?? 0) }]),
  );
}
