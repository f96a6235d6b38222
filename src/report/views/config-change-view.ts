import type { ConfigChangeData, ConfigGetData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** The value alone, so that scripts can use it. */
export const configGetView: View<ConfigGetData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ value }) => [{ kind: 'lines', lines: [value ?? '(set, not shown)'] }],
};

/** What was written where. */
export const configChangeView: View<ConfigChangeData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ key, path, isChanged }) => [
    { kind: 'lines', lines: [`${isChanged ? 'changed' : 'unchanged'}: ${key} in ${path}`] },
  ],
};
