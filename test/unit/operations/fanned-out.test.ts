import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createExportContext, createImportArchiveContext } from '../../../src/composition-write.ts';
import { exportNamespace, importArchive, migrate, sync } from '../../../src/operations/index.ts';
import { compareText } from '../../../src/core/index.ts';
import { planCheck } from '../../../src/lifecycle/index.ts';
import { parseReport } from '../../../src/operations/forge/parse-report.ts';
import { fanOutSegment } from '../../../src/registry/index.ts';
import { PLAIN_PAINT, renderReport, toReport } from '../../../src/report/index.ts';
import { changeRegistry, pullRequestEvent } from '../../build/change-repository.ts';
import { createTestRepository, openTestRepository } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import { registryText, release, smallRegistry, stateText } from '../../build/manifests.ts';
import { testContext, testFacts, validateFolder } from '../../build/registry-context.ts';
import { runCi } from '../../build/run-ci.ts';
import { signaturesOf } from '../../build/signed-files.ts';
import { ROOTS, signedRegistry } from '../../build/signed-registry.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { verifyFolder } from '../../build/verify-context.ts';
import { EDIT, writeContext } from '../../build/write-world.ts';

const README = 'namespaces/org/acme/parser/README.md';

async function fanOut({ folder }: TestRepository): Promise<void> {
  await migrate.run(writeContext(folder), { ...EDIT, mode: 'commit', to: 2, fanOutFrom: 1 });
}

async function pack({ folder }: TestRepository, name: string, at = 'HEAD') {
  const out = join(temporaryFolder(), name);
  const context = await createExportContext({}, testFacts(folder));
  const { data } = await exportNamespace.run(context, { registry: folder, namespace: 'org.acme', at, out });
  return { out, data };
}

async function unpack(file: string): Promise<TestRepository> {
  const into = join(temporaryFolder(), 'made');
  const context = await createImportArchiveContext({}, testFacts(temporaryFolder()));
  await importArchive.run(context, { file, into, isBare: false });
  return openTestRepository(into);
}

const treeOf = (repository: TestRepository, path = 'namespaces/org/acme'): string =>
  repository.git('rev-parse', `HEAD:${path}`);

