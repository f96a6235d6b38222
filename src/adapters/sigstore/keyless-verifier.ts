import { bundleFromJSON } from '@sigstore/bundle';
import { Verifier, toSignedEntity } from '@sigstore/verify';
import type { SignedEntity, VerifierOptions } from '@sigstore/verify';
import { verifyWithKey } from '../../signing/index.ts';
import type {
  KeylessOutcome,
  KeylessVerifier,
  ProvenTimes,
  PublicKey,
  SignatureBundle,
  TimeVerifier,
} from '../../signing/index.ts';
import { identityOf, isWithin } from './certificate-identity.ts';
import { faultOfLogEntry } from './log-entry-fault.ts';
import { refuse, toRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { faultOfTimestamp } from './timestamp-fault.ts';
import type { SigstoreTrust } from './trusted-root.ts';

const KEYLESS: VerifierOptions = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 };
const WITH_KEY: VerifierOptions = { tlogThreshold: 0, timestampThreshold: 0 };

/**
 * Checks keyless signatures and proofs of time against a trusted root, without the network. A keyless signature needs a
 * certificate that a certificate log knows, an entry in a transparency log, and a proof of time inside the certificate's
 * life. Who signed is given exactly as it stands in the certificate; comparing it is the caller's part (ATTACKS S20).
 */
export function createSigstoreVerifier(trust: SigstoreTrust): KeylessVerifier & TimeVerifier {
  const keyless = new Verifier(trust.material, KEYLESS);
  return {
    verify: (bundle) => Promise.resolve(attempt(() => verifyKeyless(trust, keyless, bundle))),
    verifyTimes: (bundle, key) => Promise.resolve(attempt(() => verifyTimes(trust, bundle, key))),
  };
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    return toRefusal(error);
  }
}

function verifyKeyless(trust: SigstoreTrust, verifier: Verifier, bundle: SignatureBundle): KeylessOutcome {
  if (bundle.material.kind !== 'certificate') {
    return refuse('HYPER_KEYLESS_MALFORMED', 'the bundle holds no certificate');
  }
  if (bundle.logEntries.length === 0) {
    return refuse('HYPER_KEYLESS_LOG_MISSING', 'no transparency log holds the signature');
  }
  const fault = faultOfWitnesses(trust, bundle);
  if (fault !== undefined) return fault;
  const { certificate } = bundle.material;
  const entity = toEntity(bundle);
  const times = timesOf(entity);
  try {
    verifier.verify(entity);
    const names = identityOf(certificate);
    if (names !== undefined) return { ok: true, ...names, times };
    return refuse('HYPER_KEYLESS_CERTIFICATE', 'the certificate does not name exactly one identity');
  } catch (error) {
    const refusal = toRefusal(error);
    const isExpired =
      refusal.code === 'HYPER_KEYLESS_CERTIFICATE' && !times.every((time) => isWithin(certificate, time));
    if (!isExpired) return refusal;
    return refuse('HYPER_KEYLESS_CERTIFICATE_EXPIRED', 'the certificate was not valid when it signed');
  }
}

/** The signature itself is checked with the registered key by its own scheme, which may be one that Sigstore has not. */
function verifyTimes(trust: SigstoreTrust, bundle: SignatureBundle, key: PublicKey): ProvenTimes {
  if (bundle.material.kind !== 'key') {
    return refuse('HYPER_KEYLESS_MALFORMED', 'the bundle is not signed with a key');
  }
  const fault = faultOfWitnesses(trust, bundle);
  if (fault !== undefined) return fault;
  const entity = toEntity(bundle);
  const signature = Object.assign(Object.create(entity.signature) as SignedEntity['signature'], {
    verifySignature: () => verifyWithKey(bundle, key),
  });
  const publicKey = () => ({ publicKey: key.keyObject, validFor: () => true });
  new Verifier({ ...trust.material, publicKey }, WITH_KEY).verify({ ...entity, signature });
  return { ok: true, times: timesOf(entity) };
}

/** What the verifier would not see of log entries and timestamps. */
function faultOfWitnesses(
  { material }: SigstoreTrust,
  { logEntries, timestamps }: SignatureBundle,
): Refusal | undefined {
  const logIds = material.tlogs.map(({ logID }) => logID);
  const [fault] = logEntries.flatMap((entry) => faultOfLogEntry(entry, logIds) ?? []);
  if (fault !== undefined) return refuse('HYPER_KEYLESS_LOG_PROOF', fault);
  const chains = material.timestampAuthorities.flatMap(({ certChain }) => certChain);
  const known = timestamps.length === 0 ? [] : chains.map(({ root }) => root.toDER());
  const [late] = timestamps.flatMap((stamp) => faultOfTimestamp(stamp, known) ?? []);
  return late === undefined ? undefined : refuse('HYPER_KEYLESS_TIME', late);
}

function toEntity(bundle: SignatureBundle): SignedEntity {
  return toSignedEntity(bundleFromJSON(JSON.parse(bundle.json)));
}

/** Times that a verified entity proves: those of timestamps, and of log entries whose promise signs them. */
function timesOf(entity: SignedEntity): Date[] {
  const times = entity.timestamps.flatMap((stamp) => {
    if (stamp.$case === 'timestamp-authority') return [stamp.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = stamp.tlogEntry;
    return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
  });
  return times.sort((left, right) => left.getTime() - right.getTime());
}
