import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { maxSatisfying, parseRange, satisfies, toRange } from '../../../src/version/index.ts';
import type { Constraint } from '../../../src/version/index.ts';
import { BoundedCache } from '../../../src/version/bounded-cache.ts';
import { readSimpleRange } from '../../../src/version/simple-range.ts';
import { rangeOf, rangeTexts, versionOf, versionTexts } from './version-builders.ts';
import { HANG_MS } from '../../build/hang.ts';

describe('parseRange', () => {
  it.each([
    '*',
    'x',
    '1',
    '1.2',
    '1.x',
    '^1.2',
    '~1',
    '>=1 <2',
    '1 - 2',
    '1.x || >=3.0.0-rc',
    'v1.0.0',
    '=1.0.0',
  ])('reads %j', (text) => {
    expect(parseRange(text)).toMatchObject({ ok: true, value: { text } });
  });

  it.each([
    ['', 'HYPER_RANGE_EMPTY', '*'],
    ['  ', 'HYPER_RANGE_EMPTY', '*'],
    ['latest', 'HYPER_RANGE_INVALID', undefined],
    ['1.2.3.4', 'HYPER_RANGE_INVALID', undefined],
    ['>=1, <2', 'HYPER_RANGE_INVALID', '>=1 <2'],
    ['>=1 and <2', 'HYPER_RANGE_INVALID', '>=1 <2'],
    ['1.x | 2.x', 'HYPER_RANGE_INVALID', '1.x || 2.x'],
    ['\uff1e=1', 'HYPER_RANGE_INVALID', '>=1'],
    ['1.0.0\n', 'HYPER_RANGE_INVALID', '1.0.0'],
    ['>=\u0661', 'HYPER_RANGE_INVALID', undefined],
    ['>=9007199254740992.0.0', 'HYPER_RANGE_INVALID', undefined],
    ['1.0.0-9007199254740993', 'HYPER_RANGE_INVALID', undefined],
    ['__proto__', 'HYPER_RANGE_INVALID', undefined],
    ['https://example.com/x.tgz', 'HYPER_RANGE_INVALID', undefined],
  ])('refuses %j with %s', (text, code, corrected) => {
    const result = parseRange(text);
    expect(result.ok ? undefined : [result.fault.code, result.fault.corrected]).toEqual([code, corrected]);
  });

  it.each([
    '>=1.0.0 '.repeat(50_000),
    Array.from({ length: 10_000 }, (_, index) => `${index}.x`).join(' || '),
    `${' '.repeat(400_000)}1`,
  ])('refuses a range that is too long, without reading it (R10)', (text) => {
    const started = performance.now();
    const result = parseRange(text);
    expect(result.ok ? undefined : result.fault.code).toBe('HYPER_RANGE_TOO_LONG');
    expect(performance.now() - started).toBeLessThan(HANG_MS);
  });

  it.each([
    '1'.repeat(256),
    '~'.repeat(256),
    `>=1${' '.repeat(252)}`,
    '1-'.repeat(128),
    '|'.repeat(256),
    '- '.repeat(128),
  ])('reads the worst 256 characters in bounded time (P15, R10)', (text) => {
    const started = performance.now();
    parseRange(text);
    expect(performance.now() - started).toBeLessThan(HANG_MS);
  });

  it('gives equal answers however often it is asked', () => {
    expect(parseRange('^1.2.3')).toEqual(parseRange('^1.2.3'));
    expect(parseRange('nonsense')).toEqual(parseRange('nonsense'));
  });
});

