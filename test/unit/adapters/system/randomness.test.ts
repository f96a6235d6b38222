import { describe, expect, it } from 'vitest';
import { newId, randomToken, systemClock } from '../../../../src/adapters/system/index.ts';
import { isUuidV7 } from '../../../../src/names/index.ts';

describe('randomness and clock', () => {
  it('gives ids of version 7 that rise and never repeat', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(ids.every(isUuidV7)).toBe(true);
    expect(new Set(ids).size).toBe(1000);
    expect(ids.toSorted((left, right) => (left < right ? -1 : 1))).toEqual(ids);
  });

  it('gives tokens of twelve hex digits', () => {
    expect(randomToken()).toMatch(/^[0-9a-f]{12}$/u);
    expect(randomToken()).not.toBe(randomToken());
  });

  it('reads the machine', () => {
    expect(Math.abs(systemClock().getTime() - Date.now())).toBeLessThan(5000);
  });
});
