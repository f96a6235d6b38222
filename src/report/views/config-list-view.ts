import type { ListedSetting } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** One row a setting, or one a layer that says something of it. */
export const configListView: View<readonly ListedSetting[]> = {
  findings: 'talk',
  names: (rows) => rows.map(({ key }) => key),
  blocks: (settings, detail) => {
    const hasOrigins = settings.some(({ origin }) => origin !== null);
    return [
      {
        kind: 'table',
        columns: [
          { title: 'key' },
          { title: 'value' },
          ...(hasOrigins ? [{ title: 'layer' }, { title: 'origin' }, { title: 'counts' }] : []),
          ...(detail === 'wide' ? [{ title: 'for' }] : []),
        ],
        rows: settings.map((setting) => [
          setting.key,
          shown(setting),
          ...(hasOrigins ? [setting.layer ?? '', setting.origin ?? '', countsOf(setting)] : []),
          ...(detail === 'wide' ? [setting.summary] : []),
        ]),
        empty: 'nothing is set',
      },
    ];
  },
};

function shown({ value, isSet, isSecret }: ListedSetting): string {
  if (isSecret && isSet) return '(set, not shown)';
  return value ?? '(not set)';
}

function countsOf({ isSet, isHidden }: ListedSetting): string {
  if (!isSet) return '';
  return isHidden ? 'no' : 'yes';
}
