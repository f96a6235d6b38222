import canonicalize from 'canonicalize';
import { invariant } from './invariant.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonValue } from './json-value.ts';

/** RFC 8785 canonical JSON of the value. Throws `HYPER_INTERNAL` for what JSON cannot hold (NaN, lone surrogates). */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value);
  invariant(text !== undefined, 'a JSON value has a canonical form');
  return text;
}

/**
 * Whether a text is the RFC 8785 form of the value that it was parsed to. The common case is several times faster than
 * `canonicalJson`: JavaScript writes numbers and texts as RFC 8785 does, so only the order of keys is looked at. Pure.
 */
export function isCanonicalJson(text: string, value: JsonValue): boolean {
  // JavaScript writes a lone surrogate as this escape, and it has no canonical form.
  if (!text.includes('\\ud') && JSON.stringify(value) === text && hasSortedKeys(value)) return true;
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

function hasSortedKeys(value: JsonValue): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).every(hasSortedKeys);
  if (!isJsonObject(value)) return true;
  let before = '';
  for (const key of Object.keys(value)) {
    if (key < before) return false;
    before = key;
    const inner = value[key];
    if (typeof inner === 'object' && !hasSortedKeys(inner)) return false;
  }
  return true;
}
