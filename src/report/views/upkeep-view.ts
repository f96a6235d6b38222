import type { CacheClearData, IndexRebuildData } from '../../operations/index.ts';
import { plural } from '../plural.ts';
import type { View } from '../view.ts';

/** What the index holds, and what differs from the one before. */
export const indexRebuildView: View<IndexRebuildData> = {
  findings: 'talk',
  blocks(data) {
    const { added, changed, removed, same } = data;
    const counts = { added, changed, removed, same };
    const place = data.out ?? 'what hyper search keeps of this commit';
    return [
      {
        kind: 'fields',
        fields: [
          ['Index', data.isWritten ? place : `${place}: nothing was written`],
          ['Commit', data.commit ?? 'working tree'],
          ['Files', `${String(data.files)}, ${String(data.bytes)} bytes`],
          [
            'Against before',
            Object.entries(counts)
              .map(([word, count]) => `${String(count)} ${word}`)
              .join(', '),
          ],
          ['Digest', data.digest],
        ],
      },
    ];
  },
};

/** What went, by area, and why something stayed. */
export const cacheClearView: View<CacheClearData> = {
  findings: 'talk',
  blocks({ areas, isDryRun, files, bytes }) {
    const total = `${plural(files, 'file')}, ${String(bytes)} bytes`;
    const stayed = areas.flatMap(({ name, stays, isCleared }) =>
      isCleared || stays === null ? [] : [`${name} stays: ${stays}`],
    );
    return [
      {
        kind: 'table',
        columns: [
          { title: 'area' },
          { title: 'files' },
          { title: 'bytes' },
          { title: 'freed' },
          { title: 'what' },
          { title: 'folder' },
        ],
        rows: areas.map((area) => [
          area.name,
          String(area.files),
          String(area.bytes),
          area.isCleared ? (isDryRun ? 'would be' : 'yes') : 'no',
          area.what,
          area.folder,
        ]),
        empty: 'nothing is kept',
      },
      { kind: 'lines', lines: [...stayed, isDryRun ? `would free ${total}` : `freed ${total}`] },
    ];
  },
};
