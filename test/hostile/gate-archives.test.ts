import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { archiveFault } from '../../src/adapters/archive/index.ts';
import { packTar } from '../../src/adapters/content/tar-writer.ts';
import { digestHex } from '../../src/core/index.ts';
import { createChangeRepository } from '../build/change-repository.ts';
import { releasePath, releaseText } from '../build/manifests.ts';
import { runCi } from '../build/run-ci.ts';
import { blobPath } from '../build/signed-registry.ts';

type Entry = readonly [path: string, text: string, type?: string];

/** A tar with these entries, whatever they say. */
function tar(...entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(([path, text, type = 'File']) => {
    const body = Buffer.from(text);
    const link = type.endsWith('Link') ? { linkpath: '/etc/passwd' } : {};
    const facts = { path, type, size: body.length, mode: 0o644, mtime: new Date(0), ...link };
    const header = new Header(facts as never);
    header.encode();
    return [header.block ?? Buffer.alloc(0), body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

const text = Buffer.from('x');
const LINK = { attrs: (0o120777 * 0x10000) >>> 0, os: 3 } as const;
const plainZip = Buffer.from(zipSync({ 'a.txt': text, 'b/c.txt': text }));

/** A zip whose entry says another name than its directory. */
function disguised(): Buffer {
  const bytes = Buffer.from(plainZip);
  bytes.write('z.txt', bytes.indexOf('a.txt'));
  return bytes;
}

const SOUND: readonly (readonly [what: string, bytes: Uint8Array])[] = [
  ['a tar as hyper packs it', packTar([{ path: 'a/b', bytes: text, isExecutable: true }])],
  [
    'a tar of a folder',
    tar(['./', '', 'Directory'], ['./a', 'x'], ['./b/', '', 'Directory'], ['./b/c', 'x']),
  ],
  ['a gzipped tar', gzipSync(tar(['a', 'x']))],
  ['a zip', plainZip],
  ['a gzipped text', gzipSync(Buffer.from('{"a":1}'))],
  ['a text', Buffer.from('PK, a text')],
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(4096)],
];

const UNSAFE: readonly (readonly [what: string, bytes: Uint8Array, row: string])[] = [
  ['a path that leads out of a tar', tar(['../x', 'x']), 'F04'],
  ['a path that leads out of a gzipped tar', gzipSync(tar(['a/../../x', 'x'])), 'F04'],
  ['an absolute path', tar(['/etc/x', 'x']), 'F04'],
  ['a symbolic link', tar(['x', '', 'SymbolicLink']), 'F04'],
  ['a hard link', tar(['a', 'x'], ['x', '', 'Link']), 'F04'],
  ['a device', tar(['x', '', 'CharacterDevice']), 'F04'],
  ['one path twice', tar(['x', '1'], ['./x', '2']), 'F04'],
  ['a tar that ends too early', tar(['x', 'x'.repeat(2000)]).subarray(0, 1024), 'F04'],
  ['a path that leads out of a zip', zipSync({ '../x': text }), 'F04'],
  ['an absolute path in a zip', zipSync({ '/etc/x': text }), 'F04'],
  ['a link in a zip', zipSync({ x: [Buffer.from('/etc/passwd'), LINK] }), 'F04'],
  ['an entry that is disguised', disguised(), 'F04'],
  ['a zip that ends too early', plainZip.subarray(0, plainZip.length - 4), 'F04'],
  ['a zip with something behind its end', Buffer.concat([plainZip, text]), 'F04'],
  ['names that meet on some disk in a zip', zipSync({ x: text, X: text }), 'F06'],
  ['names that meet on some disk in a tar', tar(['x', '1'], ['X', '2']), 'F06'],
  ['a device name of Windows', tar(['aux', 'x']), 'F06'],
  [
    'a bomb',
    gzipSync(Buffer.concat([tar(['x', 'x']).subarray(0, 1024), Buffer.alloc(300 * 1024 * 1024)])),
    'F05',
  ],
  ['a bomb in a zip', zipSync({ x: Buffer.alloc(100 * 1024 * 1024) }), 'F05'],
  [
    'a bomb in a zip, in two halves',
    zipSync({ x: Buffer.alloc(50 * 1024 * 1024), y: Buffer.alloc(50 * 1024 * 1024) }),
    'F05',
  ],
  [
    'too many entries in a zip',
    zipSync(
      Object.fromEntries(
        Array.from({ length: 20_001 }, (_each, at) => [`f${String(at)}`, new Uint8Array()] as const),
      ),
      { level: 0 },
    ),
    'F05',
  ],
  [
    'too many entries',
    tar(...Array.from({ length: 20_001 }, (_each, at): Entry => [`f${String(at)}`, ''])),
    'F05',
  ],
];

describe('archives as content', () => {
  it.each(SOUND)('may be %s', (_what, bytes) => {
    expect(archiveFault(bytes)).toBeUndefined();
  });

  it.each(UNSAFE.map(([what, bytes, row]) => ({ what, bytes, row })))(
    'may not hold $what ($row)',
    ({ bytes }) => {
      expect(archiveFault(bytes)).toMatch(/^(?:the archive|cannot read the archive)/u);
    },
  );

  it('are looked into by the gate, which names the file (F04)', async () => {
    const repository = createChangeRepository();
    const judge = async (content: string) => {
      const digest = digestHex(content);
      const field = `content:\n  digests:\n    sha256: "${digest}"\n  size: ${String(content.length)}\n  mediaType: application/x-tar\n  path: ${blobPath(content)}\n`;
      const head = repository.change({
        [releasePath('org.acme/parser', '1.2.0')]: releaseText('org.acme/parser', '1.2.0', field),
        [blobPath(content)]: content,
      });
      const { diagnostics } = await runCi(repository.folder, { base: repository.base, head });
      return diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => [code, path]);
    };
    const [safe, unsafe] = [tar(['x', 'x']), tar(['../x', 'x'])].map((bytes) => bytes.toString('latin1'));
    expect(await judge(safe ?? '')).toEqual([]);
    expect(await judge(unsafe ?? '')).toEqual([['HYPER_CONTENT_ARCHIVE', blobPath(unsafe ?? '')]]);
  });
});
