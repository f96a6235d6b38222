import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askToken } from '../../../../src/adapters/forge/index.ts';

/** What the forge of this test answers, by path. */
let answers: Record<string, { status?: number; headers?: Record<string, string>; body?: object }>;
let asked: string[];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(`${path} ${request.headers.authorization ?? ''}`);
    const { status = 200, headers = {}, body = {} } = answers[path] ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
beforeEach(() => {
  asked = [];
  answers = { '/rate_limit': { headers: { 'x-oauth-scopes': 'repo, read:org' } } };
});
afterAll(() => {
  server.close();
});

const ask = (environment: Record<string, string> = {}, address?: string): ReturnType<typeof askToken> =>
  askToken({
    environment: { GITHUB_TOKEN: 'ghp_one', GITHUB_API_URL: url, GITHUB_SERVER_URL: url, ...environment },
    address,
    signal: undefined,
  });
const push = (may: boolean): { body: object } => ({ body: { permissions: { pull: true, push: may } } });

describe('asking the forge about a token', () => {
  it('asks nothing where there is none', async () => {
    expect(await ask({ GITHUB_TOKEN: '' })).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('reads the scopes of a classic token, and when it ends', async () => {
    answers['/rate_limit'] = {
      headers: {
        'x-oauth-scopes': 'repo, read:org',
        'github-authentication-token-expiration': '2026-12-31 23:59:59 +0200',
      },
    };
    expect(await ask()).toEqual({
      kind: 'known',
      scopes: ['repo', 'read:org'],
      expiresAt: '2026-12-31T21:59:59.000Z',
      repository: null,
    });
    expect(asked).toEqual(['/rate_limit token ghp_one']);
  });

  it.each([
    ['ghp_one', true, 'write'],
    ['github_pat_one', false, 'read'],
    ['ghs_one', false, 'untold'],
  ])('tells what %s may do in the repository of a remote', async (token, may, right) => {
    answers['/rate_limit'] = {};
    answers['/repos/acme/registry'] = push(may);
    const standing = await ask({ GITHUB_TOKEN: token }, `${url}/acme/registry.git`);
    expect(standing).toMatchObject({ scopes: null, repository: { name: 'acme/registry', right } });
  });

  it('tells that it does not see the repository that the environment names', async () => {
    const standing = await ask({ GITHUB_REPOSITORY: 'acme/hidden' }, `${url}/acme/registry.git`);
    expect(standing).toMatchObject({ repository: { name: 'acme/hidden', right: 'none' } });
  });

  it('never asks about a remote of another server, nor sends a token over an open line', async () => {
    expect(await ask({}, 'https://gitlab.com/acme/registry.git')).toMatchObject({ repository: null });
    const standing = await ask({ GITHUB_API_URL: 'http://example.com/api' });
    expect(standing).toMatchObject({ kind: 'refused', message: 'GITHUB_API_URL is no https address' });
    expect(await ask({ GITHUB_TOKEN: 'a\nb' })).toMatchObject({ kind: 'refused' });
    expect(asked).toHaveLength(1);
  });

  it('tells a token that the forge does not know, and a forge that does not answer', async () => {
    answers['/rate_limit'] = { status: 401, body: { message: 'Bad credentials' } };
    expect(await ask()).toMatchObject({ kind: 'refused', message: expect.stringContaining('Bad') as string });
    answers['/rate_limit'] = { status: 500 };
    expect(await ask()).toMatchObject({ kind: 'unreached' });
    expect(await ask({ GITHUB_API_URL: 'http://127.0.0.1:9' })).toMatchObject({ kind: 'unreached' });
    expect(await ask({ HYPER_OFFLINE: '1' })).toEqual({ kind: 'unreached', message: 'HYPER_OFFLINE is set' });
    expect(asked).toHaveLength(2);
  });
});
