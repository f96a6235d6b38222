import { describe, expect, it } from 'vitest';
import { HyperError } from '../../../src/core/index.ts';
import { toUsageError } from '../../../src/cli/usage-error.ts';

const NOTHING = { flagNames: [], examples: [] };

/** An error as the parser of flags throws it. */
function parserSays(message: string): Error {
  return Object.assign(new Error(message), { oclif: {} });
}

describe('what a flag does not take', () => {
  it.each([
    [
      'Parsing --expires \n\tExpected an integer greater than or equal to 1 but received: 0\nSee more help with --help',
      '--expires: expected an integer greater than or equal to 1 but received: 0',
    ],
    ['Flag --root expects a value\nSee more help with --help', 'flag --root expects a value'],
    ['The following error occurred:\n  Missing required flag key\nSee more help', 'missing flag --key'],
  ])('is told with what it takes: %j', (said, told) => {
    const error = toUsageError(parserSays(said), 'trust rotate', NOTHING);
    expect(error?.message).toBe(told);
    expect(error?.code).toMatch(/^HYPER_USAGE_FLAG_/u);
    expect(error?.hint).toBe('see: hyper trust rotate --help');
  });

  it('is told without the frame of the parser where a flag of ours tells it', () => {
    const said = new HyperError(
      'HYPER_USAGE_FLAG_VALUE',
      'Parsing --since \n\tExpected a time\nSee more help',
      {
        hint: 'write one',
      },
    );
    const error = toUsageError(said, 'audit', NOTHING);
    expect([error?.message, error?.hint]).toEqual(['--since: expected a time', 'write one']);
  });

  it('leaves other errors alone', () => {
    expect(toUsageError(new HyperError('HYPER_INTERNAL', 'no'), 'verify', NOTHING)).toBeUndefined();
    expect(toUsageError(new Error('no'), 'verify', NOTHING)).toBeUndefined();
  });
});
