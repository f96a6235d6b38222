import { cpSync, existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderClientState } from '../../../src/adapters/client-state/index.ts';
import { createVerifyContext } from '../../../src/composition-trust.ts';
import { HyperError, digestOf } from '../../../src/core/index.ts';
import type { VerifyInput } from '../../../src/operations/index.ts';
import { countVerifications } from '../../build/count-verifications.ts';
import { createTestRepository, testGitEnvironment } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import {
  namespaceText,
  release,
  releasePath,
  releaseText,
  registryText,
  smallRegistry,
} from '../../build/manifests.ts';
import { REGISTRY_ID, listedKey, rootText, signaturesOf, signingBlock } from '../../build/signed-files.ts';
import {
  BLOB_PATH,
  RELEASE_PATH,
  ROOTS,
  signed,
  signedAll,
  signedRegistry,
} from '../../build/signed-registry.ts';
import { testContext, testFacts } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { MemoryStates, ROOT_DIGEST, verifyFolder } from '../../build/verify-context.ts';
import type { Files } from '../../build/write-files.ts';

const SIGNED = createTestRepository(signedRegistry());

/** With a release in whose place a link to its bytes stands. */
function linked(): TestRepository {
  const repository = createTestRepository(signedRegistry());
  const file = join(repository.folder, RELEASE_PATH);
  renameSync(file, join(repository.folder, 'elsewhere'));
  symlinkSync(join(repository.folder, 'elsewhere'), file);
  repository.commit('Link');
  return repository;
}

function changed(files: Files, removed: readonly string[] = []): TestRepository {
  const repository = createTestRepository(signedRegistry());
  repository.write(files);
  if (removed.length > 0) repository.git('rm', '-q', ...removed);
  repository.commit('Change');
  return repository;
}

