import { expect, test } from 'vitest';
import { toRowPredicate } from '../../../src/operations/index.ts';

const row = { type: 'plugin', releases: 3, license: null, labels: { tier: 'gold', region: 'eu', empty: '' } };
const nothing = { filter: undefined, selector: undefined, labels: [] };

test.each([
  ['type=plugin', true],
  ['type==plugin', true],
  ['type=theme', false],
  ['type!=theme', true],
  ['releases=3,type=plugin', true],
  ['releases=3,type=theme', false],
  ['nothing=3', false],
  ['nothing!=3', true],
])('the filter %s keeps the row: %s', (filter, expected) => {
  expect(toRowPredicate({ ...nothing, filter })(row)).toBe(expected);
});

test.each([
  ['tier=gold', true],
  ['tier!=gold', false],
  ['region in (us, eu)', true],
  ['region in (us),tier=gold', false],
  ['region notin (us)', true],
  ['absent notin (us)', true],
  ['absent in (us)', false],
  ['tier', true],
  ['!tier', false],
  ['!absent,tier', true],
])('the selector %s keeps the row: %s', (selector, expected) => {
  expect(toRowPredicate({ ...nothing, selector })(row)).toBe(expected);
});

test('labels must all hold, and one without a value is empty', () => {
  expect(toRowPredicate({ ...nothing, labels: ['tier=gold', 'empty'] })(row)).toBe(true);
  expect(toRowPredicate({ ...nothing, labels: ['tier=gold', 'region'] })(row)).toBe(false);
});

test('labels of an object prototype are no labels', () => {
  expect(toRowPredicate({ ...nothing, selector: 'constructor' })({ labels: {} })).toBe(false);
  expect(toRowPredicate({ ...nothing, filter: 'toString!=x' })({ labels: {} })).toBe(true);
});

test.each(['type', 'type>3', '', 'a b=c'])('refuses the filter %j', (filter) => {
  expect(() => toRowPredicate({ ...nothing, filter })).toThrow(
    expect.objectContaining({ code: 'HYPER_USAGE_FILTER' }),
  );
});

test.each(['a in b', 'a in (b', '(a)', '!!a', ''])('refuses the selector %j', (selector) => {
  expect(() => toRowPredicate({ ...nothing, selector })).toThrow(
    expect.objectContaining({ code: 'HYPER_USAGE_SELECTOR' }),
  );
});
