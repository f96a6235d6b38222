import type { HookInstallData, PreReceiveData } from '../../operations/index.ts';
import type { View } from '../view.ts';

const WORDS = {
  pass: 'taken',
  findings: 'refused',
  untrusted: 'refused, a signature does not hold',
  'needs-human': 'refused, a person must decide',
} as const;

/** What becomes of a push; git shows it to whoever pushes. */
export const preReceiveView: View<PreReceiveData> = {
  findings: 'result',
  blocks: ({ updates }) => [
    {
      kind: 'lines',
      lines: updates.flatMap(({ ref, verdict, words }) => [
        `hyper: "${ref}" ${WORDS[verdict]}`,
        ...words.map((word) => `  ${word}`),
      ]),
    },
  ],
};

/** Where the hook is. */
export const hookInstallView: View<HookInstallData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ file, branch, isNew }) => [
    {
      kind: 'lines',
      lines: [`${file}${isNew ? '' : ' was there already'}`, `judges each push to "${branch}"`],
    },
  ],
};
