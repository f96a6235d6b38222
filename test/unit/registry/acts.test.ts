import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { actsOf, loadChangeSet, readUnchangedStates } from '../../../src/registry/index.ts';
import {
  namespace,
  policyText,
  registryText,
  releasePath,
  releaseText,
  stateText,
} from '../../build/manifests.ts';
import type { Files } from '../../build/write-files.ts';

const PARSER = 'org.acme/parser';
const RELEASE = { [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0') };
const CHANGED = {
  [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0').replace('MIT', 'ISC'),
};
const STATE_PATH = 'namespaces/org/acme/parser/artifact.yaml';

const SIGNATURE = { [STATE_PATH.replace('.yaml', '.sigstore.json')]: '{}\n' };
const RELEASE_SIGNATURE = { [releasePath(PARSER, '1.0.0').replace('.yaml', '.sigstore.json')]: '{}\n' };

async function acts(before: Files, after: Files): Promise<string[]> {
  const store = new MemoryStore();
  const [base, head] = [store.commit(textsOf(before)), store.commit(textsOf(after))];
  const changes = await loadChangeSet(
    store,
    await store.resolveRevision(base),
    await store.resolveRevision(head),
  );
  const states = await readUnchangedStates(store, () => store.resolveRevision(head), changes);
  return actsOf(changes, states).map(({ operation, target, details }) =>
    `${operation} ${target} ${details}`.trim(),
  );
}

function textsOf(files: Files): ReadonlyMap<string, string> {
  return new Map(Object.entries(files).map(([path, text]) => [path, String(text)]));
}

function state(text: string): Files {
  return { [STATE_PATH]: stateText(PARSER, text) };
}

function row(fields: string): Files {
  return state(`releases:\n  "1.0.0":\n${fields}`);
}

const README = 'namespaces/org/acme/parser/README.md';
const FIRST_KEY = 'signing:\n  keys:\n    - keyId: sha256:one\n';

const GRANT = `access:
  - principal:
      githubUser:
        id: 7
        login: mallory
    role: publisher
    expiresAt: "2027-01-01T00:00:00Z"
`;

describe('acts', () => {
  it.each<[string, Files, Files, string[]]>([
    ['a release', {}, RELEASE, ['publish org.acme/parser@1.0.0']],
    ['a draft', {}, { ...RELEASE, ...row('    state: draft\n') }, ['create org.acme/parser@1.0.0']],
    [
      'a rewritten release',
      RELEASE,
      { [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0').replace('MIT', 'ISC') },
      ['rewrite org.acme/parser@1.0.0 /metadata/license'],
    ],
    [
      'a changed draft',
      { ...RELEASE, ...row('    state: draft\n') },
      { ...CHANGED, ...row('    state: draft\n') },
      ['update org.acme/parser@1.0.0 /metadata/license'],
    ],
    [
      'a draft that is changed as it is published',
      { ...RELEASE, ...row('    state: draft\n') },
      { ...CHANGED, ...row('    state: published\n') },
      ['update org.acme/parser@1.0.0 /metadata/license', 'publish org.acme/parser@1.0.0 draft → published'],
    ],
    [
      'a published release that is changed, and called a draft (I06)',
      { ...RELEASE, ...row('    state: published\n') },
      { ...CHANGED, ...row('    state: draft\n') },
      ['rewrite org.acme/parser@1.0.0 /metadata/license', 'update org.acme/parser@1.0.0 published → draft'],
    ],
    ['a removed release', RELEASE, {}, ['remove org.acme/parser@1.0.0']],
    [
      'an edit of a state without its signatures, which covered the bytes before',
      { ...state('tags: {}\n'), ...SIGNATURE },
      state('tags:\n  stable: 1.0.0\n'),
      ['tag org.acme/parser@1.0.0 stable: nothing → 1.0.0'],
    ],
    [
      'signatures that are taken from what stays as it was (S03)',
      { ...state('tags: {}\n'), ...SIGNATURE },
      state('tags: {}\n'),
      [`rewrite ${STATE_PATH} signatures taken away`],
    ],
    [
      'a release that is rewritten without its signatures (S03)',
      { ...RELEASE, ...RELEASE_SIGNATURE },
      CHANGED,
      [
        `rewrite ${releasePath(PARSER, '1.0.0')} signatures taken away`,
        'rewrite org.acme/parser@1.0.0 /metadata/license',
      ],
    ],
    [
      'a deprecation',
      row('    state: published\n'),
      row(
        '    state: deprecated\n    deprecation:\n      deprecatedAt: "2026-01-01T00:00:00Z"\n      reason: Too slow.\n',
      ),
      ['deprecate org.acme/parser@1.0.0 published → deprecated: Too slow.'],
    ],
    [
      'an end of deprecation',
      row('    state: deprecated\n'),
      row('    state: published\n'),
      ['undeprecate org.acme/parser@1.0.0 deprecated → published'],
    ],
    [
      'an archive',
      state(''),
      row('    state: archived\n'),
      ['archive org.acme/parser@1.0.0 published → archived'],
    ],
    [
      'a restore',
      row('    state: archived\n'),
      row('    state: deprecated\n'),
      ['restore org.acme/parser@1.0.0 archived → deprecated'],
    ],
    [
      'a yank',
      state(''),
      row('    yanked:\n      at: "2026-01-01T00:00:00Z"\n      reason: Broken.\n      severity: high\n'),
      ['yank org.acme/parser@1.0.0 Broken.'],
    ],
    ['an unyank', row('    yanked:\n      reason: Broken.\n'), state(''), ['unyank org.acme/parser@1.0.0']],
    [
      'a channel and a tag',
      state('channels:\n  stable: "1.0.0"\n'),
      state('channels:\n  stable: "1.1.0"\ntags:\n  beta: "1.1.0"\n'),
      [
        'promote org.acme/parser@1.1.0 stable: 1.0.0 → 1.1.0',
        'tag org.acme/parser@1.1.0 beta: nothing → 1.1.0',
      ],
    ],
    [
      'a redirect',
      state(''),
      state('redirect:\n  artifact: org.acme/reader\n'),
      ['rename org.acme/parser here → org.acme/reader'],
    ],
    ['a namespace', {}, namespace('org.acme'), ['namespace.create org.acme']],
    [
      'a grant',
      namespace('org.acme'),
      namespace('org.acme', GRANT),
      ['namespace.grant org.acme publisher for githubUser 7 mallory until 2027-01-01T00:00:00Z'],
    ],
    [
      'a revocation',
      namespace('org.acme', GRANT),
      namespace('org.acme'),
      ['namespace.revoke org.acme publisher for githubUser 7 mallory until 2027-01-01T00:00:00Z'],
    ],
    [
      'other fields of a namespace',
      namespace('org.acme'),
      namespace('org.acme', 'labels:\n  a: b\n'),
      ['namespace.update org.acme labels'],
    ],
    [
      'a policy',
      {},
      { 'namespaces/org/acme/policies/p.yaml': policyText('p') },
      ['policy.create org.acme/policies/p'],
    ],
    ['a registry', {}, { 'registry.yaml': registryText() }, ['registry.create registry.yaml']],
    [
      'a draft that is published, with the time of it',
      { ...RELEASE, ...row('    state: draft\n') },
      {
        [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0').replace(
          /^publishedAt: .*$/mu,
          'publishedAt: "2026-01-01T00:00:00Z"',
        ),
        ...row('    state: published\n'),
      },
      ['publish org.acme/parser@1.0.0 draft → published'],
    ],
    [
      'a document where nothing else of its folder tells an act',
      {},
      { 'README.md': 'x', [README]: 'x' },
      [`update ${README} added`],
    ],
    [
      'a release with its document and its row',
      {},
      { ...RELEASE, ...row('    state: published\n'), [README]: 'x' },
      ['publish org.acme/parser@1.0.0'],
    ],
    [
      'a further release, whose row says that it is published',
      { ...RELEASE, ...row('    state: published\n') },
      {
        ...RELEASE,
        [releasePath(PARSER, '1.1.0')]: releaseText(PARSER, '1.1.0'),
        ...row('    state: published\n  "1.1.0":\n    state: published\n'),
      },
      ['publish org.acme/parser@1.1.0'],
    ],
    [
      'a state that comes alone',
      RELEASE,
      { ...RELEASE, ...row('    state: published\n') },
      ['update org.acme/parser'],
    ],
    [
      'the next trust root, the one before kept with its signatures',
      { 'trust/root.yaml': 'version: 1\n', 'trust/root.sigstore.json': '{}\n' },
      {
        'trust/root.yaml': 'version: 2\n',
        'trust/root.1.yaml': 'version: 1\n',
        'trust/root.1.sigstore.json': '{}\n',
      },
      ['sign trust/root.1.yaml', 'trust.change trust/root.1.yaml', 'trust.change trust/root.yaml /version'],
    ],
    [
      'a trust root that is kept without its signatures, or with another text (S03)',
      { 'trust/root.yaml': 'version: 1\n', 'trust/root.sigstore.json': '{}\n' },
      { 'trust/root.yaml': 'version: 2\n', 'trust/root.1.yaml': 'version: 1\n' },
      [
        'trust.change trust/root.1.yaml',
        'rewrite trust/root.yaml signatures taken away',
        'trust.change trust/root.yaml /version',
      ],
    ],
    [
      'the first signers of a namespace, to whom signatures from above are nothing',
      { ...namespace('org.acme'), ...state('tags: {}\n'), ...SIGNATURE },
      { ...namespace('org.acme', FIRST_KEY), ...state('tags: {}\n') },
      ['key.register org.acme sha256:one'],
    ],
    [
      'signatures that go where signers were named before (S03)',
      { ...namespace('org.acme', FIRST_KEY), ...state('tags: {}\n'), ...SIGNATURE },
      { ...namespace('org.acme', `${FIRST_KEY}    - keyId: sha256:two\n`), ...state('tags: {}\n') },
      ['key.register org.acme sha256:two', `rewrite ${STATE_PATH} signatures taken away`],
    ],
  ])('tells %s', async (_what, before, after, expected) => {
    expect(await acts(before, after)).toEqual(expected);
  });

  it('tells a release that a tombstone took away by the tombstone alone', async () => {
    const tombstone = row(
      '    tombstone:\n      at: "2026-01-01T00:00:00Z"\n      by: root\n      reason: A leaked key.\n',
    );
    expect(await acts({ ...RELEASE, ...state('') }, tombstone)).toEqual([
      'delete org.acme/parser@1.0.0 A leaked key.',
    ]);
  });

  it('tells a tombstone that was taken away as a rewrite', async () => {
    expect(await acts(row('    tombstone:\n      reason: A leaked key.\n'), state(''))).toEqual([
      'rewrite org.acme/parser@1.0.0 the tombstone was taken away',
    ]);
  });
});
