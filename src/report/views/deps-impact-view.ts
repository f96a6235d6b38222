import type { DepsImpactData } from '../../operations/index.ts';
import { plural } from '../plural.ts';
import type { View } from '../view.ts';

const SHOWN = 50;

/** What a change does to those who depend on it. */
export const depsImpactView: View<DepsImpactData> = {
  isProse: true,
  findings: 'result',
  names: ({ dependents }) => dependents.map(({ artifact, version }) => `${artifact}@${version}`),
  blocks({ changed, dependents, broken, mended, examined }, detail) {
    const lines = [
      `${plural(changed.length, 'artifact')} changed; of ${plural(examined, 'dependent')}, ${dependents.length} resolve otherwise, ${broken.length} no more, ${mended.length} again`,
    ];
    const shown = detail === 'wide' ? dependents : dependents.slice(0, SHOWN);
    for (const { artifact, version, changes } of shown) {
      const words = changes.map((one) => `${one.artifact} ${one.from ?? 'nothing'} → ${one.to ?? 'nothing'}`);
      lines.push(`  ${artifact} ${version}: ${words.join(', ')}`);
    }
    if (shown.length < dependents.length)
      lines.push(`  and ${dependents.length - shown.length} more: --output wide shows all`);
    for (const { artifact, version } of broken)
      lines.push(`  ${artifact} ${version} cannot be resolved any more`);
    for (const { artifact, version } of mended) lines.push(`  ${artifact} ${version} can be resolved again`);
    return [{ kind: 'lines', lines }];
  },
};
