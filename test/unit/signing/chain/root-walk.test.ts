import { describe, expect, test } from 'vitest';
import { Moment, digestOf } from '../../../../src/core/index.ts';
import { keptRootPath, renderBundles, walkRoots } from '../../../../src/signing/index.ts';
import type { RootFile, RootPin, RootSource, RootWalk } from '../../../../src/signing/index.ts';
import { idOf } from '../../../build/manifests.ts';
import { NOW, REGISTRY_ID, bundleFor, listedKey, rootText, signedFile } from '../../../build/signed-files.ts';
import type { RootOptions } from '../../../build/signed-files.ts';

const OLD = ['root-a', 'root-b', 'root-c'];
const NEW = ['root-b', 'root-d', 'root-e'];

function root(
  version: number,
  signers: readonly string[],
  options: RootOptions = {},
  newest = version,
): RootFile {
  const path = version === newest ? 'trust/root.yaml' : keptRootPath(version);
  // Roots are signed at the path they have when they are the newest.
  const text = rootText({ version, ...options });
  return {
    ...signedFile('trust/root.yaml', text, signers, { registry: options.registry ?? REGISTRY_ID }),
    path,
  };
}

const FIRST = root(1, ['root-a', 'root-b']);
const SECOND = root(2, ['root-a', 'root-b', 'root-d'], { keys: NEW });
const THIRD = root(3, ['root-b', 'root-d'], { keys: NEW });

function walk(current: RootFile, kept: readonly RootFile[], more: Partial<RootSource> = {}): RootWalk {
  return walkRoots({
    current,
    kept: new Map(
      kept.map((file) => [file.manifest.version, { ...file, path: keptRootPath(file.manifest.version) }]),
    ),
    registry: REGISTRY_ID,
    pin: undefined,
    now: new Moment(NOW),
    proofs: () => undefined,
    ...more,
  });
}

function nameless(file: RootFile): RootFile {
  const manifest = { ...file.manifest };
  delete manifest.registry;
  return { ...file, manifest };
}

function codesOf({ steps }: RootWalk): string[] {
  return steps.flatMap(({ fault }) => fault?.code ?? []);
}

function pinOf(file: RootFile): RootPin {
  return { registry: REGISTRY_ID, version: file.manifest.version, digest: digestOf(file.bytes) };
}

