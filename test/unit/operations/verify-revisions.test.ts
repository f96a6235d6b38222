import { describe, expect, test } from 'vitest';
import { parseClientState, renderClientState } from '../../../src/adapters/client-state/index.ts';
import { fullWarning, mergeRevisions } from '../../../src/operations/verify/verify-revisions.ts';
import type { VerifyInput } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import { namespaceText, policyText, registryText, stateText } from '../../build/manifests.ts';
import { REGISTRY_ID, listedKey, signingBlock } from '../../build/signed-files.ts';
import { ROOTS, RELEASE_PATH, signed, signedRegistry } from '../../build/signed-registry.ts';
import { MemoryStates, verifyFolder } from '../../build/verify-context.ts';
import type { Files } from '../../build/write-files.ts';

const NAMESPACE = 'namespaces/org/acme/namespace.yaml';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const POLICY = 'namespaces/org/acme/policies/needs-licence.yaml';
const RELEASE = 'org.acme/parser@1.0.0';

function stateOf(revision: number): Files {
  const text = stateText('org.acme/parser', 'tags:\n  stable: "1.0.0"\n');
  return signed(STATE, text.replace('revision: 1', `revision: ${revision}`), ['acme']);
}

/** A later namespace, in which a key is revoked. */
function revoked(): Files {
  const block = signingBlock(1, ['acme', listedKey('acme-2', { revokedAt: '2026-05-20T00:00:00Z' })]);
  return signed(NAMESPACE, namespaceText('org.acme', `revision: 2\n${block}`), ROOTS);
}

/** A registry whose later state a client has seen, and that client. */
async function seenAfter(files: Files): Promise<{ repository: TestRepository; states: MemoryStates }> {
  const repository = createTestRepository(signedRegistry());
  repository.write(files);
  repository.commit('Later', 1);
  const states = new MemoryStates();
  await verifyFolder(repository.folder, {}, { states });
  return { repository, states };
}

async function codes(
  { repository, states }: { repository: TestRepository; states: MemoryStates },
  input: Partial<VerifyInput> = {},
): Promise<string[]> {
  const { diagnostics, verdict } = await verifyFolder(repository.folder, input, { states });
  expect(verdict === 'pass').toBe(diagnostics.every(({ severity }) => severity !== 'error'));
  return diagnostics.map(({ code, path, severity }) => `${severity} ${code} ${path ?? ''}`);
}

/** Puts the files of the commit before in place, as who writes to the git host can. */
function putBack({ repository }: { repository: TestRepository }, ...paths: readonly string[]): void {
  repository.git('checkout', '-q', 'HEAD~1', '--', ...paths);
  repository.commit('Put back', 2);
}

const signatures = (path: string): string => path.replace('.yaml', '.sigstore.json');

