import { describe, expect, it } from 'vitest';
import { hrefBelow, hrefBetween } from '../../../src/catalog/site/href.ts';
import { breakable, Html, escapeText, markup, rawHtml } from '../../../src/catalog/site/html.ts';
import { renderMarkdown } from '../../../src/catalog/site/markdown.ts';
import { formatBytes, formatCount } from '../../../src/catalog/site/pieces.ts';
import { inspectPage, linksIn, textOf } from '../../hostile/inspect-page.ts';
import { SAMPLE } from './sample-registry.ts';
import { buildSite, registry, release, state } from './site-builder.ts';

describe('a piece of a page', () => {
  it('escapes what is put in, in text and in attributes', () => {
    const piece = markup`<p title="${'"<\'>&'}">${'<b>&amp;'}</p>`;
    expect(piece.toString()).toBe('<p title="&quot;&lt;&#39;&gt;&amp;">&lt;b&gt;&amp;amp;</p>');
  });

  it('takes pieces as they are, joins lists, and gives nothing for what is absent', () => {
    const items = [rawHtml('<li>'), 'a', 1, [false as const, null, undefined, ''], new Html('</li>')];
    expect(markup`${items}`.toString()).toBe('<li>a1</li>');
  });

  it('makes control and direction characters visible', () => {
    expect(escapeText('a\u202eb\u0007c\u2028d\te\n')).toBe('a\\u{202e}b\\u{7}c\\u{2028}d\te\n');
  });
});

describe('the way between files', () => {
  it.each([
    ['index.html', 'feed.xml', 'feed.xml'],
    ['artifacts/lib/sea/tide/index.html', 'index.html', '../../../../index.html'],
    [
      'artifacts/lib/sea/tide/index.html',
      'artifacts/lib/sea/tide/1.0.0+b/index.html',
      '1.0.0%2Bb/index.html',
    ],
    [
      'artifacts/a/index.html',
      'namespaces/user/a@b.c/index.html',
      '../../namespaces/user/a%40b.c/index.html',
    ],
    ['a/index.html', 'a/index.html', 'index.html'],
  ])('from %s to %s is %s', (from, to, expected) => {
    expect(hrefBetween(from, to)).toBe(expected);
    expect(new URL(expected, `https://x.test/sub/${from}`).pathname).toBe(
      new URL(to, 'https://x.test/sub/').pathname.replaceAll('+', '%2B').replaceAll('@', '%40'),
    );
  });

  it.each([
    ['https://x.test', 'index.html', 'https://x.test/'],
    ['https://x.test/sub/', 'a/index.html', 'https://x.test/sub/a/'],
    ['/sub', 'feed.xml', '/sub/feed.xml'],
  ])('below %s to %s is %s', (base, path, expected) => {
    expect(hrefBelow(base, path)).toBe(expected);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u202f000'],
    [1234567, '1\u202f234\u202f567'],
  ])('%d is %s', (count, expected) => {
    expect(formatCount(count)).toBe(expected);
  });

  it.each([
    [1, '1 byte'],
    [1023, '1\u202f023 bytes'],
    [1536, '1.5 KiB'],
    [200 * 1024 ** 3, '200 GiB'],
    [3 * 1024 ** 6, '3072 PiB'],
  ])('%d bytes are %s', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected);
  });
});

describe('Markdown', () => {
  it('keeps its headings below those of the page and drops one that repeats the title', () => {
    const text = renderMarkdown(Buffer.from('# tide\n\n## Use\n'), 'tide').toString();
    expect(text).toBe('<h4>Use</h4>\n');
    expect(renderMarkdown(Buffer.from('# Tides\n'), 'tide').toString()).toBe('<h3>Tides</h3>\n');
  });

  it('aligns table cells by class, since the policy allows no style', () => {
    const text = renderMarkdown(Buffer.from('| a | b |\n|--:|:-:|\n| 1 | 2 |\n')).toString();
    expect(text).toContain('<td class="align-right">1</td>');
    expect(text).not.toContain('style');
  });
});

describe('the pages', () => {
  it('break names and addresses after dots and slashes, and escape each part (X01)', () => {
    expect(String(breakable('lib.sea/ti<de@1.0.0'))).toBe('lib.<wbr>sea/<wbr>ti&lt;de@<wbr>1.<wbr>0.<wbr>0');
    expect(String(breakable('https://a..b/'))).toBe('https://<wbr>a..<wbr>b/');
  });

  it('lead to each other: no link of the site leads nowhere, from wherever it is served', async () => {
    const { files } = await buildSite(SAMPLE);
    const known = new Set([...files.keys(), 'digests.json']);
    for (const [path, text] of files) {
      if (!path.endsWith('.html') || path === '404.html') continue;
      expect(inspectPage(text)).toEqual([]);
      for (const href of linksIn(text)) {
        if (/^(?:https|mailto):|^#/u.test(href)) continue;
        const target = new URL(href, `https://x.test/sub/path/${path}`).pathname;
        const file = decodeURIComponent(target.slice('/sub/path/'.length));
        expect(known, `${path} to ${href}`).toContain(file);
        const part = href.split('#')[1];
        if (part !== undefined) expect(files.get(file), `${path} to ${href}`).toContain(`id="${part}"`);
      }
    }
  });

  it('say each what they show, for search engines and previews', async () => {
    const { files } = await buildSite(SAMPLE);
    for (const [path, text] of files)
      if (path.endsWith('.html')) expect(text, path).toMatch(/<meta name="description" content="[^"]+">/u);
  });

  it('show a version with its state, and the notice that goes with it', async () => {
    const { files, faults } = await buildSite([
      registry(),
      release('lib.sea/tide@1.0.0'),
      release('lib.sea/tide@1.1.0'),
      release('lib.sea/sun@1.0.0'),
      state('lib.sea/tide', {
        redirect: { artifact: 'lib.sea/sun', reason: 'Renamed.' },
        releases: {
          '1.0.0': {
            state: 'published',
            yanked: { at: '2026-04-01T00:00:00Z', reason: 'Leaks.', severity: 'high' },
          },
          '1.1.0': { state: 'archived', archivedFrom: 'published' },
        },
      }),
    ]);
    expect(faults).toEqual([]);
    const yanked = textOf(files.get('artifacts/lib/sea/tide/1.0.0/index.html') ?? '');
    expect(yanked).toContain('Yanked on 2026-04-01, severity high.');
    expect(yanked).toContain('Moved to lib.sea/sun.');
    expect(textOf(files.get('artifacts/lib/sea/tide/1.1.0/index.html') ?? '')).toContain('Archived.');
  });

  it('have one heading of the first level, a skip link and landmarks', async () => {
    const { files } = await buildSite(SAMPLE);
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      expect(text.match(/<h1>/gu), path).toHaveLength(1);
      expect(text.match(/<main id="content">/gu), path).toHaveLength(1);
      expect(text, path).toContain('<a class="skip" href="#content">');
      expect(text.match(/<html lang="en">/gu), path).toHaveLength(1);
    }
  });

  it('link the page for missing addresses from the root, where the address of the registry is known', async () => {
    const { files } = await buildSite(SAMPLE);
    expect(files.get('404.html')).toContain('href="/harbour/artifacts/"');
  });
});
