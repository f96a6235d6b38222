import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HyperError } from '../../src/core/index.ts';
import { createChangeRepository } from '../build/change-repository.ts';
import type { Puts } from '../build/change-repository.ts';
import { createTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import { namespaceText, release, releaseText, smallRegistry } from '../build/manifests.ts';
import { runCi } from '../build/run-ci.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';

const PARSER = 'namespaces/org/acme/parser';
const repository = createChangeRepository();
const NEW: Puts = { [`${PARSER}/1.2.0.yaml`]: { release: ['org.acme/parser', '1.2.0'] } };

async function judge(base: string, head: string, folder = repository.folder): Promise<string[]> {
  const { diagnostics } = await runCi(folder, { base, head });
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path = '' }) => `${code} ${path}`);
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof HyperError ? error.code : String(error);
  }
}

/** The day of `NOW`, counted as test repositories do. */
const TODAY = 516;

describe('which change is judged', () => {
  it('judges a change of a registry that was begun within the day, whose first commit has no parent', async () => {
    const young = createTestRepository();
    young.write(smallRegistry());
    const base = young.commit('Start', TODAY);
    young.write(release('org.acme/fresh', '1.0.0'));
    const head = young.commit('Publish', TODAY);
    const { data } = await runCi(young.folder, { base, head });
    expect(data.changes.map(({ subject }) => subject)).toEqual(['org.acme/fresh']);
  });

  it('takes nothing from a target that went on meanwhile (C22)', async () => {
    const target = repository.change({
      'namespaces/org/globex/weaver/1.1.0.yaml': { release: ['org.globex/weaver', '1.1.0'] },
    });
    const head = repository.change(NEW);
    const { data } = await runCi(repository.folder, { base: target, head });
    expect(data.mergeBases).toEqual([repository.base]);
    expect(data.changes.map(({ subject }) => subject)).toEqual(['org.acme/parser']);
  });

  it('judges from every merge base after branches were merged into each other (C22)', async () => {
    const left = repository.change(NEW);
    const right = repository.change({
      'namespaces/org/globex/weaver/1.1.0.yaml': { release: ['org.globex/weaver', '1.1.0'] },
    });
    const target = repository.change(
      { 'namespaces/org/globex/weaver/1.1.0.yaml': { release: ['org.globex/weaver', '1.1.0'] } },
      left,
      right,
    );
    const merged = repository.change(NEW, right, left);
    const harmless = repository.change({ [`${PARSER}/README.md`]: '# The parser\n' }, merged);
    const hostile = repository.change(
      { 'namespaces/org/globex/weaver/1.1.0.yaml': { replace: ['license: MIT', 'license: ISC'] } },
      merged,
    );
    const fine = await runCi(repository.folder, { base: target, head: harmless });
    expect(fine.data.mergeBases).toEqual([left, right].sort((one, other) => (one < other ? -1 : 1)));
    expect(fine.data.changes.map(({ subject }) => subject)).toEqual([`${PARSER}/README.md`]);
    expect(await judge(target, harmless)).toEqual([]);
    expect(await judge(target, hostile)).toContain(
      'HYPER_RELEASE_CHANGED namespaces/org/globex/weaver/1.1.0.yaml',
    );
  });

  it('refuses a head that has no past in common with the target (C22)', async () => {
    const tree = repository.git('rev-parse', `${repository.base}^{tree}`);
    const alien = repository.git('commit-tree', tree, '-m', 'Alien');
    expect(await codeOf(runCi(repository.folder, { base: repository.base, head: alien }))).toBe(
      'HYPER_CHANGE_UNRELATED',
    );
  });

  it('fails closed in a shallow clone, where every file would look new (C21)', async () => {
    const head = repository.change(NEW);
    repository.git('update-ref', 'refs/heads/change', head);
    const clone = join(temporaryFolder(), 'clone');
    const args = ['clone', '-q', '--depth', '1', '--branch', 'change', `file://${repository.folder}`, clone];
    execFileSync('git', args, { env: testGitEnvironment() });
    expect(await codeOf(runCi(clone, { base: 'HEAD', head: 'HEAD' }))).toBe('HYPER_REPOSITORY_SHALLOW');
  });

  it('wants to be told which change is meant', async () => {
    expect(await codeOf(runCi(repository.folder, {}))).toBe('HYPER_USAGE_FLAG_MISSING');
  });

  it('says of an event that does not say enough how to ask for the rest', async () => {
    const payload = JSON.stringify({ action: 'completed', workflow_run: { id: 1, event: 'pull_request' } });
    await expect(runCi(repository.folder, {}, payload)).rejects.toMatchObject({
      code: 'HYPER_EVENT_INVALID',
      hint: expect.stringContaining('hyper forge event') as string,
    });
  });

  it('refuses an event of another head than it is told', async () => {
    const head = repository.change(NEW);
    const event = JSON.stringify({
      pull_request: { base: { sha: repository.base }, head: { sha: repository.base } },
    });
    expect(await codeOf(runCi(repository.folder, { head }, event))).toBe('HYPER_EVENT_INVALID');
  });
});

