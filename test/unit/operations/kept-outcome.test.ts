import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namespaceList, registryList } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { release, smallRegistry } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';

const WHOLE = { registry: undefined, at: undefined, namespace: undefined };

/** Files that results of a list are kept in. */
function keptFiles(folder: string, name: string): string[] {
  const cache = join(folder, '.git/hyper/cache');
  return readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes(`${name}-`))
    .map((file) => join(cache, file));
}

describe('lists that are remembered by their tree', () => {
  it('say the same a second time, and again when what was kept is damaged', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const context = testContext(folder);
    const first = await registryList.run(context, WHOLE);
    expect(first.data.length).toBeGreaterThan(0);
    const [kept = ''] = keptFiles(folder, 'artifacts');
    expect(await registryList.run(context, WHOLE)).toEqual(first);
    for (const damage of ['', '{', 'null', '{"verdict":"pass"}']) {
      writeFileSync(kept, damage);
      expect(await registryList.run(context, WHOLE)).toEqual(first);
    }
  });

  it('are really read from what was kept', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const context = testContext(folder);
    await namespaceList.run(context, WHOLE);
    const [kept = ''] = keptFiles(folder, 'namespaces');
    writeFileSync(kept, '{"verdict":"pass","diagnostics":[],"data":[]}');
    expect((await namespaceList.run(context, WHOLE)).data).toEqual([]);
  });

  it('see a change of the working tree at once, and a new commit', async () => {
    const repository = createTestRepository(smallRegistry());
    const context = testContext(repository.folder);
    const before = (await registryList.run(context, WHOLE)).data;
    repository.write(release('org.acme/fresh', '1.0.0'));
    const fresh = (await registryList.run(context, WHOLE)).data;
    expect(fresh.map((row) => row.reference)).toContain('org.acme/fresh');
    repository.commit('Add one');
    expect((await registryList.run(context, WHOLE)).data).toEqual(fresh);
    expect((await registryList.run(context, { ...WHOLE, at: 'HEAD~1' })).data).toEqual(before);
  });
});
