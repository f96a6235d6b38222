import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../../src/adapters/sigstore/certificate-identity.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const ISSUER = 'https://issuer.test';

function certificate(names: string, issuer = ISSUER): Buffer {
  const folder = temporaryFolder();
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key'];
  const extensions = [`subjectAltName=${names}`, `1.3.6.1.4.1.57264.1.8=ASN1:UTF8String:${issuer}`];
  const added = extensions.flatMap((one) => ['-addext', one]);
  const out = ['-subj', '/CN=test', '-outform', 'DER', '-out', 'certificate'];
  execFileSync('openssl', ['req', '-x509', ...key, ...added, ...out], { cwd: folder, stdio: 'pipe' });
  return readFileSync(join(folder, 'certificate'));
}

describe.skipIf(!hasOpenssl)('whom a certificate speaks for (skipped: there is no openssl)', () => {
  it.each([
    ['URI:https://a.test/w@refs/heads/main', 'https://a.test/w@refs/heads/main'],
    ['email:ada@a.test', 'ada@a.test'],
  ])('is its one name: %s', (names, subject) => {
    expect(identityOf(certificate(names))).toEqual({ issuer: ISSUER, subject });
  });

  it.each([
    ['two names', 'URI:https://a.test/w,URI:https://b.test/w', ISSUER],
    ['a name of a machine beside one of a person', 'email:ada@a.test,DNS:a.test', ISSUER],
    ['only a name of a machine', 'DNS:a.test', ISSUER],
    ['an issuer with a blank', 'email:ada@a.test', 'https://issuer.test x'],
  ])('is nobody where it has %s (S20)', (_, names, issuer) => {
    expect(identityOf(certificate(names, issuer))).toBeUndefined();
  });
});
