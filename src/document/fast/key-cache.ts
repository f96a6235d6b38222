import { MAX_DEPTH, flatCopy } from '../../core/index.ts';
import { isUnsafeKey } from '../unsafe-key.ts';
import { readPlain } from '../plain-scalar.ts';

const SLOTS = 2048;
const MAX_KEY_UNITS = 64;

/** Which slot a key belongs to: keys that differ in case alone share it. Fold each code unit in with `addToHash`. */
export function addToHash(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + (unit | 0x20)) | 0;
}

/**
 * Interned keys, so that the same key of thousands of manifests is one string, checked once. A table of fixed size that
 * only saves time: what it returns depends on nothing but the text.
 */
const cachedKeys: string[] = new Array<string>(SLOTS).fill('');

/** For each depth, the mapping that last used the slot: how a repeated key is noticed without a set. */
const lastMapping: Int32Array[] = [];

/** The ASCII key between the offsets, or undefined where it is not surely a plain string key that is safe. */
export function cachedKey(text: string, start: number, end: number, hash: number): string | undefined {
  const slot = hash & (SLOTS - 1);
  const cached = cachedKeys[slot] ?? '';
  const length = end - start;
  if (cached.length === length && text.startsWith(cached, start)) return cached;
  if (length > MAX_KEY_UNITS) return undefined;
  const key = flatCopy(text.slice(start, end));
  if (isUnsafeKey(key) || typeof readPlain(key) !== 'string') return undefined;
  cachedKeys[slot] = key;
  return key;
}

/** True where an earlier key of the same mapping had the same slot, so that it may be equal or differ in case alone. */
export function isSlotTaken(hash: number, depth: number, mapping: number): boolean {
  if (depth > MAX_DEPTH) return true;
  const slots = lastMapping[depth] ?? addDepth(depth);
  const slot = hash & (SLOTS - 1);
  if (slots[slot] === mapping) return true;
  slots[slot] = mapping;
  return false;
}

function addDepth(depth: number): Int32Array {
  for (let each = lastMapping.length; each <= depth; each++) lastMapping.push(new Int32Array(SLOTS));
  return lastMapping[depth] ?? new Int32Array(SLOTS);
}
