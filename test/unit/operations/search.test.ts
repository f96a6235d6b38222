import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileCache, NO_CACHE } from '../../../src/adapters/registry/index.ts';
import { search } from '../../../src/operations/index.ts';
import type { SearchContext, SearchInput, Site } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import {
  namespace,
  registryText,
  release,
  releasePath,
  releaseText,
  stateText,
} from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const repository = createTestRepository({
  'registry.yaml': registryText(),
  ...namespace('org.acme', 'visibility: internal\n'),
  ...release('org.acme/parser', '1.0.0'),
  // With a warning, which is no reason to make the index anew each time.
  [releasePath('org.acme/parser', '1.1.0')]: releaseText('org.acme/parser', '1.1.0').replace(
    'MIT',
    'GPL-3.0',
  ),
  ...release('org.acme/parser', '2.0.0-rc.1'),
  ...release('org.acme/runner', '2.0.0', 'visibility: private\n'),
  ...release('org.acme/gone', '1.0.0'),
  'namespaces/org/acme/gone/artifact.yaml': stateText(
    'org.acme/gone',
    'releases:\n  "1.0.0":\n    state: draft\n',
  ),
});

const INPUT: SearchInput = {
  registry: undefined,
  at: undefined,
  query: '',
  site: undefined,
  sort: 'name',
  facets: '',
  limit: 20,
  cursor: undefined,
  isExplained: false,
};

const noSite: Site = {
  label: 'nothing',
  read: () => Promise.resolve(undefined),
  measure: () => Promise.resolve({ kind: 'missing' }),
  list: () => Promise.resolve([]),
};

const context: SearchContext = { ...testContext(repository.folder), openSite: () => noSite };

describe('search', () => {
  it.each([undefined, 'HEAD'])('finds the latest release of what is out, at %s', async (at) => {
    const { data, verdict } = await search.run(context, { ...INPUT, at });
    expect(verdict).toBe('pass');
    expect(data.results.map(({ reference, version }) => [reference, version])).toEqual([
      ['org.acme/parser', '1.1.0'],
      ['org.acme/runner', '2.0.0'],
    ]);
  });

  it('finds the same from what is kept of the commit, and makes it anew where it is damaged', async () => {
    const folder = temporaryFolder();
    const pieces = new FileCache(folder, process.getuid?.());
    const keeping: SearchContext = {
      ...context,
      openRegistry: async (place) => ({ ...(await context.openRegistry(place)), answers: NO_CACHE, pieces }),
    };
    const asked = { ...INPUT, at: 'HEAD', query: 'pars*', facets: 'type', isExplained: true };
    const first = await search.run(keeping, asked);
    expect(first.diagnostics).toEqual([]);
    const [name = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const path = join(folder, name);
    const bytes = readFileSync(path);
    expect(await search.run(keeping, asked)).toEqual(first);
    const marked = Buffer.from(bytes);
    for (let at = 0; at < bytes.length; at += 41) {
      bytes.copy(marked);
      marked[at] = (marked[at] ?? 0) ^ 1;
      writeFileSync(path, marked);
      expect(await search.run(keeping, asked)).toEqual(first);
      // A piece that was not asked for stays as it is.
      if (!readFileSync(path).equals(marked)) expect(readFileSync(path).equals(bytes)).toBe(true);
    }
    for (const length of [0, 2, 80, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(await search.run(keeping, asked)).toEqual(first);
    }
  });

  it.each([
    [{ query: 'a (b' }, 'HYPER_QUERY_SYNTAX', 2],
    [{ query: 'colour:red' }, 'HYPER_QUERY_FIELD', 0],
    [{ sort: 'name,colour' }, 'HYPER_QUERY_FIELD', 5],
    [{ facets: 'type,created' }, 'HYPER_QUERY_FIELD', 5],
  ])('refuses %j with a caret', async (part, code, start) => {
    await expect(search.run(context, { ...INPUT, ...part })).rejects.toMatchObject({
      code,
      details: { start },
      hint: expect.stringMatching(/\n {0,9}\^/u) as string,
    });
  });

  it('refuses a site without an index', async () => {
    await expect(search.run(context, { ...INPUT, site: 'x' })).rejects.toMatchObject({
      code: 'HYPER_SEARCH_INDEX_INVALID',
    });
  });
});
