import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilesContext } from '../../../../../src/adapters/files/index.ts';
import { GitCommitter } from '../../../../../src/adapters/git/commit/git-committer.ts';
import type { NewCommit } from '../../../../../src/adapters/git/commit/git-committer.ts';
import { applySplices, findInTree, spliceTree } from '../../../../../src/adapters/git/commit/tree-edit.ts';
import { deltaOf } from '../../../../../src/adapters/git/commit/tree-delta.ts';
import { createTestRepository, testGitEnvironment } from '../../../../build/git-repository.ts';
import type { TestRepository } from '../../../../build/git-repository.ts';
import { temporaryFolder } from '../../../../build/temporary-folder.ts';

const person = { name: 'Ada', email: 'ada@example.com' };
const MAIN = 'refs/heads/main';
const CHANGE = { mode: '40000', oid: '02'.repeat(20) } as const;

function commit(files: Readonly<Record<string, string | null>>, message = 'Change'): NewCommit {
  const list = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: text === null ? null : Buffer.from(text),
  }));
  return { author: person, committer: person, time: 1_772_000_000, offset: -90, message, files: list };
}

function open({ folder }: TestRepository): Promise<GitCommitter> {
  const gitFolder = join(folder, '.git');
  return GitCommitter.open({
    gitFolder,
    files: createFilesContext(process),
    environment: testGitEnvironment(),
  });
}

describe('the committer', () => {
  it('writes just what git writes, and passes fsck', async () => {
    const repository = createTestRepository({ 'a/b/one.txt': '1', 'a/b.txt': '2', 'a-b/x': '3', z: '4' });
    const committer = await open(repository);
    const head = await committer.readRef(MAIN);
    const made = await committer.make(
      head,
      commit({ 'a/b/two.txt': 'new', 'a/b.txt': null, 'a-b/x': null, 'deep/er/file': 'x', z: 'changed' }),
    );
    await committer.write(made.objects);
    expect(await committer.moveRef(MAIN, head, made.oid)).toBe(true);
    expect(repository.git('rev-parse', 'main')).toBe(made.oid);
    expect(repository.git('ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual([
      'a/b/one.txt',
      'a/b/two.txt',
      'deep/er/file',
      'z',
    ]);
    expect(repository.git('log', '-1', '--format=%an %ae %ad %s', '--date=raw')).toBe(
      'Ada ada@example.com 1772000000 -0130 Change',
    );
    expect(repository.git('fsck', '--strict', '--full')).toBe('');
    repository.git('read-tree', 'main');
    expect(repository.git('write-tree')).toBe(made.tree);
  });

  it('moves a branch only from where it is, and packed references too', async () => {
    const repository = createTestRepository({ a: '1' });
    repository.git('pack-refs', '--all');
    const committer = await open(repository);
    const head = await committer.readRef(MAIN);
    expect(head).toBe(repository.git('rev-parse', 'main'));
    const made = await committer.make(head, commit({ a: '2' }));
    await committer.write(made.objects);
    expect(await committer.moveRef(MAIN, made.oid, made.oid)).toBe(false);
    expect(await committer.moveRef(MAIN, undefined, made.oid)).toBe(false);
    expect(await committer.moveRef('refs/heads/new/one', undefined, made.oid)).toBe(true);
    expect(await committer.moveRef(MAIN, head, made.oid)).toBe(true);
    expect(repository.git('rev-parse', 'main', 'new/one')).toBe(`${made.oid}\n${made.oid}`);
    expect(readdirSync(join(repository.folder, '.git', 'hyper'))).toEqual([]);
  });

  it('waits for a lock of git, and says so; takes away one that a killed hyper left (K06)', async () => {
    const repository = createTestRepository({ a: '1' });
    const committer = await open(repository);
    const head = await committer.readRef(MAIN);
    const made = await committer.make(head, commit({ a: '2' }));
    await committer.write(made.objects);
    const lock = join(repository.folder, '.git', `${MAIN}.lock`);
    const room = join(repository.folder, '.git', 'hyper');
    writeFileSync(lock, 'of somebody else\n');
    await expect(committer.moveRef(MAIN, head, made.oid)).rejects.toMatchObject({ code: 'HYPER_LOCKED' });
    const dead = '.refs%2Fheads%2Fmain.999999-1-00000000-000000000000.hyper-tmp';
    const own = readdirSync(room);
    writeFileSync(lock, `${made.oid}\n`);
    writeFileSync(join(room, deadName(dead)), `${made.oid}\n`);
    expect(await committer.moveRef(MAIN, head, made.oid)).toBe(true);
    expect([own, existsSync(lock), readdirSync(room)]).toEqual([[], false, []]);
  });

  it('writes many commits as one pack that git reads, trees as deltas', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`n/${String(index)}/a`, '1']),
    );
    const repository = createTestRepository(files);
    const committer = await open(repository);
    const head = await committer.readRef(MAIN);
    let tip = head;
    const objects = [];
    for (let index = 0; index < 120; index += 1) {
      const made = await committer.make(
        tip,
        commit({ [`n/new-${String(index)}/1.0.0.yaml`]: String(index) }),
      );
      objects.push(...made.objects);
      tip = made.oid;
    }
    await committer.writePack(objects);
    expect(await committer.moveRef(MAIN, head, tip ?? '')).toBe(true);
    expect(repository.git('fsck', '--strict', '--full')).toBe('');
    expect(repository.git('rev-list', '--count', 'main')).toBe('121');
    expect(repository.git('show', 'main:n/new-119/1.0.0.yaml')).toBe('119');
    const packs = readdirSync(join(repository.folder, '.git', 'objects', 'pack')).filter((name) =>
      name.endsWith('.idx'),
    );
    const [index = ''] = packs;
    const verified = repository.git('verify-pack', '-v', join('.git', 'objects', 'pack', index));
    expect(verified).toContain('chain length = 50');
  });

  it('works in a repository of sha256 names, and refuses what git may not hold', async () => {
    const folder = temporaryFolder();
    const repository = { ...createTestRepository(), folder };
    const { execFileSync } = await import('node:child_process');
    const git = (...words: string[]): string =>
      execFileSync('git', words, { cwd: folder, env: testGitEnvironment() }).toString().trim();
    git('init', '-q', '-b', 'main', '--object-format=sha256', '.');
    const committer = await open(repository);
    const made = await committer.make(undefined, commit({ 'a/b': '1' }));
    await committer.write(made.objects);
    expect(await committer.moveRef(MAIN, undefined, made.oid)).toBe(true);
    expect(git('fsck', '--strict')).toBe('');
    for (const path of ['.git/config', 'a/.GIT/x', '../x', 'a//b', 'a\\b', 'git~1/.git ./x']) {
      await expect(committer.make(made.oid, commit({ [path]: 'x' }))).rejects.toMatchObject({
        code: 'HYPER_PATH_UNSAFE',
      });
    }
  });
});

