import type { ListedNamespace } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { joinLabels } from './join-labels.ts';

/** One namespace a row. */
export const namespaceListView: View<readonly ListedNamespace[]> = {
  findings: 'talk',
  names: (rows) => rows.map(({ path }) => path),
  blocks(rows, detail) {
    const isWide = detail === 'wide';
    return [
      {
        kind: 'table',
        columns: [
          { title: 'path' },
          { title: 'owner', canShrink: true, drop: 2 },
          { title: 'visibility', drop: 3 },
          { title: 'artifacts', align: 'right' },
          ...(isWide ? [{ title: 'policies', align: 'right' as const }, { title: 'labels' }] : []),
          { title: 'description', canShrink: true, drop: 1 },
        ],
        rows: rows.map((row) => [
          row.path,
          row.owner ?? '',
          row.visibility,
          String(row.artifacts),
          ...(isWide ? [String(row.policies), joinLabels(row.labels)] : []),
          row.description ?? '',
        ]),
        empty: 'no namespaces',
      },
    ];
  },
};
