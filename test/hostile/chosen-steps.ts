import { existsSync, readdirSync } from 'node:fs';

/** One change that a work makes to files, and where it stands among those that were counted. */
export interface Step {
  readonly number: number;
  readonly call: string;
  readonly path: string;
}

/** Calls that change nothing on the disk. */
const READS: ReadonlySet<string> = new Set([
  'stat',
  'list',
  'readFile',
  'realPath',
  'openFolder',
  'sync',
  'syncFolder',
]);

/** Whether a call leaves the disk as it is: who is stopped before it leaves what one leaves who is stopped after it. */
export function isIdle(call: string, path: string): boolean {
  if (call === 'createFolder') return existsSync(path);
  if (call === 'removeEmptyFolder') return !existsSync(path) || readdirSync(path).length > 0;
  return READS.has(call);
}

/**
 * The steps before which a walk stops a work. Those of one kind do the same to the same kind of file: of each kind the
 * first, the second, the middle and the last. All of them where `HYPER_ROUNDS` is set.
 */
export function chosenSteps(steps: readonly Step[]): readonly Step[] {
  if (process.env['HYPER_ROUNDS'] !== undefined) return steps;
  const kinds = new Map<string, Step[]>();
  for (const step of steps) kinds.set(kindOf(step), [...(kinds.get(kindOf(step)) ?? []), step]);
  const chosen = new Set(
    [...kinds.values()].flatMap((all) => [all[0], all[1], all[Math.floor(all.length / 2)], all.at(-1)]),
  );
  return steps.filter((step) => chosen.has(step));
}

/** Objects of git are one kind of file, locks and journals each their own; beside these there are git's and others. */
function kindOf({ call, path }: Step): string {
  if (path.includes('/.git/objects/')) return `${call} object`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const own = /hyper-[a-z-]+(?:\.hyper-journal)?/u.exec(name)?.[0];
  if (own !== undefined && own !== 'hyper-tmp') return `${call} ${own}`;
  return `${call} ${path.includes('/.git/') ? 'git' : 'tree'}`;
}
