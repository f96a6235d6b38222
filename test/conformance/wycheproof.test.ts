import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePublicKey, verifyBytes } from '../../src/signing/index.ts';
import type { KeyAlgorithm } from '../../src/signing/index.ts';

const corpora = process.env['HYPER_CORPORA'];

interface Group {
  readonly publicKey?: { readonly keySize?: number };
  readonly publicKeyDer: string;
  readonly tests: readonly Vector[];
}

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

const FILES: readonly (readonly [file: string, algorithm: KeyAlgorithm, count: number])[] = [
  ['ed25519_test.json', 'ed25519', 150],
  ['ecdsa_secp256r1_sha256_test.json', 'ecdsa-p256', 480],
  ['rsa_pss_2048_sha256_mgf1_32_test.json', 'rsa-pss', 100],
];

function groupsOf(file: string): readonly Group[] {
  const path = join(corpora ?? '', 'wycheproof', file);
  return (JSON.parse(readFileSync(path, 'utf8')) as { testGroups: readonly Group[] }).testGroups;
}

describe.skipIf(corpora === undefined)('Wycheproof (skipped: HYPER_CORPORA is not set)', () => {
  it.each(FILES)(
    '%s: what is verified is exactly what the vectors call valid (S11)',
    (file, algorithm, count) => {
      const wrong: string[] = [];
      let seen = 0;
      for (const { publicKeyDer, tests } of groupsOf(file)) {
        const key = createPublicKey({ key: Buffer.from(publicKeyDer, 'hex'), format: 'der', type: 'spki' });
        for (const { tcId, msg, sig, result, comment } of tests) {
          seen += 1;
          const isGood = verifyBytes(algorithm, key, Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'));
          if (isGood !== (result === 'valid')) wrong.push(`${String(tcId)} ${result}: ${comment}`);
        }
      }
      expect(seen).toBeGreaterThanOrEqual(count);
      expect(wrong).toEqual([]);
    },
  );

  it('prints which valid vectors are refused, and why: their keys could not be registered', () => {
    const rows: string[] = [];
    for (const [file, algorithm] of FILES) {
      const refused = new Map<string, number>();
      let valid = 0;
      for (const { publicKeyDer, tests } of groupsOf(file)) {
        const outcome = parsePublicKey(Buffer.from(publicKeyDer, 'hex'));
        const count = tests.filter(({ result }) => result === 'valid').length;
        valid += count;
        if (outcome.ok) expect(outcome.key.algorithm).toBe(algorithm);
        else refused.set(outcome.reason, (refused.get(outcome.reason) ?? 0) + count);
      }
      const reasons = [...refused].map(([reason, count]) => `${String(count)} because ${reason}`);
      rows.push(`${file}: ${String(valid)} valid, refused: ${reasons.join('; ') || 'none'}`);
    }
    console.log(rows.join('\n'));
    expect(rows).toMatchInlineSnapshot(`
      [
        "ed25519_test.json: 88 valid, refused: none",
        "ecdsa_secp256r1_sha256_test.json: 174 valid, refused: none",
        "rsa_pss_2048_sha256_mgf1_32_test.json: 63 valid, refused: 63 because the key has 2048 bits, expected 3072 to 8192",
      ]
    `);
  });
});
