import { join } from 'node:path';
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
import { testContext } from '../build/registry-context.ts';
import { EDIT, PLAIN_RELEASE } from '../build/write-world.ts';

const NAMESPACE = { owner: undefined, description: 'Ours.', visibility: undefined, labels: [], admins: [] };
const RELEASE = { ...PLAIN_RELEASE, type: 'service', isPublished: true };
const reason = 'Why not.';

type Work = (context: WriteContext, folder: string, files: FilesContext) => Promise<Outcome<unknown>>;

/** Changes that are cut off, by name; `room` is the folder that `kill-walk.ts` is given. */
export function killedWorks(mode: string, room: string): ReadonlyMap<string, Work> {
  const plain = { ...EDIT, mode: mode as 'edit' | 'commit', reason };
  const parser = (version: string): typeof plain & { reference: string } => ({
    ...plain,
    reference: `org.acme/parser@${version}`,
  });
  const artifact = { ...plain, reference: 'org.acme/parser' };
  return new Map<string, Work>([
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
}
