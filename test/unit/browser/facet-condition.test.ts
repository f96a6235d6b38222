import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf, hasCondition, toggleCondition } from '../../../src/browser/facet-condition.ts';
import { parseQuery } from '../../../src/search/query/parse-query.ts';

describe('a facet as a condition', () => {
  it.each([
    ['type', 'plugin', 'type=plugin'],
    ['license', 'apache-2.0 or mit', 'license="apache-2.0 or mit"'],
    ['tags', 'say "hi"\\', 'tags="say \\"hi\\"\\\\"'],
  ])('writes %s %s', (field, value, expected) => {
    expect(conditionOf(field, value)).toBe(expected);
  });

  it('is always a query that parses, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(parseQuery(conditionOf('tags', value))).toMatchObject({ ok: true });
      }),
    );
  });

  it('is added once and taken away again, by whole conditions', () => {
    expect(toggleCondition(' money ', 'type=plugin')).toBe('money type=plugin');
    expect(toggleCondition('', 'type=plugin')).toBe('type=plugin');
    expect(toggleCondition('money type=plugin x', 'type=plugin')).toBe('money x');
    expect(hasCondition('money type=plugins', 'type=plugin')).toBe(false);
  });

  it.each([
    ['license=MIT', 'license=mit'],
    ['LICENSE="Mit"', 'license=mit'],
    ['license = MIT', 'license=mit'],
    ['license:MIT', 'license=mit'],
    ['license="Apache-2.0 OR MIT"', 'license="apache-2.0 or mit"'],
    ['tags = C++', 'tags=c++'],
  ])('is taken away as it was typed: %s', (typed, condition) => {
    expect(hasCondition(typed, condition)).toBe(true);
    expect(toggleCondition(`money ${typed} x`, condition)).toBe('money x');
  });

  it.each([
    ['tags:security', 'tags=security'],
    ['license!=MIT', 'license=mit'],
    ['license:MIT,ISC', 'license=mit'],
    ['license=Apache-2x0', 'license=apache-2.0'],
    ['-license=MIT', 'license=mit'],
  ])('is not what else was typed: %s', (typed, condition) => {
    expect(hasCondition(typed, condition)).toBe(false);
  });

  it.each([
    'cache OR type=plugin',
    'type=plugin OR cache',
    'NOT type=plugin',
    '(a OR type=plugin OR b) c',
    'a type=plugin OR b',
  ])('narrows all of %j, in which it stands otherwise, and leaves a query that parses', (query) => {
    expect(hasCondition(query, 'type=plugin')).toBe(false);
    const narrowed = toggleCondition(query, 'type=plugin');
    expect(narrowed.endsWith(' type=plugin')).toBe(true);
    expect(parseQuery(narrowed)).toMatchObject({ ok: true, query: { kind: 'and' } });
    expect(toggleCondition(narrowed, 'type=plugin').replace(/[()]/gu, '')).toBe(query.replace(/[()]/gu, ''));
  });

  it.each([
    ['cache OR queue', '(cache OR queue) type=plugin'],
    ['(cache OR queue) tags=x', '(cache OR queue) tags=x type=plugin'],
    ['"this OR that"', '"this OR that" type=plugin'],
    ['"a \\" OR b" OR c', '("a \\" OR b" OR c) type=plugin'],
    ['((a OR b) c) OR d', '(((a OR b) c) OR d) type=plugin'],
  ])('narrows all of %j, though OR binds less than standing side by side', (query, expected) => {
    const narrowed = toggleCondition(query, 'type=plugin');
    expect(narrowed).toBe(expected);
    expect(hasCondition(narrowed, 'type=plugin')).toBe(true);
    const parsed = parseQuery(narrowed);
    expect(parsed).toMatchObject({ ok: true, query: { kind: 'and' } });
  });
});
