import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareCheckpoint,
  parseCheckpoint,
  parseHistory,
  renderCheckpoint,
  renderHistory,
  trailOf,
} from '../../../src/catalog/index.ts';
import type { Checkpoint, CheckpointFacts, RememberedCheckpoint } from '../../../src/catalog/index.ts';

const REGISTRY = '018ce7f0-5eb8-78ca-889a-13821a49af98';
const commits = (count: number, salt = 'a'): string[] =>
  Array.from({ length: count }, (_, number) =>
    `${salt}${String(number + 1).padStart(3, '0')}`.padEnd(40, '0'),
  );

function checkpoint(change: Partial<Checkpoint> = {}): Checkpoint {
  return {
    registry: REGISTRY,
    commit: commits(5)[4] ?? '',
    sequence: 5,
    time: '2026-11-01T00:00:00Z',
    expiresAt: '2026-12-01T00:00:00Z',
    files: [
      { path: 'a/b.json', size: 3, sha256: 'b'.repeat(64) },
      { path: 'index.html', size: 0, sha256: 'a'.repeat(64) },
    ],
    ...change,
  };
}

function remember(change: Partial<RememberedCheckpoint> = {}): RememberedCheckpoint {
  return {
    sequence: 3,
    commit: commits(3)[2] ?? '',
    digest: 'sha256:old',
    time: '2026-10-01T00:00:00Z',
    trail: trailOf(commits(3)),
    ...change,
  };
}

function codesOf(change: Partial<CheckpointFacts>, of: Partial<Checkpoint> = {}): string[] {
  const facts = {
    registry: REGISTRY,
    remembered: undefined,
    history: commits(5),
    digest: 'sha256:new',
    now: new Date('2026-11-15T00:00:00Z'),
    ...change,
  };
  return compareCheckpoint(checkpoint(of), facts).map(({ code }) => code);
}

describe('the text of a checkpoint', () => {
  it('reads back as it was, and any order of files gives the same bytes', () => {
    const path = fc
      .stringMatching(/^[a-z.é]{1,6}(?:\/[a-z]{1,5}){0,3}$/u)
      .filter((one) => !/^\.\.?(?:\/|$)/u.test(one));
    const file = fc.record({
      path,
      size: fc.nat(),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/u),
    });
    const files = fc.uniqueArray(file, { selector: (one) => one.path, maxLength: 20 });
    fc.assert(
      fc.property(files, fc.integer({ min: 1 }), (some, sequence) => {
        const { bytes } = renderCheckpoint(checkpoint({ files: some, sequence }));
        expect(renderCheckpoint(checkpoint({ files: some.toReversed(), sequence })).bytes).toEqual(bytes);
        const parsed = parseCheckpoint(bytes);
        expect(parsed.ok && renderCheckpoint(parsed.checkpoint).bytes).toEqual(bytes);
      }),
    );
  });

  const text = Buffer.from(renderCheckpoint(checkpoint()).bytes).toString('utf8');
  it.each([
    ['no JSON', 'nothing'],
    ['a list', '[]'],
    ['another version', text.replace('"formatVersion":1', '"formatVersion":2')],
    ['a space more', text.replace('{', '{ ')],
    ['a key twice', text.replace('"sequence":5', '"sequence":9,"sequence":5')],
    ['a key more', text.replace('"sequence":5', '"sequence":5,"extra":1')],
    ['a sequence of zero', text.replace('"sequence":5', '"sequence":0')],
    ['a sequence as 5.0', text.replace('"sequence":5', '"sequence":5.0')],
    ['a time of another zone', text.replace('T00:00:00Z', 'T00:00:00+01:00')],
    ['a day that is none', text.replace('2026-11-01T', '2026-13-41T')],
    ['an end before its beginning', text.replace('2026-12-01', '2026-10-01')],
    ['a path out of the site', text.replace('a/b.json', '../b.json')],
    ['a path from the root', text.replace('a/b.json', '/a/b.json')],
    ['a drive', text.replace('a/b.json', 'C:b.json')],
    ['a backslash', text.replace('a/b.json', 'a\\\\b.json')],
    ['the checkpoint itself', text.replace('a/b.json', 'checkpoint.json')],
    ['a path twice', text.replace('a/b.json', 'index.html')],
    ['files out of order', text.replace('a/b.json', 'z.json')],
    ['a short digest', text.replace('b'.repeat(64), 'b'.repeat(63))],
    ['a negative size', text.replace('"size":3', '"size":-3')],
    ['no commit', text.replace(/"commit":"[^"]*"/u, '"commit":"main"')],
    ['no newline at the end', text.trimEnd()],
  ])('refuses %s', (_what, changed) => {
    expect(changed).not.toBe(text);
    expect(parseCheckpoint(Buffer.from(changed)).ok).toBe(false);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(parseCheckpoint(Buffer.from([0x7b, 0xff, 0x7d])).ok).toBe(false);
  });
});

