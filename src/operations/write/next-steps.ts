import { sortedBy, toOneLine } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { folderOf } from '../../registry/index.ts';
import { quoteWord } from '../quote-word.ts';
import { NOTHING_WRITTEN } from '../init/init-next-steps.ts';
import type { NextStep } from '../init/init-next-steps.ts';
import type { WriteMode } from './write-context.ts';

/** Files that a command line names; for more, the folder will do. */
const MAX_NAMED = 6;

/** What to do after a change, in order; every command can be typed as it is, but for the name of a key. Pure. */
export function furtherSteps({
  plan,
  edits,
  mode,
  unsigned,
  branch,
  isElsewhere,
  isProposed,
}: {
  readonly plan: { readonly nextSteps?: readonly NextStep[]; readonly summary: string };
  readonly edits: readonly PlannedEdit[];
  readonly mode: WriteMode;
  readonly unsigned: readonly string[];
  readonly branch: string | null;
  /** The files of the working tree may be those of another branch. */
  readonly isElsewhere: boolean;
  /** Pushing is seen to. */
  readonly isProposed: boolean;
}): readonly NextStep[] {
  if (mode === 'plan') return NOTHING_WRITTEN;
  const steps = [...(plan.nextSteps ?? [])];
  if (unsigned.length > 0) {
    const named = unsigned.slice(0, MAX_NAMED).map(quoteWord).join(' ');
    const there = isElsewhere && branch !== null ? `git switch ${quoteWord(branch)} && ` : '';
    const command = `${there}hyper sign ${named} --key KEY`;
    steps.push({ command, purpose: 'Sign it, or give --sign KEY next time.' });
  }
  if (isProposed) return steps;
  if (branch !== null) {
    const command = `git push -u origin ${quoteWord(branch)}`;
    return [...steps, { command, purpose: 'Push it, and open a pull request.' }];
  }
  const folders = sortedBy(new Set(edits.map(({ path }) => folderOf(path) || '.')), (folder) => folder);
  const where = folders.slice(0, MAX_NAMED).map(quoteWord).join(' ');
  const subject = quoteWord(toOneLine(plan.summary));
  return [
    ...steps,
    {
      command: `git add -A ${where} && git commit -m ${subject}`,
      purpose: 'Commit it on a branch and open a pull request; --commit does the first.',
    },
  ];
}
