import type { PolicyTryData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { plural } from '../plural.ts';

/** One refusal a row. */
export const policyTryView: View<PolicyTryData> = {
  findings: 'talk',
  blocks({ examined, refused }) {
    const releases = new Set(refused.map(({ reference }) => reference)).size;
    const looked = `${plural(examined, 'release')} looked at`;
    return [
      {
        kind: 'table',
        columns: [
          { title: 'release' },
          { title: 'policy' },
          { title: 'rule' },
          { title: 'why', canShrink: true },
        ],
        rows: refused.map((one) => [one.reference, one.policy, one.rule ?? '', one.message]),
        empty: 'nothing would have been refused',
      },
      { kind: 'lines', lines: [`${looked}, ${String(releases)} would have been refused`] },
    ];
  },
};