async function faultsOf(repository: TestRepository, input: Partial<VerifyInput> = {}): Promise<string[]> {
  const { diagnostics, data } = await verifyFolder(repository.folder, input);
  const checking = await verifyFolder(repository.folder, { ...input, isChecking: true });
  // In one read with checking, all of it is found too.
  expect(checking.data.refused).toEqual(data.refused);
  expect(checking.diagnostics).toEqual(expect.arrayContaining([...diagnostics]));
  return diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`);
}

async function refusal(
  repository: TestRepository,
  input: Partial<VerifyInput> = {},
  more = {},
): Promise<unknown> {
  try {
    await verifyFolder(repository.folder, input, more);
    return 'nothing';
  } catch (error) {
    return error instanceof HyperError ? error.code : error;
  }
}

describe('verifying everything', () => {
  test('misses a signed file that was taken away, or has a link in its place', async () => {
    const alone = `HYPER_SIGNATURE_ALONE ${RELEASE_PATH}`;
    expect(await faultsOf(changed({}, [RELEASE_PATH]))).toContain(alone);
    expect(await faultsOf(linked())).toContain(alone);
  });

  test('believes a registry that is signed from the root to each file', async () => {
    const { verdict, data } = await verifyFolder(SIGNED.folder);
    expect({ verdict, refused: data.refused, signed: data.signed, scope: data.scope }).toEqual({
      verdict: 'pass',
      refused: [],
      signed: 9,
      scope: 'registry',
    });
  });

  test('does no crypto twice: a second run knows each file by its blob', async () => {
    const repository = createTestRepository(signedRegistry());
    expect((await verifyFolder(repository.folder)).data.remembered).toBe(0);
    const second = await verifyFolder(repository.folder);
    expect(second.data).toMatchObject({ remembered: 5, signed: 9 });
    repository.write({ [RELEASE_PATH]: `${releaseText('org.acme/parser', '1.0.0')}\n` });
    repository.commit('Tamper');
    const third = await verifyFolder(repository.folder);
    expect(third.data).toMatchObject({ remembered: 4, refused: [RELEASE_PATH] });
  });

  test('verifies no signature of a file twice, counted where the crypto is: only the links of the chain', async () => {
    const repository = createTestRepository(signedRegistry());
    const first = await countVerifications(() => verifyFolder(repository.folder));
    const second = await countVerifications(() => verifyFolder(repository.folder));
    const both = await countVerifications(() => verifyFolder(repository.folder, { isChecking: true }));
    // Each of the five files is signed once; root and registry.yaml by two keepers, as are the two namespaces.
    expect([first.calls, second.calls, both.calls]).toEqual([second.calls + 5, second.calls, second.calls]);
    expect(second.calls).toBeGreaterThan(0);
    repository.write(release('org.acme/parser', '1.3.0'));
    repository.write(signedAll(release('org.acme/parser', '1.3.0'), ['acme']));
    repository.commit('Publish');
    const third = await countVerifications(() => verifyFolder(repository.folder));
    expect(third.calls).toBe(second.calls + 1);
    expect(third.result.data).toMatchObject({ signed: 10, remembered: 5, refused: [] });
  });

  test('keeps what it knows out of the repository, and apart for each clone of it', async () => {
    const repository = createTestRepository(signedRegistry());
    const cache = temporaryFolder();
    const known = async (folder: string): Promise<number> => {
      const world = testContext(folder, testGitEnvironment({ XDG_CACHE_HOME: cache }));
      return (await verifyFolder(folder, {}, world)).data.remembered;
    };
    expect([await known(repository.folder), await known(repository.folder)]).toEqual([0, 5]);
    expect(existsSync(join(repository.folder, '.git/hyper'))).toBe(false);
    const copy = join(temporaryFolder(), 'copy');
    cpSync(repository.folder, copy, { recursive: true });
    expect(await known(copy)).toBe(0);
  });

  test('believes no root that a registry brings along where there is no home (S23)', async () => {
    const repository = createTestRepository(signedRegistry());
    const state = renderClientState({ rootVersion: 1, rootDigest: ROOT_DIGEST });
    repository.write({ [`.hyper/trust/${REGISTRY_ID}.json`]: state });
    const facts = testFacts(repository.folder, { PATH: process.env['PATH'] ?? '' });
    const world = await createVerifyContext({}, facts, { trustedRoot: undefined, refresh: undefined });
    expect(await refusal(repository, { root: undefined }, world)).toBe('HYPER_STATE_UNREADABLE');
  });

  test('remembers nothing across a change of signers (S15)', async () => {
    const repository = createTestRepository(signedRegistry());
    await verifyFolder(repository.folder);
    const block = signingBlock(1, [listedKey('acme', { revokedAt: '2026-05-20T00:00:00Z' }), 'acme-2']);
    repository.write({
      ...signed('namespaces/org/acme/namespace.yaml', namespaceText('org.acme', block), ROOTS),
    });
    repository.commit('Revoke');
    expect(await faultsOf(repository)).toContain(`HYPER_SIGNATURE_REVOKED ${RELEASE_PATH}`);
  });

  test('says where a registry has no trust root', async () => {
    expect(await refusal(createTestRepository(smallRegistry()))).toBe('HYPER_TRUST_ROOT_MISSING');
  });

  const other = release('org.acme/parser', '1.2.0');
  const runner = releasePath('org.acme.tools/runner', '2.0.0');
  test.each<[string, Files, readonly string[], readonly string[]]>([
    [
      'a release without a signature beside signed ones (S03)',
      other,
      [],
      [`HYPER_SIGNATURE_STRIPPED ${releasePath('org.acme/parser', '1.2.0')}`],
    ],
    [
      'a first release without a signature (S01)',
      release('org.acme/lexer', '1.0.0'),
      [],
      [`HYPER_SIGNATURE_MISSING ${releasePath('org.acme/lexer', '1.0.0')}`],
    ],
    [
      'a release signed by the key of another namespace (S02, O09)',
      signedAll(release('org.acme.tools/runner', '2.0.0'), ['acme']),
      [],
      [`HYPER_SIGNATURE_FOREIGN ${runner}`],
    ],
    [
      'the signature of another release (S04)',
      {
        'namespaces/org/acme/parser/1.1.0.sigstore.json': signaturesOf(
          RELEASE_PATH,
          releaseText('org.acme/parser', '1.0.0'),
          ['acme'],
        ),
      },
      [],
      [`HYPER_SIGNATURE_REPLAYED ${releasePath('org.acme/parser', '1.1.0')}`],
    ],
    [
      'a blob with other bytes',
      { [BLOB_PATH]: 'other bytes\n' },
      [],
      [`HYPER_SIGNATURE_CONTENT ${BLOB_PATH}`],
    ],
    ['a blob that is gone', {}, [BLOB_PATH], [`HYPER_SIGNATURE_CONTENT ${RELEASE_PATH}`]],
    [
      'a release that is no manifest any more',
      { [RELEASE_PATH]: 'nothing: at all\n' },
      [],
      [`HYPER_SIGNED_UNREADABLE ${RELEASE_PATH}`],
    ],
    [
      'a registry.yaml that the root did not sign',
      signed('registry.yaml', registryText(), ['acme']),
      [],
      ['HYPER_SIGNATURE_FOREIGN registry.yaml'],
    ],
    [
      'a namespace that is not signed, and all below it',
      {},
      ['namespaces/org/acme/namespace.sigstore.json'],
      [
        'HYPER_SIGNATURE_MISSING namespaces/org/acme/namespace.yaml',
        'HYPER_SIGNATURE_UNTRUSTED namespaces/org/acme/parser/1.0.0.yaml',
      ],
    ],
    [
      'a namespace that cannot be read',
      { 'namespaces/org/acme/tools/namespace.yaml': 'x' },
      [],
      [
        'HYPER_SIGNED_UNREADABLE namespaces/org/acme/tools/namespace.yaml',
        `HYPER_SIGNATURE_UNTRUSTED ${runner}`,
      ],
    ],
  ])('refuses %s', async (_name, files, removed, faults) => {
    expect(await faultsOf(changed(files, removed))).toEqual(expect.arrayContaining([...faults]));
  });

  test.each(['trust/root.yaml', 'registry.yaml'])('cannot go on where %s is no manifest', async (path) => {
    const repository = changed({ [path]: 'nothing: at all\n' });
    expect(await refusal(repository)).toBe('HYPER_SIGNED_UNREADABLE');
  });

  test('names a namespace that is signed by its previous version, found in the history', async () => {
    const repository = createTestRepository(signedRegistry());
    const before = namespaceText('org.acme.tools', signingBlock(1, ['tools']));
    const after = namespaceText('org.acme.tools', signingBlock(1, ['tools', 'tools-2']));
    repository.write(
      signed('namespaces/org/acme/tools/namespace.yaml', after, ['tools'], { previous: before }),
    );
    repository.commit('Rotate');
    repository.write(signedAll(release('org.acme.tools/runner', '2.1.0'), ['tools-2']));
    repository.commit('Publish');
    expect(await faultsOf(repository)).toEqual([]);
    const named = namespaceText('org.acme.tools', signingBlock(1, ['tools', 'tools-3']));
    repository.write(
      signed('namespaces/org/acme/tools/namespace.yaml', named, ['tools'], { previous: 'another' }),
    );
    repository.commit('Rotate without naming what was before');
    expect(await faultsOf(repository)).toContain(
      'HYPER_SIGNATURE_FOREIGN namespaces/org/acme/tools/namespace.yaml',
    );
  });

  test('reads the working tree as it is', async () => {
    const repository = createTestRepository(signedRegistry());
    repository.write({ [RELEASE_PATH]: `${releaseText('org.acme/parser', '1.0.0')}# changed\n` });
    expect(await faultsOf(repository)).toEqual([`HYPER_SIGNATURE_SUBJECT ${RELEASE_PATH}`]);
    expect(await faultsOf(repository, { at: 'HEAD' })).toEqual([]);
  });
});

