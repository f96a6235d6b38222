import { CHECKPOINT_BUNDLE_PATH, CHECKPOINT_PATH } from '../../catalog/index.ts';
import { Moment, canonicalJson, digestHex, digestOf } from '../../core/index.ts';
import type { Code, Diagnostic, JsonValue } from '../../core/index.ts';
import type { LoadedTrust } from '../../registry/index.ts';
import {
  judgeTime,
  onlineAuthorities,
  parseStatement,
  parseTime,
  readSignatures,
  verifyWithKey,
} from '../../signing/index.ts';
import type { Authority, SignatureBundle, Statement } from '../../signing/index.ts';

/** A checkpoint as a site shows it. */
export interface ShownCheckpoint {
  /** The id of the registry. */
  readonly registry: string;
  /** Of checkpoint.json. */
  readonly bytes: Uint8Array;
  /** Of checkpoint.sigstore.json. */
  readonly bundle: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether the online key signed just this checkpoint, for this registry; every bundle must hold. Codes:
 * `HYPER_SIGNATURE_FOREIGN` for a key that was the online key before, too.
 */
export async function judgeCheckpoint(
  shown: ShownCheckpoint,
  loaded: LoadedTrust,
): Promise<readonly Diagnostic[]> {
  const read = readSignatures(shown.bundle);
  if (read.kind === 'unreadable') return [fault(read.code, read.reason)];
  if (read.kind === 'none' || read.bundles.length === 0)
    return [fault('HYPER_SIGNATURE_MISSING', 'nothing signs it')];
  const { manifest } = loaded.registry;
  const { onlineKey, onlineIdentity } = manifest;
  // The keys before it attest still, but a build is signed by the one that is the online key now.
  const current = { ...manifest, formerOnlineKeys: [] };
  const [online] = onlineKey === undefined && onlineIdentity === undefined ? [] : onlineAuthorities(current);
  if (online === undefined)
    return [fault('HYPER_SIGNATURE_FOREIGN', 'registry.yaml names no online key and no online identity')];
  const found: Diagnostic[] = [];
  for (const bundle of read.bundles) {
    await loaded.book.look({ signatures: { kind: 'bundles', bundles: [bundle] } });
    found.push(...judge(bundle, online, shown, loaded));
  }
  return found;
}

function judge(
  bundle: SignatureBundle,
  online: Authority,
  shown: ShownCheckpoint,
  { book }: LoadedTrust,
): readonly Diagnostic[] {
  const { material } = bundle;
  const proof = book.proofs(bundle);
  if (proof?.ok === false) return [fault(proof.code, proof.reason)];
  const key = material.kind === 'key' ? online.keys.get(material.hint as never) : undefined;
  const identity = proof?.identity;
  const isKnown =
    identity !== undefined && online.identities.has(JSON.stringify([identity.issuer, identity.subject]));
  if (key === undefined && !isKnown)
    return [fault('HYPER_SIGNATURE_FOREIGN', 'who signed is not the online key of registry.yaml')];
  if (key !== undefined && !verifyWithKey(bundle, key.key))
    return [fault('HYPER_SIGNATURE_INVALID', 'the online key did not sign these bytes')];
  const statement = parseStatement(bundle.payload);
  if (!statement.ok) return [fault(statement.code, statement.reason)];
  const times = (proof?.times ?? []).map((time) => time.getTime());
  const claimed = parseTime(statement.statement.predicate.signedAt) ?? Number.POSITIVE_INFINITY;
  const time = { claimed, proven: times.length === 0 ? undefined : Math.min(...times) };
  const late = key === undefined ? undefined : judgeTime(key.window, time, new Moment(shown.now));
  if (late !== undefined) return [fault(late.code, late.reason)];
  return compare(statement.statement, shown);
}

function compare(
  { predicate, subjects }: Statement,
  { registry, bytes }: ShownCheckpoint,
): readonly Diagnostic[] {
  const [subject, ...more] = subjects;
  const isOfThis =
    predicate.registry === registry &&
    predicate.operation === 'checkpoint' &&
    predicate.kind === 'Checkpoint' &&
    subject?.name === CHECKPOINT_PATH &&
    more.length === 0;
  if (!isOfThis) return [fault('HYPER_SIGNATURE_REPLAYED', 'the signature was made for something else')];
  if (subject.sha256 !== digestHex(bytes))
    return [fault('HYPER_SIGNATURE_SUBJECT', 'the checkpoint was changed after signing')];
  const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue;
  const sequence = (value as { readonly sequence?: JsonValue } | null)?.sequence;
  if (predicate.canonical === digestOf(canonicalJson(value)) && predicate.revision === sequence) return [];
  return [fault('HYPER_SIGNATURE_REPLAYED', 'the signature speaks of another sequence or content')];
}

function fault(code: Code, reason: string): Diagnostic {
  return {
    code,
    severity: 'error',
    path: CHECKPOINT_BUNDLE_PATH,
    message: `the checkpoint is not believed: ${reason}`,
    hint: 'the operator signs the build again: hyper build --key ONLINE_KEY',
  };
}
