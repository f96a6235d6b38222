import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeLockfile, parseLockfile, renderLockfile } from '../../../src/lockfile/index.ts';
import { chosen, input, need } from './locks.ts';

const GOLDEN = join(import.meta.dirname, '../../golden/lockfile/hyper.lock');

it('writes a lock with every field in the bytes of the golden file, and reads them back', async () => {
  const needs = [
    need('org.acme/app ^1.0.0'),
    need('org.acme/check *', { type: 'dev' }),
    need('org.acme/extra *', { optional: true, condition: { os: ['linux', 'darwin'], feature: ['gpu'] } }),
  ];
  const app = chosen('1.2.0', need('org.acme/base ^2.0.0'), need('org.acme/far ~0.1.0', { type: 'peer' }));
  const lock = makeLockfile(
    input(
      needs,
      {
        'org.acme/app': { ...app, identity: { ...app.identity, signer: 'sha256:ab', registry: 'main' } },
        'org.acme/base': chosen('2.0.1', need('org.acme/app ^1.0.0')),
        'org.acme/check': chosen('3.0.0-rc.1+build.7'),
        'org.acme/extra': chosen('0.9.0'),
        'org.acme/far': chosen('0.1.4'),
      },
      {
        registries: [
          {
            name: 'main',
            id: '01890000-0000-7000-8000-000000000000',
            commit: 'a'.repeat(40),
            rootVersion: 3,
          },
          { name: 'other', url: 'https://other.example/' },
        ],
      },
    ),
  );
  const text = renderLockfile(lock);
  await expect(text).toMatchFileSnapshot(GOLDEN);
  expect(parseLockfile(Buffer.from(text)).read?.lockfile).toEqual(lock);
});
