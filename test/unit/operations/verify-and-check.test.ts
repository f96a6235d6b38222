import { describe, expect, it } from 'vitest';
import { validate } from '../../../src/operations/index.ts';
import type { VerifyData } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import { release, releasePath } from '../../build/manifests.ts';
import { RELEASE_PATH, RELEASE_TEXT, signedAll, signedRegistry } from '../../build/signed-registry.ts';
import { verifyContext, verifyFolder } from '../../build/verify-context.ts';

const NEEDS_GHOST = 'dependencies:\n  - artifact: org.acme/ghost\n    version: "*"\n';
const NEEDY = releasePath('org.acme/parser', '1.2.0');

/** A signed registry with a release that is signed well and needs what is not there. */
function registry(more: Readonly<Record<string, string>> = {}): TestRepository {
  const needy = signedAll(release('org.acme/parser', '1.2.0', NEEDS_GHOST), ['acme']);
  return createTestRepository({ ...signedRegistry(), ...needy, ...more });
}

async function both(
  { folder }: TestRepository,
  isChecking = true,
): Promise<{ verdict: string; found: string[]; data: VerifyData }> {
  const { verdict, diagnostics, data } = await verifyFolder(folder, { isChecking });
  return { verdict, data, found: diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`) };
}

describe('checking and verifying in one run', () => {
  it('counts what was checked, and passes where both do', async () => {
    const { verdict, data } = await both(createTestRepository(signedRegistry()));
    expect(verdict).toBe('pass');
    expect(data).toMatchObject({ signed: 9, refused: [], check: { releases: 3, errors: 0, warnings: 0 } });
    expect((await both(createTestRepository(signedRegistry()), false)).data.check).toBeNull();
  });

  it('tells of what is signed well and not valid as of findings, and believes it', async () => {
    const { verdict, found, data } = await both(registry());
    expect(verdict).toBe('findings');
    expect(found).toEqual([`HYPER_DEPENDENCY_UNKNOWN ${NEEDY}`]);
    expect(data).toMatchObject({ refused: [], check: { errors: 1 } });
  });

  it('says first of all that something is not to be trusted', async () => {
    const { verdict, found, data } = await both(registry({ [RELEASE_PATH]: `${RELEASE_TEXT}\n` }));
    expect(verdict).toBe('untrusted');
    expect(found).toEqual([`HYPER_SIGNATURE_SUBJECT ${RELEASE_PATH}`, `HYPER_DEPENDENCY_UNKNOWN ${NEEDY}`]);
    expect(data).toMatchObject({ refused: [RELEASE_PATH], check: { errors: 1 } });
  });

  it('verifies all the same where the check is known from before (S07)', async () => {
    const repository = registry({ [RELEASE_PATH]: `${RELEASE_TEXT}\n` });
    const nothing = { registry: undefined, path: undefined, at: undefined, changedSince: undefined };
    await validate.run(verifyContext(repository.folder), nothing);
    const { found, data } = await both(repository);
    expect(found).toEqual([`HYPER_SIGNATURE_SUBJECT ${RELEASE_PATH}`, `HYPER_DEPENDENCY_UNKNOWN ${NEEDY}`]);
    expect(data).toMatchObject({ remembered: 0, refused: [RELEASE_PATH], check: { errors: 1 } });
  });

  it('reads files that are not committed, and a manifest that is none', async () => {
    const repository = registry();
    repository.write({ [RELEASE_PATH]: 'kind: [\n' });
    const { verdict, found } = await both(repository);
    expect(verdict).toBe('untrusted');
    expect(found).toContain(`HYPER_SIGNED_UNREADABLE ${RELEASE_PATH}`);
    expect(found.filter((one) => one.startsWith('HYPER_YAML'))).not.toEqual([]);
  });
});
