import { describe, expect, it } from 'vitest';
import { Moment } from '../../../../src/core/index.ts';
import { readAuthority } from '../../../../src/signing/index.ts';
import { judgeRootTime, judgeTime, toWindow } from '../../../../src/signing/chain/key-window.ts';
import type { KeyWindow, SigningTime } from '../../../../src/signing/chain/key-window.ts';
import { keyOf, listedKey } from '../../../build/signed-files.ts';

const at = (day: number): string => `2026-05-${String(day).padStart(2, '0')}T00:00:00Z`;
const ms = (day: number): number => Date.parse(at(day));
const NOW = new Moment(ms(20));
const open = { createdAt: at(5) };
const time = (claimed: number, proven?: number, accepted?: number): SigningTime => ({
  claimed: ms(claimed),
  proven: proven === undefined ? undefined : ms(proven),
  accepted: accepted === undefined ? undefined : ms(accepted),
});

describe('when a signature counts under a key', () => {
  it.each<[string, Parameters<typeof toWindow>[0], SigningTime, string | undefined]>([
    ['from the moment the key counts', open, time(5), undefined],
    ['proven older than the key, whatever it claims', open, time(6, 4), 'EARLY'],
    ['proven at the very end of a key (S14)', { ...open, expiresAt: at(10) }, time(6, 10), 'EXPIRED'],
    ['proven a day before the end of a key (S14)', { ...open, expiresAt: at(10) }, time(6, 9), undefined],
    [
      'accepted at the very end of a key (S14)',
      { ...open, expiresAt: at(10) },
      time(6, undefined, 10),
      'EXPIRED',
    ],
    [
      'accepted at the very moment of a theft (S15)',
      { ...open, compromisedSince: at(10) },
      time(6, undefined, 10),
      'COMPROMISED',
    ],
    [
      'proven at the very moment of a theft (S15)',
      { ...open, compromisedSince: at(10) },
      time(6, 10),
      'COMPROMISED',
    ],
    ['proven to be of the future (S21)', open, time(6, 21), 'FUTURE'],
    ['under a key whose beginning is no time', { createdAt: 'soon' }, time(6), 'EARLY'],
    ['under a key whose end is no time (S14)', { ...open, expiresAt: 'never' }, time(6, 6), 'EXPIRED'],
    [
      'under a key whose theft is no time (S15)',
      { ...open, compromisedSince: 'lately' },
      time(6, 6),
      'COMPROMISED',
    ],
  ])('%s', (_what, listed, when, code) => {
    expect(judgeTime(toWindow(listed), when, NOW)?.code).toBe(code && `HYPER_SIGNATURE_${code}`);
  });

  it.each<[string, Parameters<typeof toWindow>[0], SigningTime, string | undefined]>([
    ['from the moment the key counts', open, time(5), undefined],
    ['claimed before the key counts (S16)', open, time(4), 'EARLY'],
    [
      'claimed a day before its end, and never mind the clock',
      { ...open, expiresAt: at(10) },
      time(9),
      undefined,
    ],
    ['claimed at its end (S14)', { ...open, expiresAt: at(10) }, time(10), 'EXPIRED'],
    [
      'of a key that the root revokes, however old (S15)',
      { ...open, revokedAt: at(19) },
      time(6, 6),
      'REVOKED',
    ],
    [
      'of a key that others may hold, however old (S15)',
      { ...open, compromisedSince: at(19) },
      time(6, 6),
      'COMPROMISED',
    ],
    ['of the future (S21)', open, time(21), 'FUTURE'],
  ])('of a root: %s', (_what, listed, when, code) => {
    expect(judgeRootTime(toWindow(listed), when, NOW)?.code).toBe(code && `HYPER_SIGNATURE_${code}`);
  });
});

describe('a key that is listed twice', () => {
  const place = { kind: 'namespace', name: 'namespace org.acme', path: 'p' } as const;
  const loose = { createdAt: at(1) };
  const strict = { createdAt: at(5), expiresAt: at(9), revokedAt: at(8), compromisedSince: at(7) };

  it.each([
    ['first', [strict, loose]],
    ['last', [loose, strict]],
  ])('counts only while both entries let it, the strict one %s (S12)', (_which, entries) => {
    const keys = entries.map((entry) => listedKey('a', entry)) as never;
    const { keys: found } = readAuthority(place, { threshold: 1, keys });
    const window: KeyWindow | undefined = found.get(keyOf('a').publicKey.keyId)?.window;
    expect(window).toEqual(toWindow(strict));
  });
});

describe('a threshold of none', () => {
  it('is one: nothing is believed without a signature (S01)', () => {
    const place = { kind: 'root', name: 'trust root 1', path: 'trust/root.yaml' } as const;
    for (const threshold of [0, -1]) expect(readAuthority(place, { threshold }).threshold).toBe(1);
  });
});
