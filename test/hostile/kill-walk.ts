import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import type { FilesContext } from '../../src/adapters/files/index.ts';
import { createImportArchiveContext } from '../../src/adapters/transfer/index.ts';
import {
  importArchive,
  migrate,
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  registryCreate,
  registryDeprecate,
  registryPublish,
  registryRename,
  registryTransfer,
  sync,
  versionPromote,
  versionTag,
  versionYank,
} from '../../src/operations/index.ts';
import type { Outcome, WriteContext } from '../../src/operations/index.ts';
import { testGitEnvironment } from '../build/git-repository.ts';
import { idOf } from '../build/manifests.ts';
import { testContext } from '../build/registry-context.ts';
import { EDIT, PLAIN_RELEASE, writeContext } from '../build/write-world.ts';
import { faultingFileSystem } from '../unit/adapters/files/faulting-file-system.ts';

// Usage: node kill-walk.mjs WORK MODE FOLDER. In FOLDER lie the registry that each run begins with (`template`), one that
// is ahead of it (`source`) and an archive. Leaves `whole`, which ran to its end, and the folders `1`, `2` …: in the first
// the run stopped for ever before its first change of a file, in the second before the second one. Then this process
// kills itself, so that nobody is alive who holds what was left.

const [work = '', mode = '', room = ''] = process.argv.slice(2);
const reason = 'Why not.';
const plain = { ...EDIT, mode: mode as 'edit' | 'commit', reason };
const parser = (version: string): typeof plain & { reference: string } => ({
  ...plain,
  reference: `org.acme/parser@${version}`,
});
const artifact = { ...plain, reference: 'org.acme/parser' };
const NAMESPACE = { owner: undefined, description: 'Ours.', visibility: undefined, labels: [], admins: [] };
const RELEASE = { ...PLAIN_RELEASE, type: 'service', isPublished: true };

type Work = (context: WriteContext, folder: string, files: FilesContext) => Promise<Outcome<unknown>>;

const WORKS = new Map<string, Work>([
  [
    'create',
    (context) => {
      const content = join(room, 'content.txt');
      return registryCreate.run(context, { ...plain, ...RELEASE, name: 'org.acme/made@1.0.0', content });
    },
  ],
  ['publish', (context) => registryPublish.run(context, parser('1.2.0'))],
  ['deprecate', (context) => registryDeprecate.run(context, parser('1.1.0'))],
  ['yank', (context) => versionYank.run(context, parser('1.1.0'))],
  ['tag', (context) => versionTag.run(context, { ...parser('1.0.0'), tag: 'old', isRemoved: false })],
  ['promote', (context) => versionPromote.run(context, { ...parser('1.0.0'), channel: 'stable' })],
  ['rename', (context) => registryRename.run(context, { ...artifact, to: 'reader' })],
  ['transfer', (context) => registryTransfer.run(context, { ...artifact, to: 'org.acme.tools' })],
  [
    'grant',
    (context) => {
      const grant = { principal: 'github:7', role: 'publisher', expiresAt: undefined };
      return namespaceGrant.run(context, { ...plain, ...grant, path: 'org.acme' });
    },
  ],
  [
    'space',
    (context) => namespaceCreate.run(context, { ...plain, ...NAMESPACE, path: 'org.acme.new', quotas: {} }),
  ],
  ['clear', (context) => namespaceDelete.run(context, { ...plain, path: 'org.acme.empty' })],
  ['migrate', (context) => migrate.run(context, { ...plain, to: 2, fanOutFrom: 1 })],
  [
    'sync',
    (context) =>
      sync.run(context, { ...plain, source: join(room, 'source'), at: 'HEAD', mirrored: 'org.acme' }),
  ],
  [
    'import',
    (_, folder, files) => {
      const facts = { files, folder, environment: testGitEnvironment() };
      const context = createImportArchiveContext(testContext(folder), facts);
      const wish = { file: join(room, 'archive.tar'), into: 'made', isBare: false };
      return importArchive.run(context, wish);
    },
  ],
]);

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
    const start = WORKS.get(work);
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
