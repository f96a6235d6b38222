import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/core/index.ts';
import type { JsonObject } from '../../../src/core/index.ts';
import { textOf } from '../../hostile/inspect-page.ts';
import { OPTIONS, buildSite, namespace, registry, release } from './site-builder.ts';
import type { Site } from './site-builder.ts';

const SCRIPTS = [{ path: 'compare-page.js', bytes: Buffer.from('run()') }];

function page(site: Site, path: string): string {
  return site.files.get(path) ?? `no ${path}`;
}

function versions(count: number): [string, string][] {
  return Array.from({ length: count }, (_, at) => release(`lib.sea/tide@1.${String(at)}.0`));
}

describe('the page of a release', () => {
  it('leads to the latest, the next ones and all, and compares with any other, also the lowest', async () => {
    const site = await buildSite([registry(), namespace('lib.sea'), ...versions(4)], {
      ...OPTIONS,
      scripts: SCRIPTS,
    });
    const middle = page(site, 'artifacts/lib/sea/tide/1.1.0/index.html');
    expect(textOf(middle)).toMatch(/Latest\s*1\.3\.0\s*Newer\s*1\.2\.0\s*Older\s*1\.0\.0\s*All 4 versions/u);
    expect(middle).toContain('href="../index.html#versions"');
    expect(page(site, 'artifacts/lib/sea/tide/index.html')).toContain('id="versions"');
    const latest = textOf(page(site, 'artifacts/lib/sea/tide/1.3.0/index.html'));
    expect(latest).toMatch(/Latest\s*this one\s*Older\s*1\.2\.0/u);
    expect(latest).not.toContain('Newer');
    for (const [version, query] of [
      ['1.0.0', 'of=lib.sea%2Ftide&amp;a=1.0.0&amp;b=1.1.0'],
      ['1.1.0', 'of=lib.sea%2Ftide&amp;a=1.0.0&amp;b=1.1.0'],
      ['1.3.0', 'of=lib.sea%2Ftide&amp;a=1.2.0&amp;b=1.3.0'],
    ] as const)
      expect(page(site, `artifacts/lib/sea/tide/${version}/index.html`)).toMatch(
        new RegExp(
          `compare/index\\.html\\?${query.replaceAll('.', '\\.').replaceAll('&amp;', '(?:&amp;|&)')}"`,
          'u',
        ),
      );
  });

  it('draws what that release needs, whatever those before and behind it need', async () => {
    const needs = (name: string): JsonObject => ({ dependencies: [{ artifact: name, version: '*' }] });
    const { files } = await buildSite([
      registry(),
      namespace('lib.sea'),
      release('lib.sea/sun@1.0.0'),
      release('lib.sea/moon@1.0.0', needs('lib.sea/sun')),
      release('lib.sea/tide@1.0.0'),
      release('lib.sea/tide@1.1.0', needs('lib.sea/sun')),
      release('lib.sea/tide@1.2.0', needs('lib.sea/moon')),
      release('lib.sea/tide@1.3.0', needs('lib.sea/moon')),
      release('lib.sea/tide@1.4.0', needs('lib.sea/sun')),
    ]);
    const picture = (version: string): string =>
      /<svg.*?<\/svg>/su.exec(files.get(`artifacts/lib/sea/tide/${version}/index.html`) ?? '')?.[0] ?? 'none';
    const drawn = (version: string): string[] =>
      [...picture(version).matchAll(/<a href="([^"]*)"/gu)]
        .map(([, target = '']) => target)
        .sort(compareText);
    expect(picture('1.0.0')).toBe('none');
    expect(drawn('1.1.0')).toEqual(['../../sun/index.html']);
    expect(drawn('1.2.0')).toEqual(['../../moon/index.html', '../../sun/index.html']);
    expect(picture('1.3.0')).toBe(picture('1.2.0'));
    expect(picture('1.4.0')).toBe(picture('1.1.0'));
  });

  it('names who needs the artifact, and leads to their releases and ranges', async () => {
    const many = Array.from({ length: 42 }, (_, at) => `lib.sky/star-${String(at + 10)}`);
    const needs = { dependencies: [{ artifact: 'lib.sea/tide', version: '*' }] };
    const stars = many.map((name) => release(`${name}@1.0.0`, needs));
    const site = await buildSite([registry(), namespace('lib.sea'), ...versions(1), ...stars]);
    const only = page(site, 'artifacts/lib/sea/tide/1.0.0/index.html');
    const names = /<h2>Needed by 42 artifacts<\/h2>\s*<ul class="names">(.*?)<\/ul>/su.exec(only)?.[1] ?? '';
    expect(names.match(/<li>/gu)).toHaveLength(40);
    expect(names).toContain('href="../../../sky/star-10/index.html"');
    expect(textOf(only)).toMatch(/And 2 more\.\s*Which of their releases, and in what range/u);
    expect(only).toContain('href="../index.html#needed-by"');
    expect(page(site, 'artifacts/lib/sea/tide/index.html')).toContain('<section id="needed-by">');
  });

  it('lists what the picture shows with one link an artifact', async () => {
    const needs = (...names: string[]): JsonObject => ({
      dependencies: names.map((artifact) => ({ artifact, version: '*' })),
    });
    const site = await buildSite([
      registry(),
      release('lib.sea/sun@1.0.0'),
      release('lib.sea/moon@1.0.0', needs('lib.sea/sun')),
      release('lib.sea/tide@1.0.0', needs('lib.sea/sun', 'lib.sea/moon')),
    ]);
    const list = /<ul class="needs">.*?<\/ul>/su.exec(page(site, 'artifacts/lib/sea/tide/1.0.0/index.html'));
    expect(textOf(list?.[0] ?? '')).toMatch(
      /lib\.sea\/tide needs lib\.sea\/moon, lib\.sea\/sun\s*lib\.sea\/moon needs lib\.sea\/sun/u,
    );
    const linked = [...(list?.[0] ?? '').matchAll(/href="([^"]*)"/gu)].map(([, target = '']) => target);
    expect(linked.sort(compareText)).toEqual([
      '../../moon/index.html',
      '../../sun/index.html',
      '../index.html',
    ]);
  });

  it('speaks of no other version where there is none', async () => {
    const site = await buildSite([registry(), ...versions(1)], { ...OPTIONS, scripts: SCRIPTS });
    const only = textOf(page(site, 'artifacts/lib/sea/tide/1.0.0/index.html'));
    expect(only).toContain('Use it');
    expect(only).not.toMatch(/Other versions|Before this|Compare/u);
  });

  it('leads to the README and the changelog, which are of all releases', async () => {
    const site = await buildSite([
      registry(),
      ...versions(1),
      ['namespaces/lib/sea/tide/README.md', 'When the water comes.\n'],
      ['namespaces/lib/sea/tide/CHANGELOG.md', '- Noon.\n'],
      release('lib.sea/sun@1.0.0'),
    ]);
    const tide = page(site, 'artifacts/lib/sea/tide/1.0.0/index.html');
    expect(tide).toContain('<a href="../index.html#readme">README</a>');
    expect(tide).toContain('<a href="../index.html#changelog">Changelog</a>');
    const whole = page(site, 'artifacts/lib/sea/tide/index.html');
    expect(whole).toContain('id="readme"');
    expect(whole).toContain('id="changelog"');
    expect(page(site, 'artifacts/lib/sea/sun/1.0.0/index.html')).not.toMatch(/README|Changelog/u);
  });
});