describe('what of a change is seen', () => {
  it('sees the violation that is the last of 3,500 files (C15)', async () => {
    const puts: Record<string, string | null> = {};
    for (let number = 0; number < 3500; number += 1)
      puts[`docs/page-${String(number).padStart(4, '0')}.md`] = `# ${number}\n`;
    puts[`${PARSER}/1.1.0.yaml`] = null;
    const head = repository.change(puts);
    expect(await judge(repository.base, head)).toContain(`HYPER_RELEASE_REMOVED ${PARSER}/1.1.0.yaml`);
  });

  it('sees a rename as what it is: a removal and an addition (C16)', async () => {
    const text = repository.filesAt(repository.base).get('namespaces/org/globex/weaver/1.0.0.yaml') ?? '';
    const head = repository.change({
      'namespaces/org/globex/weaver/1.0.0.yaml': null,
      'namespaces/org/acme/weaver/1.0.0.yaml': text.replace('namespace: org.globex', 'namespace: org.acme'),
    });
    expect(await judge(repository.base, head)).toContain(
      'HYPER_RELEASE_REMOVED namespaces/org/globex/weaver/1.0.0.yaml',
    );
  });

  it('sees an extra file under a published version (I12)', async () => {
    const head = repository.change({
      [`${PARSER}/1.0.0/payload.js`]: 'alert(1)\n',
      [`${PARSER}/1.0.0.txt`]: 'more\n',
    });
    expect(await judge(repository.base, head)).toEqual([
      `HYPER_LAYOUT_FOREIGN ${PARSER}/1.0.0.txt`,
      `HYPER_LAYOUT_FOREIGN ${PARSER}/1.0.0/payload.js`,
    ]);
  });

  it('takes a release with the bytes that are there already for no change (I02)', async () => {
    const text = repository.filesAt(repository.base).get(`${PARSER}/1.1.0.yaml`) ?? '';
    const head = repository.change({ [`${PARSER}/1.1.0.yaml`]: text });
    const outcome = await runCi(repository.folder, { base: repository.base, head });
    expect([outcome.verdict, outcome.data.changes]).toEqual(['pass', []]);
  });

  it('reads as many objects for a registry of hundreds as for one of few (K11)', async () => {
    const many: Record<string, string> = Object.fromEntries(repository.filesAt(repository.base));
    for (let number = 0; number < 300; number += 1) {
      const name = `part-${number.toString(36)}-${(number * 7919).toString(36)}`;
      many[`namespaces/org/globex/${name}/1.0.0.yaml`] = releaseText(`org.globex/${name}`, '1.0.0');
    }
    const large = createChangeRepository(many);
    const counts = [];
    for (const one of [repository, large]) {
      const { data } = await runCi(one.folder, { base: one.base, head: one.change(NEW) });
      counts.push([data.counts.blobsRead, data.counts.foldersRead]);
    }
    expect(counts[1]).toEqual(counts[0]);
  });
});

describe('a registry that is a folder of a larger repository', () => {
  it('sees a workflow outside it beside a release, and tells paths from the root of the repository (C04)', async () => {
    const files = Object.fromEntries(
      [...repository.filesAt(repository.base)].map(([path, text]) => [`registry/${path}`, text]),
    );
    const larger = createChangeRepository({ ...files, 'README.md': '# All of it\n' });
    const head = larger.change({
      '.github/workflows/check.yml': 'on: push\n',
      'src/main.ts': 'export {};\n',
      [`registry/${PARSER}/1.2.0.yaml`]: releaseText('org.acme/parser', '1.2.0'),
    });
    const outcome = await runCi(join(larger.folder, 'registry'), { base: larger.base, head });
    expect(outcome.prefix).toBe('registry/');
    expect(outcome.diagnostics.map(({ code }) => code)).toContain('HYPER_CHANGE_MIXED');
    expect(outcome.data.counts).toMatchObject({ added: 1, outside: 2 });
  });
});

describe('two changes that are fine alone', () => {
  it('are refused together in the merge queue: one version twice (C13, K05)', async () => {
    const one = repository.change(NEW);
    const other = repository.change({
      [`${PARSER}/1.2.0+b.yaml`]: { release: ['org.acme/parser', '1.2.0+b'] },
    });
    expect([await judge(repository.base, one), await judge(repository.base, other)]).toEqual([[], []]);
    const union = repository.change(
      { [`${PARSER}/1.2.0+b.yaml`]: { release: ['org.acme/parser', '1.2.0+b'] } },
      one,
      other,
    );
    const event = JSON.stringify({
      merge_group: { base_sha: repository.base, head_sha: union, base_ref: 'refs/heads/main' },
    });
    const { diagnostics } = await runCi(repository.folder, {}, event);
    expect(diagnostics.map(({ code }) => code)).toContain('HYPER_VERSION_TWINS');
  });

  it('are refused together in the merge queue: a quota that only one fits in (C13, Q01)', async () => {
    const globex = namespaceText('org.globex', 'quotas:\n  artifacts: 2\n');
    const limited = createChangeRepository({
      ...Object.fromEntries(repository.filesAt(repository.base)),
      'namespaces/org/globex/namespace.yaml': globex,
    });
    const puts = (name: string): Puts => ({
      [`namespaces/org/globex/${name}/1.0.0.yaml`]: { release: [`org.globex/${name}`, '1.0.0'] },
    });
    const [one, other] = [limited.change(puts('loom')), limited.change(puts('quartz'))];
    expect([
      await judge(limited.base, one, limited.folder),
      await judge(limited.base, other, limited.folder),
    ]).toEqual([[], []]);
    const union = limited.change(puts('quartz'), one, other);
    const event = JSON.stringify({
      merge_group: { base_sha: limited.base, head_sha: union, base_ref: 'refs/heads/main' },
    });
    const { diagnostics } = await runCi(limited.folder, {}, event);
    expect(diagnostics.map(({ code }) => code)).toContain('HYPER_QUOTA_ARTIFACTS');
  });
});
