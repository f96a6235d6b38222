import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openIndex, parseQuery, parseSort, runSearch } from '../../../src/search/index.ts';
import { OPTIONS, buildSite, namespace, registry, release } from './site-builder.ts';

const FILES: [string, string][] = [
  registry(),
  namespace('org.quay', { visibility: 'internal' }),
  namespace('lib.sea', { description: 'Tides.' }),
  release('org.quay/crane@1.0.0', { metadata: { description: 'Lifts barnacles.' } }),
  release('lib.sea/tide@1.0.0', { metadata: { description: 'High water.', keywords: ['moon'] } }),
  release('lib.sea/tide@1.1.0', { visibility: 'private', metadata: { description: 'Low barnacles.' } }),
];

type Site = Awaited<ReturnType<typeof buildSite>>;

async function find({ files }: Site, text: string): Promise<string[]> {
  const index = await openIndex({
    read: (path) => {
      const kept = files.get(`search/${path}`);
      return Promise.resolve(kept === undefined ? undefined : Buffer.from(kept, 'latin1'));
    },
  });
  const [parsed, sort] = [parseQuery(text), parseSort('name')];
  if (!parsed.ok || !sort.ok) throw new Error('the query has faults');
  const options = { sort: sort.keys, facets: [], limit: 10, cursor: undefined, isExplained: false };
  const { results } = await runSearch(index, parsed.query, options);
  return results.map(({ reference, version }) => `${reference}@${version}`);
}

function searchFiles({ files }: Site): [string, string][] {
  return [...files]
    .filter(([path]) => path.startsWith('search/'))
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/** What a part holds: after its length, packed by DEFLATE. */
function textOf(text: string): string {
  return inflateRawSync(Buffer.from(text, 'latin1').subarray(4)).toString('latin1');
}

describe('the search index of a site', () => {
  it('finds what the site shows by its latest release that may be seen', async () => {
    const site = await buildSite(FILES);
    expect(await find(site, '')).toEqual(['lib.sea/tide@1.0.0']);
    expect(await find(site, 'moon')).toEqual(['lib.sea/tide@1.0.0']);
  });

  it('holds no word of what is hidden', async () => {
    const site = await buildSite(FILES);
    const parts = searchFiles(site).filter(([path]) => path.endsWith('.bin'));
    expect(parts.some(([, text]) => textOf(text).includes('tide'))).toBe(true);
    for (const [path, text] of parts) expect(textOf(text), path).not.toMatch(/barn|crane|quay/u);
    for (const query of ['barnacles', 'crane', 'namespace=org.quay'])
      expect(await find(site, query)).toEqual([]);
    const all = await buildSite(FILES, { ...OPTIONS, visibility: 'private' });
    expect(await find(all, 'barnacles')).toEqual(['lib.sea/tide@1.1.0', 'org.quay/crane@1.0.0']);
  });

  it('is the same after a change as made anew, and is not made again where nothing changed', async () => {
    const before = await buildSite(FILES);
    const changed = [...FILES, release('lib.sea/tide@1.2.0', { metadata: { description: 'Neap.' } })];
    const after = await buildSite(changed, OPTIONS, before);
    expect(searchFiles(after)).toEqual(searchFiles(await buildSite(changed)));
    expect(await find(after, 'neap')).toEqual(['lib.sea/tide@1.2.0']);
    expect((await buildSite(changed, OPTIONS, after)).rendered).not.toContain('search');
  });
});
