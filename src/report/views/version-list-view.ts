import type { VersionListData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

/** The versions of an artifact, one a line. */
export const versionListView: View<VersionListData> = {
  findings: 'talk',
  names: ({ reference, versions }) => versions.map(({ version }) => `${reference}@${version}`),
  blocks({ reference, redirect, versions }, detail) {
    const rows = versions.map((row) => [
      row.version,
      [row.state, ...(row.isYanked ? ['yanked'] : []), ...(row.isUnpublished ? ['unpublished'] : [])].join(
        ', ',
      ),
      [...(row.isLatest ? ['latest'] : []), ...row.channels].join(', '),
      row.tags.join(', '),
      ...(detail === 'wide' ? [row.reason ?? ''] : []),
    ]);
    const columns = ['Version', 'State', 'Channels', 'Tags', ...(detail === 'wide' ? ['Reason'] : [])];
    const table: Block = {
      kind: 'table',
      columns: columns.map((title) => ({ title, canShrink: title === 'Reason' || title === 'Tags' })),
      rows,
      empty: `${reference} has no release.`,
    };
    if (redirect === null) return [table];
    return [{ kind: 'lines', lines: [`${reference} has moved to ${redirect}`] }, table];
  },
};
