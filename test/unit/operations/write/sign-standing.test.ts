import { expect, it } from 'vitest';
import { versionYank } from '../../../../src/operations/index.ts';
import type { OpenedSigner, WriteContext } from '../../../../src/operations/index.ts';
import { createKeySigner, verifyWithKey } from '../../../../src/signing/index.ts';
import { release } from '../../../build/manifests.ts';
import { keyOf } from '../../../build/signed-files.ts';
import { signedRegistry } from '../../../build/signed-registry.ts';
import { createWriteWorld } from '../../../build/write-world.ts';
import type { WriteWorld } from '../../../build/write-world.ts';

/** Inside the life of every key of the fixed registry. */
const NOW = new Date('2026-06-01T12:00:00Z');
const YANK = { reference: 'org.acme.tools/runner@2.1.0', reason: 'It drops headers.' };

interface SigningWorld extends WriteWorld {
  /** How often a key was opened, which asks for a passphrase. */
  readonly opened: () => number;
}

/** The world of somebody with this key. */
function worldOf(name: string, canTellEarly = true): SigningWorld {
  const key = keyOf(name);
  const { publicKey } = key;
  let opened = 0;
  const context: Partial<WriteContext> = {
    now: () => NOW,
    openSigner: (): Promise<OpenedSigner> => {
      opened += 1;
      return Promise.resolve({
        ...createKeySigner(key),
        name: publicKey.keyId,
        judge: (bundle) => Promise.resolve(verifyWithKey(bundle, publicKey) ? 'own' : 'other'),
      });
    },
    identifySigner: () => Promise.resolve(canTellEarly ? { keyId: publicKey.keyId } : undefined),
  };
  const files = { ...signedRegistry(), ...release('org.acme.tools/runner', '2.1.0') };
  return { ...createWriteWorld(files, context), opened: () => opened };
}

it.each([
  [true, 0],
  [false, 1],
])(
  'tells a signer who does not count before anything is written (S02); told early: %s',
  async (early, opened) => {
    const world = worldOf('acme', early);
    const outcome = await world.run(versionYank, YANK);
    expect(outcome.verdict).toBe('untrusted');
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['HYPER_SIGN_FOREIGN']);
    expect(outcome.diagnostics[0]?.hint).toMatch(/\(tools\).*without --sign it is written unsigned/u);
    expect(outcome.data).toMatchObject({ isChanged: false, signed: [] });
    expect(world.opened()).toBe(opened);
    expect(world.repository.git('status', '--short')).toBe('');
  },
);

it('tells it of a plan that is only shown, and shows the plan', async () => {
  const world = worldOf('acme');
  const outcome = await world.run(versionYank, { ...YANK, mode: 'plan' });
  expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['HYPER_SIGN_FOREIGN']);
  expect(outcome.data.files.length).toBeGreaterThan(0);
  expect(world.opened()).toBe(0);
});

it('lets one who counts sign in the same step', async () => {
  const world = worldOf('tools');
  const outcome = await world.run(versionYank, YANK);
  expect(outcome).toMatchObject({ verdict: 'pass', diagnostics: [] });
  expect(outcome.data.signed).toEqual(['namespaces/org/acme/tools/runner/artifact.yaml']);
  expect(world.repository.git('status', '--short', '-uall')).toContain('runner/artifact.sigstore.json');
});
