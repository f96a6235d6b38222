import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { depsConflicts, discover, lint, policyList } from '../../../src/operations/index.ts';
import { loadKeptSnapshot } from '../../../src/operations/kept-snapshot.ts';
import { loadSnapshot } from '../../../src/registry/index.ts';
import { createTestRepository, testCache, testGitEnvironment } from '../../build/git-repository.ts';
import { sealed } from '../../build/kept-files.ts';
import { release, smallRegistry } from '../../build/manifests.ts';
import { AT } from '../../build/snapshots.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const EXAMPLE = fileURLToPath(new URL('../../../registry-example', import.meta.url));
const HERE = { registry: undefined, at: undefined };

function keptFile(place: string, name: string): string {
  const cache = join(place, 'hyper/registry');
  const found = readdirSync(cache, { recursive: true, encoding: 'utf8' }).find((file) =>
    file.includes(`${name}-`),
  );
  if (found === undefined) throw new Error(`nothing is kept as ${name}`);
  return join(cache, found);
}

describe('a frame that is remembered by its tree', () => {
  it('is the frame that was read, to the last field, also where what was kept is damaged', async () => {
    const repository = createTestRepository();
    const { folder } = repository;
    cpSync(EXAMPLE, folder, { recursive: true });
    repository.commit('The example');
    const registry = await testContext(folder).openRegistry(HERE);
    const revision = await registry.store.currentRevision('list');
    const read = await loadSnapshot(registry.store, revision);
    expect(await loadKeptSnapshot(registry, revision)).toStrictEqual(read);
    expect(await loadKeptSnapshot(registry, revision)).toStrictEqual(read);
    for (const damage of ['', '{', 'null', '{"registry":{},"namespaces":[3],"states":[]}']) {
      writeFileSync(keptFile(testCache(), 'frame'), sealed(damage));
      expect(await loadKeptSnapshot(registry, revision)).toStrictEqual(read);
    }
  });

  it('is not kept where a file of it has faults, so that they are told each time', async () => {
    const files = { ...smallRegistry(), 'namespaces/org/bad/namespace.yaml': 'apiVersion: [\n' };
    const { folder } = createTestRepository(files);
    const registry = await testContext(folder).openRegistry(HERE);
    const revision = await registry.store.currentRevision('list');
    const first = await loadKeptSnapshot(registry, revision);
    expect(first.diagnostics.length).toBeGreaterThan(0);
    expect(await loadKeptSnapshot(registry, revision)).toStrictEqual(first);
  });
});

describe('what is worked out of a whole registry', () => {
  const asked = {
    conflicts: { ...HERE, namespace: 'org' },
    lint: { ...HERE, path: undefined, changedSince: undefined, isEvery: false },
    discover: { ...HERE, reference: 'org.acme/fresh', namespace: undefined, parts: [], to: undefined },
    policies: { ...HERE, target: 'org.acme', namespace: undefined },
  };

  it('says the same a second time', async () => {
    const cache = temporaryFolder();
    const repository = createTestRepository({ ...smallRegistry(), ...release('org.acme/fresh', '1.0.0') });
    const context = testContext(repository.folder, testGitEnvironment({ XDG_CACHE_HOME: cache }));
    const all = async (): Promise<unknown[]> => [
      await depsConflicts.run(context, asked.conflicts),
      await lint.run(context, asked.lint),
      await discover.run(context, asked.discover),
      await policyList.run({ ...context, clock: () => AT }, asked.policies),
    ];
    const first = await all();
    expect(await all()).toStrictEqual(first);
    rmSync(join(cache, 'hyper'), { recursive: true });
    expect(await all()).toStrictEqual(first);
    rmSync(join(cache, 'hyper/answers'), { recursive: true });
    for (const name of ['shown', 'frame']) writeFileSync(keptFile(cache, name), '{');
    expect(await all()).toStrictEqual(first);
  });

  it('names the commit that was asked, though another has the same tree', async () => {
    const repository = createTestRepository(smallRegistry());
    const context = testContext(repository.folder);
    const before = await lint.run(context, { ...asked.lint, at: 'HEAD' });
    repository.git('commit', '--quiet', '--allow-empty', '--message=Nothing');
    const after = await lint.run(context, { ...asked.lint, at: 'HEAD' });
    expect(after.data.commit).toBe(repository.git('rev-parse', 'HEAD'));
    expect({ ...after.data, commit: '' }).toEqual({ ...before.data, commit: '' });
  });

  it('sees a change of the working tree at once', async () => {
    const repository = createTestRepository(smallRegistry());
    const context = testContext(repository.folder);
    const before = (await depsConflicts.run(context, asked.conflicts)).data.examined;
    repository.write(release('org.acme/fresh', '1.0.0'));
    expect((await depsConflicts.run(context, asked.conflicts)).data.examined).toBe(before + 1);
  });

  it('takes no namespace for the name of a file elsewhere', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const run = depsConflicts.run(testContext(folder), { ...asked.conflicts, namespace: '../../x' });
    await expect(run).rejects.toMatchObject({ code: expect.stringMatching(/^HYPER_NAME/u) as string });
  });
});
