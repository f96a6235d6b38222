import type { DepsWhyData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { formatConditions } from './format-conditions.ts';

/** The ways that lead to a package, one a line. */
export const depsWhyView: View<DepsWhyData | null> = {
  isProse: true,
  findings: 'result',
  names: ({ artifact, version }) => [`${artifact}@${version}`],
  blocks(data) {
    if (data === null) return [];
    const { subject, artifact, version, ways, neededBy, conditions } = data;
    const where = conditions.length === 0 ? '' : `, only ${formatConditions(conditions)}`;
    const lines = [`${artifact} ${version} is needed by ${subject}${where}`];
    for (const way of ways) {
      lines.push(`  ${[subject, ...way.map((step) => `${step.artifact} ${step.version}`)].join(' → ')}`);
    }
    if (ways.length === 0) lines.push(`  directly by ${neededBy.join(', ')}`);
    return [{ kind: 'lines', lines }];
  },
};
