import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_RULES } from '../../src/gate/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { findingsOf, validateFolder } from '../build/registry-context.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { commitEntries, readGateCases, titleOf } from './gate-cases.ts';

const CASES = readGateCases().map((one) => ({ ...one, title: titleOf(one.name) }));

describe.each(CASES)('$rule: $title', ({ folder, expected, hasBefore, entries }) => {
  it('gives the findings of expected.json at a commit', async () => {
    const repository = createTestRepository();
    if (hasBefore) {
      cpSync(join(folder, 'before'), repository.folder, { recursive: true });
      repository.commit('Before');
      repository.git('rm', '-rq', '.');
    }
    cpSync(join(folder, 'after'), repository.folder, { recursive: true });
    repository.commit('After');
    if (entries.length > 0) commitEntries(repository, entries);
    const changedSince = hasBefore ? 'HEAD~1' : undefined;
    const outcome = await validateFolder(repository.folder, { at: 'HEAD', changedSince });
    expect(findingsOf(outcome)).toEqual(expected);
    expect(outcome.verdict).toBe(expected.length === 0 ? 'pass' : 'findings');
  });

  it.skipIf(hasBefore || entries.length > 0)('gives the same findings in a folder without git', async () => {
    const copy = temporaryFolder();
    cpSync(join(folder, 'after'), copy, { recursive: true });
    expect(findingsOf(await validateFolder(copy))).toEqual(expected);
  });
});

describe('the cases', () => {
  it.each(ALL_RULES)('hold one that passes and one that fails for $id', ({ id, codes }) => {
    const cases = CASES.filter(({ rule }) => rule === id);
    expect(cases.some(({ expected }) => expected.length === 0)).toBe(true);
    const found = new Set(cases.flatMap(({ expected }) => expected.map(([code]) => code)));
    expect([...codes].filter((code) => !found.has(code))).toEqual([]);
  });

  it('stand under rules that exist', () => {
    const ids = new Set(ALL_RULES.map(({ id }) => id));
    expect(CASES.map(({ rule }) => rule).filter((rule) => !ids.has(rule))).toEqual([]);
  });
});
