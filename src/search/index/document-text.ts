import type { TextField } from './fields.ts';
import type { SearchDocument } from './search-document.ts';

/** What is searched and shown of a description, and of lists of words (ATTACKS X13). */
const MAX_DESCRIPTION_UNITS = 1000;
const MAX_KEPT_WORDS = 32;
const MAX_KEPT_UNITS = 100;
const ASCII = /^[\u0000-\u007f]*$/u;

/** The parts of a document that are words. */
export type DocumentTexts = Pick<SearchDocument, TextField>;

/** The parts of a document that rows keep. Whatever is searched is read of these, so that a row tells of its document all
 *  that lists do. Pure. */
export function keptTexts({ name, namespace, description, tags, keywords }: DocumentTexts): DocumentTexts {
  return {
    name,
    namespace,
    description: whole(description.slice(0, MAX_DESCRIPTION_UNITS)),
    tags: keptWords(tags),
    keywords: keptWords(keywords),
  };
}

/** A field of what was kept, as one text. Pure. */
export function textOf(kept: DocumentTexts, field: TextField): string {
  const value = kept[field];
  return typeof value === 'string' ? value : value.join(' ');
}

function keptWords(words: readonly string[]): string[] {
  return words.slice(0, MAX_KEPT_WORDS).map((word) => whole(word.slice(0, MAX_KEPT_UNITS)));
}

/** Halves of characters would not survive the way through UTF-8. */
function whole(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(/\p{Surrogate}/gu, '');
}