describe('the page of an artifact', () => {
  it('shows a hundred versions and leads to pages with all of them', async () => {
    const { files } = await buildSite([registry(), ...versions(101)]);
    const first = files.get('artifacts/lib/sea/tide/index.html') ?? '';
    expect(first.match(/<tr><td class="mono">/gu)).toHaveLength(100);
    expect(first).toContain('<a href="versions.html">All 101 versions</a>');
    const all = files.get('artifacts/lib/sea/tide/versions.html') ?? '';
    expect(all.match(/<tr><td class="mono">/gu)).toHaveLength(101);
    expect(
      (await buildSite([registry(), ...versions(100)])).files.has('artifacts/lib/sea/tide/versions.html'),
    ).toBe(false);
  });

  it('tells of what is alike each reason with its share, in words that people wrote', async () => {
    const about = (words: string) => ({ metadata: { description: words, tags: ['harbour'] } });
    const site = await buildSite([
      registry(),
      release('lib.sea/tide@1.0.0', about('Services of pilots.')),
      release('lib.sea/moon@1.0.0', about('Services of pilots.')),
      release('lib.sea/base@1.0.0'),
      release('lib.sea/deck@1.0.0', { dependencies: { 'lib.sea/base': '^1.0.0' } }),
      release('lib.sea/mast@1.0.0', { dependencies: { 'lib.sea/deck': '^1.0.0' } }),
    ]);
    const alike = textOf(page(site, 'artifacts/lib/sea/tide/index.html'));
    expect(alike).toMatch(/tags \(\d+\u202f%\): harbour/u);
    expect(alike).toMatch(/text \(\d+\u202f%\): pilots, services/u);
    // "They are alike 100 %" would not be a share.
    expect(alike).toMatch(/they are alike$/mu);
    expect(alike).not.toContain('100\u202f%');
    const base = textOf(page(site, 'artifacts/lib/sea/base/index.html'));
    expect(base).toContain('2 artifacts need it to run or to be built, directly or through others.');
    expect(base).toContain('3 artifacts around this one need each other more than others.');
  });
});
