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

function stats(name: string, text: string): [string, string] {
  return [`observed/lib/sea/${name}/stats.yaml`, text];
}

type Site = Awaited<ReturnType<typeof buildSite>>;

async function find({ files }: Site, text: string, order = 'name'): Promise<string[]> {
  const index = await openIndex({
    read: (path) => {
      const kept = files.get(`search/${path}`);
      return Promise.resolve(kept === undefined ? undefined : Buffer.from(kept, 'latin1'));
    },
  });
  const [parsed, sort] = [parseQuery(text), parseSort(order)];
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

  it('sorts, narrows and ranks by what the registry observed, shows it, and makes no more again than that says', async () => {
    const names = ['ebb', 'flow', 'neap'];
    const sea: [string, string][] = [
      registry(),
      namespace('lib.sea'),
      release('lib.sea/lamp@1.0.0', { metadata: { description: 'Burns at night.' } }),
      ...names.map((name) => release(`lib.sea/${name}@1.0.0`, { metadata: { description: 'Water.' } })),
    ];
    const plain = await buildSite(sea);
    const all = [
      ...sea,
      stats('flow', 'downloadCount: 1500\nrating: 4.5\n'),
      stats('ebb', 'downloadCount: 20\n'),
    ];
    const after = await buildSite(all, OPTIONS, plain);
    expect(searchFiles(after)).toEqual(searchFiles(await buildSite(all)));
    const [ebb, flow, neap] = names.map((name) => `lib.sea/${name}@1.0.0`);
    expect(await find(after, 'water', 'downloadCount:desc')).toEqual([flow, ebb, neap]);
    expect(await find(after, 'downloadCount>=20', 'name')).toEqual([ebb, flow]);
    expect(await find(after, 'rating>4')).toEqual([flow]);
    expect((await find(after, 'water', ''))[0]).toBe(flow);
    const page = after.files.get('artifacts/lib/sea/flow/index.html') ?? '';
    expect(page).toMatch(/Downloads<\/dt>\s*<dd>1\u202f500<.*Rating<\/dt>\s*<dd>4\.5 of 5</su);
    expect(after.files.get('artifacts/lib/sea/neap/index.html')).not.toContain('Downloads');
    expect(after.rendered).toContain('artifact:lib.sea/flow');
    expect(after.rendered).not.toContain('artifact:lib.sea/lamp');
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

describe('the search index of the next build', () => {
  const CHANGED = FILES.map(([path, text]): [string, string] => [path, text.replace('High', 'Higher')]);
  const update = (next: Site, former: Site): Promise<unknown> | undefined =>
    next.plan.units
      .find(({ id }) => id === 'search')
      ?.update?.({
        has: (path) => former.files.has(path),
        read: (path) => {
          const text = former.files.get(path);
          return Promise.resolve(
            text === undefined ? undefined : Buffer.from(text, path.endsWith('.bin') ? 'latin1' : 'utf8'),
          );
        },
      });

  const boat = (fields = {}): [string, string] => release('lib.sea/boat@1.0.0', fields);
  it.each([
    ['what a text says', FILES, CHANGED],
    [
      'who needs whom',
      [...FILES, boat()],
      [...FILES, boat({ dependencies: [{ artifact: 'lib.sea/tide', version: '*', type: 'runtime' }] })],
    ],
  ])('follows that of the same program where %s changed', async (_, before, after) => {
    const [former, next] = [await buildSite(before), await buildSite(after)];
    const made = (await update(next, former)) as {
      files: { path: string; bytes: Uint8Array }[];
      gone: string[];
    };
    const files = new Map([...former.files].filter(([path]) => !made.gone.includes(path)));
    for (const { path, bytes } of made.files)
      files.set(path, Buffer.from(bytes).toString(path.endsWith('.bin') ? 'latin1' : 'utf8'));
    expect(searchFiles({ ...next, files })).toEqual(searchFiles(next));
    expect(files.get('.hyper-build/search.jsonl')).toBe(next.files.get('.hyper-build/search.jsonl'));
  });

  it('does not follow that of another program, or where nothing was kept', async () => {
    const former = await buildSite(FILES);
    const files = new Map(former.files);
    expect(
      await update(await buildSite(CHANGED, { ...OPTIONS, generator: 'other' }), former),
    ).toBeUndefined();
    expect(files.delete('.hyper-build/search.jsonl')).toBe(true);
    expect(await update(await buildSite(CHANGED), { ...former, files })).toBeUndefined();
  });
});
