import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { isRemoteAddress, parseRemoteAddress } from '../../../../src/adapters/git/remote-address.ts';
import { toRemoteError } from '../../../../src/adapters/git/remote-error.ts';
import { openRemoteRegistry } from '../../../../src/adapters/git/remote-registry.ts';
import type { RemoteOptions, RemoteRegistry } from '../../../../src/adapters/git/remote-registry.ts';
import { HyperError } from '../../../../src/core/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { contextOf } from '../files/folders.ts';
import { ADA, gitEnvironmentOf, gitIn } from '../init/git-environment.ts';

let environment: ReturnType<typeof gitEnvironmentOf>;

beforeEach(() => {
  environment = gitEnvironmentOf(ADA);
});

function open(address: string, change: Partial<RemoteOptions> = {}): Promise<RemoteRegistry> {
  const cacheFolder = change.cacheFolder ?? temporaryFolder();
  return openRemoteRegistry(address, {
    files: contextOf(),
    environment,
    cacheFolder,
    isOffline: false,
    ...change,
  });
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof HyperError ? error.code : error),
  );
}

function newOrigin(): string {
  const folder = temporaryFolder();
  gitIn(folder, environment, 'init', '-q', '-b', 'main');
  commit(folder, 'registry.yaml', 'name: one\n');
  return folder;
}

function commit(folder: string, path: string, text: string | Buffer): void {
  writeFileSync(join(folder, path), text);
  gitIn(folder, environment, 'add', '-A');
  gitIn(folder, environment, 'commit', '-q', '-m', path);
}