describe('the walk from the pinned root', () => {
  test.each<[string, RootWalk, readonly string[]]>([
    ['a first root with its own threshold', walk(FIRST, []), []],
    [
      'a root of no registry, in a registry without an id (S05)',
      walk(nameless(FIRST), [], { registry: undefined }),
      ['HYPER_ROOT_REGISTRY'],
    ],
    ['a first root below its threshold', walk(root(1, ['root-a']), []), ['HYPER_SIGNATURE_THRESHOLD']],
    [
      'a first root without a signature (S01)',
      walk({ ...FIRST, signatures: { kind: 'none' } }, []),
      ['HYPER_SIGNATURE_MISSING'],
    ],
    [
      'a root signed by the old and the new threshold (S16)',
      walk(SECOND, [FIRST], { pin: pinOf(FIRST) }),
      [],
    ],
    ['three roots in a row (S16)', walk(THIRD, [FIRST, SECOND], { pin: pinOf(FIRST) }), []],
    ['the newest root itself pinned', walk(THIRD, [], { pin: pinOf(THIRD) }), []],
    ['a later root pinned, the first gone', walk(THIRD, [SECOND], { pin: pinOf(SECOND) }), []],
    [
      'a digest alone, of any root',
      walk(THIRD, [FIRST, SECOND], { pin: { digest: digestOf(SECOND.bytes) } }),
      [],
    ],
    [
      'a rotation without the old threshold (S16)',
      walk(root(2, ['root-b', 'root-d', 'root-e'], { keys: NEW }), [FIRST], { pin: pinOf(FIRST) }),
      ['HYPER_SIGNATURE_THRESHOLD'],
    ],
    [
      'a rotation without the new threshold (S16)',
      walk(root(2, ['root-a', 'root-b'], { keys: NEW }), [FIRST], { pin: pinOf(FIRST) }),
      ['HYPER_SIGNATURE_THRESHOLD'],
    ],
    [
      'a rotation signed by neither (S16)',
      walk(root(2, ['root-x', 'root-y'], { keys: ['root-x', 'root-y'] }), [FIRST], { pin: pinOf(FIRST) }),
      ['HYPER_SIGNATURE_FOREIGN'],
    ],
    ['a skipped version (S16)', walk(THIRD, [FIRST], { pin: pinOf(FIRST) }), ['HYPER_ROOT_SKIPPED']],
    ['the pinned version gone (S16)', walk(THIRD, [SECOND], { pin: pinOf(FIRST) }), ['HYPER_ROOT_SKIPPED']],
    ['a later root without the one before, and no pin (S16)', walk(SECOND, []), ['HYPER_ROOT_SKIPPED']],
    [
      'a kept root that is another version than its name',
      walk(THIRD, [FIRST], {
        pin: pinOf(FIRST),
        kept: new Map([
          [1, FIRST],
          [2, FIRST],
        ]),
      }),
      ['HYPER_ROOT_SKIPPED'],
    ],
    [
      'an older root than the pinned one (S16)',
      walk(FIRST, [], { pin: pinOf(SECOND) }),
      ['HYPER_ROOT_ROLLBACK'],
    ],
    ['an older root beside a kept later one (S16)', walk(FIRST, [SECOND]), ['HYPER_ROOT_ROLLBACK']],
    [
      'another root at the pinned version (S23)',
      walk(root(1, ['root-x', 'root-y'], { keys: ['root-x', 'root-y'] }), [], { pin: pinOf(FIRST) }),
      ['HYPER_ROOT_MISMATCH'],
    ],
    [
      'another root than the digest given (S23)',
      walk(THIRD, [SECOND], { pin: { digest: digestOf('x') } }),
      ['HYPER_ROOT_MISMATCH'],
    ],
    [
      'the root of another registry',
      walk(root(1, ['root-a', 'root-b'], { registry: idOf('other') }), []),
      ['HYPER_ROOT_REGISTRY'],
    ],
    [
      'a pin of another registry',
      walk(FIRST, [], { pin: { ...pinOf(FIRST), registry: idOf('other') } }),
      ['HYPER_ROOT_REGISTRY'],
    ],
    ['a registry that has no id', walk(FIRST, [], { registry: undefined }), ['HYPER_ROOT_REGISTRY']],
    [
      'a root that has ended (G03)',
      walk(FIRST, [], { now: new Moment(Date.parse('2027-01-01T00:00:00Z')) }),
      ['HYPER_ROOT_EXPIRED'],
    ],
    [
      'a first root that has ended, led on to a good one (G03)',
      walk(SECOND, [root(1, ['root-a', 'root-b'], { expiresAt: '2026-04-01T00:00:00Z' })]),
      [],
    ],
    [
      'a root whose key it names as revoked (S15)',
      walk(
        root(1, ['root-a', 'root-b'], {
          keys: [listedKey('root-a', { revokedAt: '2026-05-20T00:00:00Z' }), 'root-b', 'root-c'],
        }),
        [],
      ),
      ['HYPER_SIGNATURE_THRESHOLD'],
    ],
  ])('judges %s', (_name, walked, codes) => {
    expect(codesOf(walked)).toEqual(codes);
    expect(walked.isSound).toBe(codes.length === 0);
  });

  test('counts keys of an old root that have ended since, as versions end them and not the clock', () => {
    const keys = OLD.map((name) => listedKey(name, { expiresAt: '2026-05-15T00:00:00Z' }));
    const old = root(1, ['root-a', 'root-b'], { keys });
    expect(codesOf(walk(SECOND, [old], { pin: pinOf(old) }))).toEqual([]);
  });

  test('ends with the newest root and its signers', () => {
    const { version, digest, authority } = walk(SECOND, [FIRST]);
    expect({ version, digest, threshold: authority.threshold }).toEqual({
      version: 2,
      digest: digestOf(SECOND.bytes),
      threshold: 2,
    });
  });
});

