import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { idOf } from '../build/manifests.ts';
import { writeContext } from '../build/write-world.ts';
import { faultingFileSystem } from '../unit/adapters/files/faulting-file-system.ts';
import { chosenSteps, isIdle } from './chosen-steps.ts';
import type { Step } from './chosen-steps.ts';
import { killedWorks } from './killed-works.ts';

// Usage: node kill-walk.mjs WORK MODE FOLDER. In FOLDER lie the registry that each run begins with (`template`), one that
// is ahead of it (`source`) and an archive. Leaves `whole`, which ran to its end, and the folders `1`, `2` …: in the first
// the run stopped for ever before its first change of a file, in the second before the second one, as far as those are
// chosen. Then this process kills itself, so that nobody is alive who holds what was left.

const [work = '', mode = '', room = ''] = process.argv.slice(2);
/** What was stopped, kept so that nothing closes what it had open. */
const halted: ((value?: undefined) => void)[] = [];

/**
 * Runs the work until its end, or for ever stands still before the given change; resolves to the changes that it began.
 * Objects of git that nothing names yet are looked at in one work only.
 */
function runUntil(folder: string, stopAt: number): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let isStopped = false;
  return new Promise((resolve, reject) => {
    const fileSystem = faultingFileSystem((call, _count, path) => {
      const isUnseen = isIdle(call, path) || (work !== 'publish' && path.includes('/.git/objects/'));
      if (!isStopped && isUnseen) return undefined;
      steps.push({ number: steps.length + 1, call, path });
      if (steps.length < stopAt) return undefined;
      isStopped = true;
      resolve(steps);
      // Nothing that was begun goes on, and nothing is cleaned up.
      return new Promise((onward) => halted.push(onward));
    });
    const files = { ...createFilesContext(process), fileSystem };
    let ids = 0;
    const newId = (): string => idOf(`new ${String((ids += 1))}`);
    const context = { ...writeContext(folder, { files }), newId };
    const start = killedWorks(mode, room).get(work);
    if (start === undefined) throw new Error(`no work is called "${work}"`);
    start(context, folder, files).then(({ verdict, diagnostics }) => {
      if (verdict === 'pass') resolve(steps);
      else reject(new Error(JSON.stringify(diagnostics)));
    }, reject);
  });
}

function copy(name: string): string {
  const folder = join(room, name);
  if (work === 'import') mkdirSync(folder);
  else cpSync(join(room, 'template'), folder, { recursive: true });
  return folder;
}

const steps = await runUntil(copy('whole'), Number.POSITIVE_INFINITY);
for (const { number } of chosenSteps(steps)) await runUntil(copy(String(number)), number);
process.kill(process.pid, 'SIGKILL');
