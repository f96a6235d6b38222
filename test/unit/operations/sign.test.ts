import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EDIT_JOURNAL } from '../../../src/adapters/files/index.ts';
import { compareText, digestHex, digestOf } from '../../../src/core/index.ts';
import { sign } from '../../../src/operations/index.ts';
import type { Outcome, SignData, SignInput, SigningContext } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { policyText, registryText, smallRegistry, stateText } from '../../build/manifests.ts';
import { areSignedBy, bundlesAt, createTestKey, signingContext, statementOf } from '../../build/signing.ts';
import type { TestKey } from '../../build/signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';

const RELEASE = 'namespaces/org/acme/parser/1.1.0.yaml';
const SIGNATURES = 'namespaces/org/acme/parser/1.1.0.sigstore.json';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const STATE_SIGNATURES = 'namespaces/org/acme/parser/artifact.sigstore.json';
const FLAGS = {
  ...{ registry: undefined, isAll: false, isDryRun: false, isForced: false, namespace: undefined },
} as const;

let alice: TestKey;
let bob: TestKey;

beforeAll(async () => {
  alice = await createTestKey();
  bob = await createTestKey('ecdsa-p256');
});

function registry(more: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  writeFiles(folder, { ...smallRegistry(), ...more });
  return folder;
}

async function run(
  folder: string,
  key: TestKey | undefined,
  targets: readonly string[],
  more: Partial<SignInput> = {},
  review?: SigningContext['review'],
): Promise<Outcome<SignData>> {
  return sign.run(await signingContext(folder, key, review), { ...FLAGS, targets, ...more });
}

function signatureFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.sigstore.json'))
    .sort(compareText);
}

