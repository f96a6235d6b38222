import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Moment, digestHex } from '../../../../src/core/index.ts';
import { verifyBlobs, verifyPairs } from '../../../../src/registry/index.ts';
import type { TreeEntry, VerifyFindings, VerifyPlan } from '../../../../src/registry/index.ts';
import {
  judgeFile,
  judgeLean,
  readAuthority,
  renderBundles,
  signaturePathOf,
  toSignedFile,
} from '../../../../src/signing/index.ts';
import type { Authority, Circumstances } from '../../../../src/signing/index.ts';
import { bytesStore, entryOf } from '../../../build/bytes-store.ts';
import { idOf, policyText, releasePath, releaseText, stateText } from '../../../build/manifests.ts';
import {
  NOW,
  REGISTRY_ID,
  bundleFor,
  keyOf,
  listedKey,
  parsed,
  signStatement,
  signaturesOf,
} from '../../../build/signed-files.ts';
import { BLOB, BLOB_PATH, RELEASE_PATH, RELEASE_TEXT } from '../../../build/signed-registry.ts';
import type { Files } from '../../../build/write-files.ts';

const LISTED = { threshold: 1, keys: [listedKey('acme') as never, listedKey('acme-2') as never] };
const PLACE = {
  kind: 'namespace',
  name: 'namespace org.acme',
  path: 'namespaces/org/acme/namespace.yaml',
} as const;
const ONLINE = {
  kind: 'online',
  name: 'the online key',
  path: 'registry.yaml',
  listed: { threshold: 1, keys: [listedKey('online') as never] },
} as const;
const PLAN: VerifyPlan = {
  registry: REGISTRY_ID,
  now: NOW,
  authorities: [{ ...PLACE, listed: LISTED }],
  online: [ONLINE],
};
const STATE_PATH = 'namespaces/org/acme/parser/artifact.yaml';
const STATE_TEXT = stateText('org.acme/parser', 'tags:\n  stable: "1.0.0"\n');

function verify(files: Files, paths: readonly string[], plan = PLAN): Promise<VerifyFindings> {
  const pairs = paths.map((path) => {
    const signatures =
      files[signaturePathOf(path)] === undefined ? undefined : entryOf(signaturePathOf(path));
    return { entry: entryOf(path), signatures, authority: 0, isStripped: false };
  });
  return verifyPairs(bytesStore(files), pairs, plan);
}

/** The bytes with one byte changed. */
function flipped(content: string | Uint8Array, at: number, to: (byte: number) => number): Uint8Array {
  const bytes = Buffer.from(content);
  bytes[at] = to(bytes[at] ?? 0) & 0xff;
  return bytes;
}

test.each([
  [64, []],
  [65, ['HYPER_BUNDLE_LIMIT']],
])('believes a file of %d good signatures of one key as far as the cap goes (S24)', async (count, codes) => {
  const bundles = Array.from({ length: count }, (_, index) =>
    bundleFor(RELEASE_PATH, RELEASE_TEXT, 'acme', {
      at: new Date(Date.parse('2026-05-01T00:00:00Z') + index * 1000).toISOString(),
    }),
  );
  const files = { [RELEASE_PATH]: RELEASE_TEXT, [signaturePathOf(RELEASE_PATH)]: renderBundles(bundles) };
  const { refused } = await verify(files, [RELEASE_PATH]);
  expect(refused.map(({ fault }) => fault.code)).toEqual(codes);
});

