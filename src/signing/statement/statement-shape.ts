import { isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { ATTESTATION_PREDICATE, CONTENT_SUBJECT, STATEMENT_OPERATIONS } from './statement.ts';

type Test = (value: JsonValue) => boolean;
interface Field {
  readonly test: Test;
  readonly isRequired: boolean;
}

const MAX_TEXT_UNITS = 1024;
const isText: Test = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT_UNITS;
const isHex: Test = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value);
const isDigest: Test = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/u.test(value);
/** Years of four digits only: others sort and compare wrongly (ATTACKS S21). */
const isMoment: Test = (value) =>
  typeof value === 'string' &&
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/u.test(value) &&
  toSeconds(Date.parse(value)) === value;
const isCount: Test = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;

const required = (test: Test): Field => ({ test, isRequired: true });
const optional = (test: Test): Field => ({ test, isRequired: false });

const STATEMENT_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['_type', required(isText)],
  ['predicate', required(isJsonObject)],
  ['predicateType', required(isText)],
  ['subject', required((value) => Array.isArray(value) && (value.length === 1 || value.length === 2))],
]);
const SUBJECT_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['digest', required(isJsonObject)],
  ['name', required(isText)],
]);
const DIGEST_FIELDS: ReadonlyMap<string, Field> = new Map([['sha256', required(isHex)]]);
const PREDICATE_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['acceptedAt', optional(isMoment)],
  ['canonical', required(isDigest)],
  ['contentHash', optional(isDigest)],
  ['identity', required(isJsonObject)],
  ['kind', required(isText)],
  ['operation', required((value) => (STATEMENT_OPERATIONS as readonly JsonValue[]).includes(value))],
  ['previous', optional(isDigest)],
  ['registry', required(isText)],
  ['revision', optional(isCount)],
  ['signedAt', required(isMoment)],
]);
const IDENTITY_FIELDS: ReadonlyMap<string, Field> = new Map(
  ['id', 'name', 'namespace', 'type', 'version'].map((name) => [name, optional(isText)] as const),
);

/** What keeps a JSON object from being a statement of the registry, or undefined. Pure. */
export function faultOfStatement(statement: JsonObject): string | undefined {
  return (
    faultOfFields(statement, STATEMENT_FIELDS, '') ??
    faultOfSubjects(statement['subject'] as readonly JsonValue[]) ??
    faultOfPredicate(
      statement['predicate'] as JsonObject,
      statement['predicateType'] === ATTESTATION_PREDICATE,
    )
  );
}

function faultOfSubjects(subjects: readonly JsonValue[]): string | undefined {
  for (const [index, subject] of subjects.entries()) {
    const place = `subject[${index}].`;
    if (!isJsonObject(subject)) return `has no object at "subject[${index}]"`;
    const fault =
      faultOfFields(subject, SUBJECT_FIELDS, place) ??
      faultOfFields(subject['digest'] as JsonObject, DIGEST_FIELDS, `${place}digest.`);
    if (fault !== undefined) return fault;
    if ((subject['name'] === CONTENT_SUBJECT) !== (index === 1)) {
      return 'names subjects other than the manifest and then its content';
    }
  }
  return undefined;
}

function faultOfPredicate(predicate: JsonObject, isAttestation: boolean): string | undefined {
  const fault =
    faultOfFields(predicate, PREDICATE_FIELDS, 'predicate.') ??
    faultOfFields(predicate['identity'] as JsonObject, IDENTITY_FIELDS, 'predicate.identity.');
  if (fault !== undefined) return fault;
  const isAttest = predicate['operation'] === 'attest' && predicate['acceptedAt'] !== undefined;
  const isEither = predicate['operation'] === 'attest' || predicate['acceptedAt'] !== undefined;
  if (isAttestation ? isAttest : !isEither) return undefined;
  return 'mixes the fields of a signature and of an attestation';
}

function faultOfFields(
  object: JsonObject,
  fields: ReadonlyMap<string, Field>,
  place: string,
): string | undefined {
  for (const name of Object.keys(object)) {
    if (!fields.has(name)) return `has an unknown field below "${place}"`;
  }
  for (const [name, { test, isRequired }] of fields) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (value === undefined ? isRequired : !test(value)) return `has no valid "${place}${name}"`;
  }
  return undefined;
}

function toSeconds(time: number): string | undefined {
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
