import type { PullData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** Where each piece of content is now. */
export const pullView: View<PullData | null> = {
  findings: 'result',
  blocks(data) {
    if (data === null) return [];
    return [
      {
        kind: 'table',
        columns: [
          { title: 'artifact' },
          { title: 'version' },
          { title: 'bytes', align: 'right' },
          { title: 'place' },
        ],
        rows: data.pulled.map(({ artifact, version, path, bytes, isFetched }) => [
          artifact,
          version,
          path === null ? '' : String(bytes),
          path === null ? 'all in its manifest' : `${path}${isFetched ? '' : ' (was there)'}`,
        ]),
        empty: 'nothing is locked',
      },
    ];
  },
};
