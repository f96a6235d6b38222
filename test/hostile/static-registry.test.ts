import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { openCachedSite } from '../../src/adapters/project/cached-site.ts';
import type { CachedSiteOptions } from '../../src/adapters/project/cached-site.ts';
import { createContentCache } from '../../src/adapters/project/content-folder.ts';
import { createProjectFiles } from '../../src/adapters/project/node-project-files.ts';
import { SitePackages } from '../../src/adapters/project/site-packages.ts';
import { HyperError, digestHex } from '../../src/core/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';

const FILES = createFilesContext(process);
/** No test waits for a real host's patience. */
const PACE = { idleMs: 40, graceMs: 40, minBytesPerSecond: 1_000_000 };
const PATIENT = { idleMs: 60_000, graceMs: 60_000, minBytesPerSecond: 1 };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    });
  });
}

const optionsOf = (more: Partial<CachedSiteOptions> = {}): CachedSiteOptions => ({
  files: FILES,
  cacheFolder: join(temporaryFolder(), 'cache'),
  isOffline: false,
  signal: undefined,
  userId: process.getuid?.(),
  pace: PATIENT,
  ...more,
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no fault',
    (error: unknown) => (error instanceof HyperError ? error.code : error),
  );

const read = async (
  address: string,
  more: Partial<CachedSiteOptions> = {},
  most = 1000,
): Promise<unknown> => {
  const site = openCachedSite(new URL(address), optionsOf(more));
  return codeOf(site.read('api/v1/index.json', most));
};

describe('a static registry', () => {
  it.each([
    'file:///etc/passwd',
    'http://192.0.2.1/x',
    'ftp://127.0.0.1/x',
    '//user:pass@127.0.0.1/x',
    'http://[',
  ])('that redirects to %s is not followed (F01)', async (location) => {
    const address = await serve((_, response) => response.writeHead(302, { location }).end());
    expect(await read(address)).toBe('HYPER_REMOTE_UNREACHABLE');
  });

  it('that redirects to another host, or in a circle, is not followed for long', async () => {
    let asked = 0;
    const other = await serve((_, response) => {
      asked += 1;
      response.end('{}');
    });
    const elsewhere = await serve((_, response) => response.writeHead(307, { location: other }).end());
    expect(await read(elsewhere)).toBe('HYPER_REMOTE_UNREACHABLE');
    expect(asked).toBe(0);
    const circle = await serve((request, response) => {
      asked += 1;
      response.writeHead(302, { location: request.url ?? '/' }).end();
    });
    expect(await read(circle)).toBe('HYPER_REMOTE_UNREACHABLE');
    expect(asked).toBeLessThanOrEqual(5);
  });

  it('that stalls, before its first byte or after it, or sends drop by drop, is left', async () => {
    const silent = await serve(() => undefined);
    const half = await serve((_, response) => response.write('{'));
    const drops = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    for (const address of [silent, half, drops])
      expect(await read(address, { pace: PACE }, 1_000_000)).toBe('HYPER_REMOTE_UNREACHABLE');
  });

  it('that sends without end is cut off at the limit, packed or not', async () => {
    let sent = 0;
    const address = await serve((_, response) => {
      const more = (): void => {
        while (!response.destroyed) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) break;
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await read(address, {}, 100_000)).toBe('HYPER_REMOTE_TOO_LARGE');
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('that always names one more artifact comes to an end', async () => {
    let asked = 0;
    const endless = {
      address: 'https://endless.example/',
      read: (path: string) => {
        asked += 1;
        const next = `org.x/a${String(asked)}`;
        const line = JSON.stringify({
          ...{ v: '1.0.0', id: 'x', manifest: 'a'.repeat(64), released: '2026-01-01T00:00:00Z' },
          ...{ deps: [[next, '*', 'runtime', false, null]], digests: null, source: null },
        });
        return Promise.resolve(Buffer.from(path.includes('sparse') ? `${line}\n` : '{}'));
      },
    };
    const walk = async (packages: SitePackages): Promise<void> => {
      for (let name = 'org.x/a0'; ;) {
        const found: string | undefined = (await packages.readArtifacts([name]))
          .get(name)
          ?.releases.get('1.0.0')?.dependencies[0]?.artifact;
        if (found === undefined) return;
        name = found;
      }
    };
    expect(await codeOf(walk(new SitePackages(endless, { artifacts: 20, bytes: 1e9 })))).toBe(
      'HYPER_REMOTE_TOO_LARGE',
    );
    expect(asked).toBe(20);
    expect(await codeOf(walk(new SitePackages(endless, { artifacts: 1e9, bytes: 2000 })))).toBe(
      'HYPER_REMOTE_TOO_LARGE',
    );
  });
});

describe('a copy in the cache', () => {
  async function filled(): Promise<{
    address: string;
    options: CachedSiteOptions;
    folder: string;
    tags: unknown[];
  }> {
    const tags: unknown[] = [];
    const address = await serve((request, response) => {
      tags.push(request.headers['if-none-match']);
      response.writeHead(200, { etag: '"1"' }).end(`content of ${request.url ?? ''}`);
    });
    const options = optionsOf();
    const site = openCachedSite(new URL(address), options);
    await site.read('a', 100);
    await site.read('b', 100);
    const sites = join(options.cacheFolder ?? '', 'sites');
    return { address, options, folder: join(sites, readdirSync(sites)[0] ?? ''), tags };
  }
  const textOf = async (address: string, options: CachedSiteOptions): Promise<string> =>
    Buffer.from((await openCachedSite(new URL(address), options).read('a', 100)) ?? []).toString();

  it('is used again, and only the user may write beside it', async () => {
    const { address, options, tags } = await filled();
    expect(await textOf(address, { ...options, isOffline: true })).toBe('content of /a');
    await textOf(address, options);
    expect(tags).toEqual([undefined, undefined, '"1"']);
  });

  it('is not used where others may write to its folder, or own it', async () => {
    const { address, options, folder, tags } = await filled();
    const offline = { ...options, isOffline: true };
    expect(await codeOf(textOf(address, { ...offline, userId: 4_000_000 }))).toBe('HYPER_REMOTE_UNREACHABLE');
    chmodSync(folder, 0o777);
    expect(await codeOf(textOf(address, offline))).toBe('HYPER_REMOTE_UNREACHABLE');
    await textOf(address, options);
    expect(tags.at(-1)).toBeUndefined();
  });

  it('is not used where it was altered, or is of another address or file', async () => {
    const { address, options, folder, tags } = await filled();
    const [a, b] = ['a', 'b'].map((path) => join(folder, digestHex(path)));
    const before = readFileSync(a ?? '', 'utf8');
    copyFileSync(b ?? '', a ?? '');
    expect(await textOf(address, options)).toBe('content of /a');
    writeFileSync(a ?? '', before.replace('content', 'CONTENT'));
    expect(await textOf(address, options)).toBe('content of /a');
    expect(tags).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('of content is not trusted in a folder that others may write to', async () => {
    const root = join(temporaryFolder(), 'content');
    const cache = createContentCache(FILES, root, process.getuid?.());
    const parts = (async function* () {
      yield await Promise.resolve(Buffer.from('x'));
    })();
    const { path } = await cache.save('sha256/x', parts);
    expect(await cache.find('sha256/x', digestHex('x'))).toBe(path);
    chmodSync(root, 0o777);
    expect(await codeOf(cache.find('sha256/x', digestHex('x')))).toBe('HYPER_PATH_UNSAFE');
  });
});

describe('the files of a project', () => {
  it('are not written over what another command wrote meanwhile (K04)', async () => {
    const folder = temporaryFolder();
    const files = createProjectFiles(FILES, folder);
    const path = join(folder, 'hyper.lock');
    await files.write(path, 'one', undefined);
    const former = await files.read(path);
    await files.write(path, 'two', former);
    expect(await codeOf(files.write(path, 'three', former))).toBe('HYPER_FILE_CHANGED');
    expect(await codeOf(files.write(path, 'three', undefined))).toBe('HYPER_FILE_CHANGED');
    await files.write(path, 'two', former);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['hyper.lock']);
  });

  it('are no pipe that would never end', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'hyper.lock')]);
    mkdirSync(join(folder, 'sub'));
    const files = createProjectFiles(FILES, folder);
    expect(await codeOf(files.read(join(folder, 'hyper.lock')))).toBe('HYPER_FILE_UNREADABLE');
    expect(await codeOf(files.read(join(folder, 'sub')))).toBe('HYPER_FILE_UNREADABLE');
  });
});
