import { isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import type { SignatureBundle } from '../bundle/signature-bundle.ts';

const FIELDS: ReadonlySet<string> = new Set(['mediaType', 'verificationMaterial', 'dsseEnvelope']);
const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(['payload', 'payloadType', 'signatures']);
const SIGNATURE_FIELDS: ReadonlySet<string> = new Set(['keyid', 'sig']);

/**
 * The name of a field of a bundle that could be changed without any verifier noticing: one of no meaning, or a key id
 * that is not that of the signer; undefined where there is none. Pure.
 */
export function strayField({
  json,
  material,
}: Pick<SignatureBundle, 'json' | 'material'>): string | undefined {
  const value = JSON.parse(json) as JsonValue;
  const envelope = isJsonObject(value) ? value['dsseEnvelope'] : undefined;
  const signatures = isJsonObject(envelope) ? envelope['signatures'] : undefined;
  const [signature] = Array.isArray(signatures) ? (signatures as readonly JsonValue[]) : [];
  if (!isJsonObject(value) || !isJsonObject(envelope) || !isJsonObject(signature)) return 'dsseEnvelope';
  const known = material.kind === 'key' ? [undefined, '', material.hint] : [undefined, ''];
  const keyId = signature['keyid'];
  if (keyId !== undefined && (typeof keyId !== 'string' || !known.includes(keyId))) return 'keyid';
  return beyond(value, FIELDS) ?? beyond(envelope, ENVELOPE_FIELDS) ?? beyond(signature, SIGNATURE_FIELDS);
}

function beyond(object: JsonObject, names: ReadonlySet<string>): string | undefined {
  return Object.keys(object).find((name) => !names.has(name));
}
