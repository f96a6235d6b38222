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
