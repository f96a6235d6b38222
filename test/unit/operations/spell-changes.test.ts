import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/core/index.ts';
import type { JsonValue } from '../../../src/core/index.ts';
import { compareValues } from '../../../src/registry/index.ts';
import { spellChanges } from '../../../src/operations/signing/spell-changes.ts';
import { jsonObject } from '../document/arbitraries.ts';

const key = (keyId: string, more: Record<string, string> = {}): JsonValue => ({
  keyId,
  label: 'x'.repeat(200),
  ...more,
});
const told = (before: JsonValue, after: JsonValue): string[] =>
  spellChanges(compareValues(before, after)).map(
    (change) => `${change.pointer}: ${JSON.stringify(change.before)} -> ${JSON.stringify(change.after)}`,
  );

describe('changes as a signer is shown them', () => {
  it('name a key at the end of a list, however long the ones before it are', () => {
    const lines = told({ keys: [key('a')] }, { keys: [key('a'), key('thief')] });
    expect(lines).toContain('/keys/1/keyId: undefined -> "thief"');
    expect(lines.some((line) => line.includes('"a"'))).toBe(false);
  });

  it('name every key and the threshold of a block that is new, and each that goes', () => {
    const signing = { threshold: 1, keys: [key('a'), key('b')] };
    const added = told({}, { signing });
    expect(added).toEqual(
      expect.arrayContaining([
        '/signing/threshold: undefined -> 1',
        '/signing/keys/0/keyId: undefined -> "a"',
        '/signing/keys/1/keyId: undefined -> "b"',
      ]),
    );
    expect(told({ signing }, { signing: { ...signing, keys: [key('b')] } })).toContain(
      '/signing/keys/0/keyId: "a" -> undefined',
    );
  });

  it('name the field of a key that changes, by its place in the newer file', () => {
    const lines = told({ keys: [key('a'), key('b')] }, { keys: [key('b', { revokedAt: 'now' })] });
    expect(lines).toContain('/keys/0/revokedAt: undefined -> "now"');
  });

  it.each([
    ['another order', [1, 2], [2, 1]],
    ['an item twice', [1, 1], [1]],
    ['two keys with one id', [key('a'), key('a')], [key('a')]],
    ['an empty list', undefined, []],
    ['a list in place of a text', 'a', ['a']],
  ])('tell the whole where there is %s', (_what, before, after) => {
    const change = { pointer: '/list', before: before as JsonValue | undefined, after: after as JsonValue };
    expect(spellChanges([change])).toEqual([change]);
  });

  it('are there exactly where the values differ', () => {
    let told = 0;
    fc.assert(
      fc.property(jsonObject, jsonObject, (one, other) => {
        // What JSON cannot say, such as infinity, is no value of a manifest.
        const [before, after] = [one, other].map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
        if (before === undefined || after === undefined) return;
        const spelt = spellChanges(compareValues(before, after));
        expect(spelt.length === 0).toBe(canonicalJson(before) === canonicalJson(after));
        for (const change of spelt) expect(canonicalOf(change.before)).not.toBe(canonicalOf(change.after));
        told += spelt.length;
      }),
    );
    expect(told).toBeGreaterThan(10);
  });
});

function canonicalOf(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}
