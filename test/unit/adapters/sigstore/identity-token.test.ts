import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obtainIdentityToken } from '../../../../src/adapters/sigstore/index.ts';
import type { HyperError } from '../../../../src/core/index.ts';
import { identityToken, startSigstore } from '../../../build/sigstore/index.ts';
import type { SigstoreServices } from '../../../build/sigstore/index.ts';

const now = (): Date => new Date();

let services: SigstoreServices;
beforeAll(async () => {
  services = await startSigstore();
});
afterAll(() => services.close());

describe('an identity token', () => {
  it('is that of the file, then that of the environment, then that of the job', async () => {
    const [file, variable] = [identityToken({ sub: 'file' }), identityToken({ sub: 'variable' })];
    const environment = { ...services.jobEnvironment({ sub: 'job' }), SIGSTORE_ID_TOKEN: variable };
    expect(await obtainIdentityToken({ environment, fileText: `${file}\n`, now })).toBe(file);
    expect(await obtainIdentityToken({ environment, fileText: undefined, now })).toBe(variable);
    const job = await obtainIdentityToken({
      environment: services.jobEnvironment({ sub: 'job' }),
      fileText: undefined,
      now,
    });
    expect(Buffer.from(job.split('.')[1] ?? '', 'base64url').toString()).toContain('"sub":"job"');
  });

  it('must be somewhere', async () => {
    await expect(obtainIdentityToken({ environment: {}, fileText: undefined, now })).rejects.toMatchObject({
      code: 'HYPER_IDENTITY_TOKEN_MISSING',
    });
  });

  const wrong: (readonly [string, string])[] = [
    ['is no token', 'secret-of-mine'],
    ['has claims that are no JSON', 'a.c2VjcmV0LW9mLW1pbmU.x'],
    ['is for another audience', identityToken({ aud: 'https://secret-of-mine.example' })],
    ['has expired', identityToken({ exp: 1_700_000_000, sub: 'secret-of-mine' })],
    ['is too long', `${'a'.repeat(20_000)}.b.c`],
  ];

  it.each(wrong)('is refused that %s, and not quoted', async (_, token) => {
    const error = (await obtainIdentityToken({ environment: {}, fileText: token, now }).catch(
      (reason: unknown) => reason,
    )) as HyperError;
    expect(error.code).toBe('HYPER_IDENTITY_TOKEN_INVALID');
    expect(`${error.message} ${String(error.stack)} ${String(error.cause)}`).not.toMatch(
      /secret-of-mine|aaaaaaaa/u,
    );
    expect(`${error.message} ${String(error.stack)}`).not.toContain(token);
  });

  it('is not asked for where the job may not, or over plain http', async () => {
    const environment = { ...services.jobEnvironment(), ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' };
    await expect(obtainIdentityToken({ environment, fileText: undefined, now })).rejects.toMatchObject({
      code: 'HYPER_IDENTITY_TOKEN_INVALID',
    });
    const plain = { ...environment, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://tokens.example.org/' };
    await expect(obtainIdentityToken({ environment: plain, fileText: undefined, now })).rejects.toMatchObject(
      { code: 'HYPER_SIGSTORE_ADDRESS' },
    );
  });
});
