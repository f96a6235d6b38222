import { gzipSync } from 'node:zlib';
import { Header, Pax } from 'tar';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../../src/adapters/archive/index.ts';
import { packTar } from '../../../../src/adapters/content/tar-writer.ts';
import { HyperError } from '../../../../src/core/index.ts';

const LIMITS = { maxEntries: 10, maxBytes: 1000 };
const END = Buffer.alloc(1024);

interface Made {
  readonly path: string;
  readonly type?: string;
  readonly text?: string;
  readonly size?: number;
  readonly linkpath?: string;
}

/** An entry as it stands in a tar, whatever it says. */
function entry({ path, type = 'File', text = '', size, linkpath }: Made): Buffer {
  const body = Buffer.from(text);
  const facts = { path, type, size: size ?? body.length, mode: 0o644, mtime: new Date(0), linkpath };
  const header = new Header(facts as never);
  const needsPax = header.encode();
  const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
  const pax = needsPax ? [new Pax({ path, size: facts.size }).encode()] : [];
  return Buffer.concat([...pax, header.block ?? Buffer.alloc(0), body, padding]);
}

function tar(...made: readonly Made[]): Buffer {
  return Buffer.concat([...made.map(entry), END]);
}

function codeOf(bytes: Uint8Array, limits = LIMITS): string {
  try {
    readArchive(bytes, limits);
  } catch (error) {
    if (error instanceof HyperError) return error.code;
    throw error;
  }
  return 'read';
}

describe('reading an archive', () => {
  it('gives the plain files of a tar, gzipped or not, as they were packed', () => {
    const long = `${'folder/'.repeat(20)}file`;
    const files = [
      { path: 'a.txt', bytes: Buffer.from('one'), isExecutable: false },
      { path: 'b/run', bytes: Buffer.from([0, 255]), isExecutable: true },
      { path: long, bytes: Buffer.alloc(0), isExecutable: false },
    ];
    const packed = packTar(files);
    expect(readArchive(packed, LIMITS)).toEqual(files);
    expect(readArchive(gzipSync(packed), LIMITS)).toEqual(files);
    const folders = tar({ path: 'x/', type: 'Directory' }, { path: 'x/y', text: 'z' });
    expect(readArchive(folders, LIMITS).map(({ path }) => path)).toEqual(['x/y']);
  });

  it.each<[string, readonly Made[]]>([
    ['a path that leads out', [{ path: '../x', text: 'x' }]],
    ['a path that leads out from within', [{ path: 'a/../../x', text: 'x' }]],
    ['an absolute path', [{ path: '/etc/x', text: 'x' }]],
    ['a drive', [{ path: 'C:/x', text: 'x' }]],
    ['a backslash', [{ path: 'a\\..\\x', text: 'x' }]],
    ['a folder that leads out', [{ path: '../x/', type: 'Directory' }]],
    ['a symbolic link', [{ path: 'x', type: 'SymbolicLink', linkpath: '/etc' }]],
    [
      'a hard link',
      [
        { path: 'a', text: 'x' },
        { path: 'x', type: 'Link', linkpath: 'a' },
      ],
    ],
    ['a device', [{ path: 'x', type: 'CharacterDevice' }]],
    ['a pipe', [{ path: 'x', type: 'FIFO' }]],
    ['a sparse file', [{ path: 'x', type: 'SparseFile' }]],
    ['the name of a tape', [{ path: 'x', type: 'TapeVolumeHeader' }]],
    [
      'one path twice',
      [
        { path: 'x', text: '1' },
        { path: 'x', text: '2' },
      ],
    ],
    [
      'a file in the place of a folder',
      [
        { path: 'x', text: '1' },
        { path: 'x/y', text: '2' },
      ],
    ],
    [
      'a folder in the place of a file',
      [
        { path: 'x/y', text: '1' },
        { path: 'x', text: '2' },
      ],
    ],
  ])('refuses %s (F04)', (_what, made) => {
    expect(codeOf(tar(...made))).toBe('HYPER_ARCHIVE_UNSAFE');
  });

  it.each([
    ['x', 'X'],
    ['caf\u00e9', 'cafe\u0301'],
  ])('refuses names that meet on some disk: %s and %s (F06)', (one, other) => {
    expect(codeOf(tar({ path: one, text: '1' }, { path: other, text: '2' }))).toBe('HYPER_ARCHIVE_UNSAFE');
  });

  it('refuses a name that Windows keeps for itself (F06)', () => {
    expect(codeOf(tar({ path: 'aux', text: 'x' }))).toBe('HYPER_ARCHIVE_UNSAFE');
  });

  it('refuses more bytes or entries than the limits, however small the file is (F05)', () => {
    expect(codeOf(tar({ path: 'x', text: 'x'.repeat(1001) }))).toBe('HYPER_ARCHIVE_LIMIT');
    const halves = ['x', 'y'].map((path) => ({ path, text: 'x'.repeat(501) }));
    expect(codeOf(tar(...halves))).toBe('HYPER_ARCHIVE_LIMIT');
    const folders = Array.from({ length: 11 }, (_, number) => ({ path: `f${number}/`, type: 'Directory' }));
    expect(codeOf(tar(...folders))).toBe('HYPER_ARCHIVE_LIMIT');
    const many = Array.from({ length: 11 }, (_, number) => ({ path: `f${number}`, text: '' }));
    expect(codeOf(tar(...many))).toBe('HYPER_ARCHIVE_LIMIT');
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(codeOf(bomb)).toBe('HYPER_ARCHIVE_LIMIT');
  });

  it('refuses a size that lies (F04)', () => {
    expect(codeOf(tar({ path: 'x', text: 'short', size: 1_000_000 }))).toBe('HYPER_ARCHIVE_LIMIT');
    expect(codeOf(entry({ path: 'x', text: 'short', size: 900 }))).toBe('HYPER_ARCHIVE_UNREADABLE');
  });

  it('refuses what is no tar, and one that ends too early', () => {
    expect(codeOf(Buffer.from('this is no archive, and long enough to be one\n'.repeat(40)))).toBe(
      'HYPER_ARCHIVE_UNREADABLE',
    );
    expect(codeOf(Buffer.from([0x1f, 0x8b, 8, 0, 1]))).toBe('HYPER_ARCHIVE_UNREADABLE');
    const whole = packTar([{ path: 'x', bytes: Buffer.alloc(900), isExecutable: false }]);
    expect(codeOf(whole.subarray(0, 700))).toBe('HYPER_ARCHIVE_UNREADABLE');
  });
});