/** A claim of this machine whose process is gone. */
function deadName(pattern: string): string {
  const { self } = createFilesContext(process).processes;
  return pattern.replace('999999-1-00000000', `4194303-1-${self.host}`);
}

describe('trees', () => {
  const name = fc.constantFrom('a', 'a-b', 'a.b', 'ab', 'b', 'a0', 'x', 'z');
  const entry = fc.record({
    mode: fc.constantFrom('100644' as const, '40000' as const),
    oid: fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: 20, maxLength: 20 })
      .map((bytes) => Buffer.from(bytes).toString('hex')),
  });

  it('are edited as if they were made anew, and a delta says the same', () => {
    const before = fc.dictionary(name, entry);
    const changes = fc.dictionary(name, fc.option(entry, { nil: null }));
    fc.assert(
      fc.property(before, changes, (old, change) => {
        const tree = render(old);
        const splices = spliceTree(tree, new Map(Object.entries(change)), 20);
        const edited = applySplices(tree, splices);
        const wanted = { ...old };
        for (const [key, value] of Object.entries(change)) {
          // Names are ours, and never those of an object's own.
          if (value === null) Reflect.deleteProperty(wanted, key);
          else wanted[key] = value;
        }
        expect(edited.toString('latin1')).toBe(render(wanted).toString('latin1'));
        expect(applyDelta(tree, deltaOf(tree, edited.length, splices)).toString('latin1')).toBe(
          edited.toString('latin1'),
        );
      }),
    );
  });
});

