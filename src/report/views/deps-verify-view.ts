import type { DepsVerifyData } from '../../operations/index.ts';
import type { View } from '../view.ts';

const SAID = {
  verified: '; signatures verified from its trust root',
  refused: '',
  unsigned: '; it has no trust root, so nothing vouches for it',
  unknown: '; signatures not checked: hyper verify --site checks a built site',
  none: '',
};

/** What was compared with what; the findings stand before it. */
export const depsVerifyView: View<DepsVerifyData | null> = {
  findings: 'result',
  blocks(data) {
    if (data === null) return [];
    const { lock, packages, registries } = data;
    const lines = [`${lock}: ${String(packages)} ${packages === 1 ? 'package' : 'packages'} compared`];
    for (const { name, locked, now, trust } of registries) {
      const short = (commit: string | null): string => commit?.slice(0, 12) ?? 'no commit';
      lines.push(
        `  with ${name} at ${short(now)}${locked === now ? '' : `, locked at ${short(locked)}`}${SAID[trust ?? 'none']}`,
      );
    }
    return [{ kind: 'lines', lines }];
  },
};
