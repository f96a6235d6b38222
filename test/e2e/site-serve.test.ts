import { request } from 'node:http';
import { symlinkSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release, releasePath } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper, startHyper } from './run-hyper.ts';
import type { RunningHyper } from './run-hyper.ts';

const REGISTRY = {
  'registry.yaml': registryText(),
  ...namespace('lib.sea', 'visibility: public\n'),
  ...release('lib.sea/tide', '1.0.0'),
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Asks for exactly this path, which `fetch` would tidy up first. */
function ask(address: string, path: string, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text });
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
    expect((await ask(address, page)).text).toContain('1.1.0');
    repository.git('clean', '-qfd');
    const [former, other] = await Promise.all([ask(address, page), ask(address, '/')]);
    expect(former.text).not.toContain('1.1.0');
    expect(other.status).toBe(200);
    running.kill('SIGINT');
    const { status, stderr } = await running.ended;
    expect(status).toBe(130);
    expect(stderr).toContain('HYPER_YAML');
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
    expect(await ask(address, '/', 'POST')).toMatchObject({ status: 405 });
    expect(await ask(address, '/', 'HEAD')).toMatchObject({ status: 200, text: '' });
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
