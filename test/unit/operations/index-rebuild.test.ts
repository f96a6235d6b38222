import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBuildContext } from '../../../src/composition.ts';
import { createIndexContext } from '../../../src/composition-upkeep.ts';
import { build, indexRebuild, search } from '../../../src/operations/index.ts';
import type { IndexRebuildInput } from '../../../src/operations/index.ts';
import { folderState } from '../../build/folder-state.ts';
import { createTestRepository, testCache, testGitEnvironment } from '../../build/git-repository.ts';
import { namespace, releasePath, releaseText, smallRegistry } from '../../build/manifests.ts';
import { release } from '../../build/manifests.ts';
import { testContext, testFacts } from '../../build/registry-context.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));
const HERE = { registry: undefined, at: undefined, out: undefined, visibility: 'public' } as const;
const FILES = {
  ...smallRegistry(),
  ...namespace('org.hidden', 'visibility: private\n'),
  ...release('org.hidden/secret', '1.0.0'),
};

async function rebuild(folder: string, more: Partial<IndexRebuildInput> = {}) {
  const context = await createIndexContext({}, testFacts(folder));
  return indexRebuild.run(context, { ...HERE, ...more });
}

async function find(folder: string, query: string): Promise<readonly string[]> {
  const context = { ...testContext(folder), openSite: () => expect.unreachable() };
  const page = { site: undefined, sort: 'name', facets: '', limit: 9, cursor: undefined, isExplained: false };
  const { data } = await search.run(context, { registry: undefined, at: 'HEAD', query, ...page });
  return data.results.map(({ reference }) => reference);
}

describe('index rebuild', () => {
  it.each(['public', 'private'] as const)(
    'writes the bytes that build writes, of what is %s',
    async (visibility) => {
      const { folder } = createTestRepository(FILES);
      const [site, index] = [join(temporaryFolder(), 'site'), join(temporaryFolder(), 'index')];
      const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning());
      const flags = { registry: undefined, at: 'HEAD', isTolerant: false, isClean: false, visibility };
      await build.run(context, { ...flags, out: site });
      const { verdict, data } = await rebuild(folder, { at: 'HEAD', out: index, visibility });
      expect(verdict).toBe('pass');
      expect(folderState(index)).toEqual(folderState(join(site, 'search')));
      expect(data).toMatchObject({ isWritten: true, files: data.added, changed: 0, removed: 0, same: 0 });
      const again = await rebuild(folder, { at: 'HEAD', out: index, visibility });
      expect(again.data).toMatchObject({ digest: data.digest, same: data.files, added: 0, changed: 0 });
    },
  );

  it('says what differs from the folder that it replaces', async () => {
    const repository = createTestRepository(FILES);
    const out = join(temporaryFolder(), 'index');
    const first = await rebuild(repository.folder, { out });
    writeFileSync(join(out, 'manifest.json'), '{}');
    expect((await rebuild(repository.folder, { out })).data).toMatchObject({
      ...{ changed: 1, added: 0, removed: 0, same: first.data.files - 1, digest: first.data.digest },
    });
    repository.write(release('org.acme/zither', '1.0.0'));
    const { data } = await rebuild(repository.folder, { out });
    expect(data).toMatchObject({ commit: null, isWritten: true, changed: 1 });
    expect(data.added).toBeGreaterThan(0);
    expect(data.removed + data.same + data.changed).toBe(first.data.files);
  });

  it('makes what hyper search keeps anew, be it damaged', async () => {
    const { folder } = createTestRepository(FILES);
    const cache = join(testCache(), 'hyper/registry');
    rmSync(cache, { recursive: true, force: true });
    expect(await find(folder, 'secret')).toEqual(['org.hidden/secret']);
    expect((await rebuild(folder)).data).toMatchObject({ out: null, isWritten: true, added: 0, changed: 0 });
    const names = readdirSync(cache, { recursive: true, encoding: 'utf8' });
    const kept = join(cache, names.find((name) => /[/]search-[^/]*$/u.test(name)) ?? '');
    const bytes = readFileSync(kept);
    writeFileSync(kept, 'damaged');
    const { data } = await rebuild(folder);
    expect(data).toMatchObject({ isWritten: true, added: data.files, same: 0 });
    expect(readFileSync(kept).equals(bytes)).toBe(true);
    expect(await find(folder, 'secret')).toEqual(['org.hidden/secret']);
  });

  it('says that nothing is kept in CI, where nothing would be believed', async () => {
    const { folder } = createTestRepository(FILES);
    const context = await createIndexContext({}, testFacts(folder, testGitEnvironment({ CI: 'true' })));
    const { data, isLasting } = await indexRebuild.run(context, HERE);
    expect([data.isWritten, isLasting]).toEqual([false, false]);
  });

  it('keeps nothing of a working tree that is like no commit, and says so', async () => {
    const repository = createTestRepository(FILES);
    repository.write(release('org.acme/zither', '1.0.0'));
    expect((await rebuild(repository.folder)).data).toMatchObject({ commit: null, isWritten: false });
  });

  it('writes nothing where a manifest has faults', async () => {
    const path = releasePath('org.acme/parser', '9.0.0');
    const text = releaseText('org.acme/parser', '9.0.0').replace('license: MIT', 'licence: MIT');
    const { folder } = createTestRepository({ ...FILES, [path]: text });
    const out = join(temporaryFolder(), 'index');
    const { verdict, diagnostics, data } = await rebuild(folder, { out });
    expect(verdict).toBe('findings');
    expect(diagnostics).toMatchObject([{ code: 'HYPER_FIELD_UNKNOWN', path }]);
    expect(data.isWritten).toBe(false);
    expect(folderState(out)).toBeUndefined();
  });

  it('refuses a folder that holds anything else', async () => {
    const { folder } = createTestRepository(FILES);
    const out = temporaryFolder();
    writeFileSync(join(out, 'thesis.txt'), 'mine');
    await expect(rebuild(folder, { out })).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
    expect(readFileSync(join(out, 'thesis.txt'), 'utf8')).toBe('mine');
  });
});
