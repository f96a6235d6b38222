import type { KeyGenerateData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** What was made, where it is, and how to register it. */
export const keyGenerateView: View<KeyGenerateData> = {
  findings: 'talk',
  blocks: ({ name, keyId, algorithm, path }) => [
    {
      kind: 'fields',
      fields: [
        ['Key', name],
        ['Key id', keyId],
        ['Algorithm', algorithm],
        ['File', path],
      ],
    },
    {
      kind: 'steps',
      head: 'next:',
      steps: [
        {
          purpose: 'Register its public half in the manifest of a namespace or root.',
          command: `hyper key export ${name} --format yaml`,
        },
      ],
    },
  ],
};
