import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../../../src/adapters/files/index.ts';
import type { FilesContext } from '../../../../src/adapters/files/index.ts';
import { openOutput } from '../../../../src/adapters/output/index.ts';
import { readRecord } from '../../../../src/adapters/output/tree-record.ts';
import { FileTable } from '../../../../src/catalog/index.ts';
import { digestHex } from '../../../../src/core/index.ts';
import type { OutputWork } from '../../../../src/operations/index.ts';
import { folderState } from '../../../build/folder-state.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { faultingFileSystem, systemError } from '../files/faulting-file-system.ts';

type Files = Readonly<Record<string, string>>;

const USER = process.getuid?.();
const MARKS = { 'digests.json': '{}\n', '.hyper-build/units.json': '{}\n' };

function tableOf(files: readonly (readonly [string, string])[]): FileTable {
  return FileTable.of(
    files.map(([path, text]) => ({ path, size: Buffer.byteLength(text), sha256: digestHex(text) })),
  );
}

class Place {
  readonly room = temporaryFolder();
  readonly out = join(this.room, 'out');
  readonly folder = join(this.room, 'cache/outputs');
  readonly minFiles = 1;
  readonly userId = USER;
  #before = new Map<string, string>();

  /** Builds just these files, as a build does: what was so before is taken over, the rest is written. */
  async build(files: Files, context: FilesContext = createFilesContext(process)): Promise<OutputWork> {
    const all = Object.entries({ ...files, ...MARKS });
    const output = await openOutput(context, this.out, this);
    try {
      const same = all.filter(([path, text]) => this.#before.get(path) === text);
      const missing = new Set(await output.reuse(tableOf(same)));
      for (const [path, text] of all)
        if (this.#before.get(path) !== text || missing.has(path)) await output.write(path, Buffer.from(text));
      await output.finish(tableOf(all));
      this.#before = new Map(all);
    } finally {
      await output.discard();
    }
    return output.work;
  }

  expectHolds(files: Files): void {
    const expected = Object.entries({ ...files, ...MARKS }).map(([path, text]) => [path, digestHex(text)]);
    expect(Object.fromEntries(folderState(this.out) ?? [])).toEqual(Object.fromEntries(expected));
    expect(readdirSync(this.room).filter((name) => name.startsWith('.'))).toEqual([]);
  }

  /** The tree that the next build begins with. */
  get kept(): string {
    return join(this.folder, digestHex(this.out).slice(0, 32), 'former');
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

const MANY = Object.fromEntries(
  Array.from({ length: 40 }, (_, number) => [`a/${String(number % 7)}/${String(number)}`, String(number)]),
);

/** Builds twice and waits until the stamps of both are older than the clock of the disk. */
async function warm(place: Place, files: Files): Promise<void> {
  for (let built = 0; built < 4; built += 1) {
    await place.build(files);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

describe('an output that is kept', () => {
  it('is brought up to date by what changed alone', async () => {
    const place = new Place();
    await warm(place, MANY);
    expect(await place.build(MANY)).toEqual({ written: 0, linked: 0, digested: 0 });
    const rest = Object.fromEntries(Object.entries(MANY).filter(([path]) => path !== 'a/3/3'));
    const next = { ...rest, 'a/1/1': 'changed', 'b/new': 'new' };
    expect(await place.build(next)).toEqual({ written: 2, linked: 0, digested: 0 });
    place.expectHolds(next);
    // The tree that is now kept is of the build before: it gets what changed since, and no more.
    const again = await place.build(next);
    expect(again).toMatchObject({ written: 0, linked: 2 });
    expect(again.digested).toBeLessThanOrEqual(4);
    place.expectHolds(next);
  });

  it.each<[string, (file: string, place: Place) => void]>([
    [
      'written to in place',
      (file) => {
        appendFileSync(file, '!');
      },
    ],
    [
      'written to in place, to the same size and with the time of before',
      (file) => {
        writeFileSync(file, 'x'.repeat(readFileSync(file).length));
        utimesSync(file, 1, 1);
      },
    ],
    [
      'replaced',
      (file) => {
        rmSync(file);
        writeFileSync(file, 'other');
      },
    ],
    [
      'removed',
      (file) => {
        rmSync(file);
      },
    ],
    [
      'made a link',
      (file) => {
        rmSync(file);
        symlinkSync('/etc/passwd', file);
      },
    ],
    [
      'made a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
        writeFileSync(join(file, 'in'), 'x');
      },
    ],
    [
      'joined by another',
      (file) => {
        writeFileSync(`${file}.more`, 'x');
      },
    ],
    [
      'in a folder that a link replaces',
      (file, place) => {
        rmSync(dirname(file), { recursive: true });
        symlinkSync(place.folder, dirname(file));
      },
    ],
    [
      'in a folder that is removed',
      (file) => {
        rmSync(dirname(file), { recursive: true });
      },
    ],
  ])('is mended where a file of it was %s', async (_how, alter) => {
    const place = new Place();
    await warm(place, MANY);
    for (const tree of [place.out, place.kept]) {
      alter(join(tree, 'a/1/1'), place);
      // Once for each of the two trees.
      for (let built = 0; built < 3; built += 1) {
        await place.build(MANY);
        place.expectHolds(MANY);
      }
    }
  });

  it('loses what somebody put into its folders, and nothing else', async () => {
    const place = new Place();
    await warm(place, MANY);
    for (const folder of ['', 'a', 'a/3']) {
      writeFileSync(join(place.kept, folder, 'stray'), 'x');
      mkdirSync(join(place.kept, folder, 'strays/below'), { recursive: true });
    }
    expect(await place.build(MANY)).toEqual({ written: 0, linked: 0, digested: 0 });
    place.expectHolds(MANY);
    expect(existsSync(join(place.out, 'strays'))).toBe(false);
    expect(existsSync(join(place.out, 'a/strays'))).toBe(false);
  });

  it('is whatever files it is asked for, through changes of any kind and alterations by hand', async () => {
    const path = fc.constantFrom('a', 'b', 'a/x', 'a/y', 'c/d/e', 'c/d', 'c', 'f/g');
    const isWhole = (files: Files): boolean =>
      !Object.keys(files).some((one) => Object.keys(files).some((other) => other.startsWith(`${one}/`)));
    const files = fc.dictionary(path, fc.constantFrom('1', '2', '33'), { maxKeys: 5 }).filter(isWhole);
    const alteration = fc.record({ path, text: fc.constantFrom('1', '2', '9'), isKept: fc.boolean() });
    const step = fc.record({ files, alterations: fc.array(alteration, { maxLength: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const place = new Place();
        for (const { files: wanted, alterations } of steps) {
          await place.build({ ...wanted });
          place.expectHolds({ ...wanted });
          for (const { path: altered, text, isKept } of alterations) {
            const file = join(isKept ? place.kept : place.out, altered);
            if (!isFolder(dirname(file))) continue;
            if (isFolder(file)) rmSync(file, { recursive: true });
            else writeFileSync(file, text);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each(['ENOSPC', 'EXDEV'])(
    'is the old or the new one when %s comes at any call, and right after the next build (K02, K03)',
    async (errno) => {
      const [before, after] = [
        { 'a/b': 'old', same: 'same' },
        { 'a/b': 'new', same: 'same', 'c/d': 'more' },
      ];
      for (let at = 1; ; at += 1) {
        const place = new Place();
        for (let built = 0; built < 3; built += 1) await place.build(before);
        const seen = { isFailed: false };
        const fileSystem = faultingFileSystem((_, count) => {
          if (count !== at) return;
          seen.isFailed = true;
          throw systemError(errno);
        });
        const isBuilt = await place.build(after, { ...createFilesContext(process), fileSystem }).then(
          () => true,
          () => false,
        );
        const text = existsSync(join(place.out, 'a/b')) ? readFileSync(join(place.out, 'a/b'), 'utf8') : '';
        if (isBuilt) expect(text).toBe('new');
        else expect(['old', 'new']).toContain(text);
        // What a process leaves that cannot tidy up; a dead one's would be taken away.
        for (const name of readdirSync(place.room).filter((one) => one.startsWith('.')))
          rmSync(join(place.room, name), { recursive: true });
        await place.build(after);
        place.expectHolds(after);
        if (!seen.isFailed) break;
      }
    },
  );

  it('is kept on where a build is given up with some of it written', async () => {
    const place = new Place();
    await warm(place, MANY);
    const given = await openOutput(createFilesContext(process), place.out, place);
    await given.reuse(tableOf([['a/0/0', '0']]));
    await given.write('a/1/1', Buffer.from('other'), digestHex('other'));
    await given.write('a/2/2/below', Buffer.from('below a file'));
    await given.write('more/there', Buffer.from('more'));
    await given.discard();
    place.expectHolds(MANY);
    expect(await place.build(MANY)).toMatchObject({ written: 0, linked: 2 });
    place.expectHolds(MANY);
    expect(await place.build(MANY)).toMatchObject({ written: 0, linked: 0 });
    place.expectHolds(MANY);
  });

  it.each([0, 1, 2])('is kept on where a build is killed after %i steps (K01)', async (steps) => {
    const place = new Place();
    await warm(place, MANY);
    const context = createFilesContext(process);
    const { processes } = context;
    const dead = { ...processes.self, pid: 2 ** 22 + 1 };
    const isRunning: typeof processes.isRunning = (one) => one.pid !== dead.pid && processes.isRunning(one);
    const killed = await openOutput(
      { ...context, processes: { ...processes, self: dead, isRunning } },
      place.out,
      place,
    );
    await killed.reuse(tableOf([['a/0/0', '0']]));
    if (steps > 0) await killed.write('a/1/1', Buffer.from('other'), digestHex('other'));
    if (steps > 1) await killed.write('a/2/2/below', Buffer.from('below a file'));
    expect(existsSync(place.kept)).toBe(false);
    const { written, linked } = await place.build(MANY);
    expect([written, linked]).toEqual([0, steps]);
    place.expectHolds(MANY);
    expect(await place.build(MANY)).toMatchObject({ written: 0, linked: 0 });
    place.expectHolds(MANY);
  });

  it('leaves a file as it is that is written with the bytes that it has', async () => {
    const place = new Place();
    await warm(place, MANY);
    const output = await openOutput(createFilesContext(process), place.out, place);
    const files = Object.entries({ ...MANY, ...MARKS, 'a/1/1': 'changed' });
    await output.reuse(tableOf([['a/0/0', '0']]));
    for (const [path, text] of files) await output.write(path, Buffer.from(text), digestHex(text));
    await output.finish(tableOf(files));
    await output.discard();
    expect(output.work).toEqual({ written: 1, linked: 0, digested: 0 });
    place.expectHolds(Object.fromEntries(files));
  });

  it('is recorded with the stamps of the output, whose files it shares, from the first build on', async () => {
    const place = new Place();
    const files = Array.from(
      { length: 400 },
      (_, number) => [`b/${String(number)}`, String(number)] as const,
    );
    await place.build(Object.fromEntries(files));
    const recordOf = (name: string): ReturnType<typeof readRecord> =>
      readRecord(join(dirname(place.kept), name));
    const [former, out] = [recordOf('former.record'), recordOf('out.record')];
    expect(former?.files.length).toBe(402);
    const stampsOfFiles = (record: typeof former): Uint8Array | undefined =>
      record?.stamps.bytes.slice(2 * 40);
    expect(former?.folders).toEqual(['.hyper-build', 'b']);
    expect(stampsOfFiles(former)).toEqual(stampsOfFiles(out));
    expect(new Set(stampsOfFiles(out)).size).toBeGreaterThan(1);
  });

  it('is not believed where others may write to what is kept of it', async () => {
    const place = new Place();
    await warm(place, MANY);
    chmodSync(place.folder, 0o777);
    expect(await place.build(MANY)).toMatchObject({ linked: 42, digested: 42 });
    place.expectHolds(MANY);
  });

  it('is forgotten once it is gone, too small, or its record is not whole', async () => {
    const place = new Place();
    await place.build(MANY);
    const record = join(dirname(place.kept), 'former.record');
    writeFileSync(record, readFileSync(record).subarray(0, -20));
    expect(await place.build(MANY)).toMatchObject({ linked: 42 });
    place.expectHolds(MANY);
    expect(existsSync(place.kept)).toBe(true);
    rmSync(place.out, { recursive: true });
    const other = new Place();
    const output = await openOutput(createFilesContext(process), other.out, {
      folder: place.folder,
      minFiles: 1,
      userId: USER,
    });
    await output.write('digests.json', Buffer.from('{}\n'));
    await output.write('.hyper-build/units.json', Buffer.from('{}\n'));
    await output.finish(tableOf(Object.entries(MARKS)));
    expect(existsSync(place.kept)).toBe(false);
    expect(readdirSync(place.folder)).toEqual([digestHex(other.out).slice(0, 32)]);
    const small = await openOutput(createFilesContext(process), other.out, {
      folder: place.folder,
      userId: USER,
    });
    await small.write('digests.json', Buffer.from('{}\n'));
    await small.write('.hyper-build/units.json', Buffer.from('{}\n'));
    await small.finish(FileTable.EMPTY);
    await small.discard();
    expect(readdirSync(place.folder)).toEqual([]);
  });
});
