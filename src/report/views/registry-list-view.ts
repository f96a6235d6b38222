import type { ListedArtifact } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { joinLabels } from './join-labels.ts';

/** One artifact a row. */
export const registryListView: View<readonly ListedArtifact[]> = {
  findings: 'talk',
  names: (rows) => rows.map(({ reference }) => reference),
  blocks(rows, detail) {
    const isWide = detail === 'wide';
    return [
      {
        kind: 'table',
        columns: [
          { title: 'reference' },
          { title: 'type', drop: 3 },
          { title: 'latest' },
          { title: 'state' },
          { title: 'releases', align: 'right', drop: 1 },
          ...(isWide
            ? [{ title: 'visibility' }, { title: 'license' }, { title: 'published' }, { title: 'labels' }]
            : []),
          { title: 'description', canShrink: true, drop: 2 },
        ],
        rows: rows.map((row) => [
          row.reference,
          row.type,
          row.latest,
          row.state,
          String(row.releases),
          ...(isWide
            ? [row.visibility, row.license ?? '', row.publishedAt ?? '', joinLabels(row.labels)]
            : []),
          row.description,
        ]),
        empty: 'no artifacts',
      },
    ];
  },
};
