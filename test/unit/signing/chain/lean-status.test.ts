import { describe, expect, it } from 'vitest';
import { Moment, compareText } from '../../../../src/core/index.ts';
import {
  MAX_BUNDLES,
  judgeFile,
  judgeLean,
  readAuthority,
  renderBundles,
} from '../../../../src/signing/index.ts';
import type { SignatureBundle, Statement } from '../../../../src/signing/index.ts';
import { releasePath, releaseText } from '../../../build/manifests.ts';
import { NOW, REGISTRY_ID, bundleFor, listedKey, signedFile } from '../../../build/signed-files.ts';

const PATH = releasePath('org.acme/parser', '1.0.0');
const TEXT = releaseText('org.acme/parser', '1.0.0');
const place = { kind: 'namespace', name: 'namespace org.acme', path: 'p' } as const;
const by = (threshold: number): ReturnType<typeof readAuthority> =>
  readAuthority(place, { threshold, keys: [listedKey('a'), listedKey('b')] as never });

/** Whether the lean way believes the file, which the strict way must then do too. */
function isLean(signatures: Uint8Array, threshold: number): boolean {
  const file = signedFile(PATH, TEXT, signatures);
  const lean = judgeLean({ ...file, signatures }, by(threshold), REGISTRY_ID, new Moment(NOW)) !== undefined;
  const circumstances = { registry: REGISTRY_ID, now: new Moment(NOW), proofs: () => undefined, online: [] };
  if (lean) expect(judgeFile(file, by(threshold), circumstances).isSigned).toBe(true);
  return lean;
}

const one = bundleFor(PATH, TEXT, 'a');
const later = bundleFor(PATH, TEXT, 'a', { at: '2026-05-02T00:00:00Z' });
const other = bundleFor(PATH, TEXT, 'b');
const saying = (change: (statement: Statement) => Statement): SignatureBundle =>
  bundleFor(PATH, TEXT, 'a', { change });

describe('the lean way', () => {
  it('counts a key once, however often it has signed (S12)', () => {
    expect(isLean(renderBundles([one, later]), 1)).toBe(true);
    expect(isLean(renderBundles([one, later]), 2)).toBe(false);
    expect(isLean(renderBundles([one, other]), 2)).toBe(true);
  });

  it('takes 64 signatures and leaves more to the strict way (S24)', () => {
    const all = Array.from({ length: MAX_BUNDLES + 1 }, (_, second) =>
      bundleFor(PATH, TEXT, 'a', {
        at: new Date(Date.parse('2026-05-01T00:00:00Z') + second * 1000).toISOString(),
      }),
    );
    expect(isLean(renderBundles(all.slice(1)), 1)).toBe(true);
    expect(isLean(renderBundles(all), 1)).toBe(false);
  });

  it.each([
    ['out of order', [one, other].map(({ json }) => json)],
    ['repeated', [one.json, one.json]],
  ])('leaves lines that are %s to the strict way (S12)', (what, lines) => {
    const sorted = [...lines].sort(compareText);
    const text = (what === 'repeated' ? sorted : sorted.reverse()).map((line) => `${line}\n`).join('');
    expect(isLean(Buffer.from(text), 1)).toBe(false);
  });

  it.each([
    ['a day that is none', { signedAt: '2026-02-30T00:00:00Z' }],
    ['a canonical digest that is none', { canonical: `sha256:${'z'.repeat(64)}` as const }],
  ])('leaves %s to the strict way, whoever signed it (S08)', (_what, predicate) => {
    const odd = saying((statement) => ({
      ...statement,
      predicate: { ...statement.predicate, ...predicate },
    }));
    expect(isLean(renderBundles([odd]), 1)).toBe(false);
  });
});
