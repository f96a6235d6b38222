import { describe, expect, it } from 'vitest';
import type { ChangeSubject } from '../../../src/gate/change/change-subject.ts';
import type { RecentName } from '../../../src/gate/index.ts';
import { nameBurstRule } from '../../../src/gate/change-rules/name-burst.ts';

/** An artifact whose first release comes with the change. */
function fresh(reference: string): [string, unknown] {
  const files = [
    { role: { kind: 'release', version: '1.0.0' }, status: 'added', path: `${reference}/1.0.0.yaml` },
  ];
  const none = { releases: new Map() };
  return [
    reference,
    { reference, before: none, tip: none, after: { releases: new Map([['1.0.0', {}]]) }, files },
  ];
}

const many = (count: number, name: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => name(at));

/** What the rule says of names that account 7 brings, after those of the day. */
function findings(names: readonly string[], recent: readonly RecentName[]): string[] {
  const subject = { artifacts: new Map(names.map(fresh)), usage: { recent }, authors: [{ id: 7 }] };
  return [...nameBurstRule.check(subject as unknown as ChangeSubject)].map(({ message }) => message);
}

describe('many new names within a day (Q03)', () => {
  const ofOwner = (count: number, account?: number): RecentName[] =>
    many(count, (at) => `org.acme.part-${at}/tool`).map((reference) => ({ reference, account }));
  const ofMany = (count: number, account: number): RecentName[] =>
    many(count, (at) => `org.owner-${at}/tool`).map((reference) => ({ reference, account }));

  it.each<[string, string[], RecentName[], string | undefined]>([
    ['up to twenty for one owner', ['org.acme/new'], ofOwner(19), undefined],
    ['one more, whoever brought the others', ['org.acme/new'], ofOwner(20, 8), '21 new names for "org.acme"'],
    ['as many of other owners', ['org.acme-x/new'], ofOwner(40, 8), undefined],
    ['up to twenty from one account', ['org.acme/new'], ofMany(19, 7), undefined],
    ['one more, whoever they are for', ['org.acme/new'], ofMany(20, 7), '21 new names from one account'],
    ['as many from other accounts', ['org.acme/new'], ofMany(40, 8), undefined],
    ['all in one change', many(21, (at) => `org.owner-${at}/tool`), [], '21 new names from one account'],
    [
      'the libraries of everybody as one',
      ['lib.x/new'],
      many(20, (at) => `lib.l-${at}/a`).map((reference) => ({ reference, account: 8 })),
      '21 new names for "lib"',
    ],
  ])('are told: %s', (_what, names, recent, expected) => {
    const told = findings(names, recent);
    expect(told).toHaveLength(expected === undefined ? 0 : 1);
    if (expected !== undefined) expect(told[0]).toContain(expected);
  });
});