function render(entries: Readonly<Record<string, { mode: string; oid: string }>>): Buffer {
  const rows = Object.entries(entries).map(([key, { mode, oid }]) => ({
    key: Buffer.from(mode === '40000' ? `${key}/` : key),
    bytes: Buffer.concat([Buffer.from(`${mode} ${key}\0`), Buffer.from(oid, 'hex')]),
  }));
  return Buffer.concat(
    rows.sort((left, right) => Buffer.compare(left.key, right.key)).map(({ bytes }) => bytes),
  );
}

/** A second reading of git's delta format. */
function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0;
  const varint = (): number => {
    let [value, shift, byte] = [0, 0, 0x80];
    while (byte & 0x80) {
      byte = delta[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    }
    return value;
  };
  expect(varint()).toBe(base.length);
  const size = varint();
  const parts: Buffer[] = [];
  while (at < delta.length) {
    const head = delta[at++] ?? 0;
    if ((head & 0x80) === 0) {
      parts.push(delta.subarray(at, at + head));
      at += head;
      continue;
    }
    let [offset, length] = [0, 0];
    for (let bit = 0; bit < 4; bit += 1) if (head & (1 << bit)) offset += (delta[at++] ?? 0) * 256 ** bit;
    for (let bit = 0; bit < 3; bit += 1) if (head & (0x10 << bit)) length += (delta[at++] ?? 0) * 256 ** bit;
    parts.push(base.subarray(offset, offset + (length === 0 ? 0x10000 : length)));
  }
  const result = Buffer.concat(parts);
  expect(result.length).toBe(size);
  return result;
}

describe('a folder of very many names', () => {
  const ID_BYTES = 20;
  const entry = (mode: string, name: string, byte: number): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.alloc(ID_BYTES, byte)]);
  const names = Array.from({ length: 3000 }, (_, at) => `name-${String(at).padStart(5, '0')}`);
  const tree = Buffer.concat(names.map((name) => entry('40000', name, 1)));

  /** The tree, and how often its bytes were looked through or compared. */
  function counted(): { tree: Buffer; calls: () => number } {
    let calls = 0;
    const copy = Buffer.from(tree);
    const indexOf = copy.indexOf.bind(copy) as (...given: unknown[]) => number;
    const compare = copy.compare.bind(copy) as (...given: unknown[]) => number;
    Object.assign(copy, {
      indexOf: (...given: unknown[]) => ((calls += 1), indexOf(...given)),
      compare: (...given: unknown[]) => ((calls += 1), compare(...given)),
    });
    return { tree: copy, calls: () => calls };
  }

  it('is gone through a few times, however many of them change', () => {
    const finding = counted();
    expect(findInTree(finding.tree, names, ID_BYTES).size).toBe(names.length);
    expect(finding.calls()).toBeLessThanOrEqual(2 * names.length);
    const changing = counted();
    const changes = new Map(names.map((name, at) => [name, at % 3 === 0 ? null : CHANGE] as const));
    const added = names.map((name) => [`${name}-more`, CHANGE] as const);
    const splices = spliceTree(changing.tree, new Map([...changes, ...added]), ID_BYTES);
    expect(changing.calls()).toBeLessThanOrEqual(4 * names.length);
    const after = names.flatMap((name, at) => [
      // Git sorts a folder as if its name ended with a slash, which comes after a dash.
      entry('40000', `${name}-more`, 2),
      ...(at % 3 === 0 ? [] : [entry('40000', name, 2)]),
    ]);
    expect(applySplices(tree, splices).equals(Buffer.concat(after))).toBe(true);
  });

  it.each([1, 8, 9, 40])('gives the same for %i names as for one at a time', (count) => {
    const some = names.slice(100, 100 + count);
    const once = applySplices(tree, spliceTree(tree, new Map(some.map((name) => [name, CHANGE])), ID_BYTES));
    let step: Buffer = tree;
    for (const name of some) step = applySplices(step, spliceTree(step, new Map([[name, CHANGE]]), ID_BYTES));
    expect(once.equals(step)).toBe(true);
    const found = findInTree(once, [...some, 'nobody'], ID_BYTES);
    expect([...found.keys()]).toEqual(some);
    expect(new Set([...found.values()].map(({ oid }) => oid))).toEqual(new Set([CHANGE.oid]));
  });
});