describe('sign', () => {
  it('signs the exact bytes of a release and its place', async () => {
    const folder = registry();
    const { verdict, data, isLasting } = await run(folder, alice, ['org.acme/parser@1.1.0']);
    expect(verdict).toBe('pass');
    expect(isLasting).toBe(true);
    expect(data.signer).toBe(alice.publicKey.keyId);
    expect(data.files).toMatchObject([{ path: RELEASE, signatures: SIGNATURES, status: 'signed' }]);
    const bundles = bundlesAt(folder, SIGNATURES);
    expect(areSignedBy(bundles, [alice])).toBe(true);
    const { subjects, predicate } = statementOf(bundles[0]!);
    expect(subjects[0]).toEqual({ name: RELEASE, sha256: digestHex(readFileSync(join(folder, RELEASE))) });
    expect(predicate).toMatchObject({
      operation: 'publish',
      identity: { namespace: 'org.acme', name: 'parser', version: '1.1.0', type: 'service' },
    });
    expect(signatureFiles(folder)).toEqual([SIGNATURES]);
  });

  it('changes nothing when the same key signs the same bytes again', async () => {
    const folder = registry();
    await run(
      folder,
      alice,
      [RELEASE].map((path) => join(folder, path)),
    );
    const before = readFileSync(join(folder, SIGNATURES));
    const { data, isLasting } = await run(folder, alice, ['org.acme/parser']);
    expect(data.files).toMatchObject([{ status: 'present' }]);
    expect(isLasting).toBe(false);
    expect(readFileSync(join(folder, SIGNATURES)).equals(before)).toBe(true);
  });

  it('keeps the signatures of others, whatever the order of signing', async () => {
    const files = await Promise.all(
      [
        [alice, bob],
        [bob, alice],
      ].map(async (keys) => {
        const folder = registry();
        for (const key of keys) await run(folder, key, ['org.acme/parser@1.1.0']);
        return bundlesAt(folder, SIGNATURES);
      }),
    );
    for (const bundles of files) expect(areSignedBy(bundles, [alice, bob])).toBe(true);
  });

  it('drops signatures over former bytes, which say nothing of the file any more', async () => {
    const folder = registry();
    await run(folder, alice, [join(folder, STATE)]);
    await run(folder, bob, [join(folder, STATE)]);
    const next = stateText('org.acme/parser', 'tags:\n  stable: "1.0.0"\n').replace(
      'revision: 1',
      'revision: 2',
    );
    writeFileSync(join(folder, STATE), next);
    const { data } = await run(folder, alice, [join(folder, STATE)]);
    expect(data.files).toMatchObject([{ status: 'signed', dropped: 2 }]);
    const bundles = bundlesAt(folder, STATE_SIGNATURES);
    expect(areSignedBy(bundles, [alice])).toBe(true);
    expect(statementOf(bundles[0]!).predicate).toMatchObject({ operation: 'update', revision: 2 });
  });

  it('names the version before in the statement of a namespace, and shows what changes', async () => {
    const repository = createTestRepository(smallRegistry());
    const path = join(repository.folder, 'namespaces/org/acme/namespace.yaml');
    const before = readFileSync(path);
    writeFileSync(path, before.toString('utf8').replace('owner: test-owner', 'owner: new-owner'));
    const { data } = await run(repository.folder, alice, ['org.acme']);
    expect(data.files).toMatchObject([
      {
        comparedWith: 'the version before',
        changes: [{ pointer: '/owner', before: 'test-owner', after: 'new-owner' }],
        statement: { predicate: { previous: digestOf(before), operation: 'namespace' } },
      },
    ]);
    repository.commit('Change the owner', 1);
    const again = await run(repository.folder, bob, ['org.acme']);
    expect(again.data.files).toMatchObject([
      { statement: { predicate: { previous: digestOf(before) } }, dropped: 0 },
    ]);
  });

  it('shows whose signatures will count, whatever the branch says was before (S25)', async () => {
    const path = 'namespaces/org/acme/namespace.yaml';
    const repository = createTestRepository(smallRegistry());
    const { keyId, algorithm, spki } = bob.publicKey;
    const key = {
      keyId,
      algorithm,
      publicKey: Buffer.from(spki).toString('base64'),
      createdAt: '2026-01-01T00:00:00Z',
    };
    const signing = `signing: ${JSON.stringify({ threshold: 1, keys: [key] })}\n`;
    const before = readFileSync(join(repository.folder, path), 'utf8');
    repository.write({ [path]: before + signing });
    repository.commit('Slip a key in', 1);
    repository.write({ [path]: `${before}${signing}annotations: {note: "harmless"}\n` });
    const shown: Parameters<SigningContext['review']>[0][] = [];
    await run(repository.folder, alice, ['org.acme'], {}, (files) => Promise.resolve(shown.push(files) > 0));
    expect(shown[0]).toMatchObject([
      {
        changes: [{ pointer: '/annotations/note' }],
        named: { threshold: 1, keys: [{ of: 'org.acme', keyId }] },
      },
    ]);
  });

  it('shows all of a first manifest, and nobody whose signatures count where it names none (S25)', async () => {
    const { data } = await run(registry(), undefined, ['org.acme'], { isDryRun: true });
    expect(data.files).toMatchObject([{ comparedWith: null, named: null }]);
    expect(data.files[0]?.changes.map(({ pointer }) => pointer)).toContain('/owner');
  });

  it('shows a release beside the one before it, and signs nothing in a dry run, without any key', async () => {
    const folder = registry();
    const { data } = await run(folder, undefined, ['org.acme/parser@1.1.0'], { isDryRun: true });
    expect(data).toMatchObject({
      signer: null,
      files: [
        {
          status: 'planned',
          comparedWith: 'namespaces/org/acme/parser/1.0.0.yaml',
          statement: { predicateType: 'https://schemas.hyper-registry.dev/v1/signature' },
        },
      ],
    });
    expect(data.files[0]?.changes.map(({ pointer }) => pointer)).toContain('/version');
    expect(signatureFiles(folder)).toEqual([]);
  });

  it('signs everything that the keys of a namespace sign, and no namespace, with --all', async () => {
    const folder = registry({ 'namespaces/org/acme/policies/licences.yaml': policyText('licences') });
    const { data } = await run(folder, alice, ['org.acme'], { isAll: true });
    expect(data.files.map(({ path }) => path)).toEqual([
      'namespaces/org/acme/parser/1.0.0.yaml',
      RELEASE,
      STATE,
      'namespaces/org/acme/policies/licences.yaml',
      'namespaces/org/acme/tools/runner/2.0.0.yaml',
    ]);
    expect(signatureFiles(folder)).toHaveLength(5);
    const below = await run(folder, bob, ['org.acme.tools'], { isAll: true });
    expect(below.data.files.map(({ path }) => path)).toEqual(['namespaces/org/acme/tools/runner/2.0.0.yaml']);
    const whole = await run(folder, alice, [], { isAll: true });
    expect(whole.data.files.map(({ status }) => status)).toEqual(Array(5).fill('present'));
  });
});

