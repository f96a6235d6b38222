import { expect, it } from 'vitest';
import { textOf } from '../../hostile/inspect-page.ts';
import { SAMPLE } from './sample-registry.ts';
import { buildSite, namespace } from './site-builder.ts';

it('tells of a namespace its owner, grants, quotas, who signs, and the policies of its own and from above', async () => {
  const identities = [{ issuer: 'https://issuer.example', subject: 'crew@example.org' }];
  const key = { algorithm: 'ed25519', createdAt: '2026-01-01T00:00:00Z', publicKey: 'A'.repeat(44) };
  const keys = [{ ...key, keyId: `sha256:${'a'.repeat(64)}`, revokedAt: '2026-02-01T00:00:00Z' }];
  const quay = namespace('lib.quay', { signing: { threshold: 1, keys, identities } });
  const { files, faults } = await buildSite([...SAMPLE, quay]);
  expect(faults).toEqual([]);
  const sea = textOf(files.get('namespaces/lib/sea/index.html') ?? '');
  expect(sea).toMatch(/Owner\s*pilots/u);
  expect(sea).toMatch(/Who may write\s*publisher\s*kim/u);
  expect(sea).toMatch(/Storage\s*1\.0 MiB/u);
  expect(sea).toMatch(/Artifacts\s*20/u);
  expect(sea).toMatch(/Described\s*advisory\s*here/u);
  const charts = textOf(files.get('namespaces/lib/sea/charts/index.html') ?? '');
  expect(charts).toMatch(/Described\s*mandatory\s*lib\.sea\s*changed in lib\.sea\.charts/u);
  expect(charts).toMatch(/publisher\s*kim\s*from lib\.sea/u);
  const signed = textOf(files.get('namespaces/lib/quay/index.html') ?? '');
  expect(signed).toMatch(
    /1 of 1 must sign what is here\.\s*A key ed25519, revoked .*\s*sha256:a+\s*crew@example\.org\s*from https:\/\/issuer\.example/u,
  );
});
