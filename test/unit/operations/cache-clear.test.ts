import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCacheContext } from '../../../src/composition-upkeep.ts';
import { cacheClear, search } from '../../../src/operations/index.ts';
import type { CacheClearInput } from '../../../src/operations/index.ts';
import { createTestRepository, testGitEnvironment } from '../../build/git-repository.ts';
import { smallRegistry } from '../../build/manifests.ts';
import { testContext, testFacts } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';

/** A user with a cache, elsewhere than in a registry. */
function room(files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'cache/hyper/code/a.bin': '12345', 'cache/hyper/content/ab/c': '1234567', ...files });
  const environment = testGitEnvironment({ XDG_CACHE_HOME: join(folder, 'cache') });
  const run = async (more: Partial<CacheClearInput> = {}, here = folder) =>
    cacheClear.run(await createCacheContext({}, testFacts(here, environment)), {
      ...{ areas: [], isDryRun: false, ...more },
    });
  return { folder, environment, run, own: join(folder, 'cache/hyper') };
}

describe('cache clear', () => {
  it('removes every area, names what that freed, and leaves no trace', async () => {
    const { run, own } = room();
    const { verdict, data, isLasting } = await run();
    expect({ verdict, isLasting }).toEqual({ verdict: 'pass', isLasting: true });
    expect(data).toMatchObject({ files: 2, bytes: 12, isDryRun: false });
    expect(data.areas).toMatchObject([
      { name: 'code', folder: join(own, 'code'), files: 1, bytes: 5, isCleared: true, stays: null },
      { name: 'content', files: 1, bytes: 7, isCleared: true },
    ]);
    expect(readdirSync(own)).toEqual([]);
    expect((await run()).data).toMatchObject({ files: 0, bytes: 0, areas: [] });
  });

  it('says what would go, and removes nothing', async () => {
    const { run, own } = room();
    const { data, isLasting } = await run({ isDryRun: true });
    expect(isLasting).toBe(false);
    expect(data).toMatchObject({ files: 2, bytes: 12, isDryRun: true });
    expect(readFileSync(join(own, 'code/a.bin'), 'utf8')).toBe('12345');
  });

  it('removes only what is asked for, and what Sigstore said only then', async () => {
    const { run, own } = room({ 'cache/hyper/sigstore/root.json': '{}' });
    const all = await run({ isDryRun: true });
    expect(all.data.areas.at(-1)).toMatchObject({ name: 'sigstore', isCleared: false });
    expect(all.data.areas.at(-1)?.stays).not.toBeNull();
    await run({ areas: ['sigstore', 'code'] });
    expect(readdirSync(own)).toEqual(['content']);
    await expect(run({ areas: ['codes'] })).rejects.toMatchObject({
      ...{ code: 'HYPER_CACHE_UNKNOWN', hint: 'did you mean "code"?' },
    });
  });

  it('leaves what is not ours, in the folder of the cache and beside it', async () => {
    const { run, folder, own } = room({
      ...{ 'cache/hyper/notes.txt': 'mine', 'cache/other/x': 'theirs', 'config/hyper/trust/a.json': '{}' },
    });
    await run();
    expect(readFileSync(join(own, 'notes.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'cache/other/x'), 'utf8')).toBe('theirs');
    expect(existsSync(join(folder, 'config/hyper/trust/a.json'))).toBe(true);
  });

  it('follows no link: one in its way is named, one inside goes without what it leads to', async () => {
    const { run, folder, own } = room({ 'precious/file': 'keep me' });
    symlinkSync(join(folder, 'precious'), join(own, 'sites'));
    symlinkSync(join(folder, 'precious'), join(own, 'code/link'));
    const { verdict, diagnostics, data } = await run();
    expect(verdict).toBe('findings');
    expect(diagnostics).toMatchObject([{ code: 'HYPER_CACHE_FOREIGN' }]);
    expect(data.areas.find(({ name }) => name === 'sites')).toMatchObject({ isCleared: false, files: 0 });
    expect(readFileSync(join(folder, 'precious/file'), 'utf8')).toBe('keep me');
    expect(readdirSync(own)).toEqual(['sites']);
  });

  it('looks at nothing where the whole cache is a link', async () => {
    const { environment, folder } = room({ 'precious/code/file': 'keep me' });
    mkdirSync(join(folder, 'linked'));
    symlinkSync(join(folder, 'precious'), join(folder, 'linked/hyper'));
    const linked = { ...environment, XDG_CACHE_HOME: join(folder, 'linked') };
    const context = await createCacheContext({}, testFacts(folder, linked));
    const { verdict, data } = await cacheClear.run(context, {
      ...{ areas: [], isDryRun: false },
    });
    expect(verdict).toBe('findings');
    expect(data).toMatchObject({ files: 0, bytes: 0 });
    expect(readFileSync(join(folder, 'precious/code/file'), 'utf8')).toBe('keep me');
  });

  it('removes the results of registries, and what a killed run left', async () => {
    const { run, environment, own } = room();
    const repository = createTestRepository(smallRegistry());
    const page = { site: undefined, sort: 'name', facets: '', limit: 9, cursor: undefined };
    const ask = { registry: undefined, at: 'HEAD', query: 'parser', isExplained: false, ...page };
    const context = {
      ...testContext(repository.folder, environment),
      openSite: () => expect.unreachable(),
    };
    const before = await search.run(context, ask);
    await run({ areas: ['answers'] });
    mkdirSync(join(own, '.registry.0123.hyper-tmp'));
    const { data } = await run({ areas: ['registry'] });
    expect(data.areas).toMatchObject([{ name: 'registry', folder: join(own, 'registry'), isCleared: true }]);
    expect(data.files).toBeGreaterThan(0);
    expect(readdirSync(own)).toEqual(
      ['artifacts', 'code', 'content'].filter((name) => existsSync(join(own, name))),
    );
    expect((await search.run(context, ask)).data).toEqual(before.data);
    expect(existsSync(join(own, 'registry'))).toBe(true);
    expect(existsSync(join(repository.folder, '.git/hyper'))).toBe(false);
  });
});
