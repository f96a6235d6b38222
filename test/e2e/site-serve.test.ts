import { request } from 'node:http';
import { readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release, releasePath } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper, startHyper } from './run-hyper.ts';
import type { RunningHyper } from './run-hyper.ts';

const REGISTRY = {
  // An address with a path: the page for missing addresses links from there.
  'registry.yaml': registryText().replace(/^url: .*$/mu, 'url: https://registry.example.org/harbour'),
  ...namespace('lib.sea', 'visibility: public\n'),
  ...release('lib.sea/tide', '1.0.0'),
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly location: string | undefined;
  readonly length: string | undefined;
  readonly text: string;
}

/** Asks for exactly this path, which `fetch` would tidy up first. */
function ask(
  address: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const { location, 'content-type': type = '', 'content-length': length } = response.headers;
        resolve({ status: response.statusCode ?? 0, type, location, length, text });
      });
    });
    asked.on('error', reject).end();
  });
}

async function start(folder: string, cache: string): Promise<{ running: RunningHyper; address: string }> {
  const running = startHyper(['site', 'serve', '--port', '0'], {
    cwd: folder,
    env: { XDG_CACHE_HOME: cache },
  });
  const address = await running.line();
  return { running, address };
}

describe('hyper site serve', () => {
  it('shows the working tree, and builds it anew as it changes; keeps the last good site; ends at Ctrl-C (K09)', async () => {
    const repository = createTestRepository(REGISTRY);
    const cache = temporaryFolder();
    const { running, address } = await start(repository.folder, cache);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);
    const page = '/artifacts/lib/sea/tide/';
    expect(await ask(address, page)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect((await ask(address, page)).text).not.toContain('1.1.0');
    repository.write(release('lib.sea/tide', '1.1.0'));
    expect((await ask(address, page)).text).toContain('1.1.0');
    repository.write({ [releasePath('lib.sea/tide', '1.2.0')]: 'kind: [\n' });
    const stale = await ask(address, page);
    expect(stale.text).toContain('1.1.0');
    expect(stale.text).toContain('This is the last good build.');
    await ask(address, page);
    repository.git('clean', '-qfd');
    const [former, other] = await Promise.all([ask(address, page), ask(address, '/')]);
    expect(former.text).not.toContain('1.1.0');
    expect(former.text).not.toContain('last good build');
    expect(other.status).toBe(200);
    running.kill('SIGINT');
    const { status, stderr } = await running.ended;
    expect(status).toBe(130);
    // Once, however many pages were asked for meanwhile.
    expect(stderr.match(/error HYPER_YAML/gu)).toHaveLength(1);
    expect(stderr).toContain('The faults are mended');
  });

  it('is a registry for those who read it: by an address, from a folder that holds none', async () => {
    const repository = createTestRepository(REGISTRY);
    const { running, address } = await start(repository.folder, temporaryFolder());
    const env = { XDG_CACHE_HOME: temporaryFolder(), XDG_CONFIG_HOME: temporaryFolder() };
    const readers = (words: readonly string[]): RunningHyper['ended'] =>
      startHyper([...words, '--registry', address], { cwd: temporaryFolder(), env }).ended;
    const answers = await Promise.all(
      [
        ['registry', 'list', '--output', 'name'],
        ['registry', 'get', 'tide', '--namespace', 'lib.sea'],
        ['search', 'tide', '--output', 'name'],
        ['validate'],
      ].map(readers),
    );
    running.kill('SIGINT');
    await running.ended;
    expect(answers).toMatchObject([
      { status: 0, stdout: 'lib.sea/tide\n' },
      { status: 0, stdout: expect.stringContaining('lib.sea/tide@1.0.0') as string },
      { status: 0, stdout: 'lib.sea/tide\n' },
      { status: 2, stderr: expect.stringContaining('HYPER_SITE_UNTOLD') as string },
    ]);
  });

  it('outlives a registry that cannot be read at all, and goes on when it is there again', async () => {
    const repository = createTestRepository(REGISTRY);
    const { running, address } = await start(repository.folder, temporaryFolder());
    const file = join(repository.folder, 'registry.yaml');
    renameSync(file, `${file}.away`);
    const lost = await ask(address, '/artifacts/lib/sea/tide/');
    expect(lost).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(lost.text).toContain('This is the last good build.');
    renameSync(`${file}.away`, file);
    repository.write(release('lib.sea/tide', '1.1.0'));
    const found = await ask(address, '/artifacts/lib/sea/tide/');
    expect(found.text).toContain('1.1.0');
    expect(found.text).not.toContain('last good build');
    running.kill('SIGINT');
    expect((await running.ended).status).toBe(130);
  });

  it('answers many browsers at once, each with what the files say', async () => {
    const repository = createTestRepository(REGISTRY);
    const { running, address } = await start(repository.folder, temporaryFolder());
    const paths = ['/', '/artifacts/', '/artifacts/lib/sea/tide/', '/namespaces/lib/sea/', '/feed.xml'];
    for (const version of ['1.1.0', '1.2.0', '1.3.0']) {
      repository.write(release('lib.sea/tide', version));
      const answers = await Promise.all([...paths, ...paths].map((path) => ask(address, path)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(answers[2]?.text).toContain(version);
      expect(answers[7]?.text).toContain(version);
    }
    running.kill('SIGINT');
    await running.ended;
  });

  it('serves nothing outside the site (F01, F02)', async () => {
    const repository = createTestRepository(REGISTRY);
    const cache = temporaryFolder();
    const { running, address } = await start(repository.folder, cache);
    const previews = join(cache, 'hyper', 'preview');
    const [name = ''] = readdirSync(previews);
    symlinkSync('/etc/passwd', join(previews, name, 'passwd.txt'));
    for (const path of [
      '/../../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%5c..%5cetc',
      '/.hyper-build/units.json',
      '/passwd.txt',
      '/%00',
      '/%zz',
      '/nothing',
    ]) {
      const { status, text } = await ask(address, path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain('root:');
    }
    expect(await ask(address, '/', { method: 'POST' })).toMatchObject({ status: 405 });
    const { length } = await ask(address, '/');
    expect(Number(length)).toBeGreaterThan(1000);
    expect(await ask(address, '/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '', length });
    for (const host of ['evil.example', `evil.example:${new URL(address).port}`, '127.0.0.1.evil.example']) {
      const { status, text } = await ask(address, '/', { headers: { host } });
      expect([host, status]).toEqual([host, 421]);
      expect(text).not.toContain('<html');
    }
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1', '[::1]:8080'])
      expect((await ask(address, '/', { headers: { host } })).status).toBe(200);
    // An address of a folder leads to the one with a slash, where the links of its page lead.
    expect(await ask(address, '/artifacts/lib/sea/tide')).toMatchObject({ status: 301, location: './tide/' });
    expect((await ask(address, '/search?q=tide&sort=name')).location).toBe('./search/?q=tide&sort=name');
    expect((await ask(address, '//artifacts')).location ?? '').not.toContain('//');
    const missing = await ask(address, '/some/where/else/');
    const style = /href="([^"]+\.css)"/u.exec(missing.text)?.[1] ?? '';
    expect(style).toMatch(/^\/harbour\/assets\//u);
    expect(await ask(address, style)).toMatchObject({ status: 200, type: 'text/css; charset=utf-8' });
    const taken = new URL(address).port;
    const second = hyper(['site', 'serve', '--port', taken], {
      cwd: repository.folder,
      env: { XDG_CACHE_HOME: temporaryFolder() },
    });
    expect(second.status).toBe(3);
    expect(second.stderr).toContain('HYPER_SERVE_ADDRESS');
    running.kill('SIGTERM');
    expect((await running.ended).status).toBe(143);
  });

  it('does not begin with a registry that has faults', () => {
    const { folder } = createTestRepository({
      ...REGISTRY,
      'namespaces/lib/sea/namespace.yaml': 'kind: [\n',
    });
    const { status, stdout, stderr } = hyper(['site', 'serve', '--port', '0'], {
      cwd: folder,
      env: { XDG_CACHE_HOME: temporaryFolder() },
    });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('HYPER_YAML');
  });
});