describe('verifying one thing', () => {
  test.each([
    [
      'org.acme/parser@1.0.0',
      [
        'pin',
        'root',
        'root-expiry',
        'registry',
        'namespace',
        'signature',
        'covered',
        'content',
        'signature',
        'covered',
        'revision',
      ],
    ],
    [
      'org.acme.tools/runner',
      ['pin', 'root', 'root-expiry', 'registry', 'namespace', 'namespace', 'signature', 'covered'],
    ],
    [
      `${SIGNED.folder}/${RELEASE_PATH}`,
      ['pin', 'root', 'root-expiry', 'registry', 'namespace', 'signature', 'covered', 'content'],
    ],
    [`${SIGNED.folder}/registry.yaml`, ['pin', 'root', 'root-expiry', 'registry']],
    [
      `${SIGNED.folder}/namespaces/org/acme/namespace.yaml`,
      ['pin', 'root', 'root-expiry', 'registry', 'namespace'],
    ],
  ])('tells each step for %s', async (target, ids) => {
    const { verdict, data } = await verifyFolder(SIGNED.folder, { target });
    expect(verdict).toBe('pass');
    expect(data.steps.map(({ id }) => id)).toEqual(ids);
    expect(data.steps.every(({ ok, title }) => ok && title.length > 10)).toBe(true);
  });

  test('finds a release by the digest of its content, and by the folder it lies in', async () => {
    const digest = digestOf('the content of a release\n');
    const byDigest = await verifyFolder(SIGNED.folder, { target: `org.acme/parser@${digest}` });
    expect(byDigest.data.steps.filter(({ path }) => path === RELEASE_PATH).length).toBeGreaterThan(0);
    const folder = await verifyFolder(SIGNED.folder, {
      target: `${SIGNED.folder}/namespaces/org/acme/parser`,
    });
    expect(folder.data).toMatchObject({ scope: 'folder', refused: [] });
    const namespace = await verifyFolder(SIGNED.folder, { target: 'org.acme' });
    expect(namespace.data).toMatchObject({ scope: 'folder', refused: [] });
  });

  test('stops at the first broken link, and says what would mend it', async () => {
    const repository = changed({}, ['namespaces/org/acme/namespace.sigstore.json']);
    const { diagnostics, data } = await verifyFolder(repository.folder, { target: 'org.acme.tools/runner' });
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'HYPER_SIGNATURE_MISSING',
      'HYPER_SIGNATURE_FOREIGN',
      'HYPER_SIGNATURE_UNTRUSTED',
    ]);
    expect(data.steps.find(({ ok }) => !ok)?.path).toBe('namespaces/org/acme/namespace.yaml');
    expect(diagnostics.every(({ hint }) => hint !== undefined)).toBe(true);
  });

  test('says so where nothing of that name is signed', async () => {
    expect(await refusal(SIGNED, { target: `${SIGNED.folder}/nothing.yaml` })).toBe('HYPER_PATH_UNKNOWN');
    expect(await refusal(SIGNED, { target: 'org.acme/nothing' })).toBe('HYPER_ARTIFACT_MISSING');
  });
});

