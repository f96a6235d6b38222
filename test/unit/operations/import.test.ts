import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createImportContext } from '../../../src/composition.ts';
import { importRegistry } from '../../../src/operations/index.ts';
import type { ImportData } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/index.ts';
import { openTestRepository } from '../../build/git-repository.ts';
import { testFacts, validateFolder } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/importers', import.meta.url));

async function run(source: string, into: string, isBare = false): Promise<Outcome<ImportData>> {
  const context = await createImportContext({}, testFacts(temporaryFolder()));
  return importRegistry.run(context, { source, into, name: undefined, isBare });
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
