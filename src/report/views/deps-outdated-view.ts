import type { DepsOutdatedData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** What is locked although there is something newer. */
export const depsOutdatedView: View<DepsOutdatedData | null> = {
  findings: 'result',
  names: ({ rows }) => rows.map(({ artifact }) => artifact),
  blocks(data) {
    if (data === null) return [];
    return [
      {
        kind: 'table',
        columns: [
          { title: 'artifact' },
          { title: 'range' },
          { title: 'locked' },
          { title: 'wanted' },
          { title: 'latest' },
          { title: 'note' },
        ],
        rows: data.rows.map(({ artifact, range, locked, wanted, latest, isDeprecated }) => [
          artifact,
          range ?? '',
          locked,
          wanted ?? '',
          latest,
          isDeprecated ? 'deprecated' : '',
        ]),
        empty: `everything that ${data.subject} locks is the latest`,
      },
    ];
  },
};