describe('a checkpoint beside what a client knows', () => {
  it('is fine where nothing is remembered, and where the history goes on from it', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ remembered: remember() })).toEqual([]);
    expect(codesOf({ registry: undefined })).toEqual([]);
  });

  it('is fine again and, made anew for the same commit, later', () => {
    const same = remember({ ...checkpoint(), digest: 'sha256:new' });
    expect(codesOf({ remembered: same })).toEqual([]);
    expect(codesOf({ remembered: { ...same, digest: 'sha256:old', time: '2026-10-31T00:00:00Z' } })).toEqual(
      [],
    );
  });

  it.each([
    ['another registry', { registry: 'other' }, 'HYPER_CHECKPOINT_INVALID'],
    ['a history of another length', { history: commits(4) }, 'HYPER_CHECKPOINT_INVALID'],
    ['a history to another commit', { history: commits(5, 'b') }, 'HYPER_CHECKPOINT_INVALID'],
    ['six minutes to come', { now: new Date('2026-10-31T23:54:00Z') }, 'HYPER_CHECKPOINT_FUTURE'],
  ])('is refused with %s', (_what, facts, code) => {
    expect(codesOf(facts)).toEqual([code]);
  });

  it('may be four minutes ahead of a clock (S21)', () => {
    expect(codesOf({ now: new Date('2026-10-31T23:56:00Z') })).toEqual([]);
  });

  it('ends: a state shown for ever is told (G03)', () => {
    expect(codesOf({ now: new Date('2026-11-30T23:59:59Z') })).toEqual([]);
    expect(codesOf({ now: new Date('2026-12-01T00:00:00Z') })).toEqual(['HYPER_CHECKPOINT_EXPIRED']);
  });

  it('may not go back, in number or in time (G02, S18)', () => {
    const later = remember({ sequence: 6, commit: commits(6)[5] ?? '' });
    expect(codesOf({ remembered: later })).toEqual(['HYPER_CHECKPOINT_ROLLBACK']);
    const newer = remember({ ...checkpoint(), digest: 'sha256:old', time: '2026-11-02T00:00:00Z' });
    expect(codesOf({ remembered: newer })).toEqual(['HYPER_CHECKPOINT_ROLLBACK']);
  });

  it('may not be another one of the same moment', () => {
    expect(codesOf({ remembered: remember({ ...checkpoint(), digest: 'sha256:old' }) })).toEqual([
      'HYPER_CHECKPOINT_ROLLBACK',
    ]);
  });

  it.each([
    [1, 5],
    [5, 1],
    [20, 1],
    [20, 20],
  ])(
    'tells a history of %i commits of which the last %i were rewritten, and where (G01)',
    (count, rewritten) => {
      const old = commits(count);
      const kept = count - rewritten;
      const now = [
        ...old.slice(0, Math.max(0, kept)),
        ...commits(count, 'b').slice(Math.max(0, kept)),
        'c'.repeat(40),
      ];
      const remembered = remember({ sequence: count, commit: old.at(-1) ?? '', trail: trailOf(old) });
      const of = checkpoint({ sequence: now.length, commit: 'c'.repeat(40) });
      const [fault, ...more] = compareCheckpoint(of, {
        registry: REGISTRY,
        remembered,
        history: now,
        digest: 'sha256:new',
        now: new Date('2026-11-15T00:00:00Z'),
      });
      expect([fault?.code, more]).toEqual(['HYPER_CHECKPOINT_FORK', []]);
      const first = Math.max(0, kept) + 1;
      expect(fault?.message).toContain(
        `number ${String(first)} is ${now[first - 1] ?? ''}, and was ${old[first - 1] ?? ''}`,
      );
    },
  );
});

describe('the history beside a checkpoint', () => {
  it('reads back as it was', () => {
    const { bytes } = renderHistory(commits(3));
    expect(parseHistory(Buffer.from(bytes).toString('utf8'))).toEqual(commits(3));
  });

  it.each(['', 'main\n', 'a'.repeat(40), `${'a'.repeat(39)}\n`, `${'a'.repeat(40)}\n\n`])(
    'refuses %j',
    (text) => {
      expect(parseHistory(text)).toBeUndefined();
    },
  );

  it('leaves a trail that is dense at its end and short', () => {
    const trail = trailOf(commits(150_000 % 999));
    expect(trail.at(-1)?.[0]).toBe(commits(150_000 % 999).length);
    expect(trail.slice(-9).map(([place]) => place)).toEqual(Array.from({ length: 9 }, (_, n) => 150 - 8 + n));
    expect(trail.length).toBeLessThan(20);
  });
});
