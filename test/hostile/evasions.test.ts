import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBuildContext } from '../../src/composition.ts';
import { build } from '../../src/operations/index.ts';
import type { BuildData, Outcome } from '../../src/operations/index.ts';
import { createTestRepository, testCache } from '../build/git-repository.ts';
import { sealed } from '../build/kept-files.ts';
import { namespaceText, namespace, release, smallRegistry, stateText } from '../build/manifests.ts';
import { findingsOf, testFacts, validateFolder } from '../build/registry-context.ts';
import { testSigning } from '../build/site-signing.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';

const SCHEMAS = fileURLToPath(new URL('../../schemas', import.meta.url));

async function buildInto(folder: string, out: string, isTolerant = false): Promise<Outcome<BuildData>> {
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning());
  const input = { registry: undefined, at: 'HEAD', visibility: 'public', isClean: false } as const;
  return build.run(context, { ...input, isTolerant, out });
}

function textOf(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? textOf(path) : `${path}\n${readFileSync(path, 'utf8')}`;
    })
    .join('\n');
}

describe('what a change may try to hide from its check', () => {
  it('sees a submodule that .gitmodules asks git to ignore (G07)', async () => {
    const repository = createTestRepository(smallRegistry());
    const base = repository.git('rev-parse', 'HEAD');
    const path = 'namespaces/org/acme/sub';
    repository.write({
      '.gitmodules': `[submodule "s"]\n\tpath = ${path}\n\turl = https://git.example.com/x.git\n\tignore = all\n`,
    });
    repository.git('add', '.gitmodules');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${base},${path}`);
    repository.git('commit', '-q', '-m', 'Hide a submodule');
    const outcome = await validateFolder(repository.folder, { at: 'HEAD', changedSince: base });
    expect(findingsOf(outcome)).toContainEqual(['HYPER_TREE_SUBMODULE', path]);
  });

  it('sees what others lose when an artifact is taken away', async () => {
    const repository = createTestRepository(smallRegistry());
    const base = repository.git('rev-parse', 'HEAD');
    repository.git('rm', '-rq', 'namespaces/org/acme/parser');
    repository.git('commit', '-q', '-m', 'Remove the parser');
    const outcome = await validateFolder(repository.folder, { at: 'HEAD', changedSince: base });
    expect(outcome.diagnostics.map(({ code }) => code)).toContain('HYPER_DEPENDENCY_UNKNOWN');
  });

  it('answers in findings where a path is longer than a command line takes (G14)', async () => {
    const repository = createTestRepository(smallRegistry());
    const base = repository.git('rev-parse', 'HEAD');
    const path = `namespaces/${Array.from({ length: 560 }, () => 'a'.repeat(250)).join('/')}/f.yaml`;
    const head = `commit refs/heads/deep\ncommitter a <a@example.com> 1735732800 +0000\ndata 1\nx\nfrom ${base}\n`;
    repository.gitWithInput(`${head}M 100644 inline ${path}\ndata 1\nx\n`, 'fast-import', '--quiet');
    const outcome = await validateFolder(repository.folder, { at: 'deep', changedSince: base });
    expect(outcome.verdict).toBe('findings');
  });

  it('takes a damaged result of an earlier run for none', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const caches = join(testCache(), 'hyper/registry');
    rmSync(caches, { recursive: true, force: true });
    const first = await validateFolder(folder);
    const kept = readdirSync(caches, { recursive: true, encoding: 'utf8' })
      .map((name) => join(caches, name))
      .filter((path) => statSync(path).isFile());
    expect(kept).not.toEqual([]);
    for (const text of ['{"x', '{}', 'null']) {
      for (const path of kept) writeFileSync(path, sealed(text));
      expect(await validateFolder(folder)).toEqual(first);
    }
  });

  it('believes no result that comes with a clone and its git folder (C05, C07)', async () => {
    const repository = createTestRepository(smallRegistry());
    const { folder } = repository;
    const buildId = `test-${String(process.getuid?.() ?? '')}`;
    await validateFolder(folder);
    const caches = join(testCache(), 'hyper/registry');
    const [own = ''] = readdirSync(caches, { recursive: true, encoding: 'utf8' })
      .map((name) => join(caches, name))
      .filter((path) => basename(path).startsWith('validate-'));
    expect(own).not.toBe('');
    repository.write({ 'namespaces/org/acme/namespace.yaml': 'kind: [\n' });
    repository.commit('Break it', 1);
    const tree = repository.git('rev-parse', 'HEAD^{tree}');
    for (const build of ['test', buildId])
      for (const place of ['.git/hyper/cache', '.git/hyper/registry', '.git/hyper/verified'])
        for (const kept of readdirSync(dirname(own))) {
          const planted = kept.replace(/[0-9a-f]{40}/u, tree);
          mkdirSync(join(folder, place, build), { recursive: true, mode: 0o700 });
          cpSync(join(dirname(own), kept), join(folder, place, build, planted));
        }
    expect((await validateFolder(folder)).verdict).toBe('findings');
    expect((await validateFolder(folder, { at: 'HEAD' })).verdict).toBe('findings');
  });

  it.each(['fix/#1', 'größe'])('reads the branch %s', async (name) => {
    const repository = createTestRepository(smallRegistry());
    repository.git('branch', name);
    expect((await validateFolder(repository.folder, { at: name })).verdict).toBe('pass');
  });
});

describe('what a build must not show', () => {
  const hidden = {
    ...namespace('org.vault', 'visibility: private\n'),
    ...release('org.vault/card-safe', '1.0.0'),
  };

  it('keeps a hidden name hidden, however it is spelt', async () => {
    for (const target of ['orgs/vault/card-safe', 'org.vault/card-safe']) {
      const redirect = stateText('org.acme/parser', `redirect:\n  artifact: ${target}\n`);
      const files = { ...smallRegistry(), ...hidden, 'namespaces/org/acme/parser/artifact.yaml': redirect };
      const out = join(temporaryFolder(), 'out');
      await buildInto(createTestRepository(files).folder, out, true);
      expect(textOf(out), target).not.toContain('card-safe');
    }
  });

  it('builds nothing around a namespace that cannot be read, even when told to go on', async () => {
    const repository = createTestRepository({ ...smallRegistry(), ...hidden });
    const out = join(temporaryFolder(), 'out');
    await buildInto(repository.folder, out);
    const before = textOf(out);
    const broken = `${namespaceText('org.vault', 'visibility: private\n')}bogus: 1\n`;
    repository.write({ 'namespaces/org/vault/namespace.yaml': broken });
    repository.commit('Break the namespace');
    const outcome = await buildInto(repository.folder, out, true);
    expect(outcome.verdict).toBe('findings');
    expect(outcome.data.isWritten).toBe(false);
    expect(textOf(out)).toBe(before);
  });

  it('renders again what was altered in the former output (K10)', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const out = join(temporaryFolder(), 'out');
    await buildInto(folder, out);
    const before = textOf(out);
    const page = join(out, 'artifacts/org/acme/parser/index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replace('<title>', '<titlE>'));
    await buildInto(folder, out);
    expect(textOf(out)).toBe(before);
  });
});