describe('every byte of a signed release', () => {
  const one = {
    [RELEASE_PATH]: RELEASE_TEXT,
    [signaturePathOf(RELEASE_PATH)]: signaturesOf(RELEASE_PATH, RELEASE_TEXT, ['acme']),
  };
  const two = {
    [RELEASE_PATH]: RELEASE_TEXT,
    [signaturePathOf(RELEASE_PATH)]: renderBundles([
      bundleFor(RELEASE_PATH, RELEASE_TEXT, 'acme'),
      bundleFor(RELEASE_PATH, RELEASE_TEXT, 'acme-2'),
      bundleFor(RELEASE_PATH, RELEASE_TEXT, 'online', { acceptedAt: '2026-05-02T00:00:00Z' }),
    ]),
  };
  const state = {
    [STATE_PATH]: STATE_TEXT,
    [signaturePathOf(STATE_PATH)]: signaturesOf(STATE_PATH, STATE_TEXT, ['acme-2']),
  };

  test.each<[string, Files, string, string]>([
    ['its manifest', one, RELEASE_PATH, RELEASE_PATH],
    ['its signature', one, signaturePathOf(RELEASE_PATH), RELEASE_PATH],
    ['two signatures and an attestation', two, signaturePathOf(RELEASE_PATH), RELEASE_PATH],
    ['its state', state, STATE_PATH, STATE_PATH],
    ['the signature of its state', state, signaturePathOf(STATE_PATH), STATE_PATH],
  ])('counts: %s', async (_name, files, changedPath, path) => {
    expect(await verify(files, [path])).toMatchObject({ refused: [], signed: [{ number: 0 }] });
    const content = files[changedPath] ?? '';
    // One bit, and white space: the change that a lenient reader of JSON would let pass.
    const changes = [
      (byte: number, at: number) => byte ^ (1 << (at % 8)),
      (byte: number) => (byte === 0x20 ? 0x09 : 0x20),
    ];
    const versions = changes.flatMap((to) =>
      [...Buffer.from(content).keys()].map((at) => flipped(content, at, (byte) => to(byte, at))),
    );
    const all: Record<string, string | Uint8Array> = { ...files };
    const pairs = versions.map((bytes, number) => {
      all[`version ${number}`] = bytes;
      const at = (one: string): TreeEntry =>
        one === changedPath ? { ...entryOf(one), oid: `version ${number}` } : entryOf(one);
      return { entry: at(path), signatures: at(signaturePathOf(path)), authority: 0, isStripped: false };
    });
    const found = await verifyPairs(bytesStore(all), pairs, PLAN);
    const kept = [...found.signed.map(({ number }) => number % (versions.length / 2)), ...found.unproven];
    expect(kept).toEqual([]);
  });

  test('counts: its content', async () => {
    const blob = { hex: digestHex(BLOB), entry: entryOf(BLOB_PATH) };
    expect((await verifyBlobs(bytesStore({ [BLOB_PATH]: BLOB }), [blob])).size).toBe(0);
    for (let at = 0; at < BLOB.length; at += 1) {
      const faults = await verifyBlobs(bytesStore({ [BLOB_PATH]: flipped(BLOB, at, (byte) => byte ^ 1) }), [
        blob,
      ]);
      expect([...faults.keys()]).toEqual([BLOB_PATH]);
    }
  });
});

