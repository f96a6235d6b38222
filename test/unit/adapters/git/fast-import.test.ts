import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeCommits } from '../../../../src/adapters/git/fast-import.ts';
import type { WriteCommitsOptions, WrittenCommits } from '../../../../src/adapters/git/fast-import.ts';
import { readLines } from '../../../../src/adapters/files/index.ts';
import { findImporter, MAX_LINE_UNITS, planImport } from '../../../../src/importers/index.ts';
import type { CommitPlan, PlannedFile } from '../../../../src/importers/index.ts';
import { fixtureLines, linesOf } from '../../importers/import-lines.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { contextOf } from '../files/folders.ts';

const REAL_DATA = process.env['HYPER_REAL_DATA'];

function file(path: string, text: string | null): PlannedFile {
  return { path, bytes: text === null ? null : Buffer.from(text) };
}

function commit(message: string, ...files: PlannedFile[]): CommitPlan {
  return { message, identity: { name: 'Ada', email: 'ada@example.com' }, time: 1_600_000_000, files };
}

function write(
  target: string,
  commits: AsyncIterable<CommitPlan> | Iterable<CommitPlan>,
  options: Partial<WriteCommitsOptions> = {},
): Promise<WrittenCommits> {
  return writeCommits(target, commits, { files: contextOf(), environment: process.env, ...options });
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

describe('writeCommits', () => {
  it('writes commits, removals and a work tree that is clean', async () => {
    const target = join(temporaryFolder(), 'registry');
    const seen: number[] = [];
    const written = await write(
      target,
      [
        commit(
          'First\n\nbody "quoted"\n',
          file('a b/"c".txt', 'one\r\n'),
          file('é.txt', 'two'),
          file('empty', ''),
        ),
        commit('Second', file('é.txt', null), file('a b/"c".txt', 'three')),
      ],
      { onProgress: (count) => seen.push(count) },
    );
    expect(written).toMatchObject({ commits: 2, files: 5 });
    expect(seen).toEqual([1, 2]);
    expect(git(target, 'rev-parse', 'main').trim()).toBe(written.commit);
    expect(git(target, 'status', '--porcelain')).toBe('');
    expect(git(target, 'log', '--format=%s|%an|%ae|%at|%ct|%ad', '--date=raw').trim().split('\n')).toEqual([
      'Second|Ada|ada@example.com|1600000000|1600000000|1600000000 +0000',
      'First|Ada|ada@example.com|1600000000|1600000000|1600000000 +0000',
    ]);
    expect(git(target, 'show', 'HEAD~1:a b/"c".txt')).toBe('one\r\n');
    expect(readFileSync(join(target, 'a b', '"c".txt'), 'utf8')).toBe('three');
    expect(existsSync(join(target, 'é.txt'))).toBe(false);
    expect(existsSync(join(target, '.git', 'hooks'))).toBe(false);
  });

  it('writes a bare repository on request, and takes an empty folder', async () => {
    const target = temporaryFolder();
    await write(target, [commit('First', file('a', 'b'))], { isBare: true, branch: 'trunk' });
    expect(git(target, 'rev-parse', '--is-bare-repository').trim()).toBe('true');
    expect(git(target, 'show', 'trunk:a')).toBe('b');
  });

  it('refuses a target that is in use, and touches nothing', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'mine'), 'mine');
    await expect(write(root, [commit('First')])).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
    await expect(write(join(root, 'mine'), [])).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
    expect(readdirSync(root)).toEqual(['mine']);
  });

  it.each(['../x', '/x', 'a/../b', '.git/config', 'a/.GIT/x', 'a//b', 'a\nb', 'a\\b', ''])(
    'refuses the path %j and leaves nothing behind (G08)',
    async (path) => {
      const root = temporaryFolder();
      const written = write(join(root, 'out'), [
        commit('First', file('fine', '')),
        commit('Second', file(path, 'x')),
      ]);
      await expect(written).rejects.toMatchObject({ code: 'HYPER_PATH_UNSAFE' });
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it('leaves nothing behind when the commits end in an error, git fails or the user stops it (K01, K09)', async () => {
    const root = temporaryFolder();
    const target = join(root, 'out');
    const failing = function* (): Generator<CommitPlan> {
      yield commit('First', file('a', 'x'.repeat(1_000_000)));
      throw new Error('the source broke');
    };
    await expect(write(target, failing())).rejects.toThrow('the source broke');
    await expect(
      write(target, [commit('x', file('a', '1'), file('a/b', '2'))], { branch: 'a..b' }),
    ).rejects.toMatchObject({
      code: 'HYPER_GIT_FAILED',
    });
    await expect(write(target, [])).rejects.toMatchObject({ code: 'HYPER_GIT_FAILED' });
    await expect(write(target, [commit('First')], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'HYPER_INTERRUPTED',
    });
    await expect(
      write(target, [commit('First')], { environment: { PATH: '/nowhere' } }),
    ).rejects.toMatchObject({
      code: 'HYPER_GIT_MISSING',
    });
    expect(readdirSync(root)).toEqual([]);
  });

  it('says so where it may not write', async () => {
    await expect(write('/proc/registry', [commit('First')])).rejects.toMatchObject({
      code: 'HYPER_FILE_UNWRITABLE',
    });
  });

  it('runs no hook, template or configuration of the user (C05)', async () => {
    const root = temporaryFolder();
    const home = join(root, 'home');
    mkdirSync(join(home, 'hooks'), { recursive: true });
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
      writeFileSync(join(home, 'hooks', hook), `#!/bin/sh\ntouch ${home}/canary\n`);
      chmodSync(join(home, 'hooks', hook), 0o755);
    }
    writeFileSync(
      join(home, '.gitconfig'),
      `[core]\nhooksPath = ${home}/hooks\nautocrlf = true\nfsmonitor = ${home}/hooks/post-checkout\n[init]\ntemplateDir = ${home}\n`,
    );
    const environment = {
      ...process.env,
      HOME: home,
      GIT_TEMPLATE_DIR: home,
      GIT_DIR: join(root, 'elsewhere'),
    };
    const target = join(root, 'out');
    await write(target, [commit('First', file('a', 'one\n'))], { environment });
    expect(existsSync(join(home, 'canary'))).toBe(false);
    expect(readFileSync(join(target, 'a'), 'utf8')).toBe('one\n');
    expect(existsSync(join(root, 'elsewhere'))).toBe(false);
  });

  it.each(['purescript', 'bcr'])(
    'gives the %s fixture one commit id in every zone and locale',
    async (kind) => {
      const importer = findImporter(kind);
      const ids = new Set<string>();
      for (const environment of [
        { TZ: 'UTC', LANG: 'C' },
        { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      ]) {
        const { commits } = await planImport(importer, importer.read(linesOf(fixtureLines(kind))));
        const target = join(temporaryFolder(), 'registry');
        ids.add((await write(target, commits, { environment: { ...process.env, ...environment } })).commit);
        expect(git(target, 'fsck', '--strict')).toBe('');
      }
      expect(ids.size).toBe(1);
    },
  );
});

