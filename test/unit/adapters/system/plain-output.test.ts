import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PlainOutput, isPlainOutput } from '../../../../src/adapters/system/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

function pipe(): string {
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

function opened<Result>(path: string, flags: string | number, use: (descriptor: number) => Result): Result {
  const descriptor = openSync(path, flags);
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

test.each([
  ['a file', () => join(temporaryFolder(), 'file'), true],
  ['the null device', () => '/dev/null', true],
  ['another device', () => '/dev/zero', false],
])('%s is plain or not', (_what, path, expected) => {
  expect(opened(path(), 'w', isPlainOutput)).toBe(expected);
});

test('a pipe is plain, and a descriptor that is not open is not', () => {
  expect(opened(pipe(), constants.O_RDWR, isPlainOutput)).toBe(true);
  expect(isPlainOutput(9999)).toBe(false);
});

test('writes texts one behind the other', () => {
  const path = join(temporaryFolder(), 'file');
  opened(path, 'w', (descriptor) => {
    const output = new PlainOutput(descriptor);
    expect(output.write('größer\n')).toHaveLength(0);
    expect(output.write('and more\n')).toHaveLength(0);
  });
  expect(readFileSync(path, 'utf8')).toBe('größer\nand more\n');
});

test('leaves to a stream what a reader must make room for, and all that comes after it', () => {
  const path = join(temporaryFolder(), 'file');
  opened(path, 'w', (descriptor) => {
    const output = new PlainOutput(descriptor);
    const large = 'x'.repeat(40_000);
    expect(output.write('first\n')).toHaveLength(0);
    expect(Buffer.from(output.write(large)).toString('latin1')).toBe(large);
    expect(Buffer.from(output.write('last\n')).toString('latin1')).toBe('last\n');
  });
  expect(readFileSync(path, 'utf8')).toBe('first\n');
});

test('gives back what a full pipe does not take', () => {
  opened(pipe(), constants.O_RDWR | constants.O_NONBLOCK, (descriptor) => {
    const rests = [1, 2, 3].map(() => new PlainOutput(descriptor).write('x'.repeat(30_000)).length);
    expect(rests[0]).toBe(0);
    expect(rests[2]).toBeGreaterThan(0);
  });
});
