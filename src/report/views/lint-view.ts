import type { LintData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { plural } from '../plural.ts';

/** The advice is the result; how often each rule had something to say stands below it. */
export const lintView: View<LintData> = {
  findings: 'result',
  names: (_, findings) => findings.flatMap(({ path }) => path ?? []),
  blocks({ manifests, faulty, rules }) {
    const blocks: Block[] = [];
    if (rules.length > 0)
      blocks.push({
        kind: 'table',
        columns: [
          { title: 'rule' },
          { title: 'severity' },
          { title: 'findings', align: 'right' },
          { title: 'mended by --fix' },
        ],
        rows: rules.map(({ rule, severity, findings, canBeMended }) => [
          rule,
          severity,
          String(findings),
          canBeMended ? 'yes' : 'no',
        ]),
        empty: '',
      });
    const rest = faulty === 0 ? '' : `, ${faulty} of them with faults: see hyper validate`;
    blocks.push({
      kind: 'lines',
      lines: [`${rules.length === 0 ? 'no advice' : 'advice'}: ${plural(manifests, 'manifest')} read${rest}`],
    });
    return blocks;
  },
};
