import type { VerifySiteData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** The chain from the root to the last file, a line a step. */
export const verifySiteView: View<VerifySiteData> = {
  findings: 'talk',
  blocks({ site, commit, sequence, expiresAt, files, isListed, steps }) {
    const lines = steps.map(({ ok, title, code }) =>
      ok ? `ok    ${title}` : `FAIL  ${title} (${code ?? ''})`,
    );
    const isSound = steps.every(({ ok }) => ok);
    return [
      { kind: 'lines', lines },
      {
        kind: 'fields',
        fields: [
          ['Site', site],
          ['Commit', commit ?? 'not known'],
          ...(sequence === null ? [] : [['Sequence', String(sequence)] as const]),
          ...(expiresAt === null ? [] : [['Until', expiresAt] as const]),
          [
            'Files',
            `${String(files)}${isListed || !isSound ? '' : '; an address cannot be listed, so added files do not show'}`,
          ],
          ['Verdict', isSound ? 'believed' : 'not believed'],
        ],
      },
    ];
  },
};
