import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyEdits,
  createFilesContext,
  createFolderWriter,
  createStaging,
  finishEdits,
  replaceFolder,
  withLock,
  writeFileAtomic,
  writeFilesTogether,
} from '../../src/adapters/files/index.ts';
import type { FilesContext } from '../../src/adapters/files/index.ts';
import { HyperError } from '../../src/core/index.ts';
import { createKeyFolder } from '../../src/adapters/keys/index.ts';
import { writeCommits } from '../../src/adapters/git/fast-import.ts';
import type { CommitPlan } from '../../src/importers/index.ts';
import { registryDelete, versionTag } from '../../src/operations/index.ts';
import { EDIT, writeContext } from '../build/write-world.ts';
import { faultingFileSystem } from '../unit/adapters/files/faulting-file-system.ts';
import { wander } from './wander.ts';

// Usage: node crash-writer.mjs WORK FOLDER KILL_AT TEXT: does the work, and dies by SIGKILL before the given call.
const [work = '', folder = '', killAt = '0', text = ''] = process.argv.slice(2);

function dieAt(count: number): void {
  if (count === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

const files: FilesContext = {
  ...createFilesContext(process),
  fileSystem: faultingFileSystem((_, count) => {
    dieAt(count);
  }),
};

async function increment(): Promise<void> {
  for (let round = 0; round < Number(text); round += 1) {
    await withLock(
      files,
      folder,
      async () => {
        const before = Number(readFileSync(join(folder, 'counter'), 'utf8'));
        await writeFileAtomic(files, folder, 'counter', Buffer.from(String(before + 1)));
      },
      { waitMs: 60_000 },
    );
  }
}

async function build(content: string): Promise<void> {
  const target = join(folder, 'out');
  const staging = await createStaging(files, target);
  const writer = createFolderWriter(files.fileSystem, staging);
  await writer.write('digests.json', Buffer.from(content));
  await writer.write('a/page.html', Buffer.from(content));
  await replaceFolder(files, staging, target, (names) => names.includes('digests.json'));
}

/** Builds again and again while others do; one that had to give up waiting for another one tries again. */
async function race(): Promise<void> {
  for (let round = 0; round < Number(text); round += 1) {
    try {
      await build(`${process.pid} ${round}`);
    } catch (error) {
      if (!(error instanceof HyperError) || error.code !== 'HYPER_LOCKED') throw error;
    }
  }
}

function* commits(): Generator<CommitPlan> {
  const identity = { name: 'Ada', email: 'ada@example.com' };
  for (let time = 0; time < 3; time += 1) {
    yield {
      message: 'Write',
      identity,
      time,
      files: [{ path: 'file', bytes: Buffer.from(text.repeat(time + 1)) }],
    };
  }
}

async function edit(): Promise<void> {
  const path = (name: string): string => join(folder, 'trust', name);
  const before = readFileSync(path('root.yaml'));
  await applyEdits(files, folder, [
    { path: 'trust/root.1.yaml', before: undefined, after: before },
    { path: 'trust/root.yaml', before, after: Buffer.from(text) },
    { path: 'trust/root.sigstore.json', before: readFileSync(path('root.sigstore.json')), after: undefined },
  ]);
}

async function change(mode: 'edit' | 'commit'): Promise<void> {
  const context = writeContext(folder, { files });
  const input = { ...EDIT, mode, reference: 'org.acme/parser@1.1.0', reason: 'Broken.' };
  await registryDelete.run(context, input);
}

/** Changes one registry again and again while others do: each round is an artifact of its own and a tag of a common one. */
const MINGLED_TAGS = 16;

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

/**
 * Does one random thing after the other while others do: new releases of its own, and what becomes of common ones. Writes
 * each commit that it was told of, a line each; what the registry refuses is no failure.
 */
const WORKS = new Map<string, () => Promise<unknown>>([
  ['write', () => writeFileAtomic(files, folder, 'sub/file', Buffer.from(text))],
  [
    'sign',
    () =>
      withLock(files, folder, () =>
        writeFilesTogether(
          files,
          folder,
          ['sub/one', 'sub/two', 'other/three'].map((path) => ({ path, bytes: Buffer.from(text) })),
        ),
      ),
  ],
  ['build', () => build(text)],
  ['race', race],
  ['edit', edit],
  ['finish', () => finishEdits(files, folder)],
  ['import', () => writeCommits(join(folder, 'out'), commits(), { files, environment: process.env })],
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
  ['increment', increment],
  ['key', () => createKeyFolder(files, join(folder, 'keys'), folder).add('release', text)],
]);

await WORKS.get(work)?.();
