import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
    const whole = readFileSync(kept);
    writeFileSync(kept, damage(whole));
    expect(run(file, place)).toBe(42);
    expect(readFileSync(kept).length).toBe(whole.length);
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

  it('is not believed where it is of another user', () => {
    const { file, place, kept } = room();
    run(file, place);
    const { mtimeMs } = statSync(kept);
    utimesSync(kept, new Date(0), new Date(0));
    run(file, { ...place, userId: (place.userId ?? 0) + 1 });
    expect(statSync(kept).mtimeMs).toBeGreaterThanOrEqual(mtimeMs);
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
    for (let number = 0; number < 70; number += 1) run(file, { ...place, key: `build-${number}` });
    const names = readdirSync(join(kept, '..'));
    expect(names).toHaveLength(64);
    expect(names).toContain('build-69.bin');
  });
});

function flip(bytes: Buffer, where: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(copy.length * where);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}
