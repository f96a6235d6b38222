import { registryDelete, versionTag } from '../../src/operations/index.ts';
import { EDIT, writeContext } from '../build/write-world.ts';
import { dyingFiles } from './dying-files.ts';
import { wander } from './wander.ts';

// Usage: node registry-writer.mjs WORK FOLDER KILL_AT TEXT: works on a registry, and dies by SIGKILL before the given call.
const [work = '', folder = '', killAt = '0', text = ''] = process.argv.slice(2);

async function change(mode: 'edit' | 'commit'): Promise<void> {
  const context = writeContext(folder, { files: dyingFiles(Number(killAt)) });
  const input = { ...EDIT, mode, reference: 'org.acme/parser@1.1.0', reason: 'Broken.' };
  await registryDelete.run(context, input);
}

const MINGLED_TAGS = 16;

/** Changes one registry again and again while others do: each round moves a tag of its own on a common artifact. */
async function mingle(): Promise<void> {
  const context = writeContext(folder);
  const [worker = '', rounds = '0', mode] = text.split(' ');
  const target = { ...EDIT, mode: mode === 'commit' ? ('commit' as const) : ('edit' as const) };
  for (let round = 0; round < Number(rounds); round += 1) {
    // An artifact has so many tags at most: later rounds move those of earlier ones to and fro.
    const tag = `w${worker}-${String(round % MINGLED_TAGS)}`;
    const version = Math.floor(round / MINGLED_TAGS) % 2 === 0 ? '1.0.0' : '1.1.0';
    const reference = `org.acme/parser@${version}`;
    await versionTag.run(context, { ...target, reference, tag, isRemoved: false });
  }
}

const WORKS = new Map<string, () => Promise<unknown>>([
  ['change', () => change('edit')],
  ['commit', () => change('commit')],
  ['mingle', mingle],
  [
    'wander',
    () => {
      const [worker = '', rounds = '0', told = ''] = text.split(' ');
      return wander(folder, worker, Number(rounds), told);
    },
  ],
]);

await WORKS.get(work)?.();
