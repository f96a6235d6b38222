import { describe, expect, it } from 'vitest';
import { diffLockfiles, formatLockChange, makeLockfile } from '../../../src/lockfile/index.ts';
import { altered, chosen, input, need, smallLock } from './locks.ts';

describe('two locks', () => {
  it('differ in words', () => {
    const before = makeLockfile(
      input([need('o.x/a *'), need('o.x/b *'), need('o.x/c *'), need('o.x/d *')], {
        'o.x/a': chosen('1.9.0'),
        'o.x/b': chosen('2.0.0'),
        'o.x/c': chosen('1.0.0'),
        'o.x/d': chosen('1.0.0'),
      }),
    );
    const after = makeLockfile(
      input([need('o.x/a *'), need('o.x/b *'), need('o.x/d *'), need('o.x/e *')], {
        'o.x/a': chosen('1.10.0'),
        'o.x/b': chosen('2.0.0-rc.1'),
        'o.x/d': chosen('1.0.0', need('o.x/e *')),
        'o.x/e': chosen('1.0.0'),
      }),
    );
    expect(diffLockfiles(before, after).map(formatLockChange)).toEqual([
      'o.x/a goes up from 1.9.0 to 1.10.0',
      'o.x/b goes down from 2.0.0 to 2.0.0-rc.1',
      'o.x/c 1.0.0 is gone',
      'o.x/d 1.0.0 keeps its version and changes its dependencies and manifest',
      'o.x/e 1.0.0 is new',
    ]);
  });

  it('that are alike have no difference, and a first lock is all new', () => {
    expect(diffLockfiles(smallLock(), smallLock())).toEqual([]);
    expect(diffLockfiles(undefined, smallLock()).map(({ kind }) => kind)).toEqual([
      'added',
      'added',
      'added',
    ]);
    const other = altered(smallLock(), 'org.acme/b', { source: 'https://example.org/other' });
    expect(diffLockfiles(smallLock(), other)).toMatchObject([{ kind: 'changed', fields: ['source'] }]);
  });
});
