import { execFileSync } from 'node:child_process';
import type { Server } from 'node:http';
import { cpSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { CHROMIUM, CHROMIUM_FLAGS, WHY_NOT } from './chromium.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';
import { serveFiles } from './serve-files.ts';

/** One page of every kind. */
const PAGES = [
  '',
  'artifacts/',
  'namespaces/',
  'namespaces/hyper/',
  'namespaces/hyper/policies/bounded-dependencies.html',
  'rules/',
  'artifacts/lib/money/money/',
  'artifacts/lib/money/money/2.2.0/',
  'artifacts/org/acme/security/nexus-auth/2.1.0/',
  'history/',
  'namespaces/lib/money/history.html',
  'artifacts/lib/money/money/history.html',
  'search/?q=money',
  'compare/?of=lib.money%2Fmoney&a=1.0.0&b=2.2.0',
  '404.html',
];
/** A person who asks for one artifact on a slow phone. */
const VISIT = ['', 'search/?q=money', 'artifacts/lib/money/money/'];
const MAX_VISIT_BYTES = 200_000;
const MAX_VISIT_REQUESTS = 40;
const MAX_PAGE_BYTES = 200_000;
const MAX_REQUESTS = 40;

/**
 * What axe finds in a page, without what it finds right. In its other mode it takes the results of each frame out of the
 * page and works on them in an empty one; these pages have no frames, and one run tells the same.
 */
async function faultsOf(page: Page, type: 'tag' | 'rule', values: string[]): Promise<string[]> {
  expect(page.frames()).toHaveLength(1);
  const builder = new AxeBuilder({ page })
    .options({ runOnly: { type, values }, resultTypes: ['violations'] })
    .setLegacyMode();
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What pages are held to, by the tags of axe's rules. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The example as a repository with an act of its own. */
function withHistory(): string {
  const folder = join(temporaryFolder(), 'registry');
  cpSync(EXAMPLE, folder, { recursive: true });
  const person = ['-c', 'user.name=Kim', '-c', 'user.email=kim@example.org', '-c', 'commit.gpgsign=false'];
  for (const words of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    ['commit', '--quiet', '-m', 'Begin'],
  ]) {
    execFileSync('git', [...person, ...words], { cwd: folder });
  }
  return folder;
}

describe.skipIf(WHY_NOT !== '')(`the built site in a browser${WHY_NOT}`, () => {
  const site = join(temporaryFolder(), 'site');
  let server: Server;
  let browser: Browser;
  let address = '';

  beforeAll(async () => {
    const registry = withHistory();
    const built = hyper(['build', '--history', '--out', site, '--quiet'], { cwd: registry });
    expect(built.stderr).toBe('');
    server = await serveFiles(site);
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  interface Opened {
    readonly page: Page;
    readonly complaints: string[];
    readonly requests: { readonly url: string; bytes: number }[];
  }

  /** A window of its own, which notes what a good page never does. */
  async function openWindow(settings: BrowserContextOptions): Promise<Opened> {
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: Opened['requests'] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('response', (response) => {
      const one = { url: response.url(), bytes: 0 };
      requests.push(one);
      void response.body().then(
        (body) => (one.bytes = body.length),
        () => undefined,
      );
    });
    return { page, complaints, requests };
  }

  /** Shows a page in a window, and waits until it has answered what its address asks. */
  async function show({ page }: Opened, path: string, settings: BrowserContextOptions): Promise<void> {
    await page.goto(address + path);
    const isAnswering = /^(?:search|compare)\//u.test(path) && settings.javaScriptEnabled !== false;
    if (isAnswering) await page.locator('#status:not(:empty)').waitFor();
  }

  async function open(path: string, settings: BrowserContextOptions = {}): Promise<Opened> {
    const opened = await openWindow(settings);
    await show(opened, path, settings);
    return opened;
  }

  /** A window that asks for everything again, as a new one does. */
  async function openFresh(settings: BrowserContextOptions): Promise<Opened> {
    const opened = await openWindow(settings);
    const session = await opened.page.context().newCDPSession(opened.page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    return opened;
  }

  const windows = new Map<string, Opened>();

  /** The same of a window that stays open for all that are looked at in this way, each after an empty page. */
  async function visit(path: string, settings: BrowserContextOptions): Promise<Opened> {
    const way = JSON.stringify(settings);
    const opened = windows.get(way) ?? (await openFresh(settings));
    windows.set(way, opened);
    await opened.page.goto('about:blank');
    opened.complaints.length = 0;
    opened.requests.length = 0;
    await show(opened, path, settings);
    return opened;
  }

  async function close({ page }: Opened): Promise<void> {
    await page.context().close();
  }

  it.each(PAGES)(
    'has no fault that axe finds, narrow and dark, wide and light; is small, and asks nobody else: /%s',
    async (path) => {
      for (const [width, colorScheme] of [
        [320, 'dark'],
        [1920, 'light'],
      ] as const) {
        const opened = await visit(path, { viewport: { width, height: 900 }, colorScheme });
        expect(await faultsOf(opened.page, 'tag', TAGS)).toEqual([]);
        const excess = await opened.page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([width, excess]).toEqual([width, 0]);
        const sideways = await opened.page.evaluate(
          `[...document.querySelectorAll('.wide, pre, table')].filter((one) => one.scrollWidth > one.clientWidth + 1 &&
            !one.matches('.graph, .prose *')).map((one) => one.outerHTML.slice(0, 80))`,
        );
        // A drawing keeps its two dimensions (WCAG 1.4.10), and what is wide in somebody's text scrolls.
        expect(width > 320 ? [] : sideways).toEqual([]);
        expect(opened.complaints).toEqual([]);
        expect(opened.requests.every(({ url }) => url.startsWith(address))).toBe(true);
        expect(opened.requests.length).toBeLessThanOrEqual(MAX_REQUESTS);
        const total = opened.requests.reduce((sum, { bytes }) => sum + bytes, 0);
        expect(total).toBeGreaterThan(1000);
        expect(total).toBeLessThan(MAX_PAGE_BYTES);
      }
    },
  );

  it('is asked of axe in a way that finds faults', async () => {
    const opened = await open('404.html');
    const { page } = opened;
    // The policy of the page holds styles in its text back, and not those that a script sets.
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<p>faint</p><img><button></button>');
      Object.assign(document.querySelector('main > p:last-of-type').style, { color: '#bbb', background: '#fff' })`);
    const found = await faultsOf(page, 'tag', TAGS);
    expect(found.map((text) => text.split(':')[0])).toEqual(['button-name', 'color-contrast', 'image-alt']);
    expect(await faultsOf(page, 'rule', ['color-contrast'])).toHaveLength(1);
    await close(opened);
  });

  it.each([320, 768])('shows acts whole, %i pixels wide, each still a row of five cells', async (width) => {
    const opened = await open('history/', { viewport: { width, height: 900 } });
    const { page } = opened;
    const excess = "[...document.querySelectorAll('.wide')].map((one) => one.scrollWidth - one.clientWidth)";
    expect(await page.evaluate(excess)).toEqual([0]);
    const rows = page.getByRole('row');
    expect(await rows.nth(1).getByRole('cell').count()).toBe(5);
    expect(await page.getByRole('columnheader').count()).toBe(5);
    await close(opened);
  });

  it.each(PAGES)('can be read without JavaScript: /%s', async (path) => {
    const { page } = await visit(path, { javaScriptEnabled: false });
    const text = (await page.locator('main').innerText()).trim();
    expect(text.length).toBeGreaterThan(40);
    if (path.startsWith('search/') || path.startsWith('compare/')) expect(text).toContain('JavaScript');
  });

  it.each(PAGES)(
    'can be told apart in forced colours, and printed without what only screens need: /%s',
    async (path) => {
      const { page } = await visit(path, { viewport: { width: 800, height: 900 }, forcedColors: 'active' });
      await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
      expect(await faultsOf(page, 'rule', ['color-contrast', 'link-in-text-block'])).toEqual([]);
      // A border or a colour of the system's own, not a background alone, shows where one can type or press.
      const unseen = await page.evaluate(
        `[...document.querySelectorAll('button:not([hidden] *, [hidden]), input, select')]
        .filter((one) => one.checkVisibility() && getComputedStyle(one).borderTopStyle === 'none').length`,
      );
      expect(unseen).toBe(0);
      await page.emulateMedia({ media: 'print', forcedColors: 'none' });
      const printed = await page.evaluate<[shown: number, color: string, excess: number]>(
        `[[...document.querySelectorAll('.bar ul, .skip, footer, .find, .finder, #more')].filter((one) => one.checkVisibility()).length,
        getComputedStyle(document.body).color, document.documentElement.scrollWidth - document.documentElement.clientWidth]`,
      );
      expect(printed).toEqual([0, 'rgb(0, 0, 0)', 0]);
      expect((await page.locator('main').innerText()).trim().length).toBeGreaterThan(20);
    },
  );

  it('costs a slow phone few bytes and requests: the front page, a search, an artifact', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 90_000,
    });
    const cost = { requests: 0, bytes: 0 };
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      cost.requests += 1;
      cost.bytes += encodedDataLength;
    });
    for (const path of VISIT) {
      await page.goto(address + path);
      if (path.startsWith('search/')) await page.locator('#results > li').first().waitFor();
    }
    expect(cost.requests).toBeGreaterThan(VISIT.length);
    expect(cost.requests).toBeLessThanOrEqual(MAX_VISIT_REQUESTS);
    expect(cost.bytes).toBeGreaterThan(20_000);
    expect(cost.bytes).toBeLessThan(MAX_VISIT_BYTES);
    await context.close();
  });

  it('searches as one types, narrows by facets, and goes back', async () => {
    const opened = await open('');
    const { page } = opened;
    await page.getByRole('searchbox').fill('mone');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\/index\.html\?q=mone$/u);
    const results = page.locator('#results > li');
    await results.first().waitFor();
    expect(await results.first().locator('a').innerText()).toBe('lib.money/money');
    // Asked for beside the script that wants it, and once.
    expect(opened.requests.filter(({ url }) => url.endsWith('/search/manifest.json'))).toHaveLength(1);
    await page.locator('#query').pressSequentially('y');
    await page.waitForURL(/\?q=money$/u);
    const before = await page.locator('#status').innerText();
    expect(before).toMatch(/^\d+ artifacts$/u);
    const facet = page.getByRole('button', { name: /^library/u });
    await facet.click();
    await page.waitForURL(/type%3Dlibrary/u);
    expect(await page.locator('#query').inputValue()).toBe('money type=library');
    expect(await page.getByRole('button', { name: /^library/u }).getAttribute('aria-pressed')).toBe('true');
    await page.goBack();
    await page.waitForURL(/\?q=money$/u);
    await page.locator('#status').getByText(before, { exact: true }).waitFor();
    expect(await page.locator('#query').inputValue()).toBe('money');
    expect(opened.complaints).toEqual([]);
    await close(opened);
  });

  it('puts what is typed into the address bar when one pauses, or leaves the field', async () => {
    const opened = await open('search/');
    const { page } = opened;
    await page.clock.install();
    await page.reload();
    await page.locator('#results > li').first().waitFor();
    await page.clock.pauseAt(new Date(Date.now() + 3_600_000));
    const [plain, title] = [page.url(), await page.title()];
    const only = page.locator('#status').getByText('1 artifact', { exact: true });
    await page.locator('#query').pressSequentially('nexus-auth', { delay: 1 });
    await page.clock.runFor(100);
    await only.waitFor();
    expect([page.url(), await page.title()]).toEqual([plain, title]);
    await page.clock.runFor(300);
    expect([page.url(), await page.title()]).toEqual([`${plain}?q=nexus-auth`, `nexus-auth · ${title}`]);
    await page.locator('#query').press('h');
    await page.keyboard.press('Tab');
    expect(page.url()).toBe(`${plain}?q=nexus-authh`);
    await close(opened);
  });

  it('shows more of what was typed, and every result once', async () => {
    const opened = await open('search/');
    const { page } = opened;
    const results = page.locator('#results > li');
    await page.locator('#query').pressSequentially('l');
    await page.waitForURL(/\?q=l$/u);
    await page.locator('#facets button').first().waitFor();
    await results.nth(9).waitFor();
    await page.locator('#more').click();
    await results.nth(10).waitFor();
    const shown = await results.locator('a').allInnerTexts();
    expect(new Set(shown).size).toBe(shown.length);
    expect(await page.locator('#status').innerText()).toMatch(/^(?:At least )?\d+ artifacts$/u);
    expect(opened.complaints).toEqual([]);
    await close(opened);
  });

  it('puts a facet on the whole of a query with OR, and what is asked into the title', async () => {
    const opened = await open('search/?q=money+OR+theme');
    const { page } = opened;
    expect(await page.title()).toBe('money OR theme · Search · example-registry');
    await page.locator('button[data-condition="type=theme"]').click();
    await page.waitForURL(/type%3Dtheme/u);
    expect(await page.locator('#query').inputValue()).toBe('(money OR theme) type=theme');
    await page.locator('#facets button[aria-pressed="true"]').waitFor();
    const types = await page.locator('#results .type').allInnerTexts();
    expect(types.length).toBeGreaterThan(0);
    expect(new Set(types)).toEqual(new Set(['theme']));
    await close(opened);
  });

  it('tells what else to try where nothing is found, and hides what would narrow nothing', async () => {
    const opened = await open('search/?q=qqqqqq');
    const { page } = opened;
    await page.getByText('Nothing was found.').waitFor();
    expect(await page.locator('#aside').isVisible()).toBe(false);
    expect(await page.locator('#any').isVisible()).toBe(false);
    await page.locator('#query').fill('money qqqqqq');
    await page.locator('#any').click();
    await page.locator('#results > li').first().waitFor();
    expect(await page.locator('#query').inputValue()).toBe('money OR qqqqqq');
    await page.locator('#query').fill('money');
    await page.locator('#results > li').first().waitFor();
    expect(await page.locator('#none').isVisible()).toBe(false);
    await close(opened);
  });

  it('has facets before the results and folded where there is one column, and beside them where there is room', async () => {
    const top = "document.querySelector('#aside').getBoundingClientRect().top";
    const isFirst = `${top} < document.querySelector('#results').getBoundingClientRect().top`;
    const follows =
      "document.querySelector('#aside').compareDocumentPosition(document.querySelector('#results')) & 4";
    const narrow = await open('search/?q=money', { viewport: { width: 360, height: 800 } });
    await narrow.page.locator('#results > li').first().waitFor();
    expect(await narrow.page.evaluate(isFirst)).toBe(true);
    expect(await narrow.page.evaluate(follows)).toBe(4);
    const facet = narrow.page.getByRole('button', { name: /^library/u });
    expect(await facet.isVisible()).toBe(false);
    await narrow.page.getByText('Narrow it down').click();
    await facet.click();
    await narrow.page.waitForURL(/type%3Dlibrary/u);
    await close(narrow);
    const wide = await open('search/?q=money', { viewport: { width: 1280, height: 800 } });
    await wide.page.locator('#facets button').first().waitFor();
    expect(await wide.page.locator('#facets button').first().isVisible()).toBe(true);
    expect(await wide.page.locator('#narrow > summary').isVisible()).toBe(false);
    await close(wide);
  });

  it('marks in its frame where one is, and gives the front page one box to search from', async () => {
    const front = await open('');
    expect(await front.page.getByRole('searchbox').count()).toBe(1);
    expect(await front.page.locator('.bar [aria-current]').count()).toBe(0);
    await close(front);
    for (const [path, name, current] of [
      ['artifacts/', 'Artifacts', 'page'],
      ['artifacts/lib/money/money/2.2.0/', 'Artifacts', 'true'],
      ['namespaces/hyper/', 'Namespaces', 'true'],
    ] as const) {
      const opened = await open(path);
      const marked = opened.page.locator('.bar [aria-current]');
      expect([await marked.innerText(), await marked.getAttribute('aria-current')]).toEqual([name, current]);
      await close(opened);
    }
  });

  it('prints what is folded on a screen', async () => {
    const opened = await open('artifacts/org/acme/security/nexus-auth/');
    const changelog = opened.page.locator('#changelog details > .prose');
    expect(await changelog.isVisible()).toBe(false);
    await opened.page.emulateMedia({ media: 'print' });
    expect((await changelog.boundingBox())?.height).toBeGreaterThan(100);
    await close(opened);
  });

  it('can be searched with the keyboard alone', async () => {
    const opened = await open('search/');
    const { page } = opened;
    expect(await page.evaluate('document.activeElement.id')).toBe('query');
    await page.keyboard.type('nexus-auth');
    await page.locator('#status').getByText('1 artifact', { exact: true }).waitFor();
    for (let stops = 0; stops < 10; stops += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate("document.activeElement.closest('#results') !== null")) === true) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/artifacts\/org\/acme\/security\/nexus-auth\/index\.html$/u);
    expect(await page.locator('h1').innerText()).toBe('nexus-auth');
    await close(opened);
  });

  it('points at the fault of a query, and runs nothing of it (X01)', async () => {
    const query = encodeURIComponent('<img src=x onerror="window.canary=1"> (');
    const opened = await open(`search/?q=${query}`);
    const { page } = opened;
    await page.locator('#status mark').waitFor();
    expect(await page.locator('#aside').isVisible()).toBe(false);
    expect(await page.evaluate('window.canary ?? null')).toBeNull();
    expect(await page.locator('#query').inputValue()).toContain('<img');
    expect(opened.complaints).toEqual([]);
    await close(opened);
  });

  it('says so where the index cannot be fetched', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route('**/search/*.json', (route) => route.abort());
    await page.goto(`${address}search/?q=money`);
    await page.getByText('could not be fetched').waitFor();
    await context.close();
  });

  it('does not tell of a part that could not be fetched when something else was asked since', async () => {
    const opened = await open('search/');
    const { page } = opened;
    await page.locator('#results > li').first().waitFor();
    const before = await page.locator('#status').innerText();
    const held: Route[] = [];
    await page.route('**/search/**/*.bin', (route) => void held.push(route));
    const counted =
      'fetch = ((ask) => (...of) => ask(...of).catch((fault) => { window.failures = (window.failures ?? 0) + 1; throw fault; }))(fetch)';
    await page.evaluate(counted);
    await page.locator('#query').fill('nexus-auth');
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await page.evaluate("document.querySelector('#results > li').dataset.old = ''");
    await page.locator('#query').fill('');
    await page.locator('#results > li:first-child:not([data-old])').waitFor();
    const waiting = held.length;
    for (const route of held) await route.abort();
    await page.waitForFunction(`window.failures >= ${String(waiting)}`);
    expect(await page.locator('#status').innerText()).toBe(before);
    await close(opened);
  });

  it('compares any two releases, and keeps the choice in the address', async () => {
    const opened = await open('artifacts/lib/money/money/2.2.0/');
    const { page } = opened;
    await page.getByRole('link', { name: 'Compare any two releases' }).click();
    await page.locator('table.diff').waitFor();
    expect(await page.locator('h1').innerText()).toBe('lib.money/money');
    await page.locator('#a').selectOption('1.0.0');
    await page.waitForURL(/a=1\.0\.0&b=2\.2\.0$/u);
    await page.getByText('content.inline').waitFor();
    await page.locator('#b').selectOption('1.0.0');
    await page.getByText('Nothing but their names').waitFor();
    await page.goBack();
    await page.getByText('content.inline').waitFor();
    expect(opened.complaints).toEqual([]);
    await close(opened);
  });

  it.each(['of=..%2F..%2Fsearch', 'of=javascript%3Aalert(1)', 'of=lib.money%2Fnothing', ''])(
    'compares nothing that is no artifact, and leads to the search: ?%s',
    async (query) => {
      const opened = await open(`compare/?${query}`);
      const { page } = opened;
      expect(await page.locator('table').count()).toBe(0);
      expect(await page.locator('select').first().isVisible()).toBe(false);
      const asked = new URLSearchParams(query).get('of') ?? '';
      expect(await page.locator('#status').innerText()).toContain(asked);
      await page.locator('#status a').click();
      await page.waitForURL(/\/search\/index\.html\?q=/u);
      expect(await page.locator('#query').inputValue()).toBe(asked);
      await close(opened);
    },
  );
});
