import { describe, expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import {
  namespace,
  registryText,
  release,
  releasePath,
  releaseText,
  smallRegistry,
} from '../build/manifests.ts';
import { findingsOf, validateFolder } from '../build/registry-context.ts';
import { hyper } from '../e2e/run-hyper.ts';
import type { Files } from '../build/write-files.ts';

/** Commits the files on a branch of their own, from the branch that is checked out; returns to it. */
function branchWith(repository: TestRepository, name: string, files: Files): void {
  repository.git('checkout', '-q', '-b', name);
  repository.write(files);
  repository.commit(name);
  repository.git('checkout', '-q', 'main');
}

describe('a change set', () => {
  it('is told from git objects, so that the last of 3,500 files is seen like the first (C15)', async () => {
    const repository = createTestRepository(smallRegistry());
    const base = repository.git('rev-parse', 'HEAD');
    const readmes = Array.from({ length: 3500 }, (_, number) => {
      const name = `tool-${String(number).padStart(4, '0')}`;
      return [`namespaces/org/acme/parser/${name}.txt`, 'x\n'] as const;
    });
    const last = releasePath('org.acme/zebra', '1.0.0');
    repository.write({
      ...Object.fromEntries(readmes),
      [last]: releaseText('org.acme/zebra', '1.0.0').replace('protocol: http', 'protocol: gopher'),
    });
    repository.commit('Many');
    const outcome = await validateFolder(repository.folder, { at: 'HEAD', changedSince: base });
    expect(outcome.diagnostics.filter(({ path }) => path?.endsWith('.txt') === true)).toHaveLength(3500);
    const atLast = findingsOf(outcome).filter(([, path]) => path === last);
    expect(atLast.map(([code]) => code)).toEqual(['HYPER_FIELD_VALUE']);
  });

  it('may be sound, and so another one, and their union not: the whole check names both (C13)', async () => {
    const repository = createTestRepository(smallRegistry());
    const [one, two] = [releasePath('org.acme/one', '1.0.0'), releasePath('org.acme/two', '1.0.0')];
    const text = releaseText('org.acme/one', '1.0.0');
    branchWith(repository, 'first', { [one]: text });
    branchWith(repository, 'second', { [two]: text.replace('name: one', 'name: two') });
    for (const branch of ['first', 'second'])
      expect(await validateFolder(repository.folder, { at: branch, changedSince: 'main' })).toMatchObject({
        verdict: 'pass',
      });
    repository.git('merge', '-q', '--no-edit', 'first');
    repository.git('merge', '-q', '--no-edit', 'second');
    const merged = await validateFolder(repository.folder, { at: 'HEAD' });
    expect(merged.verdict).toBe('findings');
    const [fault] = merged.diagnostics;
    expect([fault?.code, fault?.path]).toEqual(['HYPER_ID_TWINS', two]);
    expect(fault?.message).toContain(one);
  });
});

it('starts no line of a log with a command of the machine that reads it (C03)', () => {
  const text = 'A tool.\\n::set-output name=x::y\\n::error::z\\n##[command]id\\r::add-mask::a';
  const manifest = releaseText('org.acme/tool', '1.0.0')
    .replace('description: A service for tests.', `description: "${text}"`)
    .replace('license: MIT', `license: "::error::${text}"`);
  const repository = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme', `labels:\n  note: "::warning::x"\n`),
    [releasePath('org.acme/tool', '1.0.0')]: manifest,
    'namespaces/org/acme/tool/::error::.txt': '::error::\n',
    ...release('org.acme/other', '1.0.0'),
  });
  const lines = [
    ...['validate', 'registry list', 'registry list --output wide', 'registry get org.acme/tool'],
    ...['namespace list', 'namespace get org.acme', 'build --keep-going', 'doctor'],
  ];
  let seen = 0;
  for (const words of lines) {
    const { stdout, stderr } = hyper(words.split(' '), { cwd: repository.folder });
    const printed = `${stdout}\n${stderr}`;
    if (printed.includes('::')) seen += 1;
    expect(printed, words).not.toMatch(/^\s*(?:::|##\[)/mu);
  }
  expect(seen).toBeGreaterThan(2);
});

it('refuses a registry of a newer format in every read (K12)', () => {
  const newer = registryText().replace('formatVersion: 1', 'formatVersion: 3');
  const { folder } = createTestRepository({ ...smallRegistry(), 'registry.yaml': newer });
  const found = hyper(['validate', '--json'], { cwd: folder });
  expect(found.status).toBe(1);
  expect(found.stdout).toContain('registry.yaml');
  expect(found.stdout).toContain('HYPER_FORMAT_NEWER');
  for (const words of ['registry list', 'namespace list', 'build']) {
    const { status, stdout } = hyper([...words.split(' '), '--json'], { cwd: folder });
    expect([words, status]).toEqual([words, 3]);
    expect(stdout).toContain('HYPER_FORMAT_NEWER');
  }
});
