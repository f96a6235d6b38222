import canonicalize from 'canonicalize';
import { invariant } from './invariant.ts';
import type { JsonValue } from './json-value.ts';

/** RFC 8785 canonical JSON of the value. Throws `HYPER_INTERNAL` for what JSON cannot hold (NaN, lone surrogates). */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value);
  invariant(text !== undefined, 'a JSON value has a canonical form');
  return text;
}
