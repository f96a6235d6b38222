import { expect, it } from 'vitest';
import { searchView } from '../../../src/report/views/search-view.ts';
import type { ScorePart, SearchResult } from '../../../src/search/index.ts';

const word: ScorePart = {
  ...{ text: 'money', how: 'stem', term: 'money', fields: ['name'] },
  ...{ rarity: 2, weight: 10, factor: 1, score: 20 },
};
const rank: ScorePart = {
  ...word,
  text: '',
  how: 'rank',
  term: '',
  fields: [],
  weight: 2,
  rarity: 3,
  score: 6,
};

function result(name: string, explanation: readonly ScorePart[]): SearchResult {
  return {
    ...{ reference: `lib.money/${name}`, type: 'library', version: '1.0.0', state: 'published' },
    ...{ description: '', tags: [], license: null, published: null },
    ...{ score: explanation.reduce((sum, { score }) => sum + score, 0), explanation },
    highlights: { name: [], description: [] },
  };
}

it('adds up the parts of a score, where there are several', () => {
  const results = [result('money', [word, rank]), result('coins', [word])];
  const data = { query: 'money', total: 2, isTotalExact: true, results, facets: [], cursor: null };
  const [, scores] = searchView.blocks(data, 'table');
  expect(scores?.kind === 'table' ? scores.rows.map((row) => [row[0], row[2], row.at(-1)]) : []).toEqual([
    ['lib.money/money', 'stem', '20.00'],
    ['lib.money/money', 'rank', '6.00'],
    ['lib.money/money', 'total', '26.00'],
    ['lib.money/coins', 'stem', '20.00'],
  ]);
});
