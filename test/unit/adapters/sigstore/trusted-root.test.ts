import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  PUBLIC_REKOR_URL,
  embeddedTrust,
  parseTrustedRoot,
  refreshTrust,
} from '../../../../src/adapters/sigstore/index.ts';
import { startSigstore, startTuf } from '../../../build/sigstore/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

type Tuf = Awaited<ReturnType<typeof startTuf>>;

let text: string;
let tuf: Tuf;
let other: Tuf;

beforeAll(async () => {
  const services = await startSigstore();
  text = services.trustedRoot;
  await services.close();
  tuf = await startTuf(text);
  other = await startTuf(text);
});
afterAll(async () => {
  await tuf.close();
  await other.close();
});

function rootFile({ root }: Tuf): string {
  const path = join(temporaryFolder(), 'root.json');
  writeFileSync(path, root);
  return path;
}

describe('the trusted root', () => {
  it('that hyper carries knows the log, the certificates and the timestamps of the public good instance', () => {
    const { material } = embeddedTrust();
    expect(material.tlogs.map((log) => log.baseURL)).toContain(PUBLIC_REKOR_URL);
    expect(material.certificateAuthorities.length).toBeGreaterThan(0);
    expect(material.ctlogs.length).toBeGreaterThan(0);
    expect(material.timestampAuthorities.length).toBeGreaterThan(0);
  });

  const wrong: (readonly [string, (root: string) => string])[] = [
    ['is no JSON', () => 'not json'],
    ['is something else', () => '{}'],
    ['names no log', (root) => root.replace('"tlogs"', '"other"')],
    ['names no certificate authority', (root) => root.replace('"certificateAuthorities"', '"other"')],
    [
      'has a key that is valid from nowhen on (ATTACKS fact 12)',
      (root) => root.replace(/"validFor": \{\s*"start": "[^"]*"\s*\}/u, '"validFor": {}'),
    ],
    ['has a key that is none', (root) => root.replace(/"rawBytes": "[^"]{60}/u, '"rawBytes": "AAAA')],
  ];

  it.each(wrong)('is refused that %s', (_, change) => {
    expect(() => parseTrustedRoot(change(text), 'the root')).toThrow(
      expect.objectContaining({ code: 'HYPER_TRUSTED_ROOT_INVALID' }) as Error,
    );
  });
});

describe('refreshing the trusted root', () => {
  it('takes what TUF verifies from the root that is given', async () => {
    const trust = await refreshTrust({
      cacheFolder: temporaryFolder(),
      url: tuf.url,
      rootPath: rootFile(tuf),
    });
    expect(trust.material.tlogs.map((log) => log.baseURL)).toEqual(['https://rekor.test']);
  });

  it('refuses metadata of another root, even with a cache of the right one', async () => {
    const cacheFolder = temporaryFolder();
    await refreshTrust({ cacheFolder, url: tuf.url, rootPath: rootFile(tuf) });
    await expect(
      refreshTrust({ cacheFolder, url: tuf.url, rootPath: rootFile(other) }),
    ).rejects.toMatchObject({ code: 'HYPER_TRUSTED_ROOT_REFRESH' });
    expect(readdirSync(join(cacheFolder, 'sigstore'))).toHaveLength(2);
  });

  it('says so where nobody answers, where the root is not there, and where the address is not https', async () => {
    const cacheFolder = temporaryFolder();
    const closed = await startTuf(text);
    await closed.close();
    const refused = { code: 'HYPER_TRUSTED_ROOT_REFRESH' };
    await expect(
      refreshTrust({ cacheFolder, url: closed.url, rootPath: rootFile(closed) }),
    ).rejects.toMatchObject(refused);
    await expect(refreshTrust({ cacheFolder, url: tuf.url })).rejects.toMatchObject(refused);
    await expect(refreshTrust({ cacheFolder, url: 'http://tuf.example.org' })).rejects.toMatchObject({
      code: 'HYPER_SIGSTORE_ADDRESS',
    });
  });
});
