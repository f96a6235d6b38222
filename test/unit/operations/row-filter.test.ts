import { expect, test } from 'vitest';
import { toRowPredicate } from '../../../src/operations/index.ts';
import type { RowFields } from '../../../src/search/index.ts';

const FIELDS: RowFields = {
  ...{ reference: 'text', type: 'text', description: 'text', license: 'text' },
  ...{ releases: 'number', isLatest: 'boolean', tags: 'list', publishedAt: 'moment' },
};
const row = {
  ...{ reference: 'org.acme/auth-server', type: 'plugin', license: null, releases: 3, isLatest: true },
  ...{ description: 'Authenticates users by OAuth.', tags: ['machine learning', 'auth'] },
  publishedAt: '2026-03-01T12:00:00Z',
  labels: { tier: 'gold', region: 'eu', empty: '' },
};
const nothing = { filter: undefined, selector: undefined, labels: [] };

test.each([
  ['type=plugin', true],
  ['TYPE=Plugin', true],
  ['type=theme', false],
  ['type!=theme', true],
  ['type=plugin releases=3', true],
  ['type=theme OR releases>2', true],
  ['(type=plugin OR type=theme) NOT license=MIT', true],
  ['releases>=4', false],
  ['releases<3.5 releases<=3', true],
  ['license=MIT', false],
  ['license!=MIT', true],
  ['isLatest=true', true],
  ['isLatest=FALSE', false],
  ['tags includes auth', true],
  ['tags="machine learning"', true],
  ['tags!=auth', false],
  ['publishedAt>2026-01 publishedAt<2026-03-02', true],
  ['publishedAt=2026-03-01', true],
  ['publishedAt<2026-03-01', false],
  ['publishedAt<=2026-03-01', true],
  ['publishedAt>2026-03-01', false],
  ['publishedAt>2026-03', false],
  ['publishedAt<=2026-03 publishedAt>=2026-03', true],
  ['publishedAt=2026', true],
  ['publishedAt!=2026', false],
  ['publishedAt<=2026 publishedAt>=2026', true],
  ['publishedAt>2026', false],
  ['publishedAt<2026', false],
  ['publishedAt>2025', true],
  ['authentication', true],
  ['serv*', true],
  ['serv', true],
  ['erver', false],
  ['description:oauth', true],
  ['description:server', false],
  ['"users by oauth"', true],
  ['"oauth users"', false],
  ['-theme', true],
])('the filter %s keeps the row: %s', async (filter, expected) => {
  expect((await toRowPredicate(FIELDS, { ...nothing, filter }))(row)).toBe(expected);
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
])('the selector %s keeps the row: %s', async (selector, expected) => {
  expect((await toRowPredicate(FIELDS, { ...nothing, selector }))(row)).toBe(expected);
});

test('labels must all hold, and the value may be empty', async () => {
  const keeps = async (labels: readonly string[]): Promise<boolean> =>
    (await toRowPredicate(FIELDS, { labels, filter: undefined }))(row);
  expect(await keeps(['tier=gold', 'empty='])).toBe(true);
  expect(await keeps(['tier=gold', 'region='])).toBe(false);
});

test.each(['', 'tier', '=gold', 'tier!=gold', 'region in (us)'])(
  'refuses the label %j, which is no KEY=VALUE',
  async (label) => {
    const refused = expect(toRowPredicate(FIELDS, { ...nothing, labels: [label] })).rejects;
    await refused.toThrow(
      expect.objectContaining({
        code: 'HYPER_USAGE_SELECTOR',
        message: `--label: expected KEY=VALUE, got "${label}"`,
      }),
    );
  },
);

test('what an object inherits is neither a label nor a field', async () => {
  const keeps = await toRowPredicate(FIELDS, { ...nothing, selector: 'constructor' });
  expect(keeps({ labels: {} })).toBe(false);
  await expect(toRowPredicate(FIELDS, { ...nothing, filter: 'toString!=x' })).rejects.toThrow('no field');
});

test.each([
  ['', 'an empty text'],
  ['  ', 'an empty text'],
  ['type>3', 'at column 5: "type" has no ">"'],
  ['nothing=3', 'there is no field "nothing"'],
  ['releases=many', 'expected a number such as 4'],
  ['isLatest=perhaps', 'expected true or false'],
  ['publishedAt>soon', 'expected a date such as 2026-01-31'],
  ['publishedAt>26', 'expected a date such as 2026-01-31'],
  ['type=plugin,state=published', 'a space between two conditions'],
  ['(type=plugin', 'there is no ")"'],
])('refuses the filter %j', async (filter, message) => {
  const refusal = expect(toRowPredicate(FIELDS, { ...nothing, filter })).rejects;
  await refusal.toThrow(expect.objectContaining({ code: 'HYPER_USAGE_FILTER' }));
  await expect(toRowPredicate(FIELDS, { ...nothing, filter })).rejects.toThrow(message);
});

test.each(['a in b', 'a in (b', '(a)', '!!a', ''])('refuses the selector %j', async (selector) => {
  await expect(toRowPredicate(FIELDS, { ...nothing, selector })).rejects.toThrow(
    expect.objectContaining({ code: 'HYPER_USAGE_SELECTOR' }),
  );
});