describe('openRemoteRegistry', () => {
  it('brings a repository, and then what is new in it, as a bare one without a checkout', async () => {
    const origin = newOrigin();
    const cacheFolder = temporaryFolder();
    const address = pathToFileURL(origin).href;
    const first = await open(address, { cacheFolder });
    expect(first.isFresh).toBe(true);
    expect(gitIn(first.folder, environment, 'rev-parse', '--is-bare-repository')).toBe('true');
    expect(existsSync(join(first.folder, 'registry.yaml'))).toBe(false);
    commit(origin, 'registry.yaml', 'name: two\n');
    gitIn(origin, environment, 'tag', 'v1');
    gitIn(origin, environment, 'update-ref', 'refs/pull/1/head', 'HEAD');
    const second = await open(`${address}/`, { cacheFolder });
    expect(second.folder).toBe(first.folder);
    expect(gitIn(second.folder, environment, 'cat-file', 'blob', 'HEAD:registry.yaml')).toBe('name: two');
    const refs = gitIn(second.folder, environment, 'for-each-ref', '--format=%(refname)').split('\n');
    expect(refs).toEqual(['refs/heads/main', 'refs/tags/v1']);
  });

  it('follows a rewritten history, a removed branch and another default branch', async () => {
    const origin = newOrigin();
    gitIn(origin, environment, 'branch', 'old');
    const cacheFolder = temporaryFolder();
    const address = pathToFileURL(origin).href;
    const { folder } = await open(address, { cacheFolder });
    gitIn(origin, environment, 'branch', '-D', 'old');
    gitIn(origin, environment, 'commit', '-q', '--amend', '-m', 'rewritten');
    gitIn(origin, environment, 'branch', '-m', 'main', 'trunk');
    await open(address, { cacheFolder });
    expect(gitIn(folder, environment, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/trunk');
    expect(gitIn(folder, environment, 'log', '-1', '--format=%s', 'HEAD')).toBe('rewritten');
  });

  it('takes what is there when it is told to ask nobody', async () => {
    const origin = newOrigin();
    const cacheFolder = temporaryFolder();
    const address = pathToFileURL(origin).href;
    expect(await codeOf(open(address, { cacheFolder, isOffline: true }))).toBe('HYPER_REMOTE_UNREACHABLE');
    const { folder } = await open(address, { cacheFolder });
    commit(origin, 'registry.yaml', 'name: two\n');
    expect(await open(address, { cacheFolder, isOffline: true })).toEqual({ folder, isFresh: false });
  });

  it.each([
    ['no repository', 'HYPER_REMOTE_MISSING', () => pathToFileURL(join(temporaryFolder(), 'gone.git')).href],
    ['an empty folder', 'HYPER_REMOTE_MISSING', () => pathToFileURL(temporaryFolder()).href],
    ['a host that nobody knows', 'HYPER_REMOTE_UNREACHABLE', () => 'https://registry.invalid/r.git'],
    ['a port that nobody listens on', 'HYPER_REMOTE_UNREACHABLE', () => 'git://127.0.0.1:1/r.git'],
  ])('says what is wrong with %s, and leaves nothing behind', async (_what, code, address) => {
    const cacheFolder = temporaryFolder();
    expect(await codeOf(open(address(), { cacheFolder }))).toBe(code);
    const [place = ''] = readdirSync(join(cacheFolder, 'remotes'));
    expect(readdirSync(join(cacheFolder, 'remotes', place))).toEqual([]);
  });

  it('gives up on a host that says nothing', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const limits = { silenceMs: 300, totalMs: 60_000, bytes: 1e9 };
    expect(await codeOf(open(`git://127.0.0.1:${port}/r.git`, { limits }))).toBe('HYPER_REMOTE_UNREACHABLE');
    const quick = { silenceMs: 60_000, totalMs: 300, bytes: 1e9 };
    expect(await codeOf(open(`git://127.0.0.1:${port}/r.git`, { limits: quick }))).toBe(
      'HYPER_REMOTE_UNREACHABLE',
    );
    const signal = AbortSignal.timeout(200);
    expect(await codeOf(open(`git://127.0.0.1:${port}/r.git`, { signal }))).toBe('HYPER_INTERRUPTED');
    server.close();
  });

  it('stops a host that sends too much (G14)', async () => {
    const sockets: Socket[] = [];
    const closed: Promise<unknown>[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      closed.push(new Promise((resolve) => socket.once('close', resolve)));
      socket.on('error', () => undefined);
      const line = (text: string): string => (text.length + 4).toString(16).padStart(4, '0') + text;
      const id = '1'.repeat(40);
      socket.write(`${line(`${id} HEAD\0ofs-delta\n`)}${line(`${id} refs/heads/main\n`)}0000`);
      let isAsked = false;
      socket.on('data', (data) => {
        if (isAsked || !data.toString('latin1').includes('done')) return;
        isAsked = true;
        socket.write('0008NAK\n');
        // A pack that says it holds one blob of 2 GiB, stored without compression.
        socket.write(Buffer.from('5041434b0000000200000001b080808080017801', 'hex'));
        const block = Buffer.concat([Buffer.from('00ffff0000', 'hex'), Buffer.alloc(65_535, 0x61)]);
        const pour = (): void => {
          for (let count = 0; !socket.destroyed && count < 64; count += 1) socket.write(block);
          if (!socket.destroyed) setTimeout(pour, 5);
        };
        pour();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const limits = { silenceMs: 20_000, totalMs: 60_000, bytes: 8 * 1024 ** 2 };
    const work = open(`git://127.0.0.1:${port}/r.git`, { limits });
    expect(await codeOf(work)).toBe('HYPER_REMOTE_TOO_LARGE');
    // What takes in the pack is a process of its own, which a killed git leaves behind.
    if (process.platform === 'linux') await Promise.all(closed);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('runs nothing of the repository that it fetches, and follows no submodule (G07, C05)', async () => {
    const origin = newOrigin();
    const canary = join(temporaryFolder(), 'canary');
    mkdirSync(join(origin, 'hooks'));
    commit(origin, 'hooks/post-checkout', `#!/bin/sh\ntouch ${canary}\n`);
    commit(
      origin,
      '.gitmodules',
      '[submodule "x"]\n\tpath = x\n\turl = -u./payload\n\tupdate = !touch canary\n',
    );
    const { folder } = await open(pathToFileURL(origin).href);
    expect(existsSync(canary)).toBe(false);
    expect(existsSync(join(folder, 'modules'))).toBe(false);
  });
});

describe('addresses', () => {
  it.each([
    'https://git.example.org/acme/registry.git',
    'ssh://git@git.example.org:2222/acme/registry.git',
    'git://git.example.org/acme/registry.git',
    'file:///srv/registry.git',
    'git@github.com:acme/registry.git',
    'host.example:srv/registry',
  ])('takes %s', (text) => {
    expect(isRemoteAddress(text)).toBe(true);
    expect(parseRemoteAddress(text)).toBe(text);
  });

  it.each([
    'ext::sh -c touch% /tmp/canary',
    'ext::sh',
    'fd::17',
    'https::https://git.example.org/x',
    '--upload-pack=touch /tmp/canary',
    '-u./payload',
    'ssh://-oProxyCommand=touch/x',
    'ssh://%2DoProxyCommand=touch/x',
    'ssh://-l@host/x',
    '-oProxyCommand=touch:x',
    'git@host:-x',
    'ssh://host/-x',
    'ssh://host/~-x',
    'http://git.example.org/x',
    'ftp://git.example.org/x',
    'git+ssh://git.example.org/x',
    'javascript://x',
    'https://ada:secret@git.example.org/x',
    'https://token@git.example.org/x',
    'https://git.example.org/x?y',
    'https://git.example.org/x#y',
    'https://git.example.org/x\n--upload-pack=y',
    'https://git.example.org/\u202ex\u0000',
    'https://',
    `https://git.example.org/${'x'.repeat(2100)}`,
    'C:\\registry',
    '../registry',
  ])('refuses %j before git is started (G15)', async (text) => {
    expect(await codeOf(open(text, { environment: { PATH: '/nowhere' } }))).toBe('HYPER_REMOTE_ADDRESS');
  });

  it('shows no credentials in what it says', () => {
    expect(() => parseRemoteAddress('https://ada:s3cret@git.example.org/x')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('s3cret') as string }) as Error,
    );
  });

  it.each([
    '.',
    '..',
    '../registry',
    '/srv/registry',
    'registry',
    'a/b:c',
    'C:\\registry',
    'C:/registry',
    './a::b',
  ])('takes %s for a path of this machine, unless it names a helper', (text) => {
    expect(isRemoteAddress(text)).toBe(text.includes('::'));
  });
});

describe('toRemoteError', () => {
  it.each([
    [
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
      'HYPER_REMOTE_DENIED',
    ],
    [
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'HYPER_REMOTE_DENIED',
    ],
    ['Host key verification failed.\nfatal: Could not read from remote repository.', 'HYPER_REMOTE_DENIED'],
    ["fatal: unable to access 'https://h/': The requested URL returned error: 403", 'HYPER_REMOTE_DENIED'],
    [
      'ssh: Could not resolve hostname h: Name or service not known\nfatal: Could not read from remote repository.',
      'HYPER_REMOTE_UNREACHABLE',
    ],
    [
      "fatal: unable to access 'https://h/': SSL certificate problem: self signed certificate",
      'HYPER_REMOTE_UNREACHABLE',
    ],
    [
      "fatal: unable to access 'https://h/': The requested URL returned error: 502",
      'HYPER_REMOTE_UNREACHABLE',
    ],
    ['ERROR: Repository not found.\nfatal: Could not read from remote repository.', 'HYPER_REMOTE_MISSING'],
    ["fatal: repository 'https://h/x/' not found", 'HYPER_REMOTE_MISSING'],
    ['fatal: something that nobody has seen before', 'HYPER_GIT_FAILED'],
    ['Error: spawn git ENOENT', 'HYPER_GIT_MISSING'],
  ])('understands %j', (words, code) => {
    expect(toRemoteError('https://h/x', new Error(words)).code).toBe(code);
  });
});
