import { expect, it } from 'vitest';
import type { ChangeSubject } from '../../../src/gate/change/change-subject.ts';
import { quotaKeptRule } from '../../../src/gate/change-rules/quota-kept.ts';

/** What the rule says of one new artifact of a namespace that states no quota and holds so many. */
function codesOf(namespace: string, held: number): string[] {
  const reference = `${namespace}/new`;
  const path = `folder/1.0.0.yaml`;
  const none = { releases: new Map() };
  const after = { releases: new Map([['1.0.0', {}]]) };
  const files = [{ role: { kind: 'release', version: '1.0.0' }, status: 'added', path }];
  const artifact = { reference, namespace, folder: 'folder', before: none, tip: none, after, files };
  const references = Array.from({ length: held }, (_, at) => `${namespace}/held-${at}`);
  const subject = {
    artifacts: new Map([[reference, artifact]]),
    control: { namespaces: new Map(), index: { namespaces: new Map() } },
    usage: { references, storage: new Map() },
  };
  return [...quotaKeptRule.check(subject as unknown as ChangeSubject)].map(({ code }) => code);
}

it.each([
  ['user.ada', 99, []],
  ['user.ada', 100, ['HYPER_QUOTA_ARTIFACTS']],
  ['lib.strings', 1000, ['HYPER_QUOTA_ARTIFACTS']],
  ['org.acme', 4999, []],
  ['org.acme', 5000, ['HYPER_QUOTA_ARTIFACTS']],
  ['pkg.core', 6000, []],
])(
  'holds %s, which states no quota, to that of its scope: %i are there (Q01)',
  (namespace, held, expected) => {
    expect(codesOf(namespace, held)).toEqual(expected);
  },
);
