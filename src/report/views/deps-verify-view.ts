import type { DepsVerifyData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** What was compared with what; the findings stand before it. */
export const depsVerifyView: View<DepsVerifyData | null> = {
  findings: 'result',
  blocks(data) {
    if (data === null) return [];
    const { lock, packages, registries } = data;
    const lines = [`${lock}: ${String(packages)} ${packages === 1 ? 'package' : 'packages'} compared`];
    for (const { name, locked, now } of registries) {
      const short = (commit: string | null): string => commit?.slice(0, 12) ?? 'no commit';
      lines.push(`  with ${name} at ${short(now)}${locked === now ? '' : `, locked at ${short(locked)}`}`);
    }
    return [{ kind: 'lines', lines }];
  },
};
