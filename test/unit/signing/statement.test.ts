import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestHex } from '../../../src/core/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import { parseManifest } from '../../../src/manifest/index.ts';
import {
  attestationFor,
  checkpointStatement,
  expectedPredicate,
  parseStatement,
  renderStatement,
  statementFor,
} from '../../../src/signing/index.ts';
import type { SignedManifest } from '../../../src/signing/index.ts';
import {
  idOf,
  namespaceText,
  policyText,
  registryText,
  releaseText,
  stateText,
} from '../../build/manifests.ts';
import { fixedKey } from './fixed-keys.ts';

const REGISTRY = idOf('registry');
const AT = new Date('2026-11-22T10:00:00.750Z');

function subjectOf(path: string, text: string): SignedManifest {
  const bytes = Buffer.from(text);
  const { document } = parseDocument(bytes);
  const { manifest, diagnostics } = parseManifest(document!);
  expect(diagnostics).toEqual([]);
  return { registry: REGISTRY, path, bytes, value: document!.value, manifest: manifest! };
}

const root = `apiVersion: hyper/v1
kind: TrustRoot
version: 3
expiresAt: "2027-03-14T00:00:00Z"
threshold: 1
keys:
  - keyId: ${fixedKey('one').publicKey.keyId}
    algorithm: ed25519
    publicKey: ${Buffer.from(fixedKey('one').publicKey.spki).toString('base64')}
    createdAt: "2026-03-14T09:26:53Z"
`;

const SUBJECTS: readonly (readonly [string, string, string, object])[] = [
  [
    'a release',
    'namespaces/org/acme/parser/1.0.0.yaml',
    releaseText('org.acme/parser', '1.0.0'),
    {
      operation: 'publish',
      kind: 'Artifact',
      identity: { namespace: 'org.acme', name: 'parser', version: '1.0.0' },
    },
  ],
  [
    'a state',
    'namespaces/org/acme/parser/artifact.yaml',
    stateText('org.acme/parser'),
    { operation: 'update', kind: 'ArtifactState', identity: { namespace: 'org.acme', name: 'parser' } },
  ],
  [
    'a namespace',
    'namespaces/org/acme/namespace.yaml',
    namespaceText('org.acme', 'revision: 7\n'),
    { operation: 'namespace', kind: 'Namespace', revision: 7, identity: { namespace: 'org.acme' } },
  ],
  [
    'a policy',
    'namespaces/org/acme/policies/p.yaml',
    policyText('p'),
    { operation: 'policy', kind: 'Policy', revision: 1, identity: { namespace: 'org.acme', name: 'p' } },
  ],
  ['a registry', 'registry.yaml', registryText(), { operation: 'registry', kind: 'Registry', revision: 1 }],
  ['a root', 'trust/root.yaml', root, { operation: 'root', kind: 'TrustRoot', revision: 3, identity: {} }],
];

describe('a statement', () => {
  it.each(SUBJECTS)(
    'of %s names the file, its act and its identity, and comes back the same',
    (_what, path, text, expected) => {
      const subject = subjectOf(path, text);
      const statement = statementFor(subject, { signedAt: AT, previous: `sha256:${'0'.repeat(64)}` });
      expect(statement.predicate).toMatchObject({
        registry: REGISTRY,
        signedAt: '2026-11-22T10:00:00Z',
        ...expected,
      });
      expect(statement.subjects[0]).toEqual({ name: path, sha256: digestHex(text) });
      expect(parseStatement(renderStatement(statement))).toEqual({ ok: true, statement });
      const { signedAt, previous, ...rest } = statement.predicate;
      expect(rest).toEqual(expectedPredicate(subject));
      expect([signedAt, previous]).toHaveLength(2);
    },
  );

  it('of a release with content names the content too', () => {
    const content =
      'content:\n  digests: {sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}\n  size: 5\n  mediaType: text/plain\n  inline: hello\n';
    const withContent = releaseText('org.acme/parser', '1.0.0', content);
    const { subjects, predicate } = statementFor(subjectOf('a.yaml', withContent), { signedAt: AT });
    expect(subjects[1]?.name).toBe('content');
    expect(predicate.contentHash).toBe(`sha256:${subjects[1]?.sha256 ?? ''}`);
  });

  it('keeps its canonical digest when only the formatting changes (S09)', () => {
    const text = namespaceText('org.acme');
    const [plain, remarked] = [text, `${text}# a remark\n`].map((each) =>
      statementFor(subjectOf('n.yaml', each), { signedAt: AT }),
    );
    expect(remarked?.predicate.canonical).toBe(plain?.predicate.canonical);
    expect(remarked?.subjects).not.toEqual(plain?.subjects);
  });

  it('of an attestation or a checkpoint comes back the same', () => {
    const attested = attestationFor(subjectOf('registry.yaml', registryText()), AT, AT);
    const checkpoint = checkpointStatement(
      {
        registry: REGISTRY,
        path: 'checkpoint.json',
        bytes: Buffer.from('{"a":1}'),
        value: { a: 1 },
        sequence: 9,
      },
      { signedAt: AT },
    );
    for (const statement of [attested, checkpoint]) {
      expect(parseStatement(renderStatement(statement))).toEqual({ ok: true, statement });
    }
    expect(attested.predicate).toMatchObject({ operation: 'attest', acceptedAt: '2026-11-22T10:00:00Z' });
    expect(checkpoint.predicate).toMatchObject({ operation: 'checkpoint', kind: 'Checkpoint', revision: 9 });
  });
});

