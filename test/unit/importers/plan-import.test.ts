import { describe, expect, it } from 'vitest';
import type { HyperError } from '../../../src/core/index.ts';
import { findImporter, IMPORTERS, planImport, toImportDiagnostics } from '../../../src/importers/index.ts';
import type { ImportPlan } from '../../../src/importers/index.ts';
import { bcrLine, fixtureLines, linesOf, purescriptLine } from './import-lines.ts';

async function plan(kind: string, lines: Iterable<string>): Promise<ImportPlan> {
  const importer = findImporter(kind);
  return planImport(importer, importer.read(linesOf(lines)));
}

describe('planImport', () => {
  const lineKinds = IMPORTERS.filter(({ format }) => format.entries === undefined);

  it.each(lineKinds.map(({ format }) => format.kind))(
    'accounts for every line and dependency of the %s fixture',
    async (kind) => {
      const lines = fixtureLines(kind);
      const { report } = await plan(kind, lines);
      const { edges } = report;
      const inLines = lines.map((line) => JSON.parse(line) as { deps: object; devDeps?: object });
      const edgeCount = inLines.reduce(
        (sum, { deps, devDeps }) => sum + Object.keys(deps).length + Object.keys(devDeps ?? {}).length,
        0,
      );
      expect(report.carried + report.skipped.length).toBe(lines.length);
      expect(report.skippedByCode.reduce((sum, [, count]) => sum + count, 0)).toBe(report.skipped.length);
      expect(edges.carried + edges.approximated + edges.dropped + edges.skipped).toBe(edgeCount);
      expect(edges.byCode.reduce((sum, [, count]) => sum + count, 0)).toBe(
        edges.approximated + edges.dropped,
      );
      expect(edges.altered).toHaveLength(edges.approximated + edges.dropped);
    },
  );

  it('makes one commit for each UTC day of publication, at the time of its last', async () => {
    const times = ['2022-08-18T23:59:59.900Z', '2022-08-18T00:00:00.000Z', '2022-08-19T00:00:00.000Z'];
    const lines = times.map((publishedTime, index) =>
      purescriptLine({ publishedTime, version: `1.0.${index}` }),
    );
    const { commits, commitCount } = await plan('purescript', lines);
    const all = [...commits];
    expect(all).toHaveLength(commitCount);
    expect(all.map(({ time }) => new Date(time * 1000).toISOString())).toEqual([
      '2022-08-18T00:00:00.000Z',
      '2022-08-18T23:59:59.000Z',
      '2022-08-19T00:00:00.000Z',
    ]);
    expect(all[1]?.files.map(({ path }) => path)).toEqual([
      'namespaces/lib/purescript/prelude/1.0.0.yaml',
      'namespaces/lib/purescript/prelude/1.0.1.yaml',
    ]);
  });

  it('begins with the files that make a registry', async () => {
    const [first] = (await plan('bcr', fixtureLines('bcr'))).commits;
    expect(first?.files.map(({ path }) => path)).toEqual([
      '.gitattributes',
      '.gitignore',
      'README.md',
      'namespaces/lib/bazel/namespace.yaml',
      'namespaces/lib/namespace.yaml',
      'registry.yaml',
    ]);
    const text = Buffer.from(first?.files.at(-1)?.bytes ?? []).toString('utf8');
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/\S+\/registry\.schema\.json\napiVersion: hyper\/v1\n/u,
    );
  });

  it('plans the same bytes again, and for lines in another order the same files', async () => {
    const lines = fixtureLines('bcr');
    const bytesOf = async (input: Iterable<string>): Promise<string> =>
      JSON.stringify([...(await plan('bcr', input)).commits]);
    const first = await bytesOf(lines);
    expect(await bytesOf(lines)).toBe(first);
    expect(await bytesOf(lines.toReversed())).toBe(first);
  });

  it('puts all states of an artifact in one file', async () => {
    const lines = ['1.0.0', '1.1.0'].map((version) => bcrLine('zlib', version, { yanked: 'it is broken' }));
    const files = [...(await plan('bcr', lines)).commits].flatMap((commit) => commit.files);
    const states = files.filter(({ path }) => path.endsWith('/artifact.yaml'));
    expect(states).toHaveLength(1);
    expect(
      Buffer.from(states[0]?.bytes ?? [])
        .toString('utf8')
        .match(/it is broken/gu),
    ).toHaveLength(2);
  });

  it('plans an empty registry where no line can be carried', async () => {
    const { commitCount, report } = await plan('bcr', ['nonsense']);
    expect([commitCount, report.lines, report.carried]).toEqual([1, 1, 0]);
  });

  it('tells what was skipped as findings with line numbers', async () => {
    const { report } = await plan('bcr', [
      bcrLine('zlib', '1.3'),
      bcrLine('zlib', '1.3.bcr.1'),
      bcrLine('abc', '1.0.0', { deps: { zlib: '' } }),
    ]);
    expect(toImportDiagnostics(report, 'bcr.jsonl')).toMatchObject([
      {
        code: 'HYPER_IMPORT_VERSION_UNMAPPED',
        severity: 'warning',
        message: expect.stringContaining('line 2: ') as string,
      },
      { code: 'HYPER_IMPORT_EDGE_UNBOUNDED', path: 'bcr.jsonl' },
    ]);
  });

  it('refuses a kind that no importer reads', () => {
    expect(() => findImporter('cargo')).toThrow(
      expect.objectContaining({ code: 'HYPER_IMPORT_KIND_UNKNOWN' }) as HyperError,
    );
  });
});
