import { describe, expect, test } from 'vitest';
import { Moment, digestHex } from '../../../../src/core/index.ts';
import type { NamespaceManifest } from '../../../../src/manifest/index.ts';
import { establishTrust, judgeFile, renderBundles } from '../../../../src/signing/index.ts';
import type {
  NamespaceFile,
  NamespaceTrust,
  RootFile,
  Trust,
  TrustSource,
} from '../../../../src/signing/index.ts';
import { namespaceText, registryText, releasePath, releaseText } from '../../../build/manifests.ts';
import {
  NOW,
  bundleFor,
  listedKey,
  rootText,
  signedFile,
  signingBlock,
} from '../../../build/signed-files.ts';

const ROOT: RootFile = signedFile('trust/root.yaml', rootText(), ['root-a', 'root-b']);

function pathOf(namespace: string): string {
  return `namespaces/${namespace.replaceAll('.', '/')}/namespace.yaml`;
}

interface Signing {
  readonly by?: readonly string[];
  readonly block?: string;
  readonly previous?: string;
}

function textOf(path: string, { block = '' }: Signing): string {
  return namespaceText(path, block);
}

function namespaceFile(path: string, signing: Signing): NamespaceFile {
  const options = signing.previous === undefined ? {} : { previous: signing.previous };
  return signedFile(pathOf(path), textOf(path, signing), signing.by, options);
}

function trust(
  namespaces: Readonly<Record<string, Signing>>,
  histories: Readonly<Record<string, readonly Signing[]>> = {},
  more: Partial<TrustSource> = {},
): Trust {
  return establishTrust({
    current: ROOT,
    kept: new Map(),
    pin: undefined,
    now: new Moment(NOW),
    proofs: () => undefined,
    registry: signedFile('registry.yaml', registryText(), ['root-a', 'root-b']),
    namespaces: new Map(Object.entries(namespaces).map(([path, one]) => [path, namespaceFile(path, one)])),
    unreadable: new Map(),
    history: (path) => ({
      versions: (histories[path] ?? []).map((one) => namespaceFile(path, one)),
      cut: undefined,
    }),
    ...more,
  });
}

function codesOf({ steps }: Pick<NamespaceTrust, 'steps'>): string[] {
  return steps.flatMap(({ fault }) => fault?.code ?? []);
}

const ROOTS = ['root-a', 'root-b'];
const ACME = { by: ROOTS, block: signingBlock(1, ['acme']) };

