import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForgeClient } from '../../../../src/adapters/forge/forge-client.ts';
import { toForgeError } from '../../../../src/adapters/forge/forge-error.ts';

/** A failure as octokit throws it. */
function answered(
  status: number,
  message: string,
  headers: Readonly<Record<string, string | number>> = {},
  data: unknown = { message },
): Error {
  return Object.assign(new Error(message), { status, response: { headers, data } });
}

describe('the time that a forge asks to wait', () => {
  it.each([
    ['-1', 'in an hour'],
    ['NaN', 'in an hour'],
    ['1e308', 'in an hour'],
    ['', 'in an hour'],
    ['99999999999999999999', 'in an hour'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 'in an hour'],
    ['0', 'in 1 second'],
    ['90', 'in 90 seconds'],
    ['3600', 'in 60 minutes'],
    ['90000', 'in 25 hours'],
  ])('is told for "retry-after: %s" as %s', (header, wanted) => {
    const told = toForgeError(answered(429, 'slow down', { 'retry-after': header }), 'do it');
    expect(told).toMatchObject({
      code: 'HYPER_FORGE_RATE_LIMIT',
      hint: `run it again ${wanted}: what is done already is not done twice`,
    });
  });

  it.each([
    ['99999999999999999999', 'in an hour'],
    ['1e15', 'in an hour'],
    ['1000000000000000', 'in an hour'],
    ['-1', 'in an hour'],
    ['0', 'in an hour'],
    ['NaN', 'in an hour'],
    ['1798761600', 'after 2027-01-01T00:00:00.000Z'],
  ])('is told for "x-ratelimit-reset: %s" as %s', (header, wanted) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': header };
    const told = toForgeError(answered(403, 'rate limit', headers), 'do it');
    expect(told.code).toBe('HYPER_FORGE_RATE_LIMIT');
    expect(told.hint).toContain(`again ${wanted}:`);
  });
});

describe('what a forge does not take', () => {
  it.each([
    [
      [{ resource: 'PullRequest', message: 'No commits' }, { message: 'No base' }],
      'T: No commits; No base (422)',
    ],
    [[{ resource: 'PullRequest' }], 'shown (422)'],
    [[null], 'shown (422)'],
    [{ message: 'x' }, 'shown (422)'],
    [undefined, 'shown (422)'],
  ])('is told in its words %#', (errors, wanted) => {
    const told = toForgeError(
      answered(422, 'shown - https://docs.github.com/x', {}, { message: 'T', errors }),
      'do it',
    );
    expect(told).toMatchObject({
      code: 'HYPER_FORGE_FAILED',
      message: `the forge did not do it: ${wanted}`,
      hint: 'change what it does not take, and run it again: what is done already is not done twice',
    });
  });
});

describe('a forge that never answers', () => {
  let server: Server;
  let asked = 0;
  beforeAll(async () => {
    server = createServer(() => (asked += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is waited for once, not for each try', async () => {
    const apiUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const client = createForgeClient({ apiUrl, token: 'x', signal: undefined, answerMs: 200 });
    for (const path of ['GET /user', 'GET /emojis']) {
      const error: unknown = await client.request(path).catch((reason: unknown) => reason);
      expect(toForgeError(error, 'do it')).toMatchObject({
        code: 'HYPER_FORGE_UNREACHABLE',
        message: 'the forge did not do it: no answer for too long',
      });
    }
    expect(asked).toBe(1);
  });
});
