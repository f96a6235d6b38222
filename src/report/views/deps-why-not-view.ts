import type { DepsWhyNotData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** The answer in a line, and what would change; a proof stands before it. */
export const depsWhyNotView: View<DepsWhyNotData | null> = {
  isProse: true,
  findings: 'result',
  blocks(data) {
    if (data === null) return [];
    const { subject, artifact, version, answer, locked, changes } = data;
    const named = `${artifact} ${version}`;
    if (answer === 'locked') return [{ kind: 'lines', lines: [`${named} is what ${subject} has locked`] }];
    if (answer === 'impossible') return [{ kind: 'lines', lines: [`${subject} cannot have ${named}`] }];
    const instead = locked === null ? 'nothing of it is locked' : `${locked} is locked`;
    const lines = [`${subject} could have ${named}; ${instead}. With it:`];
    for (const change of changes)
      lines.push(`  ${change.artifact} ${change.from ?? 'nothing'} → ${change.to}`);
    return [{ kind: 'lines', lines }];
  },
};