const SKIP_REASON = REAL_DATA === undefined ? ' (skipped: HYPER_REAL_DATA is not set)' : '';

describe.skipIf(REAL_DATA === undefined)(`the real registries${SKIP_REASON}`, () => {
  it.each([
    ['purescript', 5494, 68_005, 5494],
    ['bcr', 8921, 54_306 + 11_556, 6954],
  ])('accounts for every line and dependency of %s', async (kind, lines, edgeCount, carried) => {
    const importer = findImporter(kind);
    const source = readLines(join(REAL_DATA ?? '', `${kind}.jsonl.gz`), MAX_LINE_UNITS);
    const { commits, commitCount, report } = await planImport(importer, importer.read(source));
    const { edges } = report;
    expect([report.lines, report.carried]).toEqual([lines, carried]);
    expect(report.carried + report.skipped.length).toBe(lines);
    expect(edges.carried + edges.approximated + edges.dropped + edges.skipped).toBe(edgeCount);
    const target = join(temporaryFolder(), 'registry');
    const written = await write(target, commits);
    expect(written.commits).toBe(commitCount);
    const releases = git(target, 'ls-files', 'namespaces/*/*/*/*.yaml')
      .split('\n')
      .filter((path) => /\/[0-9][^/]*\.yaml$/u.test(path));
    expect(releases).toHaveLength(carried);
  });
});
