import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFilesContext, COMMIT_JOURNAL } from '../../../../src/adapters/files/index.ts';
import { finishRegistryEdits } from '../../../../src/adapters/trust/index.ts';
import { beginCommit, settleCommit } from '../../../../src/adapters/write/commit-journal.ts';
import { createTestRepository, testGitEnvironment } from '../../../build/git-repository.ts';
import type { TestRepository } from '../../../build/git-repository.ts';
import { smallRegistry } from '../../../build/manifests.ts';

const files = createFilesContext(process);
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const MADE = 'namespaces/org/acme/parser/9.0.0.yaml';

interface CutOff {
  readonly repository: TestRepository;
  readonly settle: () => Promise<boolean>;
}

/** A commit that was cut off after its files and the index, before the branch. */
async function cutOff(): Promise<CutOff> {
  const repository = createTestRepository(smallRegistry());
  const { folder } = repository;
  const edits = [
    { path: STATE, before: readFileSync(join(folder, STATE)), after: Buffer.from('changed\n') },
    { path: MADE, before: undefined, after: Buffer.from('made\n') },
  ];
  const [from, branch] = [repository.git('rev-parse', 'HEAD'), repository.git('symbolic-ref', 'HEAD')];
  await beginCommit(files, folder, { branch, from, edits, carried: [] });
  for (const { path, after } of edits) writeFileSync(join(folder, path), after);
  repository.git('add', '--', STATE, MADE);
  const settle = (): Promise<boolean> => settleCommit(files, { folder, environment: testGitEnvironment() });
  return { repository, settle };
}

const isNoted = ({ folder }: TestRepository): boolean => existsSync(join(folder, COMMIT_JOURNAL));
const changesOf = (repository: TestRepository): string[] =>
  repository
    .git('status', '--short')
    .split('\n')
    .map((line) => line.trim());

describe('settleCommit', () => {
  it('takes back what was cut off: files and index (K01, K02)', async () => {
    const { repository, settle } = await cutOff();
    expect(isNoted(repository)).toBe(true);
    expect(await settle()).toBe(true);
    expect(changesOf(repository)).toEqual(['']);
    expect(isNoted(repository)).toBe(false);
    expect(await settle()).toBe(false);
    expect(changesOf(repository)).toEqual(['']);
  });

  it('takes it back before keys or trust change, and where there is none does nothing (K02)', async () => {
    const { repository } = await cutOff();
    const place = { folder: repository.folder, environment: testGitEnvironment() };
    await finishRegistryEdits(files, undefined, place);
    expect([changesOf(repository), isNoted(repository)]).toEqual([[''], false]);
    writeFileSync(join(repository.folder, STATE), 'by hand\n');
    await finishRegistryEdits(files, undefined, place);
    expect(changesOf(repository)).toEqual([expect.stringContaining(STATE)]);
  });

  it('leaves what somebody changed since', async () => {
    const { repository, settle } = await cutOff();
    writeFileSync(join(repository.folder, MADE), 'by hand\n');
    expect(await settle()).toBe(false);
    expect(changesOf(repository)).toEqual([expect.stringContaining(MADE), expect.stringContaining(STATE)]);
    expect(readFileSync(join(repository.folder, MADE), 'utf8')).toBe('by hand\n');
    expect(isNoted(repository)).toBe(false);
  });

  it('leaves what somebody committed since, and another branch', async () => {
    const { repository, settle } = await cutOff();
    repository.git('commit', '-q', '-m', 'By hand');
    await settle();
    expect(repository.git('log', '-1', '--format=%s')).toBe('By hand');
    expect([changesOf(repository), isNoted(repository)]).toEqual([[''], false]);
    const other = await cutOff();
    other.repository.git('checkout', '-q', '-b', 'other');
    await other.settle();
    expect(changesOf(other.repository)).toHaveLength(2);
  });

  it.each([
    '',
    '[]',
    '{"branch":"refs/heads/main"}',
    'null',
    '{"branch":1,"from":2,"files":[],"carried":[]}',
  ])('believes no journal that hyper did not write: %j', async (text) => {
    const { repository, settle } = await cutOff();
    writeFileSync(join(repository.folder, COMMIT_JOURNAL), text);
    await settle();
    expect(changesOf(repository)).toHaveLength(2);
    expect(isNoted(repository)).toBe(false);
  });

  it('changes nothing beside what a registry consists of, whatever a journal says', async () => {
    const { repository, settle } = await cutOff();
    const [from, branch] = [repository.git('rev-parse', 'HEAD'), repository.git('symbolic-ref', 'HEAD')];
    for (const path of ['.github/workflows/x.yaml', '../outside.yaml']) {
      const files = [{ path, before: 'eA==', after: null }];
      const journal = JSON.stringify({ branch, from, files, carried: [] });
      writeFileSync(join(repository.folder, COMMIT_JOURNAL), journal);
      await expect(settle()).rejects.toMatchObject({ code: 'HYPER_PATH_UNSAFE' });
      expect(existsSync(join(repository.folder, path))).toBe(false);
    }
  });
});
