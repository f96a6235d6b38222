import type { TestedExample } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** One example a row. */
export const policyTestView: View<readonly TestedExample[]> = {
  findings: 'talk',
  blocks(examples) {
    const failed = examples.filter(({ isPassed }) => !isPassed).length;
    const count = `${String(examples.length)} ${examples.length === 1 ? 'example' : 'examples'}`;
    return [
      {
        kind: 'table',
        columns: [
          { title: 'policy' },
          { title: 'example', canShrink: true },
          { title: 'expected' },
          { title: 'said' },
          { title: 'rules' },
          { title: '' },
        ],
        rows: examples.map((one) => [
          one.from === null ? one.policy : `${one.from} ${one.policy}`,
          one.example,
          one.expect,
          one.got,
          one.rules.join(', '),
          one.isPassed ? 'ok' : 'FAILED',
        ]),
        empty: 'no examples',
      },
      {
        kind: 'lines',
        lines: [failed === 0 ? `${count}, all as expected` : `${count}, ${String(failed)} not as expected`],
      },
    ];
  },
};
