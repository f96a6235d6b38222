import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { releasePath, releaseText, smallRegistry } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper, startHyper } from './run-hyper.ts';

const TESTED = 'org.acme/tested';
const place = temporaryFolder();
const pid = join(place, 'pid');
const hangs = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(pid)}, String(process.pid)); setInterval(() => {}, 1000);`;
const tests = `tests:
  - name: fails
    command: [node, --eval, "console.log('\\\\u001b[31mred'); process.exit(3)"]
  - name: hangs
    command: [node, hangs.mjs]
    files:
      - path: hangs.mjs
        text: ${JSON.stringify(hangs)}
`;
const repository = createTestRepository({
  ...smallRegistry(),
  [releasePath(TESTED, '1.0.0')]: releaseText(TESTED, '1.0.0', tests),
});
const { folder } = repository;

function run(...words: string[]): { status: number | null; outcome: string; codes: string[]; data: unknown } {
  const { status, stdout } = hyper([...words, '--output', 'json'], { cwd: folder });
  const report = JSON.parse(stdout) as { outcome: string; diagnostics: { code: string }[]; data: unknown };
  return {
    status,
    outcome: report.outcome,
    codes: report.diagnostics.map(({ code }) => code),
    data: report.data,
  };
}

it('ends diff with 0 whether anything differs or not, and with 2 where it cannot compare', () => {
  expect(run('diff', 'org.acme/parser@1.0.0', '@1.1.0')).toMatchObject({ status: 0, codes: [] });
  expect(run('diff', 'HEAD..HEAD')).toMatchObject({ status: 0, data: { files: [] } });
  expect(run('diff', 'org.acme/parser@1.0.0', 'HEAD')).toMatchObject({
    status: 2,
    codes: ['HYPER_DIFF_SIDES'],
  });
});

it('ends lint with 1 where there are warnings, and refuses to write without --fix', () => {
  expect(run('lint')).toMatchObject({ status: 1, outcome: 'findings' });
  expect(run('lint', '--changed', 'HEAD')).toMatchObject({ status: 0, outcome: 'pass' });
  expect(run('lint', '--dry-run')).toMatchObject({ status: 2, codes: ['HYPER_USAGE_FLAG_CONFLICT'] });
  const { stdout } = hyper(['lint', '--output', 'sarif'], { cwd: folder });
  expect(stdout).toContain('HYPER_LINT_SCHEMA_LINE');
});

it('runs a test where it is told to, and shows nothing that would steer a terminal (X07)', () => {
  expect(run('test', TESTED)).toMatchObject({ status: 0, data: { isRun: false } });
  expect(run('test', TESTED, '--run', '--only', 'fails')).toMatchObject({
    status: 1,
    codes: ['HYPER_TEST_FAILED'],
  });
  const { stdout } = hyper(['test', TESTED, '--run', '--only', 'fails'], { cwd: folder });
  expect(stdout).toContain('red');
  expect(stdout).not.toContain('\u001b');
  expect(run('test', TESTED, '--timeout', '5')).toMatchObject({
    status: 2,
    codes: ['HYPER_USAGE_FLAG_CONFLICT'],
  });
});

it('ends the test that runs with Ctrl-C, and leaves no process behind (K09)', async () => {
  const running = startHyper(['test', TESTED, '--run', '--only', 'hangs'], { cwd: folder });
  while (!existsSync(pid) || readFileSync(pid, 'utf8') === '')
    await new Promise((resolve) => setTimeout(resolve, 20));
  running.kill('SIGINT');
  expect((await running.ended).status).toBe(130);
  expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow(/ESRCH/u);
});

it('writes an archive once, makes a registry of it, and mirrors that', () => {
  const archive = join(place, 'acme.tar');
  const into = join(place, 'there');
  expect(run('export', 'org.acme', '--out', archive)).toMatchObject({
    status: 0,
    data: { commits: 1, root: null },
  });
  expect(run('export', 'org.acme', '--out', archive)).toMatchObject({
    status: 3,
    codes: ['HYPER_EXPORT_EXISTS'],
  });
  expect(run('import', archive, '--into', into, '--name', 'x')).toMatchObject({ status: 2 });
  const tried = run('import', archive, '--into', into, '--dry-run');
  expect(tried).toMatchObject({ status: 0, data: { isDryRun: true, namespace: 'org.acme' } });
  expect(existsSync(into)).toBe(false);
  const made = run('import', archive, '--into', into);
  expect(made).toMatchObject({ status: 0, data: { ...(tried.data as object), isDryRun: false } });
  expect(run('import', archive, '--into', into, '--dry-run')).toMatchObject({
    codes: ['HYPER_OUTPUT_FOREIGN'],
  });
  repository.write({ [releasePath('org.acme/parser', '2.0.0')]: releaseText('org.acme/parser', '2.0.0') });
  repository.commit('More', 1);
  const words = ['sync', '.', into, '--namespace', 'org.acme'];
  expect(run(...words, '--dry-run')).toMatchObject({
    status: 0,
    data: { isDryRun: true, facts: { added: 1 } },
  });
  expect(run(...words)).toMatchObject({ status: 0, data: { isChanged: true } });
  expect(hyper(['validate'], { cwd: into })).toMatchObject({ status: 0 });
  repository.write({
    'namespaces/org/acme/parser/2.0.0.yaml': releaseText('org.acme/parser', '2.0.0', 'labels: {a: b}\n'),
  });
  repository.commit('Rewritten', 2);
  expect(run(...words)).toMatchObject({ status: 1, codes: ['HYPER_SYNC_RELEASE'] });
  const told = hyper(words, { cwd: repository.folder });
  expect(told.stdout + told.stderr).toContain('Mirror org.acme (refused, nothing was written)');
  expect(run('sync', '.', into)).toMatchObject({ status: 2, codes: ['HYPER_USAGE_FLAG_MISSING'] });
});

it('says of a write outside of a registry that there is none, and of a refused one what to add', () => {
  const nowhere = temporaryFolder();
  for (const words of [
    'namespace create org.acme',
    'lint --fix',
    'migrate',
    'migrate --dry-run',
    'lint --fix --commit',
  ]) {
    const { status, stderr } = hyper(words.split(' '), { cwd: nowhere });
    expect([words, status, stderr]).toEqual([words, 3, expect.stringContaining('HYPER_REGISTRY_MISSING')]);
  }
  const { status, stdout, stderr } = hyper(['registry', 'create', 'plugin', 'org.acme/new'], { cwd: folder });
  expect(status).toBe(1);
  expect(stdout).toContain('Create org.acme/new@0.1.0 (refused, nothing was written)');
  expect(stderr).toContain('--content PATH');
});
