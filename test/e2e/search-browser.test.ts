import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSearch } from '../../src/search/browser.ts';
import type { BrowserAnswer } from '../../src/search/browser.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { CHROMIUM, CHROMIUM_FLAGS, WHY_NOT } from './chromium.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';

/** Of all that the search page runs. */
const MAX_SCRIPT_BYTES = 20_000;
const QUERIES = ['nexus auth', 'name:auth*', 'retyr', 'type:plugin', '"sign in"', '', 'tags:security -vault'];

const site = join(temporaryFolder(), 'site');
let server: Server;
let address = '';

/** The site as a static host serves it, and one page of its own that runs nothing but modules of the site. */
beforeAll(async () => {
  const built = hyper(['build', EXAMPLE, '--out', site, '--quiet'], { cwd: EXAMPLE });
  expect(built.stderr).toBe('');
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(site, pathname);
    if (pathname === '/page') {
      const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
      response.end('<!doctype html><title>A page</title>');
    } else if (existsSync(path)) {
      response.writeHead(200, { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/plain' });
      response.end(readFileSync(path));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}, 60_000);

afterAll(() => {
  server.close();
});

function script(): string {
  const [name = ''] = readdirSync(join(site, 'assets')).filter((one) =>
    /^search-[0-9a-f]{12}\.js$/u.test(one),
  );
  return name;
}

function referencesOf(answer: BrowserAnswer): string[] {
  return answer.ok ? answer.page.results.map(({ reference }) => reference) : [];
}

describe('the search of a built site', () => {
  it('is one small module that names no other and runs no text as code (X05)', () => {
    const text = readFileSync(join(site, 'assets', script()), 'utf8');
    expect(text).not.toMatch(/\beval\(|new Function|\bimport\b|innerHTML|document\.write/u);
  });

  it('is there once: the script of the search page imports it, and both are small', () => {
    const names = readdirSync(join(site, 'assets')).filter((one) => one.startsWith('search-page-'));
    const text = readFileSync(join(site, 'assets', names[0] ?? ''), 'utf8');
    expect(text).toContain(`"./${script()}"`);
    const engine = readFileSync(join(site, 'assets', script()), 'utf8');
    // Nobody asks in a browser why a result stands where it does.
    expect(engine).not.toContain('exact name');
    expect(gzipSync(engine).length + gzipSync(text).length).toBeLessThan(MAX_SCRIPT_BYTES);
    const page = readFileSync(join(site, 'search/index.html'), 'utf8');
    expect(page).toContain(`<link rel="modulepreload" href="../assets/${script()}">`);
    expect(page).toContain('<link rel="preload" as="fetch" crossorigin href="manifest.json">');
  });

  it('finds what hyper search finds', async () => {
    const opened = await openSearch(new URL('search', address));
    for (const query of QUERIES) {
      const { stdout } = hyper(['search', query, '--site', site, '--limit', '10', '--output', 'json'], {
        cwd: site,
      });
      const { data } = JSON.parse(stdout) as { data: { results: { reference: string }[]; total: number } };
      const answer = await opened.search(query);
      expect(answer.ok && answer.page.total, query).toBe(data.total);
      expect(referencesOf(answer), query).toEqual(data.results.map(({ reference }) => reference));
    }
  });

  it('takes the last word as a beginning while somebody types', async () => {
    const opened = await openSearch(new URL('search/', address));
    expect(referencesOf(await opened.search('retry-po', { isTyping: true }))[0]).toBe(
      'lib.http/retry-policy',
    );
    expect(referencesOf(await opened.search('plugin w', { isTyping: true }))).toContain(
      'hyper.plugins/webhook-relay',
    );
    // Whoever looks at the results while typing gets those of a word with an error too.
    for (const text of ['retyr', 'policy retyr', 'retyr*'])
      expect(referencesOf(await opened.search(text, { isTyping: true }))[0], text).toBe(
        'lib.http/retry-policy',
      );
    // A finished word that nothing has is taken for the beginning of one (docs/query.md).
    expect(referencesOf(await opened.search('type:plugin w ', { isTyping: true }))[0]).toBe(
      'hyper.plugins/webhook-relay',
    );
  });

  it('says what is wrong with a query, and where', async () => {
    const opened = await openSearch(new URL('search', address));
    const faulty = await opened.search('auth (x');
    expect(faulty).toMatchObject({ ok: false, fault: { start: 5, end: 6 } });
    expect(await opened.search('auth', { sort: 'colour' })).toMatchObject({ ok: false, fault: { start: 0 } });
  });

  it('rejects where there is no index', async () => {
    await expect(openSearch(new URL('nowhere', address))).rejects.toMatchObject({
      code: 'HYPER_SEARCH_INDEX_INVALID',
    });
  });

  it.skipIf(WHY_NOT !== '')(
    `answers in Chromium under a strict policy, and fetches parts only${WHY_NOT}`,
    async () => {
      const browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: CHROMIUM_FLAGS,
      });
      try {
        const page = await browser.newPage();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));
        await page.goto(`${address}page`);
        const found = await page.evaluate(`import('/assets/${script()}')
          .then((module) => module.openSearch(new URL('/search/', location.href)))
          .then((opened) => opened.search('nexus auth', { facets: ['type'] }))`);
        expect(referencesOf(found as BrowserAnswer)[0]).toBe('org.acme.security/nexus-auth');
        expect(found).toMatchObject({ ok: true, page: { isTotalExact: true } });
        expect(asked.filter((path) => path.startsWith('/search/')).length).toBeLessThan(60);
        expect(new URL(address).host).toBe(new URL(page.url()).host);
      } finally {
        await browser.close();
      }
    },
    30_000,
  );
});
