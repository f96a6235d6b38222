import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE, hyper } from './run-hyper.ts';
import { startOnFreePort } from './start-on-free-port.ts';

const NGINX = process.env['NGINX'] ?? '/usr/sbin/nginx';
const WHY_NOT = existsSync(NGINX) ? '' : ` (skipped: no nginx at ${NGINX}; set NGINX)`;

describe.skipIf(WHY_NOT !== '')(`the configuration of nginx in docs/site.md${WHY_NOT}`, () => {
  const folder = temporaryFolder();
  const site = join(folder, 'site');
  let nginx: ChildProcess | undefined;
  let address = '';

  beforeAll(async () => {
    expect(hyper(['build', EXAMPLE, '--out', site, '--quiet'], { cwd: EXAMPLE }).stderr).toBe('');
    const docs = readFileSync(new URL('../../docs/site.md', import.meta.url), 'utf8');
    const block = /^```nginx\n([\s\S]*?)^```$/mu.exec(docs)?.[1] ?? '';
    const server = block.replace('root /srv/registry/site;', `root ${site};`);
    expect(server).toContain(site);
    mkdirSync(join(folder, 'temporary'));
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${join(folder, 'temporary', name)};`,
    );
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    const started = await startOnFreePort((port) => {
      const here = server.replace('listen 8080;', `listen 127.0.0.1:${String(port)};`);
      const text = `${user} daemon off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
events {} http { include /etc/nginx/mime.types; access_log off; ${places.join(' ')} ${here} }`;
      writeFileSync(join(folder, 'nginx.conf'), text);
      const words = ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')];
      return spawn(NGINX, words, { stdio: 'ignore' });
    });
    nginx = started.child;
    address = `http://127.0.0.1:${String(started.port)}`;
  });

  afterAll(() => {
    nginx?.kill('SIGTERM');
  });

  it('serves pages by their folders, to be asked for again', async () => {
    const page = await fetch(`${address}/artifacts/lib/money/money/2.2.0/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('lib.money/money');
  });

  it('leads from a folder to its page by an address that the links of the page fit', async () => {
    for (const path of ['/artifacts/lib/money/money', '/search', '/namespaces/lib']) {
      const moved = await fetch(address + path, { redirect: 'manual' });
      expect([path, moved.status, moved.headers.get('location')]).toEqual([path, 301, `${path}/`]);
    }
    const page = await fetch(`${address}/artifacts/lib/money/money`);
    const style = /href="([^"]+\.css)"/u.exec(await page.text())?.[1] ?? '';
    expect((await fetch(new URL(style, page.url))).status).toBe(200);
  });

  it('sends what is text in fewer bytes than it has', async () => {
    const page = await fetch(`${address}/`, { headers: { 'accept-encoding': 'gzip' } });
    expect(page.headers.get('content-encoding')).toBe('gzip');
    for (const name of readdirSync(join(site, 'assets')).filter((one) => /\.(?:js|css)$/u.test(one))) {
      const asset = await fetch(`${address}/assets/${name}`, { headers: { 'accept-encoding': 'gzip' } });
      expect([name, asset.headers.get('content-encoding')]).toEqual([name, 'gzip']);
    }
  });

  it('lets what is named by its digest be kept for ever', async () => {
    const [script = ''] = readdirSync(join(site, 'assets')).filter((name) => name.startsWith('search-page-'));
    const asset = await fetch(`${address}/assets/${script}`);
    expect(asset.status).toBe(200);
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
    const parts = readdirSync(join(site, 'search'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.bin'),
    );
    const isNumbered = (name: string): boolean => name.startsWith('rows-');
    const kept = await fetch(`${address}/search/${parts.find((name) => !isNumbered(name)) ?? ''}`);
    expect([kept.status, kept.headers.get('cache-control')]).toEqual([200, 'max-age=31536000, immutable']);
    const rows = await fetch(`${address}/search/${parts.find(isNumbered) ?? ''}`);
    expect([rows.status, rows.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const manifest = await fetch(`${address}/search/manifest.json`);
    expect(manifest.headers.get('cache-control')).toBe('no-cache');
  });

  it('shows the page of the site where there is nothing, and nothing of the build itself', async () => {
    for (const path of ['/nothing/here/', '/.hyper-build/units.json', '/api/', '/%2e%2e/etc/passwd']) {
      const missing = await fetch(address + path);
      expect(missing.status).toBe(404);
      expect(await missing.text()).toContain('<main id="content">');
    }
  });
});