/** Files of the namespace with their contents, wherever they lie. */
function contentsOf(repository: TestRepository): string[] {
  const lines = repository.git('ls-tree', '-r', 'HEAD', 'namespaces/org/acme').split('\n');
  return lines.map((line) => line.replace(/\/_[0-9a-f]{2}\//u, '/')).sort(compareText);
}

describe('an archive of a namespace that is fanned out', () => {
  it('is brought back as it was, with its history, and every signature is good', async () => {
    const repository = createTestRepository(signedRegistry());
    await fanOut(repository);
    const text = `${repository.git('show', 'HEAD:registry.yaml')}\n`;
    repository.write({ 'registry.sigstore.json': signaturesOf('registry.yaml', text, ROOTS) });
    repository.commit('Sign the registry');
    const { out, data } = await pack(repository, 'acme.tar');
    expect(data).toMatchObject({ commits: 3, outside: [] });
    const made = await unpack(out);
    expect(treeOf(made)).toBe(treeOf(repository));
    expect(contentsOf(made).join('\n')).toMatch(/parser\/1\.1\.0\.sigstore\.json/u);
    expect(made.git('ls-tree', '-r', '--name-only', 'HEAD')).toMatch(/acme\/_[0-9a-f]{2}\/parser\/1\.0\.0/u);
    expect(made.git('ls-tree', '-r', '--name-only', 'HEAD~2')).toMatch(/org\/acme\/parser\/1\.0\.0\.yaml/u);
    expect(made.git('fsck', '--strict')).toBe('');
    expect(await validateFolder(made.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
    const { verdict, data: verified } = await verifyFolder(made.folder);
    expect(verified.refused).toEqual([]);
    expect(verdict).toBe('pass');
    const again = await pack(repository, 'again.tar');
    expect(readFileSync(again.out).equals(readFileSync(out))).toBe(true);
    const once = await pack(made, 'once.tar');
    expect(treeOf(await unpack(once.out))).toBe(treeOf(repository));
  });

  it('can be of the time before, and its digests are those that sha256sum finds', async () => {
    const repository = createTestRepository(smallRegistry());
    const before = treeOf(repository);
    await fanOut(repository);
    const { out } = await pack(repository, 'before.tar', 'HEAD~1');
    expect(treeOf(await unpack(out))).toBe(before);
    const folder = temporaryFolder();
    execFileSync('tar', ['xf', (await pack(repository, 'now.tar')).out, '-C', folder]);
    execFileSync('sha256sum', ['--quiet', '-c', 'digests.txt'], { cwd: folder });
  });
});

describe('a mirror', () => {
  const mirror = async (source: TestRepository, target: TestRepository) =>
    sync.run(writeContext(target.folder), {
      ...{ ...EDIT, registry: target.folder, source: source.folder, at: 'HEAD', mirrored: 'org.acme' },
      mode: 'commit',
    });

  it.each(['source', 'target', 'both'] as const)(
    'puts files where they belong: fanned out is %s',
    async (which) => {
      const source = createTestRepository(smallRegistry());
      const target = createTestRepository({ 'registry.yaml': registryText() });
      expect((await mirror(source, target)).data.facts).toMatchObject({ added: 7, conflicts: 0 });
      if (which !== 'target') await fanOut(source);
      if (which !== 'source') await fanOut(target);
      expect((await mirror(source, target)).data.isChanged).toBe(false);
      const context = testContext(source.folder);
      const { store } = await context.openRegistry({ registry: source.folder });
      const entries = await store.listTree(await store.resolveRevision('HEAD'));
      const real = (path: string): string => entries.find((entry) => entry.path === path)?.at ?? path;
      const state = 'namespaces/org/acme/parser/artifact.yaml';
      const text = stateText('org.acme/parser', 'tags:\n  stable: "1.0.0"\n').replace(
        'revision: 1',
        'revision: 2',
      );
      source.write({ [real(state)]: text });
      source.git('rm', '-q', real(README));
      const added = real('namespaces/org/acme/parser/1.1.0.yaml').replace('1.1.0.yaml', '1.2.0.yaml');
      source.write({ [added]: Object.values(release('org.acme/parser', '1.2.0'))[0] ?? '' });
      source.commit('Go on', 1);
      const { data, diagnostics } = await mirror(source, target);
      expect(diagnostics).toEqual([]);
      expect(data.facts).toMatchObject({ added: 1, changed: 1, removed: 1, conflicts: 0 });
      expect(contentsOf(target)).toEqual(contentsOf(source));
      expect(await validateFolder(target.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
      expect((await mirror(source, target)).data.isChanged).toBe(false);
      expect((await mirror(target, source)).data.isChanged).toBe(false);
    },
  );
});

describe('a finding in a registry that is fanned out', () => {
  const FORMAT = { width: Infinity, paint: PLAIN_PAINT, isQuiet: false } as const;

  it('is shown at the place where its file really lies, by every format for a forge', async () => {
    const repository = createTestRepository(changeRegistry());
    await fanOut(repository);
    const base = repository.git('rev-parse', 'HEAD');
    const real = `namespaces/org/acme/${fanOutSegment('parser')}/parser/1.2.0.yaml`;
    const [path = '', text = ''] = Object.entries(release('org.acme/parser', '1.2.0'))[0] ?? [];
    repository.write({ [real]: String(text).replace('license: MIT', 'licence: MIT') });
    const told = await validateFolder(repository.folder);
    expect(told.diagnostics).toMatchObject([{ code: 'HYPER_FIELD_UNKNOWN', path, file: real }]);
    const head = repository.commit('A release');
    const event = pullRequestEvent(base, head, { author: 2 });
    const outcome = await runCi(repository.folder, { base, head }, event);
    const found = outcome.diagnostics.filter(({ code }) => code === 'HYPER_FIELD_UNKNOWN');
    expect(found).toMatchObject([{ path, file: real, span: { start: { line: 11 } } }]);
    const report = toReport('ci', { ...outcome, diagnostics: found });
    for (const format of ['github', 'sarif', 'markdown', 'table'] as const) {
      const { stdout, stderr } = await renderReport(report, { ...FORMAT, format });
      expect(stdout + stderr).toContain(real);
      expect(stdout + stderr).not.toContain(path);
    }
    const { stdout } = await renderReport(report, { ...FORMAT, format: 'json' });
    const read = parseReport(stdout);
    expect(read.diagnostics).toMatchObject([{ path, file: real }]);
    const check = { commit: head, standing: 'findings', markdown: '', prefix: '' } as const;
    const { annotations } = planCheck({ ...check, diagnostics: read.diagnostics });
    expect(annotations.map((one) => one.path)).toEqual([real]);
  });

  it('has its plain place alone where nothing is fanned out, or no file is there', async () => {
    const repository = createTestRepository(changeRegistry());
    await fanOut(repository);
    repository.write({ 'namespaces/org/acme/namespace.yaml': 'kind: Namespace\n' });
    const { diagnostics } = await validateFolder(repository.folder);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.filter(({ file }) => file !== undefined)).toEqual([]);
  });
});
