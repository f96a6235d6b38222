import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCode } from '../../../../src/adapters/system/index.ts';
import type { CodePlace } from '../../../../src/adapters/system/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const SOURCE = '(function(exports,require,module){exports.answer=()=>[40,2].reduce((a,b)=>a+b);})';
const KEY = 'build-v20-linux-x64-validate';

function room(source = SOURCE): { file: string; place: CodePlace; kept: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'code.js');
  writeFileSync(file, source);
  const cache = join(folder, 'home', 'cache', 'hyper');
  mkdirSync(join(folder, 'home'));
  const place = { folder: cache, key: KEY, userId: process.getuid?.(), processId: process.pid };
  return { file, place, kept: join(cache, 'code', `${KEY}.bin`) };
}

function run(file: string, place: CodePlace): unknown {
  const code = loadCode(file, place);
  const answer = (code.exports as { answer: () => unknown }).answer();
  code.keep();
  return answer;
}

describe('compiled code', () => {
  it('is kept for the next run, for this user alone', () => {
    const { file, place, kept } = room();
    expect(run(file, place)).toBe(42);
    const { mode, mtimeMs } = statSync(kept);
    expect(mode & 0o777).toBe(0o600);
    expect(run(file, place)).toBe(42);
    expect(statSync(kept).mtimeMs).toBe(mtimeMs);
  });

  it('is what runs: it is not compiled again', () => {
    const { file, place, kept } = room();
    run(file, place);
    const bytes = readFileSync(kept);
    const at = SOURCE.length - '[40,2].reduce((a,b)=>a+b);})'.length;
    writeFileSync(file, `${SOURCE.slice(0, at)}[50,2].reduce((a,b)=>a+b);})`);
    expect(run(file, place)).toBe(42);
    expect(readFileSync(kept).equals(bytes)).toBe(true);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a bit of the first copy is turned', (bytes) => flip(bytes, 0.3)],
    ['a bit of the second copy is turned', (bytes) => flip(bytes, 0.8)],
    ['the end is missing', (bytes) => bytes.subarray(0, bytes.length - 2)],
    ['it is empty', () => Buffer.alloc(0)],
    ['it is zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['its head names another build', (bytes) => Buffer.concat([Buffer.from('x'), bytes.subarray(1)])],
  ])('is compiled anew where %s', (_what, damage) => {
    const { file, place, kept } = room();
    run(file, place);
    expect(isWhole(readFileSync(kept))).toBe(true);
    const damaged = damage(readFileSync(kept));
    expect(isWhole(damaged)).toBe(false);
    writeFileSync(kept, damaged);
    expect(run(file, place)).toBe(42);
    expect(isWhole(readFileSync(kept))).toBe(true);
  });

  it('is compiled anew where the engine refuses it', () => {
    const { file, place, kept } = room(SOURCE.replace('40', '41'));
    mkdirSync(join(kept, '..'), { recursive: true });
    const foreign = Buffer.concat([Buffer.from(`${KEY}\n`), Buffer.alloc(64, 1), Buffer.alloc(64, 1)]);
    writeFileSync(kept, foreign, { mode: 0o600 });
    expect(run(file, place)).toBe(43);
    expect(readFileSync(kept).length).toBeGreaterThan(foreign.length);
  });

  it('is not believed where others may write it', () => {
    const { file, place, kept } = room();
    run(file, place);
    chmodSync(kept, 0o666);
    run(file, place);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
  });

  it('is neither believed nor kept in a folder that others may write to', () => {
    const { file, place, kept } = room();
    run(file, place);
    const bytes = readFileSync(kept);
    chmodSync(dirname(kept), 0o777);
    const other = SOURCE.replace('[40,', '[50,');
    writeFileSync(file, other);
    expect(run(file, place)).toBe(52);
    expect(readFileSync(kept).equals(bytes)).toBe(true);
    expect(readdirSync(dirname(kept))).toHaveLength(1);
  });

  it('is neither believed nor kept in a folder that a link leads to', () => {
    const { file, place, kept } = room();
    run(file, place);
    const elsewhere = join(temporaryFolder(), 'elsewhere');
    renameSync(dirname(kept), elsewhere);
    symlinkSync(elsewhere, dirname(kept));
    writeFileSync(file, SOURCE.replace('[40,', '[50,'));
    expect(run(file, place)).toBe(52);
    expect(readdirSync(elsewhere)).toHaveLength(1);
  });

  it('is neither believed nor kept in a folder of another user', () => {
    const { file, place, kept } = room();
    run(file, place);
    const bytes = readFileSync(kept);
    writeFileSync(file, SOURCE.replace('[40,', '[50,'));
    expect(run(file, { ...place, userId: (place.userId ?? 0) + 1 })).toBe(52);
    expect(readFileSync(kept).equals(bytes)).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)('is not believed where its file is of another user', () => {
    const { file, place, kept } = room();
    run(file, place);
    chownSync(kept, 1, 1);
    writeFileSync(file, SOURCE.replace('[40,', '[50,'));
    expect(run(file, place)).toBe(52);
    expect(statSync(kept).uid).toBe(0);
  });

  it('is kept nowhere without a folder, nor below a home that does not exist', () => {
    const { file, place } = room();
    expect(run(file, { ...place, folder: undefined })).toBe(42);
    const folder = join(temporaryFolder(), 'nowhere', '.cache', 'hyper');
    expect(run(file, { ...place, folder })).toBe(42);
    expect(existsSync(join(folder, '..', '..'))).toBe(false);
  });

  it('is kept of few commands and builds, the newest', () => {
    const { file, place, kept } = room();
    for (let number = 0; number < 134; number += 1) run(file, { ...place, key: `build-${number}` });
    const names = readdirSync(join(kept, '..'));
    expect(names).toHaveLength(128);
    expect(names).toContain('build-133.bin');
  });
});

/** Whether one code stands twice behind the head. How long it is, the engine says, and not always the same. */
function isWhole(bytes: Buffer): boolean {
  const code = bytes.subarray(KEY.length + 1);
  const half = code.length / 2;
  return (
    bytes.toString('latin1').startsWith(`${KEY}\n`) &&
    half > 0 &&
    Number.isInteger(half) &&
    code.subarray(0, half).equals(code.subarray(half)) &&
    code.some((byte) => byte !== 0)
  );
}

function flip(bytes: Buffer, where: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(copy.length * where);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}
