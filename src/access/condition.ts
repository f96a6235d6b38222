import { anyOf, opposite, toTruth, Moment } from '../core/index.ts';
import type { Truth, When } from '../core/index.ts';
import type { AccessCondition } from '../manifest/index.ts';
import { parseTime } from '../signing/index.ts';
import { isAddressIn, parseAddress } from './address.ts';

/** A value that a fact may have. */
export type FactValue = string | number | boolean | readonly (string | number | boolean)[];

/** What is known about one request, beside who asks. Everything is optional; what is missing never allows anything. */
export interface AccessFacts {
  /** Address the request came from. */
  readonly ip?: string;
  readonly userAgent?: string;
  /** Of what is acted on: `state`, `own`, `visibility`, `type`, …. */
  readonly resource?: ReadonlyMap<string, FactValue>;
  /** Whatever the caller knows more. */
  readonly custom?: ReadonlyMap<string, FactValue>;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Whether the condition holds; `unknown` where a fact is missing, or of a type that the operator cannot compare. Pure. */
export function evaluateCondition(condition: AccessCondition, facts: AccessFacts, at: When): Truth {
  const fact = factOf(condition, facts, at);
  return fact === undefined ? 'unknown' : compare(fact, condition);
}

function factOf({ type, field }: AccessCondition, facts: AccessFacts, at: When): FactValue | undefined {
  switch (type) {
    case 'time':
      return timeFact(field, at);
    case 'ip':
      return field === 'address' ? facts.ip : undefined;
    case 'user-agent':
      return field === 'text' ? facts.userAgent : undefined;
    case 'resource-state':
      return facts.resource?.get(field);
    case 'custom':
      return facts.custom?.get(field);
  }
}

/** `now` as a moment, `hour` from 0 to 23, `weekday` in English and lower case; all in UTC. */
function timeFact(field: string, at: When): FactValue | undefined {
  // What is made of it may be otherwise at any other time.
  const time = at instanceof Moment ? new Date(at.exact) : at;
  if (field === 'now') return time.toISOString();
  if (field === 'hour') return time.getUTCHours();
  return field === 'weekday' ? WEEKDAYS[time.getUTCDay()] : undefined;
}

function compare(fact: FactValue, { type, operator, value }: AccessCondition): Truth {
  switch (operator) {
    case 'eq':
      return isEqual(type, fact, value);
    case 'neq':
      return opposite(isEqual(type, fact, value));
    case 'in':
      return Array.isArray(value) ? anyOf(value.map((one) => isEqual(type, fact, one))) : 'unknown';
    case 'contains':
      return contains(fact, value);
    case 'gt':
      return order(fact, value, 1);
    case 'lt':
      return order(fact, value, -1);
  }
}

function isEqual(type: AccessCondition['type'], fact: FactValue, value: unknown): Truth {
  if (type === 'ip' && typeof fact === 'string' && typeof value === 'string') {
    const address = parseAddress(fact);
    return address === undefined ? 'unknown' : (isAddressIn(address, value) ?? 'unknown');
  }
  if (typeof fact === 'string' && typeof value === 'string') {
    const [one, other] = [parseTime(fact), parseTime(value)];
    return toTruth(one !== undefined && other !== undefined ? one === other : fact === value);
  }
  return typeof fact === typeof value && typeof fact !== 'object' ? toTruth(fact === value) : 'unknown';
}

function contains(fact: FactValue, value: unknown): Truth {
  if (typeof fact === 'string') return typeof value === 'string' ? toTruth(fact.includes(value)) : 'unknown';
  if (!Array.isArray(fact) || typeof value === 'object') return 'unknown';
  return toTruth(fact.some((one) => one === value));
}

function order(fact: FactValue, value: unknown, sign: number): Truth {
  if (typeof fact === 'number' && typeof value === 'number') return toTruth(Math.sign(fact - value) === sign);
  if (typeof fact !== 'string' || typeof value !== 'string') return 'unknown';
  const [one, other] = [parseTime(fact), parseTime(value)];
  if (one === undefined || other === undefined) return 'unknown';
  return toTruth(Math.sign(one - other) === sign);
}
