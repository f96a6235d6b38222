import { tokensOf } from '../text/tokens.ts';
import { TEXT_FIELDS } from './fields.ts';
import type { TextField } from './fields.ts';
import type { SearchDocument } from './search-document.ts';

/** BM25: how soon repeats stop to count, and how much longer fields count less. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.6;
/** A term's places beyond these are not kept. */
const MAX_POSITIONS = 8;

/** What a term is in one document. */
export interface DocumentTerm {
  readonly fields: number;
  readonly weight: number;
  readonly positions: readonly number[];
}

/** The terms of a document. */
export interface DocumentTerms {
  readonly stems: ReadonlyMap<string, DocumentTerm>;
  /** Words that are not their own stem. */
  readonly words: ReadonlyMap<string, DocumentTerm>;
  /** Words that people type from memory: those for which typing errors are forgiven. */
  readonly typed: ReadonlySet<string>;
}

/** The terms of a document with their weights: bounded for each field, whatever it holds (ATTACKS X13). Pure. */
export function termsOf(document: SearchDocument): DocumentTerms {
  const stems = new Map<string, DocumentTerm>();
  const words = new Map<string, DocumentTerm>();
  const typed = new Set<string>();
  let start = 1;
  TEXT_FIELDS.forEach(({ name, boost, average, limit }, number) => {
    const tokens = tokensOf(textOf(document, name), limit);
    const norm = 1 - LENGTH_SHARE + (LENGTH_SHARE * tokens.length) / average;
    const add = (found: Map<string, DocumentTerm>, places: Map<string, number[]>): void => {
      for (const [term, positions] of places) {
        const frequency = positions.length;
        const weight = (boost * frequency * (SATURATION + 1)) / (frequency + SATURATION * norm);
        const known = found.get(term);
        found.set(term, {
          fields: (known?.fields ?? 0) | (1 << number),
          weight: (known?.weight ?? 0) + weight,
          positions: [...(known?.positions ?? []), ...positions.slice(0, MAX_POSITIONS)],
        });
      }
    };
    const stemPlaces = new Map<string, number[]>();
    const wordPlaces = new Map<string, number[]>();
    tokens.forEach(({ word, stem }, at) => {
      push(stemPlaces, stem, start + at);
      if (word !== stem) push(wordPlaces, word, start + at);
      if (name !== 'description' && name !== 'namespace') typed.add(word);
    });
    add(stems, stemPlaces);
    add(words, wordPlaces);
    start += tokens.length + 2;
  });
  return { stems, words, typed };
}

function push(places: Map<string, number[]>, term: string, place: number): void {
  const known = places.get(term);
  if (known === undefined) places.set(term, [place]);
  else known.push(place);
}

function textOf(document: SearchDocument, field: TextField): string {
  const value = document[field];
  return typeof value === 'string' ? value : value.slice(0, 64).join(' ');
}
