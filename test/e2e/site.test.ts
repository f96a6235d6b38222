import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARKDOWN_PAYLOADS, MARKUP_PAYLOADS } from '../hostile/payloads.ts';
import { SAMPLE } from '../unit/catalog/sample-registry.ts';
import { CHROMIUM, CHROMIUM_FLAGS, WHY_NOT } from './chromium.ts';
import { buildSite, namespace, registry, release, state } from '../unit/catalog/site-builder.ts';

/** Sets a mark on the window, if anything of it ever runs. */
const CANARY =
  '<img src=x onerror="window.canary=1"><script>window.canary=1</script><svg onload="window.canary=1">';

const PAGES = [
  'index.html',
  'artifacts/index.html',
  'namespaces/index.html',
  'namespaces/lib/sea/index.html',
  'artifacts/lib/sea/tide/index.html',
  'artifacts/lib/sea/tide/1.0.0/index.html',
  'artifacts/lib/sea/charts/north/index.html',
];
const HOSTILE_PAGES = [
  'index.html',
  'artifacts/index.html',
  'namespaces/org/quay/index.html',
  'artifacts/org/quay/crane/index.html',
  'artifacts/org/quay/crane/1.0.0/index.html',
];

function hostileRegistry(): [string, string][] {
  const readme = [...MARKDOWN_PAYLOADS, ...MARKUP_PAYLOADS, CANARY]
    .join('\n\n')
    .replaceAll('alert(1)', 'window.canary=1');
  return [
    registry({ description: CANARY }),
    namespace('org.quay', {
      visibility: 'public',
      description: CANARY,
      owner: CANARY,
      labels: { a: CANARY },
    }),
    release('org.quay/crane@1.0.0', {
      metadata: { description: CANARY, author: CANARY, changes: [{ kind: 'fixed', description: CANARY }] },
      annotations: { b: CANARY },
    }),
    state('org.quay/crane', {
      releases: { '1.0.0': { state: 'published', yanked: { at: '2026-04-01T00:00:00Z', reason: CANARY } } },
    }),
    ['namespaces/org/quay/crane/README.md', readme],
    ['namespaces/org/quay/crane/CHANGELOG.md', readme],
  ];
}

/** Texts that are written from right to left, and one that is not. */
function scriptsRegistry(): [string, string][] {
  return [
    registry({}),
    namespace('org.dhow', { visibility: 'public' }),
    release('org.dhow/sail@1.0.0', { metadata: { description: 'مكتبة للنصوص (שלום) 2.0!' } }),
    ['namespaces/org/dhow/sail/README.md', 'نص عربي.\n\nIn English.\n'],
  ];
}

/** Each needs the next: the picture has a column for each. */
function chainRegistry(): [string, string][] {
  const names = ['anchor', 'buoy', 'chain', 'dinghy', 'estuary', 'fathom', 'galley'];
  const releases = names.map((name, at) => {
    const next = names.slice(at + 1, at + 2);
    const dependencies = next.map((artifact) => ({ artifact, version: { caret: '1.0.0' } }));
    return release(`lib.sea/${name}@1.0.0`, { dependencies });
  });
  return [registry({}), namespace('lib.sea', { visibility: 'public' }), ...releases];
}

/** Text whose contrast with what is behind it is under 4.5, as a browser computes both; run in the page. */
const FAINT_TEXTS = `(() => {
  const numbers = (colour) => (colour.match(/[0-9.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (text === '' || element === null) continue;
    const [one, two] = [luminance(numbers(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (contrast < 4.5) faint.push(text.slice(0, 40) + ' ' + contrast.toFixed(2));
  }
  return faint;
})()`;

