import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { readWorkingFile } from '../../src/adapters/worktree/index.ts';
import { HyperError } from '../../src/core/index.ts';
import { folderState } from '../build/folder-state.ts';
import { cloneBare, createTestRepository } from '../build/git-repository.ts';
import { releasePath, releaseText, smallRegistry } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';
import { hyperJson, hyperText } from './expect-hyper.ts';
import { HANG_MS } from '../build/hang.ts';

const READS = [
  ['validate'],
  ['registry', 'list'],
  ['registry', 'get', 'org.acme/parser'],
  ['namespace', 'list'],
  ['namespace', 'get', 'org.acme'],
  ['build', '--out', '../out'],
];
const FIXTURE = `purescript:${new URL('../fixtures/importers/purescript.jsonl', import.meta.url).pathname}`;

describe('a place that is no registry', () => {
  it.each(READS)('ends %s with HYPER_REGISTRY_MISSING', (...words) => {
    const folder = join(temporaryFolder(), 'empty');
    mkdirSync(folder);
    expect(hyperJson(words, folder)).toMatchObject({ status: 3, codes: ['HYPER_REGISTRY_MISSING'] });
  });

  it('is told from one whose registry.yaml cannot be read', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'registry.yaml': 'kind: [\n' });
    expect(hyperJson(['registry', 'list'], folder)).toMatchObject({
      status: 3,
      codes: ['HYPER_REGISTRY_MISSING'],
    });
    expect(hyperJson(['validate'], folder).status).toBe(1);
  });

  it('is a folder that does not exist', () => {
    const words = ['validate', '--registry', 'absent'];
    expect(hyperJson(words, temporaryFolder())).toMatchObject({
      status: 3,
      codes: ['HYPER_REGISTRY_MISSING'],
    });
  });
});

describe('a machine without git', () => {
  const env = { PATH: '/nowhere' };

  it('reads, validates and builds registries all the same', () => {
    const { folder } = createTestRepository(smallRegistry());
    for (const words of READS) {
      const target = words.includes('--out')
        ? [...words.slice(0, -1), join(temporaryFolder(), 'out')]
        : words;
      expect(hyperJson(target, folder, env)).toMatchObject({ status: 0, codes: [] });
      if (words[0] !== 'build') expect(hyperJson([...words, '--at', 'HEAD'], folder, env).status).toBe(0);
    }
  });

  it('says which program is missing where nothing else will do', () => {
    const words = ['import', FIXTURE, '--into', 'made'];
    const folder = temporaryFolder();
    expect(hyperJson(words, folder, env)).toMatchObject({ status: 3, codes: ['HYPER_GIT_MISSING'] });
    expect(existsSync(join(folder, 'made'))).toBe(false);
    const { folder: cloned } = createTestRepository(smallRegistry());
    const judge = ['ci', '--base', 'HEAD', '--head', 'HEAD'];
    expect(hyperJson(judge, cloned, env)).toMatchObject({ status: 3, codes: ['HYPER_GIT_MISSING'] });
  });
});

describe('a folder in no repository', () => {
  it.each([
    ['ci', '--base', 'HEAD', '--head', 'HEAD'],
    ['audit', 'org.acme'],
    ['validate', '--changed', 'HEAD'],
  ])('is told from a missing git by %s', (...words) => {
    const { folder } = createTestRepository(smallRegistry());
    rmSync(join(folder, '.git'), { recursive: true });
    expect(hyperJson(words, folder)).toMatchObject({ status: 3, codes: ['HYPER_REPOSITORY_MISSING'] });
  });
});

describe('a bare repository', () => {
  it.each(READS)('is read at HEAD by %s', (...words) => {
    const repository = createTestRepository(smallRegistry());
    const bare = cloneBare(repository);
    const result = hyperJson([...words], bare);
    expect(result).toMatchObject({ status: 0, codes: [] });
  });
});

describe('an empty repository', () => {
  it('has no registry, and no revision to read one at', () => {
    const { folder } = createTestRepository();
    expect(hyperJson(['validate'], folder)).toMatchObject({ status: 3, codes: ['HYPER_REGISTRY_MISSING'] });
    writeFiles(folder, smallRegistry());
    expect(hyperJson(['validate'], folder)).toMatchObject({ status: 0, report: { data: { commit: null } } });
    expect(hyperJson(['validate', '--at', 'HEAD'], folder)).toMatchObject({
      status: 3,
      codes: ['HYPER_REPOSITORY_EMPTY'],
    });
  });

  it('that is bare too says so', () => {
    const bare = cloneBare(createTestRepository());
    expect(hyperJson(['validate'], bare)).toMatchObject({ status: 3, codes: ['HYPER_REPOSITORY_EMPTY'] });
  });

  it('whose commit is empty holds no registry', () => {
    const repository = createTestRepository();
    repository.commit('Nothing');
    const bare = cloneBare(repository);
    for (const words of [['validate'], ['registry', 'list']])
      expect(hyperJson(words, bare)).toMatchObject({ status: 3, codes: ['HYPER_REGISTRY_MISSING'] });
  });

  it('has nothing to compare with', () => {
    const repository = createTestRepository();
    repository.commit('Nothing');
    repository.write(smallRegistry());
    repository.commit('Registry', 1);
    expect(hyperJson(['validate', '--changed', 'HEAD~1'], repository.folder)).toMatchObject({ status: 0 });
    expect(hyperJson(['validate', '--at', 'HEAD~1'], repository.folder)).toMatchObject({
      status: 3,
      codes: ['HYPER_REGISTRY_MISSING'],
    });
    expect(hyperJson(['validate', '--at', 'HEAD~1', '--changed', 'HEAD'], repository.folder)).toMatchObject({
      status: 3,
      codes: ['HYPER_REGISTRY_MISSING'],
    });
  });
});

