import { isUtf8 } from 'node:buffer';
import { isCanonicalJson, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { refusal } from '../keys/public-key.ts';
import type { Refusal } from '../keys/public-key.ts';
import { faultOfStatement } from './statement-shape.ts';
import { ATTESTATION_PREDICATE, SIGNATURE_PREDICATE, STATEMENT_TYPE } from './statement.ts';
import type { Predicate, Statement, Subject } from './statement.ts';

/** A statement of the registry has about a kilobyte. */
const MAX_STATEMENT_BYTES = 16 * 1024;

export type StatementOutcome = { readonly ok: true; readonly statement: Statement } | Refusal;

/**
 * The statement that a verified payload holds. Strict: only the canonical bytes of a statement that this registry could
 * have written pass, so that no two parsers can read it differently (ATTACKS S06, S08, S24). Errors as values:
 * `HYPER_STATEMENT_FOREIGN` for another kind of statement, `HYPER_STATEMENT_INVALID`. Pure.
 */
export function parseStatement(payload: Uint8Array): StatementOutcome {
  if (payload.length > MAX_STATEMENT_BYTES) {
    return invalid(`has ${payload.length} bytes, expected at most ${MAX_STATEMENT_BYTES}`);
  }
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const text = isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  const value = text === undefined ? undefined : parseJson(text);
  if (!isJsonObject(value)) return invalid('is no JSON object in UTF-8');
  if (text === undefined || !isCanonicalJson(text, value))
    return invalid('is not in canonical form (RFC 8785)');
  const type = value['_type'];
  if (type !== STATEMENT_TYPE) return foreign('_type', type);
  const predicateType = value['predicateType'];
  if (predicateType !== SIGNATURE_PREDICATE && predicateType !== ATTESTATION_PREDICATE) {
    return foreign('predicateType', predicateType);
  }
  const fault = faultOfStatement(value);
  if (fault !== undefined) return invalid(fault);
  const subjects = (value['subject'] as readonly JsonObject[]).map(toSubject);
  return {
    ok: true,
    statement: { predicateType, subjects, predicate: value['predicate'] as unknown as Predicate },
  };
}

function toSubject(subject: JsonObject): Subject {
  const digest = subject['digest'] as JsonObject;
  return { name: subject['name'] as string, sha256: digest['sha256'] as string };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function invalid(what: string): Refusal {
  return refusal('HYPER_STATEMENT_INVALID', `the signed statement ${what}`);
}

function foreign(field: string, value: JsonValue | undefined): Refusal {
  const shown = typeof value === 'string' ? `"${toOneLine(value).slice(0, 120)}"` : 'nothing of the kind';
  return refusal(
    'HYPER_STATEMENT_FOREIGN',
    `the signed statement is not of this registry: its ${field} is ${shown}`,
  );
}