describe('a client that has seen a newer revision', () => {
  test.each([undefined, RELEASE, 'namespaces/org/acme/parser'])(
    'refuses an older signed state when it verifies %s (G02, S05)',
    async (target) => {
      const seen = await seenAfter(stateOf(2));
      putBack(seen, STATE, signatures(STATE));
      const place = target === RELEASE ? target : target && `${seen.repository.folder}/${target}`;
      expect(await codes(seen, { target: place })).toEqual([`error HYPER_REVISION_ROLLBACK ${STATE}`]);
      expect(seen.states.known.get(REGISTRY_ID)?.revisions?.get(STATE)?.revision).toBe(2);
    },
  );

  test('refuses it also where its signatures are known from before', async () => {
    const seen = await seenAfter(stateOf(2));
    putBack(seen, STATE, signatures(STATE));
    await codes({ ...seen, states: new MemoryStates() });
    expect(await codes(seen)).toEqual([`error HYPER_REVISION_ROLLBACK ${STATE}`]);
  });

  test('believes nothing below a namespace that was put back, as its revoked keys would count again (S05, S15)', async () => {
    const seen = await seenAfter(revoked());
    expect(await codes(seen)).toContain(
      'error HYPER_SIGNATURE_REVOKED namespaces/org/acme/parser/1.1.0.yaml',
    );
    putBack(seen, NAMESPACE, signatures(NAMESPACE));
    const found = await codes(seen);
    expect(found).toContain(`error HYPER_REVISION_ROLLBACK ${NAMESPACE}`);
    expect(found).toContain(`error HYPER_SIGNATURE_UNTRUSTED ${RELEASE_PATH}`);
    const one = await codes(seen, { target: RELEASE });
    expect(one).toContain(`error HYPER_REVISION_ROLLBACK ${NAMESPACE}`);
  });

  test('learns nothing where registry.yaml is not believed, though the root is', async () => {
    const seen = await seenAfter({});
    const before = seen.states.known.get(REGISTRY_ID)?.revisions;
    seen.repository.write({ ...revoked(), 'registry.yaml': registryText().replace(/$/u, '# changed\n') });
    seen.repository.commit('Changed', 3);
    expect((await codes(seen)).length).toBeGreaterThan(0);
    expect(seen.states.known.get(REGISTRY_ID)?.revisions).toEqual(before);
  });

  test('refuses another file with the same revision', async () => {
    const seen = await seenAfter({});
    seen.repository.write(signed(POLICY, policyText('needs-licence', 'audit-only'), ['acme']));
    seen.repository.commit('Other', 3);
    expect(await codes(seen)).toEqual([`error HYPER_REVISION_FORK ${POLICY}`]);
  });

  test('misses a state that was taken away with its yanks, and a policy', async () => {
    const seen = await seenAfter({});
    seen.repository.git('rm', '-q', STATE, signatures(STATE), POLICY, signatures(POLICY));
    seen.repository.commit('Remove', 3);
    expect(await codes(seen)).toEqual([
      `error HYPER_REVISION_GONE ${STATE}`,
      `warning HYPER_REVISION_GONE ${POLICY}`,
    ]);
    expect(await codes(seen, { target: RELEASE })).toContain(`error HYPER_REVISION_GONE ${STATE}`);
    expect(await codes(seen, { target: 'org.acme.tools/runner@2.0.0' })).not.toContain(
      `error HYPER_REVISION_GONE ${STATE}`,
    );
  });

  test('reads history as it was, which changes nothing of what is remembered; HEAD is the present', async () => {
    const seen = await seenAfter(stateOf(2));
    const before = seen.states.known.get(REGISTRY_ID);
    expect(await codes(seen, { at: 'HEAD~1' })).toEqual([]);
    expect(await codes(seen, { at: 'HEAD~1', root: undefined })).toEqual([]);
    expect(seen.states.known.get(REGISTRY_ID)).toEqual(before);
    putBack(seen, STATE, signatures(STATE));
    expect(await codes(seen, { at: 'HEAD' })).toEqual([`error HYPER_REVISION_ROLLBACK ${STATE}`]);
  });

  test('takes the older one when told to forget, says so, and only of what was asked', async () => {
    const seen = await seenAfter({ ...stateOf(2), ...revoked() });
    putBack(seen, STATE, signatures(STATE));
    const folder = `${seen.repository.folder}/namespaces/org/acme/parser`;
    expect(await codes(seen, { target: `${folder}/artifact.yaml`, isForgetting: true })).toEqual([
      `warning HYPER_REVISION_ROLLBACK ${STATE}`,
    ]);
    const { revisions } = seen.states.known.get(REGISTRY_ID) ?? {};
    expect([revisions?.get(STATE)?.revision, revisions?.get(NAMESPACE)?.revision]).toEqual([1, 2]);
    expect(await codes(seen, { target: RELEASE })).toEqual([]);
  });
});

describe('what is remembered of revisions', () => {
  const one = (revision: number) => ({ revision, digest: `sha256:${'a'.repeat(64)}` as const });

  test('never goes back, and is bounded', () => {
    const known = new Map([['b', one(3)]]);
    expect(mergeRevisions(known, new Map([['b', one(2)]]))).toEqual({
      revisions: known,
      isChanged: false,
      left: 0,
    });
    const full = mergeRevisions(known, new Map([['a', one(1)], ['b', one(4)], ['c', one(1)]]), 2); // prettier-ignore
    expect(full).toEqual({ revisions: new Map([['b', one(4)], ['a', one(1)]]), isChanged: true, left: 1 }); // prettier-ignore
  });

  test('says what found no room', () => {
    expect(fullWarning(1)).toMatchObject({ code: 'HYPER_REVISIONS_FULL', severity: 'warning' });
  });

  test('is written and read as it was, whatever a path is called', () => {
    const revisions = new Map([
      ['__proto__', one(1)],
      [STATE, one(7)],
    ]);
    const state = { rootVersion: 1, rootDigest: one(1).digest, revisions };
    expect(parseClientState(renderClientState(state))).toEqual(state);
    const first = `{"formatVersion":1,"rootVersion":1,"rootDigest":"${one(1).digest}"}`;
    expect(parseClientState(first)).toEqual({ rootVersion: 1, rootDigest: one(1).digest });
    for (const bad of ['[]', '{"a":1}', '{"a":[0,"sha256:x"]}', '{"a":[1,"x"]}'])
      expect(parseClientState(`${first.slice(0, -1)},"revisions":${bad}}`)).toBeUndefined();
  });
});
