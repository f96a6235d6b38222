import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { beginCommit } from '../../src/adapters/write/commit-journal.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { smallRegistry } from '../build/manifests.ts';
import { hyper } from './run-hyper.ts';

const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const YANK = ['version', 'yank', 'org.acme/parser@1.0.0', '--reason', 'Broken.', '--commit'];

interface Told {
  readonly ok: boolean;
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
}

test('a read warns of a commit that was cut off, and the next change says that it took it back (K01)', async () => {
  const repository = createTestRepository(smallRegistry());
  const { folder } = repository;
  repository.git('config', 'user.name', 'Ada');
  repository.git('config', 'user.email', 'ada@example.com');
  const run = (...words: string[]) => hyper(words, { cwd: folder });
  const json = (...words: string[]): Told => JSON.parse(run(...words, '--json').stdout) as Told;
  const whole = run('registry', 'list');
  expect([run('registry', 'list'), whole.stderr]).toEqual([whole, '']);

  const before = readFileSync(join(folder, STATE));
  const after = Buffer.from(`${before.toString('utf8')}# cut off\n`);
  const edits = [{ path: STATE, before, after }];
  const [from, branch] = [repository.git('rev-parse', 'HEAD'), repository.git('symbolic-ref', 'HEAD')];
  await beginCommit(createFilesContext(process), folder, { branch, from, edits, carried: [] });
  const warned = run('registry', 'list');
  expect(warned).toMatchObject({ status: 0, stdout: whole.stdout });
  expect(warned.stderr).toMatch(/^warning HYPER_COMMIT_CUT_OFF .*\n {4}hint: .*\n\n1 warning\n$/u);
  writeFileSync(join(folder, STATE), after);
  expect(json('version', 'list', 'org.acme/parser')).toMatchObject({
    ok: true,
    diagnostics: [{ code: 'HYPER_COMMIT_CUT_OFF', severity: 'warning' }],
  });
  expect(run('registry', 'get', 'org.acme/nothing').stderr).toContain('HYPER_COMMIT_CUT_OFF');

  const codes = json(...YANK).diagnostics.map(({ code }) => code);
  expect(codes).toEqual(['HYPER_COMMIT_TAKEN_BACK']);
  expect(readFileSync(join(folder, STATE), 'utf8')).not.toContain('cut off');
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(run('registry', 'list').stderr).toBe('');
});