const STATEMENT = statementFor(subjectOf('registry.yaml', registryText()), { signedAt: AT });
const TEXT = Buffer.from(renderStatement(STATEMENT)).toString('utf8');

function codeOf(text: string | Uint8Array): string {
  const outcome = parseStatement(Buffer.from(text));
  return outcome.ok ? 'ok' : outcome.code;
}

describe('the reader of statements', () => {
  it.each([
    ['blanks', TEXT.replace('{', '{ ')],
    ['a newline at the end', `${TEXT}\n`],
    ['a key twice', TEXT.replace('"kind":', '"kind":"Artifact","kind":')],
    ['another order', TEXT.replace(/^\{("_type":"[^"]*"),(.*)\}$/u, '{$2,$1}')],
    ['an escape', TEXT.replace('"kind"', '"\\u006bind"')],
    ['1.0', TEXT.replace('"revision":1', '"revision":1.0')],
    ['1e0', TEXT.replace('"revision":1', '"revision":1e0')],
    ['-0', TEXT.replace('"revision":1', '"revision":-0')],
    ['2^53', TEXT.replace('"revision":1', '"revision":9007199254740993')],
    ['NaN', TEXT.replace('"revision":1', '"revision":NaN')],
    ['a lone surrogate', TEXT.replace('"Registry"', '"\\ud800"')],
    ['a byte order mark', `\ufeff${TEXT}`],
    ['no UTF-8', Buffer.concat([Buffer.from(TEXT.slice(0, -1)), Buffer.from([0xff, 0x7d])])],
    ['nothing', ''],
    ['a list', '[]'],
    ['20 KiB', `${TEXT}${' '.repeat(20 * 1024)}`],
  ])('refuses what is not canonical: %s (S08, S24)', (_what, text) => {
    expect(codeOf(TEXT)).toBe('ok');
    expect(Buffer.from(text).equals(Buffer.from(TEXT))).toBe(false);
    expect(codeOf(text)).toBe('HYPER_STATEMENT_INVALID');
  });

  it.each([
    ['_type', { _type: 'https://in-toto.io/Statement/v0.1' }],
    ['_type missing', { _type: undefined }],
    ['provenance', { predicateType: 'https://slsa.dev/provenance/v1' }],
    ['a later version of ours', { predicateType: 'https://schemas.hyper-registry.dev/v2/signature' }],
  ])('refuses another kind of statement: %s (S06)', (_what, change) => {
    expect(codeOf(changed(change))).toBe('HYPER_STATEMENT_FOREIGN');
  });

  it.each([
    ['an unknown field', { extra: 1 }],
    ['no subject', { subject: [] }],
    ['a second subject that is no content', { subject: [subject('a'), subject('b')] }],
    ['three subjects', { subject: [subject('a'), subject('content'), subject('c')] }],
    ['content first', { subject: [subject('content')] }],
    ['a second digest', { subject: [{ name: 'a', digest: { sha256: '0'.repeat(64), sha512: '0' } }] }],
    ['a digest in capitals', { subject: [{ name: 'a', digest: { sha256: 'A'.repeat(64) } }] }],
    ['a predicate that is a list', { predicate: [] }],
    ['no registry', predicate({ registry: undefined })],
    ['an unknown operation', predicate({ operation: 'yank' })],
    ['a revision of 0', predicate({ revision: 0 })],
    ['a revision of a half', predicate({ revision: 1.5 })],
    ['a field of an attestation', predicate({ acceptedAt: '2026-11-22T10:00:00Z' })],
    ['an attestation that says it is a signature', predicate({ operation: 'attest' })],
    ['an unknown identity', predicate({ identity: { user: 'x' } })],
    ['the prototype', predicate({ identity: JSON.parse('{"__proto__":"x"}') as object })],
    ['a moment with milliseconds', predicate({ signedAt: '2026-11-22T10:00:00.000Z' })],
    ['a day that is not', predicate({ signedAt: '2026-02-30T10:00:00Z' })],
    ['the year 10000', predicate({ signedAt: '+010000-01-01T00:00:00Z' })],
  ])('refuses a statement with %s (S06, S08)', (_what, change) => {
    expect(codeOf(changed(change))).toBe('HYPER_STATEMENT_INVALID');
  });

  it('takes no other bytes for the same statement: any changed byte is refused or read as another statement (S07)', () => {
    fc.assert(
      fc.property(fc.nat(Buffer.byteLength(TEXT) - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = Buffer.from(TEXT);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const outcome = parseStatement(bytes);
        if (outcome.ok) expect(Buffer.from(renderStatement(outcome.statement)).equals(bytes)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

function subject(name: string): object {
  return { name, digest: { sha256: '0'.repeat(64) } };
}

function predicate(change: object): object {
  return { predicate: { ...STATEMENT.predicate, ...change } };
}

/** The statement with some fields changed, in canonical form. */
function changed(change: object): Uint8Array {
  const value = { ...(JSON.parse(TEXT) as object), ...change };
  const sorted = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(sorted);
    if (typeof each !== 'object' || each === null) return each;
    const entries = Object.entries(each).filter(([, inner]) => inner !== undefined);
    entries.sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
  };
  return Buffer.from(JSON.stringify(sorted(value)));
}