describe('a root that is kept from before the walk', () => {
  const named = (signers: Readonly<Record<string, string>>): RootFile => {
    const text = rootText({ version: 2, keys: ['root-a', 'root-b', 'root-c'] });
    const bundles = Object.entries(signers).map(([signer, previous]) =>
      bundleFor('trust/root.yaml', text, signer, { previous }),
    );
    return signedFile('trust/root.yaml', text, renderBundles(bundles));
  };
  const first = Buffer.from(FIRST.bytes).toString('utf8');
  const behind = (newest: RootFile): readonly (readonly [string | undefined, boolean])[] =>
    walk(newest, [FIRST], { pin: pinOf(newest) }).behind.map(({ step, isDenied }) => [
      step.fault?.code,
      isDenied,
    ]);

  test.each<[string, RootFile, string | undefined, boolean]>([
    [
      'is the true one where the threshold names it',
      named({ 'root-a': first, 'root-b': first }),
      undefined,
      false,
    ],
    [
      'is not told to be, where only one of two names it (S16)',
      named({ 'root-a': first, 'root-b': 'something else' }),
      'HYPER_ROOT_UNWALKED',
      false,
    ],
    [
      'is denied where the threshold names another (S16)',
      named({ 'root-a': 'something else', 'root-b': 'something else' }),
      'HYPER_ROOT_UNWALKED',
      true,
    ],
    [
      'is the true one where a third signer names another',
      named({ 'root-a': 'something else', 'root-b': first, 'root-c': first }),
      undefined,
      false,
    ],
  ])('%s', (_name, newest, code, isDenied) => {
    expect(behind(newest)).toEqual([[code, isDenied]]);
  });

  test.each<[string, RootFile, string]>([
    ['are gone', signedFile('trust/root.1.yaml', first, undefined), 'HYPER_SIGNATURE_MISSING'],
    ['are too few', root(1, ['root-a']), 'HYPER_SIGNATURE_THRESHOLD'],
    ['are of others', root(1, ['root-a', 'root-b', 'root-x']), 'HYPER_SIGNATURE_FOREIGN'],
    ['are no signatures', signedFile('trust/root.1.yaml', first, Buffer.from('{')), 'HYPER_BUNDLE_INVALID'],
  ])('is told where it is the true one and its signatures %s (S07)', (_name, file, code) => {
    const newest = named({ 'root-a': first, 'root-b': first });
    const { behind: found, isSound } = walk(newest, [file], { pin: pinOf(newest) });
    expect(found.map(({ step, isDenied }) => [step.fault?.code, isDenied])).toEqual([[code, true]]);
    expect(isSound).toBe(true);
  });

  test('is told where it cannot be read, and so does not lead to those before it', () => {
    const newest = named({ 'root-a': first, 'root-b': first });
    const fault = { code: 'HYPER_SIGNED_UNREADABLE', message: 'it is no YAML', hint: 'restore it' } as const;
    const walked = walk(newest, [], { pin: pinOf(newest), unreadableKept: new Map([[1, fault]]) });
    expect(walked.behind).toMatchObject([{ isDenied: true, step: { ok: false, fault } }]);
  });

  test('leaves it open where two of them are named by a threshold each (S16)', () => {
    const text = rootText({ version: 2, threshold: 1, keys: ['root-a', 'root-b'] });
    const bundles = [first, 'something else'].map((previous, at) =>
      bundleFor('trust/root.yaml', text, at === 0 ? 'root-a' : 'root-b', { previous }),
    );
    expect(behind(signedFile('trust/root.yaml', text, renderBundles(bundles)))).toEqual([
      ['HYPER_ROOT_UNWALKED', false],
    ]);
  });
});

describe('signatures of unknown keys beside a root', () => {
  const strange = [...NEW.slice(0, 2), 'root-x'];

  test('do no harm where the walk begins at a later root, and those before it are gone', () => {
    const later = root(2, strange, { keys: NEW });
    expect(codesOf(walk(later, [], { pin: pinOf(later) }))).toEqual([]);
  });

  test('are refused where the root before is there, or must be led to (S16)', () => {
    const later = root(2, ['root-a', ...strange], { keys: NEW });
    expect(codesOf(walk(later, [FIRST], { pin: pinOf(later) }))).toEqual(['HYPER_SIGNATURE_FOREIGN']);
    expect(codesOf(walk(later, [FIRST], { pin: pinOf(FIRST) }))).toContain('HYPER_SIGNATURE_FOREIGN');
  });

  test('are refused beside the very first', () => {
    const only = root(1, ['root-a', 'root-b', 'root-x']);
    expect(codesOf(walk(only, [], { pin: pinOf(only) }))).toEqual(['HYPER_SIGNATURE_FOREIGN']);
  });
});
