import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../../src/adapters/files/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

async function linesIn(bytes: Uint8Array, maxUnits = 100): Promise<string[]> {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, bytes);
  const lines: string[] = [];
  for await (const line of readLines(path, maxUnits)) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\n\nb', ['a', '', 'b']],
    ['', []],
    ['é€😀', ['é€😀']],
  ])('reads %j, plain or gzipped', async (text, lines) => {
    expect(await linesIn(Buffer.from(text))).toEqual(lines);
    expect(await linesIn(gzipSync(text))).toEqual(lines);
  });

  it('cuts a line of 300 MB that unzips from little, and reads the next (F05)', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.alloc(300_000_000, 'x'), Buffer.from('\nnext\n')]), {
      level: 1,
    });
    const lines = await linesIn(bomb, 1000);
    expect(lines.map(({ length }) => length)).toEqual([1001, 4]);
  });

  it('says so for a file that is not there, a folder and a damaged archive', async () => {
    const read = async (path: string): Promise<unknown> => readLines(path, 10).next();
    const told = (message: string): object => ({
      code: 'HYPER_FILE_UNREADABLE',
      message: expect.stringContaining(message) as string,
    });
    await expect(read(join(temporaryFolder(), 'nothing'))).rejects.toMatchObject(told('": it is not there'));
    await expect(read(temporaryFolder())).rejects.toMatchObject(told('": it is a folder'));
    await expect(read('https://charts.example.com/index.yaml')).rejects.toMatchObject({
      ...told('expected a file, got an address'),
      hint: 'fetch it first: curl -fsSL -o FILE https://charts.example.com/index.yaml',
    });
    await expect(linesIn(gzipSync('hello\n'.repeat(1000)).subarray(0, 30))).rejects.toMatchObject({
      code: 'HYPER_FILE_UNREADABLE',
    });
  });
});