describe('readSimpleRange', () => {
  const number = fc.oneof(fc.constantFrom(0, 1), fc.nat({ max: 30 }));
  const operator = fc.constantFrom('>=', '>', '<=', '<', '=', '', '^', '~', '=>', 'v', '~>');
  const part = fc.tuple(operator, number, number, number).map(([first, ...rest]) => first + rest.join('.'));
  const simple = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

  it('gives the comparators of node-semver, one for one, or leaves the text to it', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof({ arbitrary: simple, weight: 5 }, rangeTexts), (text) => {
        const found = readSimpleRange(text);
        if (found === undefined) return;
        read += 1;
        const [bounds, ...more] = new semver.Range(text).set;
        const expected = (bounds ?? []).flatMap((one) =>
          typeof one.semver.version === 'string'
            ? [`${one.operator === '' ? '=' : one.operator}${one.semver.version}`]
            : [],
        );
        expect(more).toEqual([]);
        expect(found.map((one) => one.operator + one.version.text)).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  it.each(['>=1.0.0 <2.0.0', '^1.2.3', '~0.1.2', '1.0.0', '>=0.0.0'])('reads %j', (text) => {
    expect(readSimpleRange(text)).toBeDefined();
  });

  it.each([
    '1.x',
    '>=1',
    '^1.0.0-rc.1',
    '>= 1.0.0',
    '1.0.0  2.0.0',
    '*',
    '',
    '1.0.0 || 2.0.0',
    '>=1.0.0 >=1.0.0',
  ])('leaves %j to node-semver', (text) => {
    expect(readSimpleRange(text)).toBeUndefined();
  });
});

describe('satisfies', () => {
  it.each([
    ['1.2.3', '^1.2.0', true],
    ['2.0.0', '^1.2.0', false],
    ['1.3.0-rc.1', '^1.2.0', false],
    ['1.2.0-rc.2', '^1.2.0-rc.1', true],
    ['1.2.3+build', '1.2.3', true],
    ['0.2.9', '^0.2.3', true],
    ['0.3.0', '^0.2.3', false],
    ['1.0.0-rc', '*', false],
    ['1.0.0', '>2 <1', false],
  ])('says of %s in %s: %s', (version, range, expected) => {
    expect(satisfies(versionOf(version), rangeOf(range))).toBe(expected);
  });

  it('agrees with node-semver, with and without pre-releases', () => {
    fc.assert(
      fc.property(versionTexts, rangeTexts, (version, range) => {
        for (const includePrerelease of [false, true]) {
          expect(satisfies(versionOf(version), rangeOf(range), { includePrerelease })).toBe(
            semver.satisfies(version, range, { includePrerelease }),
          );
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('maxSatisfying', () => {
  it('agrees with node-semver in precedence, whatever the order of input', () => {
    fc.assert(
      fc.property(fc.array(versionTexts, { maxLength: 6 }), rangeTexts, (texts, range) => {
        const best = maxSatisfying(texts.map(versionOf), rangeOf(range));
        const peer = semver.maxSatisfying(texts, range);
        expect(best?.text.split('+')[0]).toBe(peer?.split('+')[0]);
        expect(maxSatisfying([...texts].reverse().map(versionOf), rangeOf(range))?.text).toBe(best?.text);
      }),
      { numRuns: 500 },
    );
  });

  it('finds nothing among nothing', () => {
    expect(maxSatisfying([], rangeOf('*'))).toBeUndefined();
  });
});

describe('toRange', () => {
  it.each<readonly [Constraint, string]>([
    ['^1.2', '^1.2'],
    [{ eq: '1.2.3' }, '1.2.3'],
    [{ gt: '1.2.3' }, '>1.2.3'],
    [{ gte: '1.2.3' }, '>=1.2.3'],
    [{ lt: '1.2.3' }, '<1.2.3'],
    [{ lte: '1.2.3-rc.1' }, '<=1.2.3-rc.1'],
    [{ range: '>=1 <2 || 3.x' }, '>=1 <2 || 3.x'],
    [{ caret: '1.2' }, '^1.2'],
    [{ tilde: '1' }, '~1'],
    [{ wildcard: '1.x' }, '1.x'],
    [{ wildcard: '*' }, '*'],
    [{ wildcard: '1.2.*' }, '1.2.*'],
  ])('writes %j as %j', (constraint, text) => {
    expect(toRange(constraint)).toEqual({ ok: true, value: text });
  });

  it.each<readonly [unknown, string]>([
    ['latest', 'HYPER_RANGE_INVALID'],
    ['', 'HYPER_RANGE_EMPTY'],
    [{}, 'HYPER_CONSTRAINT_INVALID'],
    [{ gte: '1.0.0', lt: '2.0.0' }, 'HYPER_CONSTRAINT_INVALID'],
    [{ carret: '1.0.0' }, 'HYPER_CONSTRAINT_INVALID'],
    [JSON.parse('{"__proto__": "1.0.0"}'), 'HYPER_CONSTRAINT_INVALID'],
    [{ constructor: '1.0.0' }, 'HYPER_CONSTRAINT_INVALID'],
    [{ eq: 1 }, 'HYPER_CONSTRAINT_INVALID'],
    [{ eq: 'v1.0' }, 'HYPER_VERSION_INVALID'],
    [{ gt: '>1.0.0' }, 'HYPER_VERSION_INVALID'],
    [{ caret: '^1' }, 'HYPER_CONSTRAINT_INVALID'],
    [{ tilde: '1 || 2' }, 'HYPER_CONSTRAINT_INVALID'],
    [{ tilde: '01' }, 'HYPER_RANGE_INVALID'],
    [{ wildcard: '1.2.3' }, 'HYPER_CONSTRAINT_INVALID'],
    [{ range: 'x'.repeat(300) }, 'HYPER_RANGE_TOO_LONG'],
  ])('refuses %j with %s', (constraint, code) => {
    const result = toRange(constraint as Constraint);
    expect(result.ok ? undefined : result.fault.code).toBe(code);
  });
});

describe('BoundedCache', () => {
  it('never remembers more than its limit, and always answers as the function does', () => {
    const cache = new BoundedCache<number>(10);
    fc.assert(
      fc.property(fc.array(fc.nat(40).map(String), { maxLength: 100 }), (keys) => {
        for (const key of keys) expect(cache.get(key, Number)).toBe(Number(key));
        expect(cache.size).toBeLessThanOrEqual(10);
      }),
    );
  });
});
