import type { BuildData } from '../../operations/index.ts';
import { plural } from '../plural.ts';
import type { View } from '../view.ts';

/** What the output holds, and how much of it was made anew. */
export const buildView: View<BuildData> = {
  findings: 'talk',
  blocks(data, detail) {
    if (!data.isWritten) {
      return [
        {
          kind: 'lines',
          lines: [
            `nothing was built: ${data.out} is as it was`,
            data.canKeepGoing
              ? 'hyper build --keep-going leaves out the releases with faults and builds the rest'
              : '--keep-going leaves out releases only: first mend the namespaces, policies and states named above',
          ],
        },
      ];
    }
    const holds = [
      plural(data.namespaces, 'namespace'),
      plural(data.artifacts, 'artifact'),
      plural(data.releases, 'release'),
    ].join(', ');
    return [
      {
        kind: 'fields',
        fields: [
          ['Site', data.out],
          ['Commit', data.commit ?? 'working tree'],
          ['Holds', holds],
          ['Checkpoint', checkpointOf(data)],
          ['Files', `${String(data.files)}, ${String(data.bytes)} bytes`],
          ...(detail === 'wide'
            ? [
                [
                  'Units',
                  `${String(data.renderedUnits)} rendered, ${String(data.reusedUnits)} taken over`,
                ] as const,
              ]
            : []),
        ],
      },
    ];
  },
};

/** A site that nobody signed cannot be verified, and says so. */
function checkpointOf({ checkpoint }: BuildData): string {
  if (checkpoint === null) return 'none: hyper build --key FILE signs one';
  return `number ${String(checkpoint.sequence)}, until ${checkpoint.expiresAt}`;
}
