import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { idOf } from '../build/manifests.ts';
import { writeContext } from '../build/write-world.ts';
import { faultingFileSystem } from '../unit/adapters/files/faulting-file-system.ts';
import { killedWorks } from './killed-works.ts';

// Usage: node kill-walk.mjs WORK MODE FOLDER. In FOLDER lie the registry that each run begins with (`template`), one that
// is ahead of it (`source`) and an archive. Leaves `whole`, which ran to its end, and the folders `1`, `2` …: in the first
// the run stopped for ever before its first change of a file, in the second before the second one. Then this process
// kills itself, so that nobody is alive who holds what was left.

const [work = '', mode = '', room = ''] = process.argv.slice(2);
/** What changes nothing on the disk (objects of git that nothing names yet are looked at in one work only): a run that stops before it leaves what one leaves that stops after the last change. */
const READS: ReadonlySet<string> = new Set([
  'stat',
  'list',
  'readFile',
  'realPath',
  'openFolder',
  'sync',
  'syncFolder',
]);

/** What was stopped, kept so that nothing closes what it had open. */
const halted: ((value?: undefined) => void)[] = [];

/** Runs the work until its end, or for ever stands still before the given change; resolves to how many changes it began. */
function runUntil(folder: string, stopAt: number): Promise<number> {
  let count = 0;
  return new Promise((resolve, reject) => {
    const fileSystem = faultingFileSystem((call, _count, path) => {
      const isUnseen = READS.has(call) || (work !== 'publish' && path.includes('/.git/objects/'));
      if (count < stopAt && isUnseen) return undefined;
      count += 1;
      if (count < stopAt) return undefined;
      resolve(count);
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
      if (verdict === 'pass') resolve(count);
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

const changes = await runUntil(copy('whole'), Number.POSITIVE_INFINITY);
for (let stopAt = 1; stopAt <= changes; stopAt += 1) await runUntil(copy(String(stopAt)), stopAt);
process.kill(process.pid, 'SIGKILL');