describe('a shallow clone', () => {
  it('is read, and fails closed where the base is missing (C21)', () => {
    const origin = createTestRepository(smallRegistry());
    origin.write({ 'README.md': 'second\n' });
    origin.commit('Second', 1);
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '-q', '--depth', '1', `file://${origin.folder}`, clone);
    expect(hyperJson(['validate'], clone)).toMatchObject({ status: 0 });
    for (const words of [
      ['--changed', 'HEAD~1'],
      ['--at', '2025-01-01'],
    ])
      expect(hyperJson(['validate', ...words], clone)).toMatchObject({
        status: 3,
        codes: ['HYPER_REPOSITORY_SHALLOW'],
      });
  });
});

describe('a corrupt object', () => {
  it('ends every command that needs it with its code (G17)', () => {
    const repository = createTestRepository(smallRegistry());
    const oid = repository.git('rev-parse', `HEAD:${releasePath('org.acme/parser', '1.1.0')}`);
    const object = join(repository.folder, '.git/objects', oid.slice(0, 2), oid.slice(2));
    chmodSync(object, 0o644);
    writeFileSync(object, 'damaged');
    for (const words of [['validate'], ['registry', 'list'], ['build', '--out', 'out']])
      expect(hyperJson([...words, '--at', 'HEAD'], repository.folder)).toMatchObject({
        status: 3,
        codes: ['HYPER_OBJECT_CORRUPT'],
      });
    expect(existsSync(join(repository.folder, 'out'))).toBe(false);
  });
});

describe('a file of 200 MB', () => {
  it.each([
    ['namespaces/org/acme/parser/9.0.0.yaml', 'HYPER_YAML_SIZE', true],
    ['namespaces/org/acme/parser/README.md', 'HYPER_TEXT_SIZE', true],
    [`blobs/sha256/00/00/${'0'.repeat(64)}`, 'HYPER_BLOB_SIZE', false],
    ['registry.yaml', 'HYPER_YAML_SIZE', true],
  ])('%s is a finding, quickly', (path, code, isGit) => {
    const folder = isGit ? createTestRepository(smallRegistry()).folder : temporaryFolder();
    if (!isGit) writeFiles(folder, smallRegistry());
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), '');
    truncateSync(join(folder, path), 200 * 1024 * 1024);
    const start = performance.now();
    expect(hyperJson(['validate'], folder)).toMatchObject({ status: 1, codes: [code] });
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });
});

describe('10,000 faults', () => {
  it('over many files are all told and counted, quickly', () => {
    const many = Array.from({ length: 500 }, (_, number) => {
      const faults = Array.from({ length: 20 }, (_, key) => `bad${key}: 1\n`).join('');
      return [
        releasePath('org.acme/many', `${number}.0.0`),
        releaseText('org.acme/many', `${number}.0.0`, faults),
      ];
    });
    const { folder } = createTestRepository({
      ...smallRegistry(),
      ...(Object.fromEntries(many) as Record<string, string>),
    });
    const start = performance.now();
    const { status, report } = hyperJson(['validate'], folder);
    expect({ status, errors: report.data?.['errors'] }).toEqual({ status: 1, errors: 10_000 });
    expect(report.diagnostics).toHaveLength(10_000);
    const text = hyperText(['validate'], folder);
    expect(text.status).toBe(1);
    expect(text.stdout).toMatch(/10[, ]?000/u);
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });

  it.each([
    [4_000, 101, 'info'],
    [10_000, 1, 'error'],
  ])('of which %i stand in one file are cut short and counted', (count, told, last) => {
    const { folder } = createTestRepository(smallRegistry());
    const faults = Array.from({ length: count }, (_, key) => `bad${key}: 1\n`).join('');
    const path = releasePath('org.acme/parser', '1.0.0');
    writeFileSync(join(folder, path), releaseText('org.acme/parser', '1.0.0', faults));
    const start = performance.now();
    const { status, report } = hyperJson(['validate'], folder);
    expect(status).toBe(1);
    expect(report.diagnostics).toHaveLength(told);
    expect(report.diagnostics.filter(({ severity }) => severity === last)).not.toEqual([]);
    expect(performance.now() - start).toBeLessThan(HANG_MS);
  });
});

