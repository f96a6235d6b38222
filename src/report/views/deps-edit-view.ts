import type { DependencyChange, DepsEditData } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { fileBlocks } from './trust-plan-view.ts';

/** What changed in a project, and what to do next. */
export const depsEditView: View<DepsEditData | null> = {
  isProse: true,
  findings: 'result',
  blocks(data) {
    if (data === null) return [];
    const { project, isDryRun, isWritten, files, changes } = data;
    const lines = changes.map(wordsOf);
    if (isDryRun && files.length > 0) lines.push(`${project} would change; nothing was written`);
    else lines.push(isWritten ? `wrote ${project}` : `${project} stays as it is`);
    const steps = isWritten ? [{ purpose: 'Lock what it needs now.', command: 'hyper deps resolve' }] : [];
    return [
      { kind: 'lines', lines },
      ...(isDryRun && files.length > 0 ? fileBlocks(files, true) : []),
      { kind: 'steps', head: 'next:', steps },
    ];
  },
};

function wordsOf({ artifact, from, to }: DependencyChange): string {
  if (to === null) return `${artifact} ${from ?? ''} is not asked for any more`;
  if (from === null) return `${artifact} ${to} is asked for`;
  return from === to
    ? `${artifact} ${to} was asked for already`
    : `${artifact} ${to} is asked for in place of ${from}`;
}
