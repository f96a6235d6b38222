import type { SearchData } from '../../operations/index.ts';
import { anyWord } from '../../search/index.ts';
import type { Block, View } from '../view.ts';

/** The results, then the facets, what the scores are made of, and where the next page begins. */
export const searchView: View<SearchData> = {
  findings: 'talk',
  names: ({ results }) => results.map(({ reference }) => reference),
  blocks(data, detail) {
    return [resultTable(data, detail === 'wide'), ...facetTables(data), ...scoreTable(data), ...rest(data)];
  },
};

function resultTable({ results }: SearchData, isWide: boolean): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'reference' },
      { title: 'type' },
      { title: 'version' },
      { title: 'state' },
      ...(isWide
        ? [{ title: 'license' }, { title: 'tags' }, { title: 'score', align: 'right' as const }]
        : []),
      { title: 'description', canShrink: true, drop: 1 },
    ],
    rows: results.map((row) => [
      row.reference,
      row.type,
      row.version,
      row.state,
      ...(isWide ? [row.license ?? '', row.tags.join(', '), String(row.score)] : []),
      row.description,
    ]),
    empty: 'nothing found',
  };
}

function facetTables({ facets }: SearchData): Block[] {
  return facets.map(({ field, values }) => ({
    kind: 'table',
    columns: [{ title: field }, { title: 'artifacts', align: 'right' }],
    rows: values.map(({ value, count }) => [value, String(count)]),
    empty: `no values of ${field}`,
  }));
}

function scoreTable({ results }: SearchData): Block[] {
  const rows = results.flatMap(({ reference, score: total, explanation = [] }) => [
    ...explanation.map(({ text, how, term, fields, rarity, weight, factor, score }) => [
      reference,
      text,
      how,
      term,
      fields.join(', '),
      ...[rarity, weight, factor, score].map((number) => number.toFixed(2)),
    ]),
    ...(explanation.length > 1 ? [[reference, '', 'total', '', '', '', '', '', total.toFixed(2)]] : []),
  ]);
  if (rows.length === 0) return [];
  const numbers = ['rarity', 'weight', 'factor', 'score'].map((title) => ({
    title,
    align: 'right' as const,
  }));
  const words = ['reference', 'word', 'matched by', 'term', 'fields'].map((title) => ({ title }));
  return [{ kind: 'table', columns: [...words, ...numbers], rows, empty: '' }];
}

function rest({ query, total, isTotalExact, results, cursor }: SearchData): Block[] {
  const any = total === 0 ? anyWord(query) : undefined;
  if (any !== undefined)
    return [{ kind: 'lines', lines: [`Nothing has all of these words. What has any of them: '${any}'`] }];
  if (cursor === null) return [];
  const lines = [
    `${String(results.length)} of ${String(total)}${isTotalExact ? '' : ' or more'} shown; the next page: --cursor ${cursor}`,
  ];
  return [{ kind: 'lines', lines }];
}
