import { isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { fromBase64 } from '../keys/base64.ts';
import { refusal } from '../keys/public-key.ts';
import type { Refusal } from '../keys/public-key.ts';
import { BUNDLE_MEDIA_TYPE, MAX_SIGNATURE_BYTES } from './signature-bundle.ts';
import type { SignatureBundle, SignatureMaterial } from './signature-bundle.ts';

/** Formats that are read: v0.3 in its two spellings, and v0.2. */
const MEDIA_TYPES: ReadonlySet<JsonValue | undefined> = new Set([
  BUNDLE_MEDIA_TYPE,
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
]);
const MAX_HINT_UNITS = 256;
/** Log entries and timestamps of one bundle: nobody has more witnesses. */
const MAX_WITNESSES = 16;

/** The bundle of a JSON object, whose canonical text is `json`. Errors as values: `HYPER_BUNDLE_INVALID`, `HYPER_BUNDLE_LIMIT`. Pure. */
export function toBundle(
  value: JsonObject,
  json: string,
  name: string,
): { readonly ok: true; readonly bundle: SignatureBundle } | Refusal {
  const invalid = (what: string): Refusal => refusal('HYPER_BUNDLE_INVALID', `${name} ${what}`);
  if (!MEDIA_TYPES.has(value['mediaType'])) return invalid('is no Sigstore bundle of version 0.2 or 0.3');
  const envelope = value['dsseEnvelope'];
  if (!isJsonObject(envelope)) return invalid('holds no DSSE envelope');
  const { payloadType, payload: body, signatures } = envelope;
  const payload = typeof body === 'string' ? fromBase64(body) : undefined;
  if (typeof payloadType !== 'string' || payload === undefined) return invalid('has no payload in base64');
  const [only, ...more] = Array.isArray(signatures) ? (signatures as readonly JsonValue[]) : [];
  if (!isJsonObject(only) || more.length > 0) return invalid('does not hold exactly one signature');
  const { sig } = only;
  if (typeof sig === 'string' && sig.length > (MAX_SIGNATURE_BYTES * 4) / 3 + 4) {
    const most = `expected at most ${MAX_SIGNATURE_BYTES} bytes`;
    return refusal('HYPER_BUNDLE_LIMIT', `${name} has a signature of ${sig.length} characters, ${most}`);
  }
  const signature = typeof sig === 'string' ? fromBase64(sig) : undefined;
  if (signature === undefined || signature.length === 0) return invalid('has no signature in base64');
  const witnesses = readMaterial(value['verificationMaterial']);
  if (witnesses === undefined) return invalid('does not say in a known way who signed');
  return { ok: true, bundle: { payloadType, payload, signature, ...witnesses, json } };
}

type Witnesses = Pick<SignatureBundle, 'material' | 'logEntries' | 'timestamps'>;

function readMaterial(value: JsonValue | undefined): Witnesses | undefined {
  if (!isJsonObject(value)) return undefined;
  const material = materialOf(value);
  const logEntries = listAt(value, 'tlogEntries');
  const data = value['timestampVerificationData'];
  const stamps = isJsonObject(data) ? listAt(data, 'rfc3161Timestamps') : [];
  if (material === undefined || logEntries === undefined || stamps === undefined) return undefined;
  const timestamps = stamps.map((stamp) => bytesAt(stamp, 'signedTimestamp'));
  if (!timestamps.every((stamp) => stamp !== undefined)) return undefined;
  return { material, logEntries, timestamps };
}

/** Exactly one way to say who signed: two would let two verifiers believe different ones. */
function materialOf(value: JsonObject): SignatureMaterial | undefined {
  const { publicKey, certificate, x509CertificateChain: chain } = value;
  if ([publicKey, certificate, chain].filter((each) => each !== undefined).length !== 1) return undefined;
  if (isJsonObject(publicKey)) {
    const { hint = '' } = publicKey;
    return typeof hint === 'string' && hint.length <= MAX_HINT_UNITS ? { kind: 'key', hint } : undefined;
  }
  const [leaf] = isJsonObject(chain) ? (listAt(chain, 'certificates') ?? []) : [certificate];
  const der = isJsonObject(leaf) ? bytesAt(leaf, 'rawBytes') : undefined;
  return der === undefined ? undefined : { kind: 'certificate', certificate: der };
}

/** The objects of a list; none where there is no list, undefined where it holds something else or too much. */
function listAt(object: JsonObject, key: string): readonly JsonObject[] | undefined {
  const list = object[key];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || list.length > MAX_WITNESSES) return undefined;
  const objects = (list as readonly JsonValue[]).filter(isJsonObject);
  return objects.length === list.length ? objects : undefined;
}

function bytesAt(object: JsonObject, key: string): Uint8Array | undefined {
  const text = object[key];
  return typeof text === 'string' && text !== '' ? fromBase64(text) : undefined;
}
