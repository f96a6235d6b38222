import { tokensOf } from '../../src/search/text/tokens.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import { Random } from './random.ts';
import type { Recombined } from './recombined.ts';

/** A query and the document that it was made from. */
export interface LoadQuery {
  readonly kind: 'exact' | 'prefix' | 'typo' | 'words' | 'filter';
  readonly text: string;
  readonly from: SearchDocument;
}

const KINDS = ['exact', 'prefix', 'typo', 'words', 'filter'] as const;

/** As many queries of each kind, of documents spread over all. The same counts and seed give the same queries. */
export function loadQueries(
  documents: Recombined,
  total: number,
  perKind: number,
  seed: number,
): LoadQuery[] {
  const random = new Random(seed);
  return KINDS.flatMap((kind) =>
    Array.from({ length: perKind }, () => {
      const from = documents.at(random.below(total));
      return { kind, text: textFor(kind, from, random), from };
    }),
  );
}

function textFor(
  kind: LoadQuery['kind'],
  { name, description, type }: SearchDocument,
  random: Random,
): string {
  const words = [...new Set(tokensOf(description, 100).map(({ word }) => word))];
  switch (kind) {
    case 'exact':
      return name;
    case 'prefix':
      return `${name.slice(0, 3 + random.below(4))}*`;
    case 'typo':
      return misspell(name, random);
    case 'words':
      return [random.pick(words), random.pick(words)].join(' ');
    case 'filter':
      return `${random.pick(words)} type:${type}`;
  }
}

/** The name with one letter left out, doubled, replaced or swapped with its neighbour. Pure but for the random. */
export function misspell(name: string, random: Random): string {
  const at = 1 + random.below(Math.max(1, name.length - 2));
  const [before, here, next, after] = [
    name.slice(0, at),
    name[at] ?? '',
    name[at + 1] ?? '',
    name.slice(at + 2),
  ];
  switch (random.below(4)) {
    case 0:
      return before + next + after;
    case 1:
      return before + here + here + next + after;
    case 2:
      return `${before}${here === 'x' ? 'y' : 'x'}${next}${after}`;
    default:
      return before + next + here + after;
  }
}
