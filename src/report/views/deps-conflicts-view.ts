import type { DepsConflictsData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** How many releases do not resolve; the findings stand before it. */
export const depsConflictsView: View<DepsConflictsData> = {
  findings: 'result',
  names: ({ conflicts }) => conflicts.map(({ artifact, version }) => `${artifact}@${version}`),
  blocks({ namespace, examined, conflicts, cycles }) {
    const where = namespace === null ? 'the registry' : namespace;
    const lines = [`${examined} latest releases of ${where} resolved, ${conflicts.length} of them in vain`];
    for (const cycle of cycles) lines.push(`  a circle: ${cycle.join(' needs ')}`);
    return [{ kind: 'lines', lines }];
  },
};
