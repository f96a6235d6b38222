import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileCache } from '../../../../src/adapters/registry/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

describe('a result that is kept', () => {
  const folder = temporaryFolder();
  const cache = new FileCache(folder, process.getuid?.());
  const path = join(folder, 'key');

  it('comes back to the byte', () => {
    cache.write('key', 'tëxt');
    expect(cache.read('key')).toBe('tëxt');
    cache.writeBytes('key', Buffer.alloc(0));
    expect(cache.readBytes('key')).toHaveLength(0);
    expect(cache.read('other')).toBeUndefined();
  });

  it('is not believed where any bit of it has changed, or a part is missing', () => {
    cache.write('key', 'text');
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
      writeFileSync(path, changed);
      expect(cache.readBytes('key')).toBeUndefined();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(cache.readBytes('key')).toBeUndefined();
    }
    writeFileSync(path, bytes);
    expect(cache.read('key')).toBe('text');
  });
});

describe('pieces that are kept together', () => {
  const folder = temporaryFolder();
  const cache = new FileCache(folder, process.getuid?.());
  const path = join(folder, 'key');
  const pieces = new Map([
    ['b/two', Buffer.from('two')],
    ['a', Buffer.from('one')],
    ['none', Buffer.alloc(0)],
  ]);
  const names = ['a', 'b/two', 'none'];

  it('come back one by one, and are not taken for those whose names they begin', () => {
    cache.writePieces('key', pieces);
    const kept = cache.openPieces('key');
    expect(kept?.names).toEqual(names);
    for (const [name, bytes] of pieces) expect(kept?.read(name)).toEqual(bytes);
    expect([kept?.read('b'), kept?.read('two'), kept?.read('')]).toEqual([undefined, undefined, undefined]);
    expect(kept?.isDamaged).toBe(false);
    expect(cache.openPieces('other')).toBeUndefined();
    cache.writePieces('empty', new Map());
    expect(cache.openPieces('empty')?.names).toEqual([]);
  });

  it('are not believed where any bit of them has changed, or a part is missing', () => {
    cache.writePieces('key', pieces);
    const bytes = readFileSync(path);
    const isFound = (): boolean => {
      const kept = cache.openPieces('key');
      const read = names.map((name) => kept?.read(name));
      const isWhole = read.every(
        (one, at) =>
          one !== undefined && Buffer.from(one).equals(pieces.get(names[at] ?? '') ?? Buffer.of(1)),
      );
      expect(isWhole).toBe(kept?.isDamaged === false);
      return isWhole;
    };
    expect(isFound()).toBe(true);
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
      writeFileSync(path, changed);
      expect(isFound()).toBe(false);
    }
    for (let length = 0; length < bytes.length; length += 1) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(isFound()).toBe(false);
    }
  });
});
