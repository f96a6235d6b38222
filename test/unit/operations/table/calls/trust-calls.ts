import { createKeyContext } from '../../../../../src/composition-trust.ts';
import {
  attest,
  keyExport,
  keyGenerate,
  keyList,
  keyRevoke,
  keyRotate,
  sign,
  trustInit,
  trustRotate,
} from '../../../../../src/operations/index.ts';
import { createKeySigner } from '../../../../../src/signing/index.ts';
import type { SigningContext } from '../../../../../src/operations/index.ts';
import { changeRegistry } from '../../../../build/change-repository.ts';
import { testFacts } from '../../../../build/registry-context.ts';
import { keyOf } from '../../../../build/signed-files.ts';
import { signedRegistry } from '../../../../build/signed-registry.ts';
import { signingContext } from '../../../../build/signing.ts';
import { trustContext } from '../../../../build/trust-context.ts';
import { call } from './call.ts';
import type { Call, Room } from './call.ts';

const SIGNED = signedRegistry();
const UNSIGNED = Object.fromEntries(
  Object.entries(SIGNED).filter(([path]) => path !== 'namespaces/org/acme/parser/1.0.0.sigstore.json'),
);
const idOf = (name: string): string => keyOf(name).publicKey.keyId;
const trusting = ({ folder }: Room) => trustContext(folder);

/** Signs with the test key of a name. */
async function signingAs(room: Room, name: string): Promise<SigningContext> {
  const { keyId } = keyOf(name).publicKey;
  const signer = {
    ...createKeySigner(keyOf(name)),
    name: keyId,
    judge: () => Promise.resolve('other' as const),
  };
  const context = await signingContext(room.folder, undefined);
  return {
    ...context,
    openSigner: () => Promise.resolve(signer),
    identifySigner: () => Promise.resolve({ keyId, identity: undefined }),
  };
}

const TARGETS = {
  registry: undefined,
  isAll: false,
  namespace: undefined,
  targets: ['org.acme/parser@1.0.0'],
};
const NO_TARGET = [{ targets: ['org.acme/nothing'] }, 'HYPER_ARTIFACT_MISSING'] as const;
const NO_KEYS = { folder: undefined, descriptor: undefined } as const;
const keys = (room: Room) =>
  createKeyContext(
    {},
    testFacts(room.path(''), { PATH: process.env['PATH'] ?? '', HYPER_KEYS: room.path('keys') }),
    NO_KEYS,
  );
const KEY = { name: 'release', algorithm: 'ed25519', isEncrypted: false } as const;
const makeKey = async (room: Room): Promise<unknown> => keyGenerate.run(await keys(room), KEY);

/** Operations on keys, signatures and trust. */
export const TRUST_CALLS: readonly Call[] = [
  call(sign, (room) => signingAs(room, 'acme'), { ...TARGETS, isDryRun: false, isForced: false }, NO_TARGET, {
    files: UNSIGNED,
  }),
  call(attest, (room) => signingAs(room, 'online'), { ...TARGETS, isDryRun: false }, NO_TARGET, {
    files: SIGNED,
  }),
  call(
    keyRotate,
    trusting,
    {
      ...{ registry: undefined, target: 'org.acme', add: 'acme-3', key: undefined, isDryRun: false },
      ...{ endsAt: undefined },
    },
    [{ target: 'org.nothing' }, 'HYPER_NAMESPACE_MISSING'],
    { files: SIGNED },
  ),
  call(
    keyRevoke,
    trusting,
    {
      ...{ registry: undefined, target: 'org.acme', add: undefined, key: idOf('acme-2'), isDryRun: false },
      ...{ reason: 'Lost.', compromisedSince: undefined },
    },
    [{ target: 'org.nothing' }, 'HYPER_NAMESPACE_MISSING'],
    { files: SIGNED },
  ),
  call(
    trustInit,
    trusting,
    {
      ...{ registry: undefined, keys: ['root-a', 'root-b', 'root-c'], threshold: 2, expiresInDays: 365 },
      ...{ online: undefined, isDryRun: false },
    },
    [{ threshold: 9 }, 'HYPER_TRUST_THRESHOLD'],
    { files: changeRegistry() },
  ),
  call(
    trustRotate,
    trusting,
    {
      ...{ registry: undefined, add: ['root-d'], remove: [], threshold: undefined, expiresInDays: 365 },
      ...{ isDryRun: false },
    },
    [{ remove: ['nobody'] }, 'HYPER_KEY_UNLISTED'],
    { files: SIGNED },
  ),
  call(keyGenerate, keys, KEY, [{ name: '../key' }, 'HYPER_KEY_NAME_INVALID'], { files: SIGNED }),
  call(keyList, keys, {}, null, { files: SIGNED, before: makeKey }),
  call(keyExport, keys, { key: 'release', format: 'pem' }, [{ key: 'nothing' }, 'HYPER_KEY_NOT_FOUND'], {
    files: SIGNED,
    before: makeKey,
  }),
];