describe('a namespace', () => {
  test.each<[string, string, Readonly<Record<string, Signing>>, string, readonly string[]]>([
    ['signed by the root names its own signers', 'org.acme', { 'org.acme': ACME }, 'namespace org.acme', []],
    [
      'without signers of its own takes those above',
      'org.acme',
      { 'org.acme': { by: ROOTS } },
      'trust root 1',
      [],
    ],
    [
      'without a manifest takes those above',
      'org.acme.tools',
      { 'org.acme': ACME },
      'namespace org.acme',
      [],
    ],
    [
      'below another is signed by that one',
      'org.acme.tools',
      { 'org.acme': ACME, 'org.acme.tools': { by: ['acme'], block: signingBlock(1, ['tools']) } },
      'namespace org.acme.tools',
      [],
    ],
    [
      'below another is not signed by the root',
      'org.acme.tools',
      { 'org.acme': ACME, 'org.acme.tools': { by: ROOTS, block: signingBlock(1, ['tools']) } },
      'namespace org.acme',
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'that signs only itself is not believed',
      'org.acme',
      { 'org.acme': { by: ['acme'], block: signingBlock(1, ['acme']) } },
      'trust root 1',
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'without a signature is not believed (S01)',
      'org.acme',
      { 'org.acme': { block: signingBlock(1, ['acme']) } },
      'trust root 1',
      ['HYPER_SIGNATURE_MISSING'],
    ],
    [
      'signed by too few is not believed',
      'org.acme',
      { 'org.acme': { by: ['root-a'], block: signingBlock(1, ['acme']) } },
      'trust root 1',
      ['HYPER_SIGNATURE_THRESHOLD'],
    ],
    [
      'below one that is not believed is not believed',
      'org.acme.tools',
      {
        'org.acme': { block: signingBlock(1, ['acme']) },
        'org.acme.tools': { by: ['acme'], block: signingBlock(1, ['tools']) },
      },
      'trust root 1',
      ['HYPER_SIGNATURE_MISSING', 'HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'is not signed by its neighbour (O09)',
      'org.beta',
      { 'org.acme': ACME, 'org.beta': { by: ['acme'], block: signingBlock(1, ['beta']) } },
      'trust root 1',
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'is not signed by one whose name it begins with (O05)',
      'org.acme-x',
      { 'org.acme': ACME, 'org.acme-x': { by: ['acme'], block: signingBlock(1, ['x']) } },
      'trust root 1',
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
  ])('%s', (_name, path, namespaces, authority, codes) => {
    const found = trust(namespaces).namespace(path);
    expect({ authority: found.authority.name, codes: codesOf(found), isSound: found.isSound }).toEqual({
      authority,
      codes,
      isSound: codes.length === 0,
    });
  });

  test('of a registry whose root is not believed is not believed', () => {
    const unsigned = { ...ROOT, signatures: { kind: 'none' as const } };
    const found = trust({ 'org.acme': ACME }, {}, { current: unsigned });
    expect(codesOf(found)).toEqual(['HYPER_SIGNATURE_MISSING']);
    expect(found.namespace('org.acme').isSound).toBe(false);
  });

  test('of a registry whose registry.yaml is not signed by the root is not believed', () => {
    const found = trust({}, {}, { registry: signedFile('registry.yaml', registryText(), ['acme']) });
    expect(codesOf(found)).toEqual(['HYPER_SIGNATURE_FOREIGN']);
  });
});

describe('the previous version of a namespace', () => {
  const first = { by: ROOTS, block: signingBlock(1, ['old']) };
  const second = { by: ['old'], block: signingBlock(1, ['mid']), previous: textOf('org.acme', first) };
  const third = { by: ['mid'], block: signingBlock(1, ['new']), previous: textOf('org.acme', second) };

  test.each<[string, Signing, readonly Signing[], readonly string[]]>([
    ['signs the next one', second, [first], []],
    ['signs the next one, and so on', third, [second, first], []],
    ['is found in any order of the history', third, [first, second], []],
    [
      'signs for nobody where it is not the one that is named',
      { ...second, previous: 'something else' },
      [first],
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    ['signs for nobody where the line breaks', third, [second], ['HYPER_SIGNATURE_FOREIGN']],
    [
      'signs for nobody where nothing believes it',
      second,
      [{ ...first, by: ['old'] }],
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'signs for nobody where it had no signers',
      { ...second, previous: textOf('org.acme', {}) },
      [{ by: ROOTS }],
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'signs for nobody below its threshold',
      { by: ['old'], block: '', previous: textOf('org.acme', { block: signingBlock(2, ['old', 'mid']) }) },
      [{ by: ROOTS, block: signingBlock(2, ['old', 'mid']) }],
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    [
      'signs with a key that it has revoked itself for nobody (S15)',
      { ...second, previous: textOf('org.acme', { block: revoked() }) },
      [{ by: ROOTS, block: revoked() }],
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
  ])('%s', (_name, current, history, codes) => {
    const found = trust({ 'org.acme': current }, { 'org.acme': history }).namespace('org.acme');
    expect(codesOf(found)).toEqual(codes);
  });

  test('is believed with what was ever committed beside it, and the present one is not (S07)', () => {
    const path = pathOf('org.acme');
    const withStranger = (one: Signing, signer: string): NamespaceFile => {
      const text = textOf('org.acme', one);
      const options = one.previous === undefined ? {} : { previous: one.previous };
      const bundles = [bundleFor(path, text, signer, options), bundleFor(path, text, 'stranger', options)];
      return signedFile<NamespaceManifest>(path, text, renderBundles(bundles));
    };
    const found = (now: NamespaceFile, middle: NamespaceFile): NamespaceTrust => {
      const versions = [middle, namespaceFile('org.acme', first)];
      const more = {
        namespaces: new Map([['org.acme', now]]),
        history: () => ({ versions, cut: undefined }),
      };
      return trust({}, {}, more).namespace('org.acme');
    };
    const [plain, plainMiddle] = [namespaceFile('org.acme', third), namespaceFile('org.acme', second)];
    const past = found(plain, withStranger(second, 'old'));
    expect([codesOf(past), past.authority.name]).toEqual([[], 'namespace org.acme']);
    const present = found(withStranger(third, 'mid'), plainMiddle);
    expect([codesOf(present), present.authority.name]).toEqual([['HYPER_SIGNATURE_FOREIGN'], 'trust root 1']);
  });

  test('signs for nobody where fewer than its threshold name it as the one before (S16)', () => {
    const two = { by: ROOTS, block: signingBlock(2, ['old', 'mid']) };
    const path = pathOf('org.acme');
    const text = textOf('org.acme', { block: signingBlock(1, ['new']) });
    const named = (previous: string): NamespaceTrust => {
      const signatures = renderBundles([
        bundleFor(path, text, 'old', { previous: textOf('org.acme', two) }),
        bundleFor(path, text, 'mid', { previous }),
      ]);
      const namespaces = new Map([['org.acme', signedFile<NamespaceManifest>(path, text, signatures)]]);
      return trust({}, { 'org.acme': [two] }, { namespaces }).namespace('org.acme');
    };
    expect(codesOf(named('another version'))).toEqual(['HYPER_SIGNATURE_FOREIGN']);
    expect(codesOf(named(textOf('org.acme', two)))).toEqual([]);
  });

  describe('that was stolen', () => {
    const recovered = { by: ROOTS, block: `revision: 2\n${signingBlock(1, ['new'])}` };
    const thief = (previous: Signing, revision: number): Signing => ({
      by: ['old'],
      block: `revision: ${revision}\n${signingBlock(1, ['thief'])}`,
      previous: textOf('org.acme', previous),
    });

    test.each<[string, Signing, readonly Signing[]]>([
      [
        'signs for nobody after the authority above has signed another one',
        thief(first, 3),
        [recovered, first],
      ],
      ['whatever revision it claims', thief(first, 2), [first, recovered]],
      ['nor through a version in between', { ...thief(second, 9), by: ['mid'] }, [second, recovered, first]],
      [
        'nor where the authority above has signed two of one revision',
        thief(first, 3),
        [{ ...recovered, block: signingBlock(1, ['new']) }, first],
      ],
    ])('%s (S15)', (_name, current, history) => {
      const found = trust({ 'org.acme': current }, { 'org.acme': history }).namespace('org.acme');
      expect(codesOf(found)).toEqual(['HYPER_SIGNATURE_FOREIGN']);
    });

    test('leaves the line from the newest one in force', () => {
      const next = {
        by: ['new'],
        block: signingBlock(1, ['newer']),
        previous: textOf('org.acme', recovered),
      };
      const history = { 'org.acme': [recovered, second, first] };
      expect(codesOf(trust({ 'org.acme': next }, history).namespace('org.acme'))).toEqual([]);
    });
  });

  test('is asked for only where a signature is there and the authority above has not signed', () => {
    const found = trust({ 'org.acme': second, 'org.beta': { by: ROOTS }, 'org.gamma': {} });
    for (const path of ['org.acme', 'org.beta', 'org.gamma']) found.namespace(path);
    expect([...found.wantsHistory]).toEqual(['org.acme']);
  });

  function revoked(): string {
    return signingBlock(1, [listedKey('old', { revokedAt: '2026-05-20T00:00:00Z' }), 'mid']);
  }
});

describe('a namespace below one that is not believed', () => {
  test('leads nowhere, whoever signs it (S02)', () => {
    const tools = { by: ROOTS, block: signingBlock(1, ['tools']) };
    const found = trust({ 'org.acme': {}, 'org.acme.tools': tools }).namespace('org.acme.tools');
    expect(codesOf(found)).toEqual(['HYPER_SIGNATURE_MISSING']);
    expect(found.isSound).toBe(false);
  });

  test('nor below one that is older than what a client has believed (S18)', () => {
    const tools = { by: ['acme'], block: signingBlock(1, ['tools']) };
    const seen = new Map([[pathOf('org.acme'), { revision: 9, digest: 'sha256:0' as const }]]);
    const whole = trust({ 'org.acme': ACME, 'org.acme.tools': tools });
    expect(whole.namespace('org.acme.tools').isSound).toBe(true);
    const found = whole.seenWith({ pin: undefined, seen }).namespace('org.acme.tools');
    expect(codesOf(found)).toEqual(['HYPER_REVISION_ROLLBACK']);
    expect(found.isSound).toBe(false);
  });
});

describe('a release', () => {
  const path = releasePath('org.acme.tools/runner', '1.0.0');
  const text = releaseText('org.acme.tools/runner', '1.0.0');
  const tools = { by: ['acme'], block: signingBlock(1, ['tools']) };

  test.each([
    ['its own namespace', 'tools', true],
    ['the namespace above, which a child with signers replaces', 'acme', false],
    ['the root', 'root-a', false],
    ['another namespace', 'beta', false],
  ])('signed by %s', (_name, signer, isSigned) => {
    const found = trust({ 'org.acme': ACME, 'org.acme.tools': tools });
    const { authority, isSound } = found.namespace('org.acme.tools');
    expect(isSound).toBe(true);
    expect(judgeFile(signedFile(path, text, [signer]), authority, found.circumstances).isSigned).toBe(
      isSigned,
    );
  });

  test('that a later version of the namespace signed stays good after a rotation which keeps the old key in its list (S14)', () => {
    const block = signingBlock(1, [listedKey('old', { revokedAt: '2026-05-20T00:00:00Z' }), 'new']);
    const found = trust({ 'org.acme.tools': { by: ROOTS, block } });
    const { authority } = found.namespace('org.acme.tools');
    expect(judgeFile(signedFile(path, text, ['new']), authority, found.circumstances).isSigned).toBe(true);
    expect(judgeFile(signedFile(path, text, ['old']), authority, found.circumstances).isSigned).toBe(false);
  });

  test('names the bytes that were judged', () => {
    expect(signedFile(path, text, ['tools']).sha256).toBe(digestHex(text));
  });
});

describe('a namespace whose history is not whole', () => {
  test.each(['long', 'shallow'] as const)(
    'is told to be so, in place of what is wrong without it (%s)',
    (cut) => {
      const own = { by: ['acme'], block: signingBlock(1, ['acme', 'acme-2']) };
      const history = () => ({ versions: [namespaceFile('org.acme', ACME)], cut });
      const found = trust({ 'org.acme': own }, {}, { history }).namespace('org.acme');
      expect(codesOf(found)).toEqual(['HYPER_HISTORY_CUT']);
      expect(found.isSound).toBe(false);
      const signed = trust({ 'org.acme': ACME }, {}, { history }).namespace('org.acme');
      expect(codesOf(signed)).toEqual([]);
    },
  );
});