describe('a file that changes while it is read', () => {
  it.skipIf(!existsSync('/proc/self/status'))('is refused when it holds other than its size says', () => {
    expect(() => readWorkingFile('/proc/self/status', 'status', 1_000_000)).toThrow(
      expect.objectContaining({ code: 'HYPER_FILE_CHANGED' }) as Error,
    );
  });

  it('is read whole or refused, never in between', async () => {
    const file = join(temporaryFolder(), 'growing');
    writeFileSync(file, 'x'.repeat(100_000));
    const script = `const fs = require('fs'); const end = Date.now() + 1500;
      while (Date.now() < end) fs.appendFileSync(${JSON.stringify(file)}, 'y'.repeat(5000));`;
    const writer = spawn(process.execPath, ['-e', script]);
    const ended = once(writer, 'close');
    let whole = 0;
    while (writer.exitCode === null) {
      try {
        const { size, bytes } = readWorkingFile(file, 'growing', 1_000_000_000);
        expect(bytes?.length).toBe(size);
        whole += 1;
      } catch (error) {
        if (!(error instanceof HyperError)) throw error;
        expect(error.code).toBe('HYPER_FILE_CHANGED');
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await ended;
    expect(whole).toBeGreaterThan(0);
  });

  it('is no device, pipe or folder that would never end', () => {
    const folder = temporaryFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    symlinkSync('/dev/zero', join(folder, 'link'));
    for (const path of [pipe, '/dev/zero', folder, join(folder, 'link')])
      expect(() => readWorkingFile(path, 'path', 100)).toThrow(
        expect.objectContaining({ code: 'HYPER_FILE_UNREADABLE' }) as Error,
      );
    writeFiles(folder, smallRegistry());
    rmSync(join(folder, 'link'));
    expect(hyperJson(['validate'], folder)).toMatchObject({ status: 1, codes: ['HYPER_TREE_MODE'] });
  });
});

describe('a place that cannot be written', () => {
  it.each<[string, string]>([
    ['below a file', 'file/out'],
    ...(existsSync('/proc/self') ? ([['in a system folder', '/proc/hyper-out']] as [string, string][]) : []),
  ])('%s ends build, import and init with a code', (_name, target) => {
    const { folder } = createTestRepository(smallRegistry());
    writeFileSync(join(folder, 'file'), 'a file');
    for (const words of [
      ['build', '--out', target],
      ['import', FIXTURE, '--into', target],
      ['init', target],
    ]) {
      const { status, codes } = hyperJson(words, folder);
      expect({ words, status }).toEqual({ words, status: 3 });
      expect(['HYPER_FILE_UNWRITABLE', 'HYPER_PATH_UNSAFE', 'HYPER_OUTPUT_FOREIGN']).toContain(codes[0]);
    }
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('a file');
  });
});

describe('an output folder that holds something else', () => {
  it('is refused by build and import, and nothing of it is touched', () => {
    const { folder } = createTestRepository(smallRegistry());
    const out = join(temporaryFolder(), 'mine');
    writeFiles(out, { 'thesis.txt': 'years of work\n', 'deep/notes.txt': 'x\n' });
    const before = folderState(out);
    for (const words of [
      ['build', '--out', out],
      ['build', '--clean', '--out', out],
      ['import', FIXTURE, '--into', out],
    ])
      expect(hyperJson(words, folder)).toMatchObject({ status: 3, codes: ['HYPER_OUTPUT_FOREIGN'] });
    expect(folderState(out)).toEqual(before);
  });

  it('is the registry itself, the folder above it, or a file', () => {
    const origin = createTestRepository(smallRegistry());
    const folder = join(temporaryFolder(), 'clone');
    origin.git('clone', '-q', origin.folder, folder);
    const before = folderState(join(folder, 'namespaces'));
    writeFileSync(join(folder, 'file'), 'a file');
    for (const out of ['.', '..', 'namespaces', '.git', 'file']) {
      const { status, codes } = hyperJson(['build', '--out', out], folder);
      expect({ out, status }).toEqual({ out, status: 3 });
      expect(['HYPER_OUTPUT_FOREIGN', 'HYPER_FILE_UNWRITABLE', 'HYPER_PATH_UNSAFE']).toContain(codes[0]);
    }
    expect(folderState(join(folder, 'namespaces'))).toEqual(before);
  });

  it('is what a link leads to', () => {
    const { folder } = createTestRepository(smallRegistry());
    const room = temporaryFolder();
    writeFiles(room, { 'mine/thesis.txt': 'years of work\n' });
    symlinkSync('mine', join(room, 'link'));
    const { status } = hyperJson(['build', '--out', join(room, 'link')], folder);
    expect(status).toBe(3);
    expect(folderState(join(room, 'mine'))?.size).toBe(1);
  });
});
