import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyEdits,
  createFolderWriter,
  createStaging,
  finishEdits,
  replaceFolder,
  withLock,
  writeFileAtomic,
  writeFilesTogether,
} from '../../src/adapters/files/index.ts';
import { HyperError } from '../../src/core/index.ts';
import { createKeyFolder } from '../../src/adapters/keys/index.ts';
import { writeCommits } from '../../src/adapters/git/fast-import.ts';
import type { CommitPlan } from '../../src/importers/index.ts';
import { dyingFiles } from './dying-files.ts';

// Usage: node crash-writer.mjs WORK FOLDER KILL_AT TEXT: does the work, and dies by SIGKILL before the given call. What
// works on a whole registry is in `registry-writer.ts`: here hundreds of processes are started, each with this code alone.
const [work = '', folder = '', killAt = '0', text = ''] = process.argv.slice(2);

const files = dyingFiles(Number(killAt));

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
  ['increment', increment],
  ['key', () => createKeyFolder(files, join(folder, 'keys'), folder).add('release', text)],
]);

await WORKS.get(work)?.();