describe('a signature', () => {
  interface Act {
    readonly registry: string;
    readonly path: string;
    readonly text: string;
  }

  /** Every release, state and policy that differs from the first in one field or more. */
  const acts: readonly Act[] = [REGISTRY_ID, idOf('other registry')].flatMap((registry) =>
    ['org.acme', 'org.acme.sub'].flatMap((namespace) => [
      ...['parser', 'lexer'].flatMap((name) => [
        ...['1.0.0', '1.0.1'].flatMap((version) =>
          ['', 'x'].flatMap((content) => {
            const path = releasePath(`${namespace}/${name}`, version);
            const inline =
              content === ''
                ? ''
                : `content:\n  digests:\n    sha256: ${digestHex(content)}\n  size: 1\n  mediaType: text/plain\n  inline: ${content}\n`;
            const service = releaseText(`${namespace}/${name}`, version, inline);
            const template = service
              .replace('type: service', 'type: template')
              .replace(/spec:\n( {2}.*\n)+/u, 'spec:\n  engine: eta\n');
            return (content === '' ? [service] : [service, template]).map((text) => ({
              registry,
              path,
              text,
            }));
          }),
        ),
        {
          registry,
          path: `namespaces/${namespace.replaceAll('.', '/')}/${name}/artifact.yaml`,
          text: stateText(`${namespace}/${name}`),
        },
      ]),
      {
        registry,
        path: `namespaces/${namespace.replaceAll('.', '/')}/policies/needs.yaml`,
        text: policyText('needs'),
      },
    ]),
  );

  test('for one act never verifies for another: registry, operation, namespace, name, version, type, content (S04, S05)', async () => {
    const all: Record<string, string | Uint8Array> = {};
    for (const [index, { registry, path, text }] of acts.entries()) {
      all[`text ${index}`] = text;
      all[`signatures ${index}`] = signaturesOf(path, text, ['acme'], { registry });
    }
    let good = 0;
    for (const registry of new Set(acts.map((act) => act.registry))) {
      const pairs = acts.flatMap((act, index) =>
        act.registry !== registry
          ? []
          : acts.map((_other, other) => ({
              entry: { ...entryOf(act.path), oid: `text ${index}` },
              signatures: { ...entryOf(signaturePathOf(act.path)), oid: `signatures ${other}` },
              authority: 0,
              isStripped: false,
            })),
      );
      const { signed, refused } = await verifyPairs(bytesStore(all), pairs, { ...PLAN, registry });
      const own = (number: number): boolean =>
        pairs[number]?.entry.oid.slice(5) === pairs[number]?.signatures.oid.slice(11);
      expect(signed.every(({ number }) => own(number))).toBe(true);
      good += signed.length;
      const codes = new Set(refused.map(({ fault }) => fault.code));
      expect(codes).toEqual(new Set(['HYPER_SIGNATURE_REPLAYED', 'HYPER_SIGNATURE_SUBJECT']));
    }
    expect(good).toBe(acts.length);
  });

  const policyPath = 'namespaces/org/acme/policies/needs-licence.yaml';
  test.each([
    ['a release', RELEASE_PATH, RELEASE_TEXT, RELEASE_PATH, true],
    ['a state', STATE_PATH, STATE_TEXT, STATE_PATH, true],
    ['a policy', policyPath, policyText('needs-licence'), policyPath, true],
    [
      'no policy of another namespace (S04)',
      policyPath,
      policyText('needs-licence'),
      policyPath.replace('acme', 'evil'),
      false,
    ],
    [
      'no policy in folders that are no namespace',
      policyPath,
      policyText('needs-licence'),
      policyPath.replace('acme', 'A!'),
      false,
    ],
  ])('takes the lean way for %s', (_what, path, text, place, isLean) => {
    const { manifest, bytes } = parsed(text);
    const signatures = signaturesOf(path, text, ['acme']);
    const file = { path: place, sha256: digestHex(bytes), manifest, signatures };
    expect(judgeLean(file, readAuthority(PLACE, LISTED), REGISTRY_ID, new Moment(NOW)) !== undefined).toBe(
      isLean,
    );
  });

  test('is judged alike the lean way and the strict way', () => {
    const authority: Authority = readAuthority(PLACE, LISTED);
    const circumstances: Circumstances = {
      registry: REGISTRY_ID,
      now: new Moment(NOW),
      proofs: () => undefined,
      online: [],
    };
    const { manifest, value, bytes } = parsed(RELEASE_TEXT);
    const texts = fc.constantFrom(
      RELEASE_TEXT,
      RELEASE_TEXT,
      RELEASE_TEXT,
      `${RELEASE_TEXT}# x\n`,
      RELEASE_TEXT.replace('MIT', 'ISC'),
    );
    const bundle = fc.record({
      text: texts,
      signer: fc.constantFrom('acme', 'acme', 'acme-2', 'stranger'),
      at: fc.constantFrom(
        '2026-05-01T00:00:00Z',
        '2026-04-01T00:00:00Z',
        '2026-03-01T00:00:00Z',
        '2026-01-01T00:00:00Z',
        '2025-01-01T00:00:00Z',
        '2027-01-01T00:00:00Z',
      ),
      revision: fc.constantFrom(...Array<undefined>(8), 1),
      previous: fc.constantFrom(...Array<undefined>(8), 'before'),
    });
    let signed = 0;
    fc.assert(
      fc.property(
        fc.array(bundle, { minLength: 1, maxLength: 3 }),
        fc.option(fc.tuple(fc.nat(), fc.integer({ min: 0x20, max: 0x7e })), { nil: undefined, freq: 1 }),
        fc.integer({ min: 1, max: 2 }),
        (signatures, change, threshold) => {
          const by = { ...authority, threshold };
          const file = renderBundles(
            signatures.map(({ text, signer, at, revision, previous }) =>
              bundleFor(RELEASE_PATH, text, signer, {
                at,
                ...(previous === undefined ? {} : { previous }),
                ...(revision === undefined
                  ? {}
                  : { change: (one) => ({ ...one, predicate: { ...one.predicate, revision } }) }),
              }),
            ),
          );
          const changedFile =
            change === undefined ? file : flipped(file, change[0] % file.length, () => change[1]);
          const lean = judgeLean(
            { path: RELEASE_PATH, sha256: digestHex(bytes), manifest, signatures: changedFile },
            by,
            REGISTRY_ID,
            new Moment(NOW),
          );
          const strict = judgeFile(
            toSignedFile(RELEASE_PATH, { bytes, value, manifest }, changedFile),
            by,
            circumstances,
          );
          if (lean !== undefined) signed += 1;
          // The lean way may give up, but what it believes the strict way believes.
          if (lean !== undefined) expect(strict.isSigned).toBe(true);
          const isPlain = signatures.every(
            ({ previous, at }) => previous === undefined && at.startsWith('2026-'),
          );
          if (strict.isSigned && isPlain) expect(lean).toBeDefined();
        },
      ),
      { numRuns: 400 },
    );
    expect(signed).toBeGreaterThan(5);
  });

  test('is taken from the bytes that were verified, not from others (S07)', async () => {
    const files = {
      [RELEASE_PATH]: RELEASE_TEXT,
      [signaturePathOf(RELEASE_PATH)]: renderBundles([
        signStatement(
          {
            ...statementOf(),
            subjects: [
              { name: RELEASE_PATH, sha256: digestHex(`${RELEASE_TEXT} `) },
              ...statementOf().subjects.slice(1),
            ],
          },
          'acme',
        ),
      ]),
    };
    expect((await verify(files, [RELEASE_PATH])).refused[0]?.fault.code).toBe('HYPER_SIGNATURE_SUBJECT');
    expect(keyOf('acme').publicKey.algorithm).toBe('ed25519');
  });

  function statementOf(): Parameters<typeof signStatement>[0] {
    let found: Parameters<typeof signStatement>[0] | undefined;
    bundleFor(RELEASE_PATH, RELEASE_TEXT, 'acme', { change: (statement) => (found = statement) });
    if (found === undefined) throw new Error('a statement was made');
    return found;
  }
});
