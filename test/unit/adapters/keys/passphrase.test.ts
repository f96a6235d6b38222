import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPassphraseSource } from '../../../../src/adapters/keys/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const interrupt = (): void => undefined;

async function fromDescriptor(content: string | Uint8Array, ask: 'ask' | 'askNew' = 'ask'): Promise<string> {
  const path = join(temporaryFolder(), 'passphrase');
  writeFileSync(path, content);
  const descriptor = openSync(path, 'r');
  try {
    const source = createPassphraseSource({
      descriptor,
      interrupt,
      environment: { HYPER_PASSPHRASE: 'not this one' },
    });
    return Buffer.from(await source[ask]('"a"')).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

describe('a passphrase', () => {
  it.each([
    ['one line', 'correct horse\n', 'correct horse'],
    ['one line of Windows', 'correct horse\r\nmore\r\n', 'correct horse'],
    ['no newline', 'correct horse', 'correct horse'],
    ['blanks and Unicode', '  grüße 😀 \n', '  grüße 😀 '],
  ])('is the first line of the descriptor, before the environment: %s', async (_what, content, expected) => {
    expect(await fromDescriptor(content)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['an empty line', '\nmore'],
    ['5 KiB', 'a'.repeat(5000)],
  ])('is refused where the descriptor holds %s', async (_what, content) => {
    await expect(fromDescriptor(content)).rejects.toMatchObject({ code: 'HYPER_PASSPHRASE_MISSING' });
  });

  it('leaves the descriptor open where it holds too much', async () => {
    const path = join(temporaryFolder(), 'long');
    writeFileSync(path, 'a'.repeat(200_000));
    const descriptor = openSync(path, 'r');
    const source = createPassphraseSource({ descriptor, interrupt, environment: {} });
    await expect(source.ask('"a"')).rejects.toMatchObject({ code: 'HYPER_PASSPHRASE_MISSING' });
    await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fstatSync(descriptor).size).toBe(200_000);
    closeSync(descriptor);
  });

  it('is there with the end of its line, whoever holds the other end open (K09)', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const descriptor = openSync(path, 'r+');
    writeFileSync(descriptor, 'correct horse\n');
    const source = createPassphraseSource({ descriptor, interrupt, environment: {} });
    expect(Buffer.from(await source.ask('"a"')).toString()).toBe('correct horse');
    closeSync(descriptor);
  });

  it('is refused where the descriptor is not open', async () => {
    const source = createPassphraseSource({ descriptor: 987, interrupt, environment: {} });
    await expect(source.ask('"a"')).rejects.toMatchObject({ code: 'HYPER_PASSPHRASE_MISSING' });
  });

  it('comes from the environment where there is no descriptor, a fresh copy each time', async () => {
    const source = createPassphraseSource({
      descriptor: undefined,
      interrupt,
      environment: { HYPER_PASSPHRASE: 'correct horse' },
    });
    const first = await source.ask('"a"');
    first.fill(0);
    expect(Buffer.from(await source.askNew('"a"')).toString()).toBe('correct horse');
  });

  it('that is new must have eight characters', async () => {
    await expect(fromDescriptor('short\n', 'askNew')).rejects.toMatchObject({
      code: 'HYPER_PASSPHRASE_WEAK',
    });
    expect(await fromDescriptor('short\n', 'ask')).toBe('short');
  });

  it('is not asked for after a signal', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    const source = createPassphraseSource({ descriptor: undefined, interrupt, environment: {}, signal });
    await expect(source.ask('"a"')).rejects.toThrow('stopped');
  });
});
