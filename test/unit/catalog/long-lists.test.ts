import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../../src/catalog/site/page-links.ts';
import { inspectPage, linksIn, textOf } from '../../hostile/inspect-page.ts';
import { buildSite, namespace, registry, release } from './site-builder.ts';

/** No page grows with what there is; a page of the example is a tenth of this. */
const MAX_PAGE_BYTES = 200_000;

describe('long lists', () => {
  it('stay short on the page of a namespace, which leads to pages with all of it', async () => {
    const { files } = await buildSite([
      registry(),
      ...Array.from({ length: 501 }, (_, at) => release(`lib.sea/a${String(at).padStart(4, '0')}@1.0.0`)),
    ]);
    const first = files.get('namespaces/lib/sea/index.html') ?? '';
    expect(first.match(/<span class="side">/gu)).toHaveLength(200);
    expect(first).toContain('<a href="artifacts.html">All 501 artifacts</a>');
    const all = files.get('namespaces/lib/sea/artifacts.html') ?? '';
    expect(all.match(/<span class="side">/gu)).toHaveLength(500);
    expect(linksIn(all)).toContain('artifacts-2.html');
    const rest = files.get('namespaces/lib/sea/artifacts-2.html') ?? '';
    expect(textOf(rest)).toMatch(/501 artifacts\s*page 2 of 2\s*a0500/u);
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      expect([path, inspectPage(text)]).toEqual([path, []]);
      expect(Buffer.byteLength(text), path).toBeLessThan(MAX_PAGE_BYTES);
    }
  });

  it('stay short where there are many namespaces', async () => {
    const { files } = await buildSite([
      registry(),
      ...Array.from({ length: 600 }, (_, at) => namespace(`lib.a${String(at).padStart(3, '0')}`)),
    ]);
    const scope = files.get('namespaces/lib/index.html') ?? '';
    expect(scope).toContain('<a href="namespaces.html">All 600 namespaces</a>');
    expect(linksIn(files.get('namespaces/lib/namespaces-2.html') ?? '')).toContain('a599/index.html');
    expect(linksIn(files.get('namespaces/page-2.html') ?? '')).toContain('lib/a599/index.html');
    expect(textOf(files.get('namespaces/index.html') ?? '')).toContain('page 1 of 2');
  });

  it('have links to the first page, the last and those beside, however many there are', () => {
    const list = {
      pathOf: (page: number) => `list/page-${String(page)}.html`,
      starts: Array.from({ length: 5000 }, (_, at) => `start-${String(at)}`),
    };
    const links = linksIn(String(pageLinks('list/page-2500.html', list, 2499)));
    const beside = [2496, 2497, 2498, 2499, 2501, 2502, 2503, 2504];
    expect(links).toEqual([1, ...beside, 5000].map((page) => `page-${String(page)}.html`));
    expect(linksIn(String(pageLinks('list/page-1.html', list, 0)))).toHaveLength(5);
    expect(pageLinks('list/page-1.html', { ...list, starts: ['a'] }, 0)).toBeUndefined();
  });
});
