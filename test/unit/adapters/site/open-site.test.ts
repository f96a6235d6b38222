import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openSite } from '../../../../src/adapters/site/index.ts';
import { digestHex } from '../../../../src/core/index.ts';
import { checkSiteFiles } from '../../../../src/operations/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { writeFiles } from '../../../build/write-files.ts';

const FILES = {
  'index.html': '<p>',
  'api/v1/index.json': '{}\n',
  'a b/ü.txt': 'x'.repeat(70_000),
  empty: '',
};
const listed = Object.entries(FILES).map(([path, text]) => ({
  path,
  size: Buffer.byteLength(text),
  sha256: digestHex(text),
}));

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Serves what a listener answers on a loopback port. */
function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    });
  });
}

function fileServer(files: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const text = files[decodeURIComponent((request.url ?? '').slice(1))];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  };
}

function without(path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(FILES).filter(([other]) => other !== path));
}

async function codes(place: string): Promise<string[]> {
  const faults = await checkSiteFiles({}, openSite(place, '/'), { files: listed });
  return faults.map(({ code, path }) => `${code} ${path ?? ''}`);
}

describe('the files of a site in a folder', () => {
  it('are fine as they were built, with the checkpoint beside them', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...FILES, 'checkpoint.json': '{}', 'checkpoint.sigstore.json': '{}' });
    expect(await codes(folder)).toEqual([]);
  });

  it.each(Object.keys(FILES))(
    'tell that %j is gone, altered, longer, or another build\u2019s (S17)',
    async (path) => {
      const folder = temporaryFolder();
      const { [path as keyof typeof FILES]: text, ...rest } = FILES;
      writeFiles(folder, rest);
      expect(await codes(folder)).toEqual([`HYPER_SITE_FILE_MISSING ${path}`]);
      writeFiles(folder, { [path]: `${text}x` });
      expect(await codes(folder)).toEqual([`HYPER_SITE_FILE_CHANGED ${path}`]);
      if (text === '') return;
      writeFiles(folder, { [path]: `${text.slice(1)}y` });
      expect(await codes(folder)).toEqual([`HYPER_SITE_FILE_CHANGED ${path}`]);
    },
  );

  it('tell what was added, links too (S19)', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...FILES, 'api/v1/extra.json': '{}' });
    symlinkSync('/etc/passwd', join(folder, 'link'));
    expect(await codes(folder)).toEqual([
      'HYPER_SITE_FILE_ADDED api/v1/extra.json',
      'HYPER_SITE_FILE_ADDED link',
    ]);
  });

  it('are not read through a link', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, without('empty'));
    symlinkSync('/dev/null', join(folder, 'empty'));
    expect(await codes(folder)).toEqual(['HYPER_SITE_FILE_CHANGED empty']);
  });

  it('stop being listed when very many are wrong', async () => {
    const files = Array.from({ length: 300 }, (_, number) => ({
      path: `f${String(number).padStart(3, '0')}`,
      size: 1,
      sha256: '0'.repeat(64),
    }));
    const faults = await checkSiteFiles({}, openSite(temporaryFolder(), '/'), { files });
    expect(faults).toHaveLength(201);
    expect(faults.at(-1)?.code).toBe('HYPER_FAULTS_OMITTED');
  });

  it('need a folder', () => {
    expect(() => openSite('/nowhere/at/all', '/')).toThrow(
      expect.objectContaining({
        code: 'HYPER_PATH_UNKNOWN',
        message: 'there is no folder "/nowhere/at/all"',
      }),
    );
    expect(() => openSite('/dev/null', '/')).toThrow('"/dev/null" is no folder');
  });
});

describe('the files of a site at an address', () => {
  it('are fine as they were built, below any path', async () => {
    expect(await codes(await serve(fileServer(FILES)))).toEqual([]);
    const below = Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`docs/${path}`, text]));
    expect(await codes(`${await serve(fileServer(below))}/docs`)).toEqual([]);
  });

  it('tell what is gone or altered (S17)', async () => {
    const address = await serve(
      fileServer({ ...without('empty'), 'index.html': '<b>', 'api/v1/index.json': '{} \n' }),
    );
    expect(await codes(address)).toEqual([
      'HYPER_SITE_FILE_CHANGED api/v1/index.json',
      'HYPER_SITE_FILE_MISSING empty',
      'HYPER_SITE_FILE_CHANGED index.html',
    ]);
  });

  it('are read no further than their size, whatever the host sends (G14)', async () => {
    let sent = 0;
    const address = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect((await codes(address)).every((one) => one.startsWith('HYPER_SITE_FILE_CHANGED'))).toBe(true);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    expect(await openSite(address, '/').read('x', 1000)).toBeUndefined();
  });

  it('follow a redirect on their host, and none to another', async () => {
    const other = await serve(fileServer(FILES));
    const moved = { 'moved/index.html': FILES['index.html'] };
    const own = await serve((request, response) => {
      const { url = '' } = request;
      if (url.startsWith('/moved/')) fileServer(moved)(request, response);
      else response.writeHead(302, { location: url === '/empty' ? `${other}${url}` : `/moved${url}` }).end();
    });
    const site = openSite(own, '/');
    expect(Buffer.from((await site.read('index.html', 99)) ?? []).toString()).toBe('<p>');
    await expect(site.read('empty', 99)).rejects.toMatchObject({ code: 'HYPER_REMOTE_UNREACHABLE' });
  });

  const breakOff: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': '5' }).write('ab', () => {
      response.destroy();
    });
  };
  const fail: RequestListener = (_request, response) => {
    response.writeHead(500).end();
  };
  const circle: RequestListener = ({ url }, response) => {
    response.writeHead(302, { location: url }).end();
  };

  it.each([
    ['breaks off', breakOff],
    ['fails', fail],
    ['sends in a circle', circle],
  ])('are not believed to be gone where the host %s', async (_what, listener) => {
    const site = openSite(await serve(listener), '/');
    await expect(site.measure('index.html', 99)).rejects.toMatchObject({ code: 'HYPER_REMOTE_UNREACHABLE' });
  });

  it.each(['http://registry.example.org', 'https://user:secret@registry.example.org', 'https://'])(
    'are not fetched from %j',
    (address) => {
      expect(() => openSite(address, '/')).toThrow(expect.objectContaining({ code: 'HYPER_REMOTE_ADDRESS' }));
    },
  );
});
