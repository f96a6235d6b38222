import { describe, expect, test } from 'vitest';
import { Moment } from '../../../../src/core/index.ts';
import type { JsonValue } from '../../../../src/core/index.ts';
import { judgeFile, readAuthority } from '../../../../src/signing/index.ts';
import type { Circumstances, SignatureBundle } from '../../../../src/signing/index.ts';
import { releasePath, releaseText } from '../../../build/manifests.ts';
import { NOW, REGISTRY_ID, bundleFor, listedKey, signedFile } from '../../../build/signed-files.ts';

const PATH = releasePath('org.acme/parser', '1.0.0');
const TEXT = releaseText('org.acme/parser', '1.0.0');
const unproven = bundleFor(PATH, TEXT, 'a');

function timeOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

describe('a file that one key has signed several times', () => {
  test('counts by the signature of its signer that is proven earliest, wherever it stands (S14)', () => {
    const at = (time: string): SignatureBundle => ({ ...unproven, logEntries: [{ time }] });
    const [early, late] = [at('2026-05-02T00:00:00Z'), at('2026-05-03T00:00:00Z')];
    const lasting = readAuthority(
      { kind: 'namespace', name: 'namespace org.acme', path: 'namespaces/org/acme/namespace.yaml' },
      { threshold: 1, keys: [listedKey('a')] as never },
    );
    const proofs: Circumstances['proofs'] = ({ logEntries: [entry] }) => ({
      ok: true,
      times: [new Date(timeOf(entry?.['time']))],
    });
    for (const bundles of [
      [early, late, unproven],
      [late, unproven, early],
      [unproven, early, late],
      [late, early, unproven],
    ]) {
      const file = {
        ...signedFile(PATH, TEXT, undefined),
        signatures: { kind: 'bundles' as const, bundles },
      };
      const { counted } = judgeFile(file, lasting, {
        registry: REGISTRY_ID,
        now: new Moment(NOW),
        proofs,
        online: [],
      });
      expect(counted.map(({ time }) => time.proven)).toEqual([Date.parse('2026-05-02T00:00:00Z')]);
    }
  });
});
