import { describe, expect, it } from 'vitest';
import { createChangeRepository } from '../build/change-repository.ts';
import type { Puts } from '../build/change-repository.ts';
import { namespaceText, policyText, releaseText, stateText } from '../build/manifests.ts';
import { runCi } from '../build/run-ci.ts';
import { signaturesOf, signingBlock } from '../build/signed-files.ts';
import { signedRegistry } from '../build/signed-registry.ts';

const repository = createChangeRepository(signedRegistry() as Record<string, string>);
const RELEASE = 'namespaces/org/acme/parser/1.2.0.yaml';
const SIGNATURES = 'namespaces/org/acme/parser/1.2.0.sigstore.json';
const TEXT = releaseText('org.acme/parser', '1.2.0');

/** Codes about trust that a change is found with. */
async function codesOf(puts: Puts): Promise<string[]> {
  const head = repository.change(puts);
  const { diagnostics } = await runCi(repository.folder, { base: repository.base, head });
  return diagnostics
    .map(({ code }) => code)
    .filter((code) => /SIGNATURE|ROOT|KEY|SIGNED|NAMESPACE/u.test(code));
}

describe('the gate in a signed registry', () => {
  it('takes a release that a key of the merge base has signed', async () => {
    expect(await codesOf({ [RELEASE]: TEXT, [SIGNATURES]: signaturesOf(RELEASE, TEXT, ['acme']) })).toEqual(
      [],
    );
  });

  it('refuses a signature by a key of nobody (S02)', async () => {
    const found = await codesOf({ [RELEASE]: TEXT, [SIGNATURES]: signaturesOf(RELEASE, TEXT, ['mallory']) });
    expect(found).toEqual(['HYPER_SIGNATURE_FOREIGN']);
  });

  it('refuses a release without a signature after signed ones (S03)', async () => {
    expect(await codesOf({ [RELEASE]: TEXT })).toEqual(['HYPER_SIGNATURE_DROPPED']);
  });

  it('refuses a stripped signature (S03)', async () => {
    const path = 'namespaces/org/acme/parser/1.1.0.sigstore.json';
    expect(await codesOf({ [path]: null })).toEqual(['HYPER_SIGNATURE_REMOVED']);
  });

  it('refuses the signature of another release (S04)', async () => {
    const other = releaseText('org.acme/parser', '1.3.0');
    const signatures = signaturesOf('namespaces/org/acme/parser/1.3.0.yaml', other, ['acme']);
    expect(await codesOf({ [RELEASE]: TEXT, [SIGNATURES]: signatures })).toHaveLength(1);
  });

  it('refuses a signature that was given in another registry (O12, S05)', async () => {
    const elsewhere = { registry: '0196a4c2-8f3e-7b1d-a5c6-3e9f2b7d4c80' };
    const copied = signaturesOf(RELEASE, TEXT, ['acme'], elsewhere);
    expect(await codesOf({ [RELEASE]: TEXT, [SIGNATURES]: copied })).toHaveLength(1);
  });

  it('judges by the keys of the merge base, not by those that the change adds (O02)', async () => {
    const path = 'namespaces/org/acme/namespace.yaml';
    const text = namespaceText('org.acme', `revision: 2\n${signingBlock(1, ['mallory'])}`);
    const found = await codesOf({
      [path]: text,
      'namespaces/org/acme/namespace.sigstore.json': signaturesOf(path, text, ['mallory']),
      [RELEASE]: TEXT,
      [SIGNATURES]: signaturesOf(RELEASE, TEXT, ['mallory']),
    });
    expect(found).toContain('HYPER_SIGNATURE_FOREIGN');
  });

  it('takes a namespace that the root has signed, and refuses one that only its new key has', async () => {
    const path = 'namespaces/org/acme/namespace.yaml';
    const text = namespaceText('org.acme', `revision: 2\n${signingBlock(1, ['acme', 'acme-3'])}`);
    const signatures = 'namespaces/org/acme/namespace.sigstore.json';
    expect(
      await codesOf({ [path]: text, [signatures]: signaturesOf(path, text, ['root-a', 'root-b']) }),
    ).toEqual([]);
    expect(await codesOf({ [path]: text, [signatures]: signaturesOf(path, text, ['acme-3']) })).not.toEqual(
      [],
    );
  });

  it('refuses a state and a policy that a stranger signed', async () => {
    const state = 'namespaces/org/acme/parser/artifact.yaml';
    const next = stateText('org.acme/parser', 'tags:\n  stable: "1.0.0"\n').replace(
      'revision: 1',
      'revision: 2',
    );
    const signed = {
      [state]: next,
      [state.replace('.yaml', '.sigstore.json')]: signaturesOf(state, next, ['mallory']),
    };
    expect(await codesOf(signed)).toEqual(['HYPER_SIGNATURE_FOREIGN']);
    const policy = 'namespaces/org/acme/policies/needs-licence.yaml';
    const loose = policyText('needs-licence', 'audit-only');
    const signatures = policy.replace('.yaml', '.sigstore.json');
    expect(
      await codesOf({ [policy]: loose, [signatures]: signaturesOf(policy, loose, ['mallory']) }),
    ).toEqual(['HYPER_SIGNATURE_FOREIGN']);
  });

  it('refuses a change without signatures of what was signed', async () => {
    const state = 'namespaces/org/acme/parser/artifact.yaml';
    const next = stateText('org.acme/parser', 'tags:\n  stable: "1.0.0"\n').replace(
      'revision: 1',
      'revision: 2',
    );
    expect(await codesOf({ [state]: next })).toHaveLength(1);
  });

  it('refuses a change that takes the trust root away', async () => {
    const found = await codesOf({
      'trust/root.yaml': null,
      'trust/root.sigstore.json': null,
      'registry.yaml': { replace: ['A registry', 'The registry'] },
    });
    expect(found).toContain('HYPER_TRUST_ROOT_MISSING');
  });
});
