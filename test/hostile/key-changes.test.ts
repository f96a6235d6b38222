import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRootRotation } from '../../src/lifecycle/index.ts';
import { parseDocument } from '../../src/document/index.ts';
import { parseManifest } from '../../src/manifest/index.ts';
import { keyRevoke, keyRotate, trustInit } from '../../src/operations/index.ts';
import type { KeyRevokeInput, KeyRotateInput } from '../../src/operations/index.ts';
import { openSiteRegistry } from '../../src/operations/on-site/site-registry.ts';
import { createTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { namespace, namespaceText, policyText, release, releasePath, stateText } from '../build/manifests.ts';
import { NOW, keyOf, listedKey, rootText, signingBlock } from '../build/signed-files.ts';
import { RELEASE_TEXT, ROOTS, signed, signedAll, signedRegistry } from '../build/signed-registry.ts';
import { trustContext } from '../build/trust-context.ts';
import { verifyFolder } from '../build/verify-context.ts';

const ACME = 'namespaces/org/acme/namespace.yaml';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const REVOKED = '2026-05-20T00:00:00Z';
const read = ({ folder }: TestRepository, path: string): string => readFileSync(join(folder, path), 'utf8');

/** A registry in which a key of a namespace ends as the fields say. */
function withKey(fields: Readonly<Record<string, string>>): TestRepository {
  const block = signingBlock(1, ['acme', listedKey('acme-2', fields)]);
  const text = namespaceText('org.acme', `revision: 2\n${block}`);
  return createTestRepository({ ...signedRegistry(), ...signed(ACME, text, ROOTS) });
}

function revoke({ folder }: TestRepository, more: Partial<KeyRevokeInput> = {}): Promise<unknown> {
  const input = { registry: undefined, target: 'org.acme', key: 'acme-2', add: undefined, isDryRun: false };
  const nothing = { reason: undefined, compromisedSince: undefined };
  return keyRevoke.run(trustContext(folder), {
    ...{ ...input, key: keyOf('acme-2').publicKey.keyId },
    ...nothing,
    ...more,
  });
}

function retire({ folder }: TestRepository, more: Partial<KeyRotateInput> = {}): Promise<unknown> {
  const key = keyOf('acme-2').publicKey.keyId;
  const input = { registry: undefined, target: 'org.acme', add: undefined, key, endsAt: undefined };
  return keyRotate.run(trustContext(folder), { ...input, isDryRun: false, ...more });
}

describe('a key that has ended', () => {
  it('is not given a later end by a second revocation, which would make signatures count again (S15)', async () => {
    const repository = withKey({ revokedAt: REVOKED });
    const before = read(repository, ACME);
    await expect(revoke(repository)).rejects.toMatchObject({ code: 'HYPER_KEY_ENDED' });
    expect(read(repository, ACME)).toBe(before);
    const earlier = { compromisedSince: new Date('2026-03-01T00:00:00Z') };
    await revoke(repository, earlier);
    expect(read(repository, ACME)).toContain(`revokedAt: "${REVOKED}"`);
    expect(read(repository, ACME)).toContain('compromisedSince: "2026-03-01T00:00:00Z"');
  });

  it('keeps the earliest moment since which others had it (S15)', async () => {
    const since = '2026-03-01T00:00:00Z';
    const repository = withKey({ revokedAt: REVOKED, compromisedSince: since });
    const later = { compromisedSince: new Date('2026-05-01T00:00:00Z'), add: 'acme-3' };
    await revoke(repository, later);
    expect(read(repository, ACME)).toContain(`compromisedSince: "${since}"`);
    expect(read(repository, ACME)).toContain(`revokedAt: "${REVOKED}"`);
  });

  it.each([
    ['expired', { expiresAt: REVOKED }, undefined],
    ['revoked', { revokedAt: REVOKED }, undefined],
    ['ending sooner', { expiresAt: '2026-07-01T00:00:00Z' }, new Date('2027-01-01T00:00:00Z')],
  ])('does not live on by a rotation: %s (S14)', async (_, fields, endsAt) => {
    const repository = withKey(fields);
    const before = read(repository, ACME);
    await expect(retire(repository, { endsAt })).rejects.toMatchObject({ code: 'HYPER_KEY_ENDED' });
    expect(read(repository, ACME)).toBe(before);
  });
});

describe('a key that releases lean on', () => {
  it('does not end either while its namespace waits for signatures, or in a copy that is not believed', async () => {
    const repository = createTestRepository(signedRegistry());
    repository.git('rm', '-q', ACME.replace('.yaml', '.sigstore.json'));
    repository.commit('Unsign');
    await expect(retire(repository)).rejects.toMatchObject({ code: 'HYPER_KEY_STILL_NEEDED' });
    expect(read(repository, ACME)).not.toContain('expiresAt');
  });
});

describe('the first signers of a namespace', () => {
  const POLICY = 'namespaces/org/acme/policies/needs-licence.yaml';
  const TOOLS = 'namespaces/org/acme/tools/namespace.yaml';
  const RELEASE = releasePath('org.acme/parser', '1.0.0');

  it('take what is below from those above in one event, with nothing left that would be refused for ever (S02)', async () => {
    // The root has signed a namespace that names nobody, and all that is below it.
    const below = { [POLICY]: policyText('needs-licence'), ...namespace('org.acme.tools') };
    const repository = createTestRepository({
      ...signedRegistry(),
      ...signedAll({ [ACME]: namespaceText('org.acme'), ...below, [RELEASE]: RELEASE_TEXT }, ROOTS),
      ...signedAll(release('org.acme/parser', '1.1.0'), ROOTS),
      ...signedAll({ [STATE]: stateText('org.acme/parser', 'tags:\n  stable: "1.1.0"\n') }, ROOTS),
      ...signedAll(release('org.acme.tools/runner', '2.0.0'), ROOTS),
    });
    expect((await verifyFolder(repository.folder)).data.refused).toEqual([]);
    const given = { registry: undefined, target: 'org.acme', key: undefined, endsAt: undefined };
    const input = { ...given, add: 'acme', isDryRun: false };
    const { data } = await keyRotate.run(trustContext(repository.folder), input);
    expect(data.lost).toEqual(expect.arrayContaining([POLICY, TOOLS, RELEASE, STATE]));
    const at = new Date(NOW).toISOString().replace('.000Z', 'Z');
    for (const path of data.lost) repository.write(signed(path, read(repository, path), ['acme'], { at }));
    repository.write(signed(ACME, read(repository, ACME), ROOTS));
    expect((await verifyFolder(repository.folder)).data.refused).toEqual([]);
    // Those who come later take nothing from anybody.
    const later = await keyRotate.run(trustContext(repository.folder), { ...input, add: 'acme-2' });
    expect(later.data.lost).toEqual([]);
  });
});

describe('what somebody typed', () => {
  it('never makes a manifest that is not valid, and writes nothing', async () => {
    const repository = createTestRepository(signedRegistry());
    const before = read(repository, ACME);
    for (const [reason, code] of [
      ['gone \u202e back', 'HYPER_YAML_UNWRITABLE'],
      ['', 'HYPER_TRUST_PLAN_INVALID'],
      ['x'.repeat(5_000), 'HYPER_TRUST_PLAN_INVALID'],
    ] as const) {
      await expect(revoke(repository, { reason, add: 'acme-3' })).rejects.toMatchObject({ code });
    }
    expect(read(repository, ACME)).toBe(before);
    expect(existsSync(join(repository.folder, ACME.replace('.yaml', '.sigstore.json')))).toBe(true);
  });
});

describe('a root made by hand', () => {
  it('does not begin anew beside roots that are kept (S16)', async () => {
    const repository = createTestRepository(signedRegistry());
    repository.git('mv', 'trust/root.yaml', 'trust/root.1.yaml');
    repository.git('mv', 'trust/root.sigstore.json', 'trust/root.1.sigstore.json');
    const flags = { registry: undefined, threshold: undefined, expiresInDays: 9, online: undefined };
    const input = { ...flags, keys: ['root-a'], isDryRun: false };
    const made = trustInit.run(trustContext(repository.folder), input);
    await expect(made).rejects.toMatchObject({ code: 'HYPER_TRUST_PRESENT' });
  });

  it('is not led to a next one that too few living keys could sign', () => {
    const keys = ['root-a', listedKey('root-b', { revokedAt: REVOKED }), 'root-c'];
    const bytes = Buffer.from(rootText({ keys }));
    const { document } = parseDocument(bytes);
    const manifest = document === undefined ? undefined : parseManifest(document).manifest;
    if (manifest?.kind !== 'TrustRoot') throw new Error('the root is no root');
    const rotation = { add: [], createdAt: new Date(NOW), expiresAt: new Date(NOW + 1e9) };
    const current = { manifest, bytes, signatures: Buffer.from('') };
    const plan = (threshold: number | undefined, remove: readonly string[] = []): unknown =>
      planRootRotation(current, { ...rotation, threshold, remove });
    expect(() => plan(3)).toThrow(expect.objectContaining({ code: 'HYPER_TRUST_THRESHOLD' }));
    expect(() => plan(2, [keyOf('root-a').publicKey.keyId])).toThrow(
      expect.objectContaining({ code: 'HYPER_TRUST_THRESHOLD' }),
    );
    expect(() => plan(2)).not.toThrow();
  });
});

describe('a host that serves roots without end', () => {
  it('is read to a bound, whatever number its newest root has (S24)', async () => {
    let given = 0;
    const page = Buffer.alloc(8 * 1024 * 1024, 'x');
    const { index } = await openSiteRegistry({
      label: 'endless',
      read: (path, maxBytes) => {
        const bytes = path === 'trust/root.yaml' ? Buffer.from('version: 1024\n') : page;
        if (bytes.length > maxBytes) return Promise.resolve(undefined);
        given += bytes.length;
        return Promise.resolve(bytes);
      },
    });
    expect(given).toBeLessThan(128 * 1024 * 1024);
    expect(index.trustRoots.length).toBeLessThan(64);
  });
});
