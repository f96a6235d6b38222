import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBuildContext } from '../../../src/composition.ts';
import { build } from '../../../src/operations/index.ts';
import type { BuildContext, BuildData, BuildInput, OutputFolder } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/index.ts';
import { PLAIN_PAINT, renderReport, toReport } from '../../../src/report/index.ts';
import { folderState } from '../../build/folder-state.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { releasePath, smallRegistry } from '../../build/manifests.ts';
import { testFacts } from '../../build/registry-context.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';
import { BUILD_FLAGS } from '../../build/build-flags.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));

async function run(folder: string, out: string, more: Partial<BuildInput> = {}): Promise<Outcome<BuildData>> {
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning());
  return build.run(context, { ...BUILD_FLAGS, ...more, out });
}

describe('build', () => {
  it('writes the output of a commit and counts what is in it', async () => {
    const repository = createTestRepository(smallRegistry());
    const out = join(temporaryFolder(), 'out');
    const { verdict, data } = await run(repository.folder, out);
    expect(verdict).toBe('pass');
    expect(data).toMatchObject({
      ...{ commit: repository.git('rev-parse', 'HEAD'), isWritten: true, reusedUnits: 0 },
      ...{ namespaces: 2, artifacts: 2, releases: 3 },
    });
    const state = folderState(out);
    expect(state?.size).toBe(data.files);
    for (const path of ['digests.json', 'index.html', 'api/v1/index.json'])
      expect(state?.has(path)).toBe(true);
  });

  it('reuses every unit where nothing changed, and none where that is asked', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const out = join(temporaryFolder(), 'out');
    const first = await run(folder, out);
    const before = folderState(out);
    expect((await run(folder, out)).data).toMatchObject({
      renderedUnits: 0,
      reusedUnits: first.data.renderedUnits,
    });
    expect((await run(folder, out, { isClean: true })).data).toMatchObject({ reusedUnits: 0 });
    expect(folderState(out)).toEqual(before);
  });

  it('that is stopped at any point leaves the former output and nothing else (K09)', async () => {
    const repository = createTestRepository(smallRegistry());
    const room = temporaryFolder();
    const out = join(room, 'out');
    await run(repository.folder, out, { at: 'HEAD' });
    const before = folderState(out);
    const input = { ...BUILD_FLAGS, isClean: true, out };
    const files = before?.size ?? 0;
    for (const at of [0, 1, 2, Math.floor(files / 2), files - 1, files]) {
      const controller = new AbortController();
      const context = await createBuildContext(
        { signal: controller.signal },
        testFacts(repository.folder),
        SCHEMAS,
        testSigning(),
      );
      let writes = 0;
      const openOutput: BuildContext['openOutput'] = async (folder) => {
        const output = await context.openOutput(folder);
        const write: OutputFolder['write'] = async (path, bytes) => {
          if ((writes += 1) >= at) controller.abort();
          await output.write(path, bytes);
        };
        return { ...output, write };
      };
      if (at === 0) controller.abort();
      await expect(build.run({ ...context, openOutput }, input)).rejects.toMatchObject({
        code: 'HYPER_INTERRUPTED',
      });
      expect(folderState(out)).toEqual(before);
      expect(readdirSync(room)).toEqual(['out']);
    }
  });

  it('keeps the former output where manifests have faults, unless told to go on', async () => {
    const repository = createTestRepository(smallRegistry());
    const out = join(temporaryFolder(), 'out');
    await run(repository.folder, out);
    const before = folderState(out);
    repository.write({ [releasePath('org.acme/parser', '1.1.0')]: 'kind: [\n' });
    repository.commit('Break', 1);
    const refused = await run(repository.folder, out);
    expect(refused).toMatchObject({ verdict: 'findings', data: { isWritten: false, files: 0 } });
    expect(refused.diagnostics.map(({ code }) => code)).toContain('HYPER_YAML_SYNTAX');
    expect(folderState(out)).toEqual(before);
    const tolerant = await run(repository.folder, out, { isTolerant: true });
    expect(tolerant).toMatchObject({ verdict: 'findings', data: { isWritten: true, releases: 2 } });
  });

  it('leaves out a release that disagrees with its path only where told to go on', async () => {
    const repository = createTestRepository(smallRegistry());
    const text = repository.git('show', `HEAD:${releasePath('org.acme/parser', '1.0.0')}`);
    repository.write({ [releasePath('org.acme/parser', '7.0.0')]: `${text}\n` });
    const out = join(temporaryFolder(), 'out');
    const refused = await run(repository.folder, out);
    expect(refused).toMatchObject({
      verdict: 'findings',
      data: { isWritten: false, canKeepGoing: true },
      diagnostics: [{ code: 'HYPER_CATALOG_LEFT_OUT', severity: 'error' }],
    });
    for (const built of ['first', 'again']) {
      const tolerant = await run(repository.folder, out, { isTolerant: true });
      expect(tolerant, built).toMatchObject({
        verdict: 'findings',
        data: { isWritten: true, releases: 3 },
        diagnostics: [{ code: 'HYPER_CATALOG_LEFT_OUT', severity: 'error' }],
      });
    }
    expect((await run(repository.folder, out)).data.isWritten).toBe(false);
  });

  it.each([
    ['namespaces/org/acme/policies/licence.yaml', 'apiVersion: hyper/v1\nkind: Policy\n'],
    ['namespaces/org/acme/parser/artifact.yaml', 'apiVersion: hyper/v1\nkind: ArtifactState\n'],
    ['namespaces/org/acme/namespace.yaml', 'apiVersion: hyper/v1\nkind: Namespace\n'],
  ])('does not offer to go on where %s has a fault', async (path, text) => {
    const repository = createTestRepository(smallRegistry());
    const out = join(temporaryFolder(), 'out');
    repository.write({ [path]: text });
    for (const isTolerant of [false, true]) {
      const outcome = await run(repository.folder, out, { isTolerant });
      expect(outcome).toMatchObject({ verdict: 'findings', data: { isWritten: false, canKeepGoing: false } });
      const options = { format: 'table', isQuiet: false, paint: PLAIN_PAINT, width: Infinity } as const;
      const { stdout, stderr } = await renderReport(toReport('build', outcome), options);
      expect(stdout + stderr).toContain('first mend');
    }
  });

  it('refuses a folder that holds something else, and leaves it as it is', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const out = temporaryFolder();
    writeFiles(out, { 'thesis.txt': 'x' });
    await expect(run(folder, out)).rejects.toMatchObject({ code: 'HYPER_OUTPUT_FOREIGN' });
    expect([...(folderState(out)?.keys() ?? [])]).toEqual(['thesis.txt']);
  });

  it('leaves nothing beside the output when it is stopped', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const room = temporaryFolder();
    const context = await createBuildContext(
      { signal: AbortSignal.abort() },
      testFacts(folder),
      SCHEMAS,
      testSigning(),
    );
    await expect(build.run(context, { ...BUILD_FLAGS, out: join(room, 'out') })).rejects.toThrow();
    expect(folderState(room)?.size).toBe(0);
  });
});
