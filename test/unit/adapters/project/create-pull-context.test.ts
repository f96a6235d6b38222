import { expect, it } from 'vitest';
import { createFilesContext } from '../../../../src/adapters/files/index.ts';
import { createPullContext } from '../../../../src/adapters/project/index.ts';
import type { RegistryPlace } from '../../../../src/operations/index.ts';
import { createTestRepository } from '../../../build/git-repository.ts';
import { testContext } from '../../../build/registry-context.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const REGISTRY =
  'apiVersion: hyper/v1\nkind: Registry\nname: small\nurl: https://example.com\nformatVersion: 1\n';
const OPTIONS = { folder: undefined, countsDownloads: false };

it('opens each registry once, and asks for its working tree where no revision is named', async () => {
  const { folder } = createTestRepository({ 'registry.yaml': REGISTRY });
  const opened: RegistryPlace[] = [];
  const base = testContext(folder);
  const openRegistry: typeof base.openRegistry = (place) => {
    opened.push(place);
    return base.openRegistry(place);
  };
  const context = createPullContext(
    { ...base, openRegistry },
    {
      ...{ files: createFilesContext(process), folder, cacheFolder: temporaryFolder() },
      ...{ isOffline: true, userId: process.getuid?.() },
    },
  );
  const now = await context.openPackages(folder, { ...OPTIONS, at: undefined });
  const same = await context.openRegistry({ registry: folder, isWorkingTree: true });
  expect(await context.openRegistry({ registry: folder, isWorkingTree: true })).toBe(same);
  const past = await context.openPackages(folder, { ...OPTIONS, at: 'HEAD' });
  expect(opened).toEqual([
    { registry: folder, isWorkingTree: true },
    { registry: folder, isWorkingTree: false },
  ]);
  expect((await now.identity()).commit).toBe((await past.identity()).commit);
});
