import { flatCopy, isJsonObject, toOneLine } from '../../core/index.ts';
import type { Code, Diagnostic, JsonObject, JsonValue } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { FileRole } from '../../registry/index.ts';
import { parsePublicKey } from '../../signing/index.ts';
import type { PublicKeyOutcome } from '../../signing/index.ts';
import { kindOf } from '../kind-of.ts';
import type { DocumentRule, DocumentSubject } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];
const MAX_KNOWN = 4096;

/** A key takes about a millisecond to judge, and the same stand in many manifests. */
const known = new Map<string, PublicKeyOutcome>();

/** Public keys are sound where they are registered (ATTACKS S11, S13): what a verifier meets later needs no second thought. */
export const signingKeysRule: DocumentRule = {
  id: 'signing-keys',
  family: 'signing',
  summary: 'Registered public keys are canonical and strong, and their id and algorithm are their own.',
  codes: [
    'HYPER_KEY_MALFORMED',
    'HYPER_KEY_UNSUPPORTED',
    'HYPER_KEY_WEAK',
    'HYPER_KEY_PRIVATE',
    'HYPER_KEY_ID_DISAGREES',
    'HYPER_KEY_ALGORITHM_DISAGREES',
  ],
  check(subject) {
    const { role, fields } = subject;
    const places = fields['kind'] === kindOf(role) ? placesOf(role, fields) : NO_PLACES;
    return places.length === 0 ? NONE : places.flatMap((place) => faultsOf(subject, place));
  },
};

interface Place {
  readonly pointer: Pointer;
  readonly key: JsonValue | undefined;
}

const NO_PLACES: readonly Place[] = [];

/** Where a manifest of this role lists keys. */
function placesOf(role: FileRole, fields: JsonObject): readonly Place[] {
  if (role.kind === 'registry')
    return [{ pointer: ['onlineKey'], key: fields['onlineKey'] }, ...listed(fields, [], 'formerOnlineKeys')];
  if (role.kind === 'trust-root') return listed(fields, []);
  const { signing } = fields;
  return role.kind === 'namespace' && isJsonObject(signing) ? listed(signing, ['signing']) : NO_PLACES;
}

function listed(holder: JsonObject, parent: Pointer, field = 'keys'): readonly Place[] {
  const keys = holder[field];
  if (!Array.isArray(keys)) return NO_PLACES;
  return (keys as readonly JsonValue[]).map((key, index) => ({ pointer: [...parent, field, index], key }));
}

function faultsOf({ document }: DocumentSubject, { pointer, key }: Place): readonly Diagnostic[] {
  if (!isJsonObject(key)) return NONE;
  const { publicKey, keyId, algorithm } = key;
  if (typeof publicKey !== 'string') return NONE;
  const fault = (field: string, code: Code, message: string, hint: string): Diagnostic => {
    const span = document.locate([...pointer, field]);
    return { code, severity: 'error', span, message, hint };
  };
  const outcome = judge(publicKey);
  if (!outcome.ok) {
    return [
      fault('publicKey', outcome.code, outcome.reason, outcome.hint ?? `run: hyper explain ${outcome.code}`),
    ];
  }
  const found: Diagnostic[] = [];
  const expected = outcome.key;
  if (typeof keyId === 'string' && keyId !== expected.keyId) {
    const message = `"${toOneLine(keyId)}" is not the id of this key`;
    found.push(fault('keyId', 'HYPER_KEY_ID_DISAGREES', message, `keyId: ${expected.keyId}`));
  }
  if (typeof algorithm === 'string' && algorithm !== expected.algorithm) {
    const message = `expected ${expected.algorithm}, as the key is, got "${toOneLine(algorithm)}"`;
    found.push(
      fault('algorithm', 'HYPER_KEY_ALGORITHM_DISAGREES', message, `algorithm: ${expected.algorithm}`),
    );
  }
  return found;
}

function judge(text: string): PublicKeyOutcome {
  const found = known.get(text);
  if (found !== undefined) return found;
  const outcome = parsePublicKey(text);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(flatCopy(text), outcome);
  return outcome;
}
