import type { DepsListData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { formatConditions } from './format-conditions.ts';

/** What a project asks for. */
export const depsListView: View<DepsListData | null> = {
  findings: 'result',
  names: ({ dependencies }) =>
    dependencies.map(({ artifact, locked }) => (locked === null ? artifact : `${artifact}@${locked}`)),
  blocks(data) {
    if (data === null) return [];
    return [
      {
        kind: 'table',
        columns: [
          { title: 'artifact' },
          { title: 'range' },
          { title: 'locked' },
          { title: 'for' },
          { title: 'where' },
          { title: 'reason', canShrink: true },
        ],
        rows: data.dependencies.map(({ artifact, range, locked, type, isOptional, condition, reason }) => [
          artifact,
          range,
          locked ?? '',
          isOptional ? `${type}, optional` : type,
          formatConditions(condition === null ? [] : [condition]),
          reason ?? '',
        ]),
        empty: `${data.project} asks for nothing yet: hyper deps add NAMESPACE/NAME`,
      },
    ];
  },
};
