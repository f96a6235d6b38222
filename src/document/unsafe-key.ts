const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** True for keys that reach an object's prototype in careless code (ATTACKS P10). */
export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}

/** Two keys with the same folded form count as duplicates: NFC and case make no difference (ATTACKS P03). */
export function foldKey(key: string): string {
  return key.normalize('NFC').toLowerCase();
}
