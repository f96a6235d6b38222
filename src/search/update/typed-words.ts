import { TEXT_FIELDS } from '../index/fields.ts';
import { indexKeys } from '../index/keys.ts';
import { textOf } from '../index/document-text.ts';
import { rowTexts } from '../index/rows.ts';
import type { Row } from '../index/rows.ts';
import { tokensOf } from '../text/tokens.ts';

const TYPED_FIELDS = TEXT_FIELDS.flatMap((field, number) =>
  field.name === 'description' || field.name === 'namespace' ? [] : [{ field, bit: 1 << number }],
);
/** Bits of the fields whose words people type from memory. */
export const TYPED_BITS = TYPED_FIELDS.reduce((bits, { bit }) => bits | bit, 0);

/** Words of a document that people type from memory, each with the key of the list that tells how common it is. Pure. */
export function typedWords(row: Row): Map<string, string> {
  const texts = rowTexts(row);
  const tokens = TYPED_FIELDS.flatMap(({ field }) => tokensOf(textOf(texts, field.name), field.limit));
  return new Map(
    tokens.map(({ word, stem }) => [word, word === stem ? indexKeys.stem(stem) : indexKeys.word(word)]),
  );
}
