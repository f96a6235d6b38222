import type { InitData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { plural } from '../plural.ts';

/** What was made, and what to do now. */
export const initView: View<InitData> = {
  isProse: true,
  findings: 'talk',
  blocks({ kind, folder, name, files, repository, nextSteps }, detail) {
    const commit = repository?.commit ?? null;
    return [
      { kind: 'lines', lines: [`${kind} "${name}" in ${folder}: ${plural(files.length, 'file')}`] },
      ...(detail === 'wide' ? [{ kind: 'lines' as const, lines: files }] : []),
      ...(commit === null ? [] : [{ kind: 'lines' as const, lines: [`first commit: ${commit}`] }]),
      { kind: 'steps', head: 'next:', steps: nextSteps },
    ];
  },
};
