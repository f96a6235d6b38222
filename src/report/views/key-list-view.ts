import type { KeyListData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** One row a key. */
export const keyListView: View<KeyListData> = {
  findings: 'talk',
  names: ({ keys }) => keys.map(({ name }) => name),
  blocks: ({ folder, keys }, detail) => [
    {
      kind: 'table',
      columns: [
        { title: 'name' },
        { title: 'algorithm' },
        { title: 'key id' },
        { title: 'created' },
        { title: 'passphrase' },
        ...(detail === 'wide' ? [{ title: 'file' }] : []),
      ],
      rows: keys.map(({ name, algorithm, keyId, createdAt, isEncrypted, path }) => [
        name,
        algorithm,
        keyId,
        createdAt,
        isEncrypted ? 'yes' : 'no',
        ...(detail === 'wide' ? [path] : []),
      ]),
      empty: `no keys in ${folder}`,
    },
  ],
};
