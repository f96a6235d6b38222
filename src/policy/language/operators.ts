import { anyOf, isJsonObject, toTruth } from '../../core/index.ts';
import type { JsonValue, Truth } from '../../core/index.ts';
import { isLicensedUnder } from '../../manifest/index.ts';
import type { PolicyCondition } from '../../manifest/index.ts';
import { parseTime } from '../../signing/index.ts';
import { compareVersions, parseVersion } from '../../version/index.ts';

export type Operator = NonNullable<PolicyCondition['operator']>;
export type Wanted = NonNullable<PolicyCondition['value']>;

/** Compares a value that is there; `unknown` where its type is none that the operator compares (O16). */
export type Comparison = (actual: JsonValue) => Truth;

/** Finds a pattern anywhere in a text, in time linear in the text. */
export interface Matcher {
  test(text: string): boolean;
}

/** One operator: what it may be given, and what it then does with a field that is there. */
interface OperatorEntry {
  /** What is wrong with the value; undefined where it will do. */
  check(wanted: Wanted): string | undefined;
  prepare(wanted: Wanted, match: (pattern: string) => Matcher): Comparison;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const wantsScalar = (wanted: Wanted): string | undefined =>
  isScalar(wanted) ? undefined : 'expected a text, a number, true or false';
const wantsList = (wanted: Wanted): string | undefined =>
  Array.isArray(wanted) && wanted.length > 0 ? undefined : 'expected a list that is not empty';
const wantsText = (wanted: Wanted): string | undefined =>
  typeof wanted === 'string' ? undefined : 'expected a text';
const wantsOrdered = (wanted: Wanted): string | undefined =>
  typeof wanted === 'number' || (typeof wanted === 'string' && (isVersion(wanted) || isTime(wanted)))
    ? undefined
    : 'expected a number, a version or a moment';

/** Every operator of the language (docs/policies.md has the table). */
export const OPERATORS: ReadonlyMap<Operator, OperatorEntry> = new Map<Operator, OperatorEntry>([
  ['equals', { check: wantsScalar, prepare: (wanted) => (actual) => isEqual(actual, wanted) }],
  [
    'in',
    {
      check: wantsList,
      prepare: (wanted) => (actual) =>
        anyOf((wanted as readonly JsonValue[]).map((one) => isEqual(actual, one))),
    },
  ],
  ['contains', { check: wantsScalar, prepare: (wanted) => (actual) => contains(actual, wanted) }],
  [
    'matches',
    {
      check: wantsText,
      prepare: (wanted, match) => {
        const matcher = match(String(wanted));
        return (actual) => (typeof actual === 'string' ? toTruth(matcher.test(actual)) : 'unknown');
      },
    },
  ],
  ['greater-than', { check: wantsOrdered, prepare: (wanted) => (actual) => isOrdered(actual, wanted, 1) }],
  ['less-than', { check: wantsOrdered, prepare: (wanted) => (actual) => isOrdered(actual, wanted, -1) }],
  [
    'exists',
    {
      check: (wanted) => (typeof wanted === 'boolean' ? undefined : 'expected true or false'),
      prepare: (wanted) => (actual) => toTruth((actual !== null) === wanted),
    },
  ],
  [
    'licensed-under',
    {
      check: wantsList,
      prepare: (wanted) => {
        const allowed = new Set((wanted as readonly unknown[]).map(String));
        return (actual) => (typeof actual === 'string' ? isLicensedUnder(actual, allowed) : 'unknown');
      },
    },
  ],
]);

function isEqual(actual: JsonValue, wanted: unknown): Truth {
  return typeof actual === typeof wanted && isScalar(actual) ? toTruth(actual === wanted) : 'unknown';
}

/** A text in a text, an entry in a list, a key in a map. */
function contains(actual: JsonValue, wanted: Wanted): Truth {
  if (typeof actual === 'string') {
    return typeof wanted === 'string' ? toTruth(actual.includes(wanted)) : 'unknown';
  }
  if (Array.isArray(actual)) {
    return anyOf((actual as readonly JsonValue[]).map((one) => isEqual(one, wanted)));
  }
  const isMap = isJsonObject(actual) && typeof wanted === 'string';
  return isMap ? toTruth(Object.hasOwn(actual, wanted)) : 'unknown';
}

/** Numbers by value, versions by SemVer, moments by time; both sides must be the same of these. */
function isOrdered(actual: JsonValue, wanted: Wanted, sign: 1 | -1): Truth {
  if (typeof actual === 'number' && typeof wanted === 'number') {
    return toTruth(Math.sign(actual - wanted) === sign);
  }
  if (typeof actual !== 'string' || typeof wanted !== 'string') return 'unknown';
  const [one, other] = [parseTime(actual), parseTime(wanted)];
  if (one !== undefined && other !== undefined) return toTruth(Math.sign(one - other) === sign);
  const [left, right] = [parseVersion(actual), parseVersion(wanted)];
  if (!left.ok || !right.ok) return 'unknown';
  return toTruth(Math.sign(compareVersions(left.value, right.value)) === sign);
}

function isVersion(text: string): boolean {
  return parseVersion(text).ok;
}

function isTime(text: string): boolean {
  return parseTime(text) !== undefined;
}