describe.skipIf(WHY_NOT !== '')(`the site in a browser${WHY_NOT}`, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'hyper-site-'));

  beforeAll(async () => {
    for (const [name, files] of [
      ['plain', SAMPLE],
      ['hostile', hostileRegistry()],
      ['scripts', scriptsRegistry()],
      ['chain', chainRegistry()],
    ] as const) {
      const site = await buildSite(files);
      expect(site.faults).toEqual([]);
      for (const [path, text] of site.files) {
        const target = join(folder, name, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
      }
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page and notes all that a good page never does. */
  async function open(
    path: string,
    settings: { width?: number; scheme?: 'light' | 'dark'; name?: string } = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const { width = 1280, scheme = 'light', name = 'plain' } = settings;
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url());
    });
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    await page.goto(pathToFileURL(join(folder, name, path)).href);
    return { page, complaints };
  }

  it.each(HOSTILE_PAGES)('runs and loads nothing that a publisher wrote: %s (X01, X05)', async (path) => {
    const { page, complaints } = await open(path, { name: 'hostile' });
    await page.mouse.move(200, 200);
    await page.keyboard.press('Tab');
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    await page.waitForTimeout(50);
    expect(await page.evaluate('window.canary ?? null')).toBeNull();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('would refuse to run a script that had slipped in (X05)', async () => {
    const { page, complaints } = await open('index.html');
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.canary = 1';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src=x onerror="window.canary=1"><p style="position:fixed">x</p>';
      document.body.append(image);
    }`);
    await page.waitForTimeout(50);
    expect(await page.evaluate('window.canary ?? null')).toBeNull();
    expect(complaints.join('\n')).toContain('Content Security Policy');
    await page.context().close();
  });

  it.each(PAGES)('fits every width, styled, without a complaint: %s', async (path) => {
    for (const width of [320, 768, 1280, 1920]) {
      const { page, complaints } = await open(path, { width });
      const excess = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([width, excess]).toEqual([width, 0]);
      expect(await page.evaluate('getComputedStyle(document.body).display')).toBe('flex');
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  it.each(PAGES)('can be read in light and in dark: %s', async (path) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(path, { scheme });
      expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
      await page.context().close();
    }
  });

  it('leads to how an artifact is used where that is below all the rest, and only there', async () => {
    for (const version of ['', '1.0.0/']) {
      for (const width of [320, 1280]) {
        const path = `artifacts/org/dhow/sail/${version}index.html`;
        const { page } = await open(path, { name: 'scripts', width });
        const way = page.getByRole('link', { name: 'Use it' });
        expect([width, await way.count()]).toEqual([width, width === 320 ? 1 : 0]);
        if (width === 320) {
          await way.press('Enter');
          const top = "document.querySelector(':target h2').getBoundingClientRect()";
          await page.waitForFunction(`${top}.top >= 0 && ${top}.bottom < innerHeight`);
        }
        await page.context().close();
      }
    }
  });

  it('sets texts in other scripts from the side where they begin', async () => {
    const { page } = await open('artifacts/org/dhow/sail/index.html', { name: 'scripts', width: 768 });
    const sides = await page.evaluate(`['.lead', '.prose p', '.prose p + p'].map((selector) => {
      const element = document.querySelector(selector);
      const range = document.createRange();
      range.selectNodeContents(element);
      const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      return [Math.round(text.left - box.left), Math.round(box.right - text.right)].map((gap) => gap < 2);
    })`);
    const [leftward, rightward] = [
      [false, true],
      [true, false],
    ];
    expect(sides).toEqual([leftward, leftward, rightward]);
    await page.context().close();
  });

  it('shows a picture that is wider than its column in the whole window, and leads back', async () => {
    const { page } = await open('artifacts/lib/sea/anchor/index.html', { name: 'chain' });
    const box =
      "(({ x, y, width, height }) => [x, y, width, height])(document.querySelector('.graph').getBoundingClientRect())";
    const before = await page.evaluate(box);
    expect(before).not.toEqual([0, 0, 1280, 800]);
    await page.getByRole('link', { name: 'The picture in the whole window' }).click();
    expect(await page.evaluate(box)).toEqual([0, 0, 1280, 800]);
    await page.getByRole('link', { name: 'Back to the page' }).click();
    expect(await page.evaluate("document.querySelector('.graph').clientWidth")).toBeLessThan(1280);
    await page.context().close();
    const narrow = await open('artifacts/lib/sea/galley/index.html', { name: 'chain' });
    expect(await narrow.page.getByRole('link', { name: 'The picture in' }).count()).toBe(0);
    await narrow.page.context().close();
  });

  it('can be used with the keyboard alone: the first stop skips to the content', async () => {
    const { page } = await open('artifacts/lib/sea/tide/index.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('location.hash')).toBe('#content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
    await page.context().close();
  });

  it('leads from the front page to a release and back, from a disk', async () => {
    const { page } = await open('index.html');
    await page.getByRole('link', { name: 'Artifacts' }).first().click();
    await page.getByRole('link', { name: 'tide' }).first().click();
    await page.getByRole('link', { name: '1.0.0', exact: true }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('tide 1.0.0');
    await page.getByRole('link', { name: 'harbour' }).click();
    expect(page.url()).toMatch(/plain\/index\.html$/u);
    await page.context().close();
  });
});