describe('the root that a client believes', () => {
  test('is asked for at the first use, and refused without an answer (S23)', async () => {
    expect(await refusal(SIGNED, { root: undefined })).toBe('HYPER_ROOT_UNPINNED');
    const asked: string[] = [];
    const answer = (yes: boolean) => ({
      confirm: (question: string) => {
        asked.push(question);
        return Promise.resolve(yes);
      },
    });
    expect(await refusal(SIGNED, { root: undefined }, answer(false))).toBe('HYPER_ROOT_UNPINNED');
    expect(await refusal(SIGNED, { root: undefined }, answer(true))).toBe('nothing');
    expect(asked).toHaveLength(2);
    expect(asked[0]).toContain(ROOT_DIGEST);
  });

  test('is remembered, so that another one is refused later (S23)', async () => {
    const states = new MemoryStates();
    await verifyFolder(SIGNED.folder, {}, { states });
    expect(states.known.get(REGISTRY_ID)).toMatchObject({ rootVersion: 1, rootDigest: ROOT_DIGEST });
    const swapped = changed(signed('trust/root.yaml', rootText({ keys: ['x', 'y'] }), ['x', 'y']));
    const { diagnostics } = await verifyFolder(swapped.folder, { root: undefined }, { states });
    expect(diagnostics.map(({ code }) => code)).toContain('HYPER_ROOT_MISMATCH');
    expect(states.known.get(REGISTRY_ID)?.rootDigest).toBe(ROOT_DIGEST);
  });

  test('walks forward with a rotation, and never back (S16, S18)', async () => {
    const states = new MemoryStates();
    const repository = createTestRepository(signedRegistry());
    await verifyFolder(repository.folder, {}, { states });
    const first = repository.git('rev-parse', 'HEAD');
    const second = rootText({ version: 2, keys: ['root-b', 'root-d', 'root-a'] });
    repository.git('mv', 'trust/root.yaml', 'trust/root.1.yaml');
    repository.git('mv', 'trust/root.sigstore.json', 'trust/root.1.sigstore.json');
    repository.write(signed('trust/root.yaml', second, ['root-a', 'root-b']));
    repository.commit('Rotate the root');
    const rotated = await verifyFolder(repository.folder, { root: undefined }, { states });
    expect(rotated.diagnostics).toEqual([]);
    expect(states.known.get(REGISTRY_ID)).toMatchObject({ rootVersion: 2, rootDigest: digestOf(second) });
    repository.git('checkout', '-q', first);
    const back = await verifyFolder(repository.folder, { root: undefined }, { states });
    expect(back.diagnostics.map(({ code }) => code)).toContain('HYPER_ROOT_ROLLBACK');
    const past = await verifyFolder(repository.folder, { at: first }, { states });
    expect(past.diagnostics).toEqual([]);
    expect(states.known.get(REGISTRY_ID)?.rootVersion).toBe(2);
  });

  test.each([
    ['as it was', undefined, undefined],
    ['with a byte changed', 'trust/root.1.yaml', '# Changed\n'],
    ['as another root that its thief has signed', 'trust/root.1.yaml', undefined],
  ])('says of a kept root that the walk does not pass whether it is %s (S16)', async (_, path, more) => {
    const first = rootText();
    const second = rootText({ version: 2, keys: ['root-b', 'root-d', 'root-a'] });
    const kept =
      path === undefined ? first : more === undefined ? rootText({ keys: ['acme', 'acme-2'] }) : first + more;
    const repository = createTestRepository(signedRegistry());
    repository.git('rm', '-q', 'trust/root.sigstore.json');
    const named = signaturesOf('trust/root.yaml', second, ['root-a', 'root-b'], { previous: first });
    repository.write({
      'trust/root.1.yaml': kept,
      'trust/root.1.sigstore.json': signaturesOf(
        'trust/root.yaml',
        kept,
        path === undefined ? ['root-a', 'root-b'] : ['acme', 'acme-2'],
      ),
      'trust/root.yaml': second,
      'trust/root.sigstore.json': named,
    });
    repository.commit('Rotate the root');
    const root = digestOf(second);
    const codes = path === undefined ? [] : ['HYPER_ROOT_UNWALKED trust/root.1.yaml'];
    expect(await faultsOf(repository, { root })).toEqual(codes);
    const target = join(repository.folder, 'trust/root.1.yaml');
    expect(await faultsOf(repository, { root, target })).toEqual(codes);
    expect(await faultsOf(repository, { root, target: 'org.acme/parser@1.0.0' })).toEqual([]);
  });

  test.each<[string, string | undefined, string]>([
    ['trust/root.1.yaml', 'kind: [', 'HYPER_SIGNED_UNREADABLE trust/root.1.yaml'],
    ['trust/root.1.sigstore.json', '{', 'HYPER_BUNDLE_INVALID trust/root.1.yaml'],
    ['trust/root.1.sigstore.json', undefined, 'HYPER_SIGNATURE_MISSING trust/root.1.yaml'],
  ])(
    'names what changed of a kept root that the walk does not pass: %s to %s (S07)',
    async (path, text, told) => {
      const second = rootText({ version: 2, keys: ['root-b', 'root-d', 'root-a'] });
      const repository = createTestRepository(signedRegistry());
      repository.git('mv', 'trust/root.yaml', 'trust/root.1.yaml');
      repository.git('mv', 'trust/root.sigstore.json', 'trust/root.1.sigstore.json');
      const options = { previous: rootText() };
      repository.write({
        'trust/root.yaml': second,
        'trust/root.sigstore.json': signaturesOf('trust/root.yaml', second, ['root-a', 'root-b'], options),
      });
      repository.commit('Rotate the root');
      const root = digestOf(second);
      expect(await faultsOf(repository, { root })).toEqual([]);
      if (text === undefined) rmSync(join(repository.folder, path));
      else repository.write({ [path]: text });
      expect(await faultsOf(repository, { root })).toEqual([told]);
      expect(await faultsOf(repository, { root, target: 'org.acme/parser@1.0.0' })).toEqual([]);
    },
  );

  test('calls no kept root trusted that nothing names', async () => {
    const second = rootText({ version: 2, keys: ['root-b', 'root-d', 'root-a'] });
    const repository = createTestRepository(signedRegistry());
    repository.git('mv', 'trust/root.yaml', 'trust/root.1.yaml');
    repository.git('mv', 'trust/root.sigstore.json', 'trust/root.1.sigstore.json');
    repository.write(signed('trust/root.yaml', second, ['root-a', 'root-b']));
    repository.commit('Rotate the root');
    const target = join(repository.folder, 'trust/root.1.yaml');
    expect(await faultsOf(repository, { root: ROOT_DIGEST, target })).toEqual([]);
    const later = { root: digestOf(second), target };
    expect(await faultsOf(repository, later)).toEqual(['HYPER_ROOT_UNWALKED trust/root.1.yaml']);
    expect(await faultsOf(repository, { root: digestOf(second) })).toEqual([]);
  });

  test('must be one of those here, if a digest is given', async () => {
    expect(await refusal(SIGNED, { root: digestOf('x') })).toBe('HYPER_ROOT_MISMATCH');
    expect(await refusal(SIGNED, { root: 'sha256:abc' })).toBe('HYPER_USAGE_FLAG_VALUE');
  });

  test('ends, and then nothing is believed (G03)', async () => {
    const { diagnostics } = await verifyFolder(
      SIGNED.folder,
      {},
      { clock: () => new Date('2027-01-02T00:00:00Z') },
    );
    expect(diagnostics[0]?.code).toBe('HYPER_SIGNATURE_UNTRUSTED');
    expect(diagnostics.map(({ code }) => code)).toContain('HYPER_ROOT_EXPIRED');
  });
});
