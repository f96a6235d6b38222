import { canonicalJson } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { Statement } from './statement.ts';
import { STATEMENT_TYPE } from './statement.ts';

/** The bytes of the statement in canonical JSON (RFC 8785): what is signed. Pure. */
export function renderStatement(statement: Statement): Uint8Array {
  const { predicateType, subjects, predicate } = statement;
  const value: JsonObject = {
    _type: STATEMENT_TYPE,
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate: withoutGaps({ ...predicate, identity: withoutGaps({ ...predicate.identity }) }),
  };
  return Buffer.from(canonicalJson(value), 'utf8');
}

/** Fields that are there but undefined have no form in JSON. */
function withoutGaps(fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const entries = Object.entries(fields).filter(
    (entry): entry is [string, JsonObject[string]] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
