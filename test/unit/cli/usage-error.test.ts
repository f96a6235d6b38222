import { describe, expect, it } from 'vitest';
import { HyperError } from '../../../src/core/index.ts';
import { GLOBAL_FLAGS } from '../../../src/cli/global-value-flags.ts';
import { toUsageError, unknownCommand, unknownGlobalFlag } from '../../../src/cli/usage-error.ts';

const NOTHING = { flagNames: [], examples: [] };

/** An error as the parser of flags throws it. */
function parserSays(message: string): Error {
  return Object.assign(new Error(message), { oclif: {} });
}

describe('what a flag does not take', () => {
  it.each([
    [
      'Parsing --expires \n\tExpected an integer greater than or equal to 1 but received: 0\nSee more help with --help',
      '--expires: expected a whole number of at least 1, got "0"',
    ],
    [
      'Parsing --port \n\tExpected an integer less than or equal to 65535 but received: 99999\nSee more help with --help',
      '--port: expected a whole number of at most 65535, got "99999"',
    ],
    [
      'Parsing --limit \n\tExpected an integer but received: x\nSee more help with --help',
      '--limit: expected a whole number, got "x"',
    ],
    ['Flag --root expects a value\nSee more help with --help', '--root: expected a value, got nothing'],
    [
      'Flag --as expects one of these values: edges, dot\nSee more help with --help',
      '--as: expected edges or dot, got nothing',
    ],
    ['Flag --at can only be specified once\nSee more help with --help', '--at is given twice'],
    [
      'Expected --as=svg to be one of: edges, dot, mermaid\nSee more help with --help',
      '--as: expected edges, dot or mermaid, got "svg"',
    ],
    [
      'The following error occurred:\n  --dry-run=true cannot also be provided when using --commit\nSee more help',
      '--commit and --dry-run do not go together',
    ],
    [
      'The following error occurred:\n  All of the following must be provided when using --remote: --pr\nSee more help',
      '--remote needs --pr',
    ],
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

  it.each([
    ['Expected --output=jsn to be one of: table, json', 'did you mean: --output json', '_FLAG_VALUE'],
    ['Expected fsh to be one of: bash, fish, zsh', 'did you mean: fish', '_ARGUMENT_VALUE'],
  ])('is told with what was probably meant: %j', (said, hint, code) => {
    const error = toUsageError(parserSays(said), 'completion', NOTHING);
    expect([error?.hint, error?.code]).toEqual([hint, `HYPER_USAGE${code}`]);
  });

  it('leaves other errors alone', () => {
    expect(toUsageError(new HyperError('HYPER_INTERNAL', 'no'), 'verify', NOTHING)).toBeUndefined();
    expect(toUsageError(new Error('no'), 'verify', NOTHING)).toBeUndefined();
  });
});

describe('a command that there is not', () => {
  const IDS = ['lint', 'deps list', 'registry list', 'registry publish', 'version yank', 'registry'];
  it.each([
    ['list', undefined, 'did you mean: hyper registry list'],
    ['yank', undefined, 'did you mean: hyper version yank'],
    ['lnt', undefined, 'did you mean: hyper lint'],
    ['registry lint', 'registry', 'did you mean: hyper lint'],
    ['registry registry', 'registry', 'list the commands with: hyper registry --help'],
    ['registry lst', 'registry', 'did you mean: hyper registry list'],
    ['registry foo', 'registry', 'list the commands with: hyper registry --help'],
    ['foo', undefined, 'list the commands with: hyper --help'],
  ])('is told with what helps: %s', (subject, topic, hint) => {
    expect(unknownCommand(subject, IDS, topic).hint).toBe(hint);
  });

  it('is told of a flag where no command is named', () => {
    const error = unknownGlobalFlag('--quite=1', GLOBAL_FLAGS);
    expect([error.message, error.hint]).toEqual(['no flag "--quite" of "hyper"', 'did you mean: --quiet']);
    expect(unknownGlobalFlag('-v', GLOBAL_FLAGS).hint).toContain('hyper --help');
  });
});
