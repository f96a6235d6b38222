import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { namespace, registryText, release, releasePath, stateText } from '../build/manifests.ts';
import { blobContent, blobPath } from '../build/signed-registry.ts';
import { cacheWithCode } from '../build/lent-code.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { HYPER, cleanEnvironment, hyper } from './run-hyper.ts';
import { startOnFreePort } from './start-on-free-port.ts';

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** Runs the built command while this process serves. */
function run(
  cwd: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [HYPER, ...words], { cwd, env: cleanEnvironment(env) });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}

const codesIn = ({ output }: Ran): string[] => [...output.matchAll(/HYPER_[A-Z_]+/gu)].map(([code]) => code);
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const content = (uri: string, text: string, size = text.length): string =>
  `content:\n  digests:\n    sha256: "${sha256(text)}"\n  size: ${size}\n  uri: ${uri}\n`;

const SHOWN = 'content of what is shown\n'.repeat(2000);
const HIDDEN = 'content of what is private\n';

function isFileOf(path: string, text: string): boolean {
  return statSync(path).isFile() && readFileSync(path, 'utf8') === text;
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

describe('a built site as a registry', () => {
  let site: string;
  let server: Server;
  const asked: { readonly path: string; readonly status: number }[] = [];
  beforeAll(async () => {
    const registry = createTestRepository({
      'registry.yaml': registryText(),
      ...namespace('org.acme'),
      ...release('org.acme/app', '1.0.0', 'dependencies:\n  lib: ^1.0.0\n'),
      ...release('org.acme/lib', '1.0.0'),
      ...release('org.acme/lib', '1.5.0'),
      ...release('org.acme/lib', '1.6.0'),
      ...release('org.acme/other', '1.0.0', blobContent(SHOWN)),
      [blobPath(SHOWN)]: SHOWN,
      ...release('org.acme/hidden', '1.0.0', `visibility: private\n${blobContent(HIDDEN)}`),
      [blobPath(HIDDEN)]: HIDDEN,
      [blobPath('nobody names it')]: 'nobody names it',
      'namespaces/org/acme/lib/artifact.yaml': stateText(
        'org.acme/lib',
        'releases:\n  "1.6.0":\n    state: published\n    yanked:\n      at: "2026-01-01T00:00:00Z"\n      reason: leaks\nchannels:\n  stable: "1.0.0"\n',
      ),
    });
    site = join(temporaryFolder(), 'site');
    expect(hyper(['build', registry.folder, '--out', site], { cwd: registry.folder }).status).toBe(0);
    server = createServer((request, response) => {
      serve(request, response);
    });
    await listen(server);
  });
  afterAll(() => {
    server.close();
  });

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const file = join(site, path);
    const answer = (status: number, body: Buffer | string, headers = {}): void => {
      asked.push({ path, status });
      response.writeHead(status, headers).end(body);
    };
    if (!existsSync(file)) {
      answer(404, 'none');
      return;
    }
    const bytes = readFileSync(file);
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) answer(304, '');
    else answer(200, bytes, { etag });
  }

  function createProject(): { folder: string; env: Readonly<Record<string, string>> } {
    const folder = temporaryFolder();
    const registries = `registries:\n  - name: main\n    url: http://127.0.0.1:${portOf(server)}/\n`;
    writeFileSync(
      join(folder, 'hyper.yaml'),
      `apiVersion: hyper/v1\nkind: Project\nname: shop\n${registries}dependencies:\n  org.acme/app: "*"\n`,
    );
    return { folder, env: { XDG_CACHE_HOME: cacheWithCode() } };
  }

  test('serves the content that the repository holds of what it shows, and of nothing else', async () => {
    const files = readdirSync(site, { recursive: true, encoding: 'utf8' });
    const blobs = files.filter((path) => /^blobs.*[0-9a-f]{64}$/u.test(path));
    expect(blobs).toEqual([blobPath(SHOWN)]);
    expect(readFileSync(join(site, 'digests.json'), 'utf8')).toContain(blobPath(SHOWN));
    const { folder, env } = createProject();
    const address = `http://127.0.0.1:${portOf(server)}/`;
    const pull = await run(folder, ['pull', 'org.acme/other@1.0.0', '--registry', address, '--out', 'got'], {
      ...env,
    });
    expect([pull.status, codesIn(pull)]).toEqual([0, []]);
    const got = readdirSync(join(folder, 'got'), { recursive: true, encoding: 'utf8' });
    expect(got.map((path) => join(folder, 'got', path)).some((path) => isFileOf(path, SHOWN))).toBe(true);
    writeFileSync(join(site, blobPath(SHOWN)), SHOWN.replace('shown', 'swapped'));
    const swapped = await run(
      folder,
      ['pull', 'org.acme/other@1.0.0', '--registry', address, '--out', 'bad'],
      {
        XDG_CACHE_HOME: temporaryFolder(),
      },
    );
    expect(swapped.status).not.toBe(0);
    expect(codesIn(swapped)).toEqual(['HYPER_CONTENT_MISMATCH']);
    writeFileSync(join(site, blobPath(SHOWN)), SHOWN);
  });

  test('is read file by file, then by entity tags, then without a network', async () => {
    const { folder, env } = createProject();
    asked.length = 0;
    expect((await run(folder, ['deps', 'resolve'], env)).status).toBe(0);
    const lock = readFileSync(join(folder, 'hyper.lock'), 'utf8');
    expect(lock).toContain('  org.acme/lib:\n    version: 1.5.0\n');
    const paths = asked.map(({ path }) => path).sort((left, right) => (left < right ? -1 : 1));
    expect(paths).toEqual([
      'api/v1/artifacts/org/acme/app/1.0.0.json',
      'api/v1/artifacts/org/acme/lib/1.5.0.json',
      'api/v1/index.json',
      'api/v1/sparse/org/acme/app.jsonl',
      'api/v1/sparse/org/acme/lib.jsonl',
      'trust/root.yaml',
    ]);
    asked.length = 0;
    const verified = await run(folder, ['deps', 'verify'], env);
    expect([verified.status, codesIn(verified)]).toEqual([0, ['HYPER_LOCK_UNTOLD']]);
    const isThere = asked.filter(({ path }) => path !== 'trust/root.yaml');
    expect(new Set(isThere.map(({ status }) => status))).toEqual(new Set([304]));
    asked.length = 0;
    const offline = { ...env, HYPER_OFFLINE: '1' };
    expect((await run(folder, ['deps', 'resolve', '--fresh'], offline)).status).toBe(0);
    expect(readFileSync(join(folder, 'hyper.lock'), 'utf8')).toBe(lock);
    expect(asked).toEqual([]);
    const never = await run(folder, ['deps', 'add', 'org.acme/other'], offline);
    expect(codesIn(never)).toContain('HYPER_REMOTE_UNREACHABLE');
    expect(codesIn(await run(folder, ['deps', 'verify', '--at', 'HEAD'], env))).toEqual([
      'HYPER_SITE_REVISION',
    ]);
  });

  test('gives the same lock as its repository, but for where it was', async () => {
    const { folder, env } = createProject();
    await run(folder, ['deps', 'resolve'], env);
    const built = readFileSync(join(site, 'locks/org/acme/app/1.0.0.lock'), 'utf8');
    const packages = (text: string): string => text.slice(text.indexOf('\npackages:'));
    expect(packages(readFileSync(join(folder, 'hyper.lock'), 'utf8'))).toBe(packages(built));
  });

  test.each([
    [
      'api/v1/sparse/org/acme/lib.jsonl',
      /"manifest":"[0-9a-f]{8}/gu,
      '"manifest":"00000000',
      'HYPER_SITE_MISMATCH',
    ],
    [
      'api/v1/sparse/org/acme/lib.jsonl',
      /"deps":\[\]/gu,
      '"deps":[["org.acme/other","*","runtime",false,null]]',
      'HYPER_SITE_MISMATCH',
    ],
    ['api/v1/sparse/org/acme/lib.jsonl', /"v":"1.5.0"/u, '"v":"1.5"', 'HYPER_SITE_INVALID'],
    ['api/v1/index.json', /"formatVersion":1/u, '"formatVersion":9', 'HYPER_SITE_INVALID'],
  ])('is refused where %s does not hold together', async (path, from, to, code) => {
    const { folder, env } = createProject();
    const before = readFileSync(join(site, path), 'utf8');
    writeFileSync(join(site, path), before.replace(from, to));
    try {
      const ran = await run(folder, ['deps', 'resolve'], env);
      expect(codesIn(ran)).toEqual([code]);
      expect(existsSync(join(folder, 'hyper.lock'))).toBe(false);
    } finally {
      writeFileSync(join(site, path), before);
    }
  });

  test('builds again only the locks that a change can touch', () => {
    const registry = createTestRepository({
      'registry.yaml': registryText(),
      ...namespace('org.acme'),
      ...release('org.acme/app', '1.0.0', 'dependencies:\n  org.acme/lib: ^1.0.0\n'),
      ...release('org.acme/lib', '1.0.0'),
      ...release('org.acme/alone', '1.0.0'),
      ...release('org.acme/stuck', '1.0.0', 'dependencies:\n  org.acme/lib: ^9.0.0\n'),
    });
    const out = join(temporaryFolder(), 'out');
    const build = (): { renderedUnits: number } =>
      (
        JSON.parse(hyper(['build', '--out', out, '--json'], { cwd: registry.folder }).stdout) as {
          data: { renderedUnits: number };
        }
      ).data;
    build();
    expect(readFileSync(join(out, 'locks/org/acme/stuck/1.0.0.conflict.txt'), 'utf8')).toContain(
      'org.acme/lib',
    );
    registry.write(release('org.acme/lib', '1.1.0'));
    registry.commit('More', 1);
    build();
    expect(readFileSync(join(out, 'locks/org/acme/app/1.0.0.lock'), 'utf8')).toContain('version: 1.1.0');
    const ofLib = ['1.0.0', '1.1.0'].map((one) => existsSync(join(out, `locks/org/acme/lib/${one}.lock`)));
    expect(ofLib).toEqual([true, true]);
    const units = readFileSync(join(out, '.hyper-build/units.json'), 'utf8');
    expect(units).toContain('"id":"locks:org.acme/alone"');
    const clean = join(temporaryFolder(), 'clean');
    hyper(['build', '--out', clean, '--clean'], { cwd: registry.folder });
    for (const file of ['locks/org/acme/app/1.0.0.lock', 'locks/org/acme/alone/1.0.0.lock', 'digests.json']) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(join(clean, file), 'utf8'));
    }
  });
});

