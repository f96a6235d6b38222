import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestHex } from '../../../src/core/index.ts';
import { planSignature } from '../../../src/lifecycle/index.ts';
import {
  PAYLOAD_TYPE,
  createKeySigner,
  generatePrivateKey,
  renderStatement,
} from '../../../src/signing/index.ts';
import type { SignatureBundle, Signer, Statement } from '../../../src/signing/index.ts';
import { idOf } from '../../build/manifests.ts';

/** What a signature of a release is good for, field by field. */
interface Act {
  readonly registry: string;
  readonly operation: 'publish' | 'update';
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly content: string;
}

const FIRST: Act = {
  registry: idOf('one'),
  operation: 'publish',
  namespace: 'org.acme',
  name: 'parser',
  version: '1.0.0',
  type: 'library',
  content: digestHex('content'),
};
const OTHER: Act = {
  registry: idOf('two'),
  operation: 'update',
  namespace: 'org.evil',
  name: 'parsers',
  version: '1.0.1',
  type: 'plugin',
  content: digestHex('other content'),
};
const FIELDS = Object.keys(FIRST) as (keyof Act)[];

function statementOf(act: Act, signedAt = '2026-01-01T00:00:00Z', bytes = 'manifest'): Statement {
  const { registry, operation, namespace, name, version, type, content } = act;
  return {
    predicateType: 'https://schemas.hyper-registry.dev/v1/signature',
    subjects: [
      { name: `namespaces/x/${version}.yaml`, sha256: digestHex(bytes) },
      { name: 'content', sha256: content },
    ],
    predicate: {
      registry,
      operation,
      kind: 'Artifact',
      identity: { id: idOf('release'), namespace, name, version, type },
      contentHash: `sha256:${content}`,
      canonical: `sha256:${digestHex('canonical')}`,
      signedAt,
    },
  };
}

let signer: Signer;

beforeAll(async () => {
  signer = createKeySigner(await generatePrivateKey('ed25519'));
});

function signed(statement: Statement): Promise<SignatureBundle> {
  return signer.signEnvelope(PAYLOAD_TYPE, renderStatement(statement));
}

describe('the plan of a signature', () => {
  it.each(FIELDS)('takes a signature for another %s for no signature of this (S04, S05)', async (field) => {
    const bundle = await signed(statementOf({ ...FIRST, [field]: OTHER[field] }));
    const plan = planSignature(statementOf(FIRST), [bundle], new Map([[bundle, 'own']]));
    expect(plan).toMatchObject({ kind: 'sign', kept: [], dropped: 1 });
  });

  it('signs other bytes for any two acts that differ, in whichever fields (S04, S05)', () => {
    const acts = fc.record(
      Object.fromEntries(FIELDS.map((field) => [field, fc.constantFrom(FIRST[field], OTHER[field])])),
    ) as unknown as fc.Arbitrary<Act>;
    fc.assert(
      fc.property(acts, acts, (left, right) => {
        const isSame = FIELDS.every((field) => left[field] === right[field]);
        const [one, two] = [left, right].map((act) => Buffer.from(renderStatement(statementOf(act))));
        expect(one!.equals(two!)).toBe(isSame);
      }),
    );
  });

  it('is nothing where the signer has said it before, at whatever time', async () => {
    const bundle = await signed(statementOf(FIRST, '2020-02-02T02:02:02Z'));
    expect(planSignature(statementOf(FIRST), [bundle], new Map([[bundle, 'own']]))).toEqual({
      kind: 'present',
    });
  });

  it('replaces what proves less than it would now', async () => {
    const bundle = await signed(statementOf(FIRST));
    const plan = planSignature(statementOf(FIRST), [bundle], new Map([[bundle, 'weaker']]));
    expect(plan).toMatchObject({ kind: 'sign', kept: [], dropped: 1 });
  });

  it('replaces what was said before the key counts, and nothing of later', async () => {
    const bundle = await signed(statementOf(FIRST, '2026-01-01T00:00:00Z'));
    const own = new Map([[bundle, 'own' as const]]);
    const planSince = (since: string): unknown =>
      planSignature(statementOf(FIRST), [bundle], own, Date.parse(since));
    expect(planSince('2026-01-01T00:00:01Z')).toMatchObject({ kind: 'sign', kept: [], dropped: 1 });
    expect(planSince('2026-01-01T00:00:00Z')).toEqual({ kind: 'present' });
  });

  it('keeps what others said of these bytes and what is no statement of the registry, and drops the rest', async () => {
    const here = await signed(statementOf(FIRST));
    const former = await signed(statementOf(FIRST, undefined, 'former manifest'));
    const foreign = await signer.signEnvelope(PAYLOAD_TYPE, Buffer.from('{"_type":"something else"}'));
    const plan = planSignature(statementOf(FIRST), [here, former, foreign], new Map());
    expect(plan).toMatchObject({ kind: 'sign', kept: [here, foreign], dropped: 1 });
  });
});
