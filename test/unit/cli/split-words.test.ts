import { expect, test } from 'vitest';
import { GLOBAL_FLAGS } from '../../../src/cli/global-value-flags.ts';
import { splitWords } from '../../../src/cli/split-words.ts';

const IDS = new Set(['validate', 'registry get', 'registry list']);
const TOPICS = new Set(['registry']);

test.each<[string, object]>([
  ['validate a --quiet', { kind: 'command', id: 'validate', words: ['a', '--quiet'] }],
  ['registry get x', { kind: 'command', id: 'registry get', words: ['x'] }],
  [
    '--output json registry list --at v1',
    { kind: 'command', id: 'registry list', words: ['--output', 'json', '--at', 'v1'] },
  ],
  ['--quiet validate', { kind: 'command', id: 'validate', words: ['--quiet'] }],
  ['--output=json validate', { kind: 'command', id: 'validate', words: ['--output=json'] }],
  ['validate -- --help', { kind: 'command', id: 'validate', words: ['--', '--help'] }],
  ['validate -', { kind: 'command', id: 'validate', words: ['-'] }],
  ['validate --help', { kind: 'help', subject: 'validate' }],
  ['registry get x -h', { kind: 'help', subject: 'registry get' }],
  ['help registry get', { kind: 'help', subject: 'registry get' }],
  ['help registry', { kind: 'help', subject: 'registry' }],
  ['help', { kind: 'help', subject: '' }],
  ['registry', { kind: 'help', subject: 'registry' }],
  ['--quiet', { kind: 'help', subject: '' }],
  ['--quiet --version', { kind: 'version' }],
  ['registry help', { kind: 'help', subject: 'registry' }],
  ['registry --help', { kind: 'help', subject: 'registry' }],
  ['-h', { kind: 'help', subject: '' }],
  ['registry gte x', { kind: 'unknown', subject: 'registry gte', topic: 'registry' }],
  ['help registry gte', { kind: 'unknown', subject: 'registry gte', topic: 'registry' }],
  ['valdate x', { kind: 'unknown', subject: 'valdate' }],
  ['help nothing', { kind: 'unknown', subject: 'nothing' }],
  ['--quite', { kind: 'unknown-flag', flag: '--quite' }],
  ['-v', { kind: 'unknown-flag', flag: '-v' }],
])('reads "%s"', (line, expected) => {
  expect(splitWords(line.split(' '), IDS, TOPICS, GLOBAL_FLAGS)).toEqual(expected);
});

test('reads no words as a wish for help', () => {
  expect(splitWords([], IDS, TOPICS, GLOBAL_FLAGS)).toEqual({ kind: 'help', subject: '' });
});
