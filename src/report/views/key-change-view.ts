import type { KeyChangeData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { fileBlocks } from './trust-plan-view.ts';

/** What became of the keys, what is lost by it, and who must sign the change. */
export const keyChangeView: View<KeyChangeData> = {
  findings: 'talk',
  blocks({ target, added, ended, files, lost, isDryRun, authority }, detail) {
    const path = files[0]?.path ?? '';
    return [
      {
        kind: 'fields',
        fields: [
          ['Keys of', `${target}${isDryRun ? ' (nothing was written)' : ''}`],
          ...(added === null ? [] : [['Added', added] as const]),
          ...(ended === null ? [] : [['Ended', ended] as const]),
        ],
      },
      ...fileBlocks(files, isDryRun || detail === 'wide'),
      ...(lost.length === 0
        ? []
        : [{ kind: 'lines' as const, lines: ['no longer believed, to be signed again:', ...lost] }]),
      {
        kind: 'steps',
        head: `next, by signers named in ${authority}:`,
        steps: [{ purpose: null, command: `hyper sign ${path} --key KEY` }],
      },
    ];
  },
};
