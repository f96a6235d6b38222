import type { ConfigChangeData, ConfigGetData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { fileBlocks } from './trust-plan-view.ts';

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
  blocks: ({ key, path, isChanged, isDryRun, files }) => [
    {
      kind: 'lines',
      lines: [`${isChanged ? (isDryRun ? 'would change' : 'changed') : 'unchanged'}: ${key} in ${path}`],
    },
    ...(isDryRun && files.length > 0 ? fileBlocks(files, true) : []),
  ],
};
