import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBuildContext, createImportContext } from '../../../src/composition.ts';
import { build, importRegistry } from '../../../src/operations/index.ts';
import type { ImportData } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/index.ts';
import { openTestRepository } from '../../build/git-repository.ts';
import { testFacts, validateFolder } from '../../build/registry-context.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));
const BUILD = {
  at: undefined,
  visibility: 'public',
  isTolerant: false,
  isClean: false,
} as const;
const FIXTURES = fileURLToPath(new URL('../../fixtures/importers', import.meta.url));

async function run(
  source: string,
  into: string,
  isBare = false,
  sourceUrl?: string,
): Promise<Outcome<ImportData>> {
  const context = await createImportContext({}, testFacts(temporaryFolder()));
  return importRegistry.run(context, { source, into, name: undefined, isBare, sourceUrl });
}

describe('import', () => {
  it.each(['purescript', 'bcr'])(
    'makes a sound registry of %s, every release accounted for',
    async (kind) => {
      const into = join(temporaryFolder(), 'made');
      const { verdict, data } = await run(`${kind}:${join(FIXTURES, `${kind}.jsonl`)}`, into);
      expect(verdict).toBe('pass');
      const repository = openTestRepository(into);
      expect(repository.git('rev-parse', 'HEAD')).toBe(data.commit);
      expect(repository.git('rev-list', '--count', 'HEAD')).toBe(String(data.commits));
      expect(repository.git('status', '--porcelain')).toBe('');
      expect(await validateFolder(into)).toMatchObject({ verdict: 'pass', data: { commit: data.commit } });
    },
  );

  it('tells of a dry run what would be made, to the id of the commit, and leaves nothing', async () => {
    const room = temporaryFolder();
    const into = join(room, 'made');
    const context = await createImportContext({}, testFacts(temporaryFolder()));
    const source = `bcr:${join(FIXTURES, 'bcr.jsonl')}`;
    const input = { source, into, name: undefined, isBare: false, isDryRun: true };
    const tried = await importRegistry.run(context, input);
    expect(readdirSync(room)).toEqual([]);
    const made = await run(source, into);
    expect(tried).toEqual({ ...made, isLasting: false, data: { ...made.data, isDryRun: true } });
    await expect(importRegistry.run(context, input)).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
  });

  it('has findings where nothing of a file could be carried', async () => {
    const room = temporaryFolder();
    writeFiles(room, { 'README.md': '# Not releases\n' });
    const { verdict, data } = await run(`purescript:${join(room, 'README.md')}`, join(room, 'made'));
    expect({ verdict, carried: data.report.carried, skipped: data.report.skipped.length }).toEqual({
      ...{ verdict: 'findings', carried: 0, skipped: 1 },
    });
  });

  it('has findings where the file is empty, as one is whose fetching failed', async () => {
    const room = temporaryFolder();
    writeFiles(room, { 'releases.jsonl': '' });
    expect((await run(`purescript:${join(room, 'releases.jsonl')}`, join(room, 'made'))).verdict).toBe(
      'findings',
    );
  });

  it.each([
    ['helm', 'helm.yaml', 4],
    ['npm', 'npm.json', 3],
    ['npm', 'npm-search.json', 1],
    ['mcp', 'mcp.json', 3],
    ['backstage', 'backstage.yaml', 5],
  ])('makes a sound registry of %s:%s that can be built', async (kind, file, releases) => {
    const room = temporaryFolder();
    const into = join(room, 'made');
    const sourceUrl = 'https://charts.example.com/stable/';
    const { data, diagnostics } = await run(`${kind}:${join(FIXTURES, file)}`, into, false, sourceUrl);
    expect(data.report).toMatchObject({ carried: releases, unit: 'entry' });
    expect(await validateFolder(into)).toMatchObject({ verdict: 'pass', diagnostics: [] });
    const isDescribed = diagnostics.some(({ code }) => code === 'HYPER_IMPORT_CONTENT_DESCRIBED');
    expect(isDescribed).toBe(kind === 'npm');
    const site = join(room, 'site');
    const context = await createBuildContext({}, testFacts(into), SCHEMAS, testSigning());
    const built = await build.run(context, { ...BUILD, registry: into, out: site });
    expect(built).toMatchObject({ verdict: 'pass' });
    expect(existsSync(join(site, 'index.html'))).toBe(true);
  });

  it.each(['http://charts.example.com/', 'charts'])('refuses "%s" as the source of a file', async (url) => {
    const into = join(temporaryFolder(), 'made');
    const source = `helm:${join(FIXTURES, 'helm.yaml')}`;
    await expect(run(source, into, false, url)).rejects.toMatchObject({ code: 'HYPER_USAGE_FLAG_VALUE' });
    expect(existsSync(into)).toBe(false);
  });

  it('gives equal commits for equal input, with or without a working tree', async () => {
    const source = `purescript:${join(FIXTURES, 'purescript.jsonl')}`;
    const room = temporaryFolder();
    const plain = await run(source, join(room, 'plain'));
    const bare = await run(source, join(room, 'bare.git'), true);
    expect(bare.data.commit).toBe(plain.data.commit);
    expect(existsSync(join(room, 'bare.git/HEAD'))).toBe(true);
  });

  it.each(['purescript', 'purescript:', ':file', ''])('refuses "%s" as a source', async (source) => {
    const into = join(temporaryFolder(), 'made');
    await expect(run(source, into)).rejects.toMatchObject({ code: 'HYPER_IMPORT_SOURCE' });
    expect(existsSync(into)).toBe(false);
  });

  it('refuses a folder that holds something', async () => {
    const into = temporaryFolder();
    writeFiles(into, { 'thesis.txt': 'x' });
    const source = `purescript:${join(FIXTURES, 'purescript.jsonl')}`;
    await expect(run(source, into)).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
    expect(existsSync(join(into, 'thesis.txt'))).toBe(true);
  });

  it('says that the file is not there', async () => {
    const into = join(temporaryFolder(), 'made');
    await expect(run('purescript:/nowhere/file.jsonl', into)).rejects.toMatchObject({
      code: 'HYPER_FILE_UNREADABLE',
    });
    expect(existsSync(into)).toBe(false);
  });
});
