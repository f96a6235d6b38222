import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../../../src/adapters/files/index.ts';
import { openOutput } from '../../../../src/adapters/output/index.ts';
import { FileTable } from '../../../../src/catalog/index.ts';
import { digestHex } from '../../../../src/core/index.ts';
import type { OutputFolder } from '../../../../src/operations/index.ts';
import { folderState } from '../../../build/folder-state.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { writeFiles } from '../../../build/write-files.ts';

const context = createFilesContext(process);
const MARKS = { 'digests.json': '{}\n', '.hyper-build/units.json': '{}\n' };

async function overFormer(
  files: Readonly<Record<string, string>>,
): Promise<{ out: string; output: OutputFolder }> {
  const out = join(temporaryFolder(), 'out');
  writeFiles(out, { ...MARKS, ...files });
  return { out, output: await openOutput(context, out) };
}

async function reused(output: OutputFolder, path: string, text: string): Promise<boolean> {
  const file = { path, size: Buffer.byteLength(text), sha256: digestHex(text) };
  const missing = await output.reuse(FileTable.of([file]));
  expect(missing).toEqual(missing.length === 0 ? [] : [path]);
  return missing.length === 0;
}

async function finish(output: OutputFolder, out: string): Promise<string[]> {
  for (const [path, text] of Object.entries(MARKS)) await output.write(path, Buffer.from(text));
  await output.finish(FileTable.EMPTY);
  await output.discard();
  return [...(folderState(out)?.keys() ?? [])].filter((path) => !Object.hasOwn(MARKS, path));
}

describe('a file of the former output', () => {
  it('is taken over where it has the bytes that are asked for', async () => {
    const { out, output } = await overFormer({ 'a/b': 'text', c: 'gone' });
    expect(await reused(output, 'a/b', 'text')).toBe(true);
    expect(await finish(output, out)).toEqual(['a/b']);
  });

  it('is not taken over where it was altered, is missing, or is no file', async () => {
    const { out, output } = await overFormer({ altered: 'now', kept: 'x' });
    symlinkSync('kept', join(out, 'link'));
    expect(await reused(output, 'altered', 'before')).toBe(false);
    expect(await reused(output, 'missing', 'x')).toBe(false);
    expect(await reused(output, 'link', 'x')).toBe(false);
    expect(await reused(output, '.hyper-build', 'x')).toBe(false);
    await output.write('altered', Buffer.from('before'));
    expect(await finish(output, out)).toEqual(['altered']);
  });

  it('may be dropped again and written anew', async () => {
    const { out, output } = await overFormer({ a: 'old' });
    expect(await reused(output, 'a', 'old')).toBe(true);
    await output.drop('a');
    await output.write('a', Buffer.from('new'));
    await finish(output, out);
    expect(folderState(out)?.get('a')).toBe(digestHex('new'));
  });

  it('may vanish at any time (K04)', async () => {
    const { out, output } = await overFormer({ a: 'old' });
    rmSync(out, { recursive: true });
    expect(await output.readFormer('a')).toBeUndefined();
    expect(await reused(output, 'a', 'old')).toBe(false);
    expect(await finish(output, out)).toEqual([]);
  });
});

it('is not replaced by what became foreign meanwhile', async () => {
  const { out, output } = await overFormer({});
  rmSync(out, { recursive: true });
  writeFiles(out, { 'thesis.txt': 'x' });
  await expect(finish(output, out)).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
  writeFileSync(join(out, 'more'), 'y');
  await output.discard();
  expect([...(folderState(out)?.keys() ?? [])]).toEqual(['more', 'thesis.txt']);
});
