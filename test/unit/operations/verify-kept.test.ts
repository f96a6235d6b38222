import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/index.ts';
import type { VerifyInput } from '../../../src/operations/index.ts';
import { countVerifications } from '../../build/count-verifications.ts';
import { createTestRepository, testGitEnvironment } from '../../build/git-repository.ts';
import { releaseText } from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { REGISTRY_ID } from '../../build/signed-files.ts';
import { RELEASE_PATH, signedRegistry } from '../../build/signed-registry.ts';
import { MemoryStates, cacheOf, verifyFolder } from '../../build/verify-context.ts';

describe('a target that was verified before', () => {
  const target = 'org.acme/parser@1.0.0';

  /** How much crypto a run takes, at a time and with what a client remembers; and what it says. */
  function room() {
    const { folder } = createTestRepository(signedRegistry());
    const states = new MemoryStates();
    const run = (more: Partial<VerifyInput> = {}, world = {}) =>
      countVerifications(() => verifyFolder(folder, { target, ...more }, { states, ...world }));
    return { folder, states, run };
  }

  test('is told again without crypto, once a run taught the client nothing', async () => {
    const { run } = room();
    const [, second, third] = [await run(), await run(), await run()];
    expect(second.calls).toBeGreaterThan(0);
    expect(third).toEqual({ ...second, calls: 0 });
    expect(third.result).toMatchObject({ verdict: 'pass', data: { scope: 'file', refused: [] } });
    expect((await run({ isForgetting: true })).calls).toBeGreaterThan(0);
    expect((await run({ target: undefined })).calls).toBeGreaterThan(0);
  });

  test('is verified anew where the client believes something else since (S08)', async () => {
    const { run, states } = room();
    for (let turn = 0; turn < 3; turn += 1) await run();
    const known = states.known.get(REGISTRY_ID);
    if (known === undefined) throw new Error('nothing was remembered');
    const newer = { revision: 99, digest: digestOf('newer') };
    const revisions = new Map([['namespaces/org/acme/namespace.yaml', newer]]);
    states.known.set(REGISTRY_ID, { ...known, revisions });
    expect((await run()).result.verdict).toBe('untrusted');
    states.known.set(REGISTRY_ID, { ...known, rootVersion: 7 });
    expect((await run()).result.verdict).toBe('untrusted');
    states.known.set(REGISTRY_ID, known);
    expect(await run()).toMatchObject({ calls: 0, result: { verdict: 'pass' } });
  });

  test('is verified anew at a time when the root has ended (G03)', async () => {
    const { run } = room();
    for (let turn = 0; turn < 3; turn += 1) await run();
    const late = await run({}, { clock: () => new Date('2199-01-01T00:00:00Z') });
    expect(late.result.diagnostics).toContainEqual(expect.objectContaining({ code: 'HYPER_ROOT_EXPIRED' }));
  });

  test('is verified anew where the working tree differs, and in CI, where others may have written the cache', async () => {
    const { folder, run } = room();
    for (let turn = 0; turn < 3; turn += 1) await run();
    const environment = testGitEnvironment({ XDG_CACHE_HOME: cacheOf(folder), CI: 'true' });
    expect((await run({}, testContext(folder, environment))).calls).toBeGreaterThan(0);
    writeFileSync(join(folder, RELEASE_PATH), `${releaseText('org.acme/parser', '1.0.0')}\n`);
    expect((await run()).result.verdict).toBe('untrusted');
  });
});