describe('sign refuses', () => {
  it('a manifest with faults, and then signs none of the others', async () => {
    const folder = registry();
    const path = join(folder, RELEASE);
    writeFileSync(path, readFileSync(path, 'utf8').replace('type: service', 'type: gadget'));
    const { verdict, diagnostics, data } = await run(folder, alice, ['org.acme'], { isAll: true });
    expect(verdict).toBe('findings');
    expect(diagnostics.map((one) => one.path)).toContain(RELEASE);
    expect(data).toEqual({ signer: null, files: [] });
    expect(signatureFiles(folder)).toEqual([]);
  });

  it('a manifest that lies where another belongs', async () => {
    const folder = registry();
    writeFileSync(join(folder, 'namespaces/org/acme/parser/1.2.0.yaml'), readFileSync(join(folder, RELEASE)));
    const { verdict } = await run(folder, alice, ['org.acme/parser@1.2.0']);
    expect(verdict).toBe('findings');
    expect(signatureFiles(folder)).toEqual([]);
  });

  it('what changed between showing and signing, with every other file of the run (S25)', async () => {
    const folder = registry();
    const swap: SigningContext['review'] = (files) => {
      expect(files.map(({ path }) => path)).toContain(RELEASE);
      const path = join(folder, RELEASE);
      writeFileSync(path, readFileSync(path, 'utf8').replace('license: MIT', 'license: BSD-3-Clause'));
      return Promise.resolve(true);
    };
    await expect(run(folder, alice, ['org.acme'], { isAll: true }, swap)).rejects.toMatchObject({
      code: 'HYPER_SIGN_CHANGED',
    });
    expect(signatureFiles(folder)).toEqual([]);
  });

  it('what a killed change would still have written, once, and loses no signature to it (K02)', async () => {
    const folder = registry();
    const text = readFileSync(join(folder, RELEASE), 'utf8');
    const edits = [
      { path: RELEASE, after: Buffer.from(`# Ours.\n${text}`).toString('base64') },
      { path: SIGNATURES },
    ];
    writeFileSync(join(folder, EDIT_JOURNAL), JSON.stringify(edits));
    await expect(run(folder, alice, ['org.acme/parser@1.1.0'])).rejects.toMatchObject({
      code: 'HYPER_SIGN_CHANGED',
    });
    expect((await run(folder, alice, ['org.acme/parser@1.1.0'])).verdict).toBe('pass');
    expect(existsSync(join(folder, EDIT_JOURNAL))).toBe(false);
    expect(areSignedBy(bundlesAt(folder, SIGNATURES), [alice])).toBe(true);
  });

  it('what was shown and not agreed to', async () => {
    const folder = registry();
    const no = (): Promise<boolean> => Promise.resolve(false);
    await expect(run(folder, alice, ['org.acme/parser'], {}, no)).rejects.toMatchObject({
      code: 'HYPER_SIGN_DECLINED',
    });
    expect(signatureFiles(folder)).toEqual([]);
  });

  it('to replace signatures that it cannot read', async () => {
    const folder = registry({ [SIGNATURES]: '{"mediaType":"something else"}\n' });
    await expect(run(folder, alice, ['org.acme/parser@1.1.0'])).rejects.toMatchObject({
      code: 'HYPER_BUNDLE_INVALID',
    });
    expect(readFileSync(join(folder, SIGNATURES), 'utf8')).toBe('{"mediaType":"something else"}\n');
  });

  it('to add to what a merge left, and says how the signatures of two who signed at once add up', async () => {
    const repository = createTestRepository(smallRegistry());
    const sign = (key: typeof alice): ReturnType<typeof run> =>
      run(repository.folder, key, ['org.acme/parser@1.1.0']);
    repository.git('switch', '-q', '-c', 'other');
    await sign(bob);
    repository.commit('Sign by bob', 1);
    repository.git('switch', '-q', '-');
    await sign(alice);
    repository.commit('Sign by alice', 2);
    expect(() => repository.git('merge', '-q', 'other')).toThrow('merge -q other');
    await expect(sign(alice)).rejects.toMatchObject({
      code: 'HYPER_BUNDLE_INVALID',
      hint: `two have signed at once: git checkout --theirs ${SIGNATURES}; then sign again, signatures add up`,
    });
    repository.git('checkout', '-q', '--theirs', SIGNATURES);
    await sign(alice);
    expect(areSignedBy(bundlesAt(repository.folder, SIGNATURES), [alice, bob])).toBe(true);
  });

  it('a registry without an id, since its signatures would be good in any', async () => {
    const folder = registry({ 'registry.yaml': registryText().replace(/^id: .*\n/mu, '') });
    await expect(run(folder, alice, ['org.acme/parser'])).rejects.toMatchObject({
      code: 'HYPER_SIGN_UNIDENTIFIED',
    });
  });

  const targets: (readonly [string, readonly string[], boolean, string])[] = [
    ['nothing', [], false, 'HYPER_SIGN_NOTHING'],
    ['a namespace that is not there', ['org.nobody'], true, 'HYPER_NAMESPACE_MISSING'],
    ['an artifact that is not there', ['org.acme/nothing'], false, 'HYPER_ARTIFACT_MISSING'],
    ['a release that is not there', ['org.acme/parser@9.9.9'], false, 'HYPER_RELEASE_MISSING'],
    ['no manifest', ['namespaces/org/acme/parser/README.md'], false, 'HYPER_SIGN_TARGET'],
    ['a file that nobody signs', ['./README.md'], false, 'HYPER_SIGN_TARGET'],
    ['a file elsewhere', ['../../notes.yaml'], false, 'HYPER_SIGN_TARGET'],
    ['a file that is not there', ['namespaces/org/namespace.yaml'], false, 'HYPER_SIGN_TARGET'],
  ];

  it.each(targets)('%s', async (_, names, isAll, code) => {
    const folder = registry();
    await expect(run(folder, alice, names, { isAll })).rejects.toMatchObject({ code });
  });

  it('to run without a signer', async () => {
    await expect(run(registry(), undefined, ['org.acme/parser'])).rejects.toMatchObject({
      code: 'HYPER_SIGN_SIGNER',
    });
  });
});

describe('two who sign at once', () => {
  it('both stay: what another added meanwhile is kept (K04)', async () => {
    const folder = registry();
    const meanwhile: SigningContext['review'] = async () => {
      await run(folder, bob, ['org.acme/parser@1.1.0']);
      return true;
    };
    await run(folder, alice, ['org.acme/parser@1.1.0'], {}, meanwhile);
    expect(areSignedBy(bundlesAt(folder, SIGNATURES), [alice, bob])).toBe(true);
  });

  it('with the same key leave one signature', async () => {
    const folder = registry();
    const meanwhile: SigningContext['review'] = async () => {
      await run(folder, alice, ['org.acme/parser@1.1.0']);
      return true;
    };
    await run(folder, alice, ['org.acme/parser@1.1.0'], {}, meanwhile);
    expect(areSignedBy(bundlesAt(folder, SIGNATURES), [alice])).toBe(true);
    expect(existsSync(join(folder, SIGNATURES))).toBe(true);
  });
});
