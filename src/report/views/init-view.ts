import type { InitData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { plural } from '../plural.ts';
import { fileBlocks } from './trust-plan-view.ts';

/** What was made, and what to do now. */
export const initView: View<InitData> = {
  isProse: true,
  findings: 'talk',
  blocks({ kind, folder, name, files, isDryRun, changes, repository, nextSteps }, detail) {
    const commit = repository?.commit ?? null;
    return [
      {
        kind: 'lines',
        lines: [
          `${kind} "${name}" in ${folder}: ${plural(files.length, 'file')}${isDryRun ? ' (nothing was written)' : ''}`,
        ],
      },
      ...(isDryRun ? fileBlocks(changes, true) : []),
      ...(detail === 'wide' && !isDryRun ? [{ kind: 'lines' as const, lines: files }] : []),
      ...(commit === null ? [] : [{ kind: 'lines' as const, lines: [`first commit: ${commit}`] }]),
      { kind: 'steps', head: 'next:', steps: nextSteps },
    ];
  },
};