describe('hyper pull', () => {
  let secure: Server;
  let plain: Server;
  let elsewhere: Server;
  let folder: string;
  const BODY = 'the content of a release';
  const answers = new Map<string, (response: ServerResponse) => void>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hyper-pull-'));
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const out = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...out],
      { stdio: 'pipe' },
    );
    const identity = {
      key: readFileSync(join(folder, 'key.pem')),
      cert: readFileSync(join(folder, 'cert.pem')),
    };
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      const found = answers.get((request.url ?? '').replace(/\?.*$/u, ''));
      if (found === undefined) response.writeHead(404).end();
      else found(response);
    };
    secure = createSecureServer(identity, answer);
    elsewhere = createSecureServer(identity, answer);
    plain = createServer(answer);
    await Promise.all([listen(secure), listen(plain), listen(elsewhere)]);
    answers.set('/good', (response) => response.end(BODY));
    answers.set('/other', (response) => response.end(BODY.replace('release', 'RELEASE')));
    answers.set('/long', (response) => response.end(BODY.repeat(1000)));
    answers.set('/endless', (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(BODY.repeat(1000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    answers.set('/cut', (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write(BODY);
      response.destroy();
    });
    answers.set('/away', (response) => {
      response.writeHead(302, { location: `https://127.0.0.1:${portOf(elsewhere)}/good` }).end();
    });
  });
  afterAll(() => {
    for (const server of [secure, plain, elsewhere]) server.close();
  });

  async function pull(
    more: string,
    settings = '',
    words: readonly string[] = [],
  ): Promise<Ran & { files: string[] }> {
    const registry = createTestRepository({
      'registry.yaml': registryText(settings),
      ...namespace('org.acme'),
      ...release('org.acme/app', '1.0.0', more),
      [`blobs/sha256/${sha256(BODY).slice(0, 2)}/${sha256(BODY).slice(2, 4)}/${sha256(BODY)}`]: BODY,
    });
    const to = join(temporaryFolder(), 'to');
    const env = { NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') };
    const ran = await run(registry.folder, ['pull', 'org.acme/app@1.0.0', '--out', to, ...words], env);
    const found = existsSync(to) ? readdirSync(to, { recursive: true, withFileTypes: true }) : [];
    return { ...ran, files: found.filter((entry) => entry.isFile()).map((entry) => entry.name) };
  }
  const at = (path: string, server = secure): string => `https://localhost:${portOf(server)}${path}`;

  test('fetches inline, blob and https content, and shows a file only when it is right', async () => {
    const blob = `blobs/sha256/${sha256(BODY).slice(0, 2)}/${sha256(BODY).slice(2, 4)}/${sha256(BODY)}`;
    const digests = `content:\n  digests:\n    sha256: "${sha256(BODY)}"\n  size: ${BODY.length}\n`;
    for (const more of [
      `${digests}  inline: ${BODY}\n`,
      `${digests}  path: ${blob}\n`,
      content(at('/good'), BODY),
    ]) {
      expect(await pull(more)).toMatchObject({ status: 0, files: ['app-1.0.0'] });
      const packed = more.replace('content:', 'content:\n  mediaType: application/x-tar');
      expect(await pull(packed)).toMatchObject({ status: 0, files: ['app-1.0.0.tar'] });
    }
    expect(codesIn(await pull(''))).toEqual(['HYPER_CONTENT_NONE']);
  });

  test.each([
    ['/other', BODY.length, 'HYPER_CONTENT_MISMATCH'],
    ['/long', BODY.length, 'HYPER_CONTENT_MISMATCH'],
    ['/endless', BODY.length, 'HYPER_CONTENT_MISMATCH'],
    ['/good', BODY.length + 1, 'HYPER_CONTENT_MISMATCH'],
    ['/cut', BODY.length, 'HYPER_REMOTE_UNREACHABLE'],
    ['/none', BODY.length, 'HYPER_CONTENT_MISSING'],
    ['/away', BODY.length, 'HYPER_CONTENT_HOST'],
  ])('keeps nothing of %s, and reads no more than was declared (I08, I10)', async (path, size, code) => {
    const ran = await pull(content(at(path), BODY, size));
    expect([codesIn(ran), ran.files]).toEqual([[code], []]);
  });

  test('goes by the hosts that the registry allows', async () => {
    const allow = (...hosts: string[]): string =>
      `settings:\n  allowedContentHosts: [${hosts.map((host) => `"${host}"`).join(', ')}]\n`;
    expect(codesIn(await pull(content(at('/good'), BODY), allow('example.org')))).toEqual([
      'HYPER_CONTENT_HOST',
    ]);
    expect(codesIn(await pull(content(at('/away'), BODY), allow('localhost')))).toEqual([
      'HYPER_CONTENT_HOST',
    ]);
    expect((await pull(content(at('/away'), BODY), allow('localhost', '127.*.0.1'))).status).toBe(0);
    expect(codesIn(await pull(content('s3://bucket/x', BODY)))).toEqual(['HYPER_CONTENT_PLACE']);
    const small = await pull(content(at('/good'), BODY), '', ['--max-bytes', '5']);
    expect(codesIn(small)).toEqual(['HYPER_CONTENT_TOO_LARGE']);
  });

  test('reads an OCI registry: a blob, a layer of a manifest, and with a token for everybody', async () => {
    const manifest = JSON.stringify({
      schemaVersion: 2,
      layers: [{ digest: `sha256:${sha256(BODY)}`, size: BODY.length }],
    });
    answers.set(`/v2/acme/app/blobs/sha256:${sha256(BODY)}`, (response) => response.end(BODY));
    answers.set('/v2/acme/app/manifests/1.0', (response) => response.end(manifest));
    answers.set(`/v2/acme/app/manifests/sha256:${sha256(manifest)}`, (response) => response.end(manifest));
    answers.set(`/v2/acme/app/manifests/sha256:${'0'.repeat(64)}`, (response) => response.end(manifest));
    answers.set('/v2/acme/empty/manifests/1.0', (response) => response.end('{"layers":[]}'));
    answers.set('/token', (response) => response.end('{"token":"abc"}'));
    let isAsked = false;
    answers.set('/v2/acme/closed/manifests/1.0', (response) => {
      const realm = `Bearer realm="http://localhost:${portOf(plain)}/token",service="x"`;
      if (isAsked) response.end(manifest);
      else response.writeHead(401, { 'www-authenticate': realm }).end();
      isAsked = true;
    });
    answers.set(`/v2/acme/closed/blobs/sha256:${sha256(BODY)}`, (response) => response.end(BODY));
    const oci = (rest: string): string => content(`oci://localhost:${portOf(plain)}/acme/${rest}`, BODY);
    for (const rest of [
      `app@sha256:${sha256(BODY)}`,
      'app:1.0',
      `app@sha256:${sha256(manifest)}`,
      'closed:1.0',
    ]) {
      const ran = await pull(oci(rest));
      expect([rest, ran.status], ran.output).toEqual([rest, 0]);
    }
    expect(codesIn(await pull(oci(`app@sha256:${'0'.repeat(64)}`)))).toEqual(['HYPER_CONTENT_MISMATCH']);
    expect(codesIn(await pull(oci('empty:1.0')))).toEqual(['HYPER_CONTENT_MISSING']);
  });

  const docker = ['/usr/bin/docker-registry', '/usr/sbin/docker-registry'].find((path) => existsSync(path));
  test.skipIf(docker === undefined)(
    'reads a real OCI registry (skipped where Debian docker-registry is not installed)',
    async () => {
      const storage = temporaryFolder();
      const { child, port } = await startOnFreePort((wished) => {
        const config = join(storage, 'config.yml');
        writeFileSync(
          config,
          `version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: ${storage}\nhttp:\n  addr: 127.0.0.1:${wished}\n`,
        );
        return spawn(docker ?? '', ['serve', config], { stdio: 'ignore' });
      });
      try {
        const base = `http://127.0.0.1:${port}/v2/acme/app`;
        const put = async (bytes: string): Promise<void> => {
          const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
          const place = new URL(begun.headers.get('location') ?? '', base);
          place.searchParams.set('digest', `sha256:${sha256(bytes)}`);
          await fetch(place, { method: 'PUT', body: bytes });
        };
        await put(BODY);
        await put('{}');
        const mediaType = 'application/vnd.oci.image.manifest.v1+json';
        const config = {
          mediaType: 'application/vnd.oci.image.config.v1+json',
          digest: `sha256:${sha256('{}')}`,
          size: 2,
        };
        const layer = {
          mediaType: 'application/octet-stream',
          digest: `sha256:${sha256(BODY)}`,
          size: BODY.length,
        };
        const body = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] });
        const told = await fetch(`${base}/manifests/1.0`, {
          method: 'PUT',
          headers: { 'content-type': mediaType },
          body,
        });
        expect(told.status).toBe(201);
        for (const rest of ['app:1.0', `app@sha256:${sha256(BODY)}`]) {
          const { status, files } = await pull(content(`oci://127.0.0.1:${port}/acme/${rest}`, BODY));
          expect([status, files]).toEqual([0, ['app-1.0.0']]);
        }
      } finally {
        child.kill();
      }
    },
  );

  test('fetches what is locked, for one platform, tells what was yanked and refuses what was deleted or altered (R04)', async () => {
    const inline = (text: string): string =>
      `content:\n  digests:\n    sha256: "${sha256(text)}"\n  size: ${text.length}\n  inline: ${text}\n`;
    const registry = createTestRepository({
      'registry.yaml': registryText(),
      ...namespace('org.acme'),
      ...release(
        'org.acme/app',
        '1.0.0',
        `${inline('app')}dependencies:\n  - artifact: org.acme/win\n    version: "*"\n    condition: { os: [win32] }\n`,
      ),
      ...release('org.acme/win', '1.0.0', inline('win')),
    });
    const project = temporaryFolder();
    const registries = `registries:\n  - name: main\n    url: ${registry.folder}\n`;
    writeFileSync(
      join(project, 'hyper.yaml'),
      `apiVersion: hyper/v1\nkind: Project\nname: x\n${registries}dependencies:\n  org.acme/app: "*"\n`,
    );
    expect((await run(project, ['deps', 'resolve'])).status).toBe(0);
    expect((await run(project, ['pull', '--locked', '--os', 'linux', '--out', 'vendor'])).status).toBe(0);
    expect(readdirSync(join(project, 'vendor'))).toEqual(['org.acme']);
    expect(readdirSync(join(project, 'vendor/org.acme'))).toEqual(['app']);
    const state = (record: string): void => {
      const text = stateText(
        'org.acme/app',
        `releases:\n  "1.0.0":\n    state: published\n    ${record}:\n      at: "2026-01-01T00:00:00Z"\n      reason: leaks\n`,
      );
      registry.write({ 'namespaces/org/acme/app/artifact.yaml': text });
      registry.commit(record, 1);
    };
    state('yanked');
    const yanked = await run(project, ['pull', '--locked', '--out', 'yanked']);
    expect([yanked.status, codesIn(yanked)]).toEqual([0, ['HYPER_LOCK_YANKED']]);
    state('tombstone');
    const deleted = await run(project, ['pull', '--locked', '--out', 'deleted']);
    expect([deleted.status, codesIn(deleted)]).toEqual([1, ['HYPER_LOCK_DELETED']]);
    expect(existsSync(join(project, 'deleted'))).toBe(false);
    rmSync(join(registry.folder, 'namespaces/org/acme/app/artifact.yaml'));
    registry.write({
      [releasePath('org.acme/app', '1.0.0')]:
        `${readFileSync(join(registry.folder, releasePath('org.acme/app', '1.0.0')), 'utf8')}# more\n`,
    });
    registry.commit('Alter', 1);
    expect(codesIn(await run(project, ['pull', '--locked', '--out', 'again']))).toEqual([
      'HYPER_LOCK_MANIFEST',
    ]);
    expect(codesIn(await run(project, ['pull']))).toEqual(['HYPER_USAGE_ARGUMENT_MISSING']);
  });
});
