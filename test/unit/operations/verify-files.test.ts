import { describe, expect, test } from 'vitest';
import { Moment } from '../../../src/core/index.ts';
import { verifyFiles } from '../../../src/operations/verify/verify.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { namespace } from '../../build/manifests.ts';
import { NOW, listedKey, signingBlock } from '../../build/signed-files.ts';
import { RELEASE_PATH, ROOTS, signedAll, signedRegistry } from '../../build/signed-registry.ts';
import { MemoryStates, verifyContext, verifyFolder } from '../../build/verify-context.ts';

const PLACE = { registry: undefined, at: undefined, folder: undefined };
const ENDS = '2026-06-15T00:00:00Z';

describe('for how long files that were verified are believed', () => {
  test('is until the first key of theirs ends, from that run on, and the same where they were remembered', async () => {
    const { folder } = createTestRepository({
      ...signedRegistry(),
      ...signedAll(
        namespace('org.acme', signingBlock(1, [listedKey('acme', { expiresAt: ENDS }), 'acme-2'])),
        ROOTS,
      ),
    });
    const states = new MemoryStates();
    await verifyFolder(folder, {}, { states });
    for (const later of [0, 1000]) {
      const context = verifyContext(folder, { states, clock: () => new Date(NOW + later) });
      const moment = new Moment(NOW + later);
      const { verdict } = await verifyFiles(context, PLACE, [RELEASE_PATH], moment);
      expect(verdict).toBe('pass');
      expect(moment.window).toEqual({ from: NOW + later, until: Date.parse(ENDS) });
    }
  });

  test('is at no other time where something besides the registry was asked', async () => {
    const { folder } = createTestRepository(signedRegistry());
    const states = new MemoryStates();
    await verifyFolder(folder, {}, { states });
    const moment = new Moment(NOW);
    moment.holdOnly();
    await verifyFiles(verifyContext(folder, { states }), PLACE, [RELEASE_PATH], moment);
    const { from, until } = moment.window;
    expect(from).toBeGreaterThanOrEqual(until);
  });
});
