import { describe, expect, it } from 'vitest';
import { SAMPLE } from './sample-registry.ts';
import { buildSite, manifest, release } from './site-builder.ts';

describe('the feed', () => {
  it('has the newest releases first, with ids that never change', async () => {
    const { files } = await buildSite(SAMPLE);
    const feed = files.get('feed.xml') ?? '';
    expect([...feed.matchAll(/<title>([^<]*)<\/title>/gu)].map(([, title]) => title)).toEqual([
      'harbour',
      'lib.sea/tide 2.0.0-rc.1',
      'lib.sea/tide 1.1.0',
      'lib.sea.charts/north 1.0.0',
      'lib.sea/tide 1.0.0',
    ]);
    expect(feed.match(/<id>urn:uuid:[0-9a-f-]{36}<\/id>/gu)).toHaveLength(4);
    expect(feed).toContain('href="https://registry.example.org/harbour/artifacts/lib/sea/tide/1.1.0/"');
    expect(feed).toContain('<updated>2026-06-01T08:00:00Z</updated>\n<link rel="self"');
  });

  it('has at most fifty releases', async () => {
    const many = Array.from({ length: 60 }, (_, index) => release(`lib.sea/tide@1.${index}.0`));
    const { files } = await buildSite([...SAMPLE.slice(0, 1), ...many]);
    expect(files.get('feed.xml')?.match(/<entry>/gu)).toHaveLength(50);
  });
});

describe('the sitemap', () => {
  it('lists every page with the time of its last release', async () => {
    const { files } = await buildSite(SAMPLE);
    const sitemap = files.get('sitemap.xml') ?? '';
    expect(sitemap).toContain(
      '<loc>https://registry.example.org/harbour/artifacts/lib/sea/tide/</loc><lastmod>2026-05-01T08:00:00Z</lastmod>',
    );
    const pages = [...files.keys()].filter((path) => path.endsWith('.html') && path !== '404.html');
    expect(sitemap.match(/<loc>/gu)).toHaveLength(pages.length);
  });

  it('is not there where the registry has no address: it holds absolute ones only', async () => {
    const nameless: [string, string] = [
      'registry.yaml',
      manifest('Registry', { name: 'harbour', formatVersion: 1 }),
    ];
    const { files } = await buildSite([nameless, ...SAMPLE.slice(1)]);
    expect(files.has('sitemap.xml')).toBe(false);
    expect(files.get('feed.xml')).toContain('href="artifacts/lib/sea/tide/1.1.0/index.html"');
  });
});
