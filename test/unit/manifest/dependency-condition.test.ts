import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLockfile } from '../../../src/lockfile/index.ts';
import { ALWAYS, bothOf, holds, isNeededOn, simplified } from '../../../src/manifest/index.ts';
import type { DependencyCondition } from '../../../src/manifest/index.ts';
import { chosen, input, need } from '../lockfile/locks.ts';

const OS = ['linux', 'darwin'];
const ARCH = ['x64', 'arm64'];
const FEATURE = ['a', 'b'];
const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const condition: fc.Arbitrary<DependencyCondition> = fc.record(
  { os: some(OS), arch: some(ARCH), feature: some(FEATURE) },
  { requiredKeys: [] },
);
const platforms = OS.flatMap((os) =>
  ARCH.flatMap((arch) => [[], ['a'], ['b'], ['a', 'b']].map((features) => ({ os, arch, features }))),
);

describe('conditions', () => {
  it('hold together exactly where both hold', () => {
    fc.assert(
      fc.property(condition, condition, (left, right) => {
        const both = bothOf(left, right);
        for (const place of platforms) {
          expect(both !== undefined && holds(both, place)).toBe(holds(left, place) && holds(right, place));
        }
      }),
    );
  });

  it('mean the same when they are made short, in one order whatever order they came in', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 6 }), (all) => {
        const short = simplified(all);
        expect(simplified([...all].reverse())).toEqual(short);
        for (const place of platforms) {
          expect(short.some((one) => holds(one, place))).toBe(all.some((one) => holds(one, place)));
        }
      }),
    );
  });

  it('on what is not known of a platform hold', () => {
    expect(holds({ os: ['linux'], feature: ['a'] }, {})).toBe(true);
    expect(isNeededOn([{ os: ['linux'] }], { os: 'darwin' })).toBe(false);
    expect(isNeededOn([], { os: 'darwin' })).toBe(true);
    expect(ALWAYS.some((one) => holds(one, { os: 'linux', arch: 'x64', env: 'test', features: [] }))).toBe(
      true,
    );
  });

  it('are widened to always where there are too many', () => {
    const many = Array.from({ length: 80 }, (_, at) => ({
      os: [`os${String(at)}`],
      arch: [`arch${String(at)}`],
    }));
    expect(simplified(many)).toEqual(ALWAYS);
  });
});

describe('why a package is in the lock', () => {
  const packagesOf = (...args: Parameters<typeof input>) => makeLockfile(input(...args)).packages;

  it('follows runtime and peer needs alone, and cycles to their end (R06)', () => {
    const packages = packagesOf([need('o.x/a *')], {
      'o.x/a': chosen('1.0.0', need('o.x/b *', { type: 'peer' }), need('o.x/d *', { type: 'dev' })),
      'o.x/b': chosen('1.0.0', need('o.x/a *'), need('o.x/e *', { type: 'build' })),
      'o.x/d': chosen('1.0.0'),
      'o.x/e': chosen('1.0.0'),
    });
    expect([...packages.keys()]).toEqual(['o.x/a', 'o.x/b']);
    expect(packages.get('o.x/b')?.dependencies).toEqual(new Map([['o.x/a', '1.0.0']]));
  });

  it('joins the ways to it: any unconditional, runtime or needed one counts', () => {
    const packages = packagesOf(
      [need('o.x/a *', { type: 'dev' }), need('o.x/b *', { condition: { os: ['linux'] } })],
      {
        'o.x/a': chosen('1.0.0', need('o.x/c *', { optional: true })),
        'o.x/b': chosen('1.0.0', need('o.x/c *', { condition: { os: ['darwin', 'linux'] } })),
        'o.x/c': chosen('1.0.0', need('o.x/d *', { condition: { os: ['win32'] } })),
        'o.x/d': chosen('1.0.0'),
      },
    );
    expect(packages.get('o.x/c')).toMatchObject({
      conditions: [],
      types: ['runtime', 'dev'],
      optional: false,
    });
    expect(packages.get('o.x/b')?.conditions).toEqual([{ os: ['linux'] }]);
    expect(packages.get('o.x/d')?.conditions).toEqual([{ os: ['win32'] }]);
  });

  it('leaves out what no platform takes', () => {
    const packages = packagesOf([need('o.x/a *', { condition: { os: ['linux'] } })], {
      'o.x/a': chosen('1.0.0', need('o.x/b *', { condition: { os: ['darwin'] } })),
      'o.x/b': chosen('1.0.0'),
    });
    expect([...packages.keys()]).toEqual(['o.x/a']);
  });
});
