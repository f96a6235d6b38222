import { describe, expect, it } from 'vitest';
import {
  fixtureLines,
  importLines,
  mappingAt,
  purescriptLine,
  releasesOf,
  skippedOf,
} from './import-lines.ts';

describe('the purescript importer', () => {
  it('carries every line of the fixture, with the digest in hex and the ranges as they are', async () => {
    const records = await importLines('purescript', fixtureLines('purescript'));
    expect(skippedOf(records)).toEqual([]);
    expect(releasesOf(records)).toHaveLength(18);
    const newtype = releasesOf(records).find(
      (release) => release.version === '5.0.0' && release.name === 'newtype',
    );
    expect(newtype?.manifest).toMatchObject({
      namespace: 'lib.purescript',
      name: 'newtype',
      version: '5.0.0',
      metadata: { license: 'BSD-3-Clause', homepage: 'https://github.com/purescript/purescript-newtype' },
      publishedAt: '2022-04-27T15:04:33.000Z',
      content: { uri: 'https://packages.registry.purescript.org/newtype/5.0.0.tar.gz' },
      dependencies: { 'lib.purescript/prelude': '>=6.0.0 <7.0.0' },
    });
    const digests = mappingAt(newtype?.manifest ?? {}, 'content', 'digests');
    expect(digests['sha256']).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('accounts for every dependency of the fixture', async () => {
    const lines = fixtureLines('purescript');
    const edges = releasesOf(await importLines('purescript', lines)).flatMap((release) => release.edges);
    const inLines = lines.flatMap((line) => Object.keys((JSON.parse(line) as { deps: object }).deps));
    expect(edges).toHaveLength(inLines.length);
    expect(new Set(edges.filter(({ outcome }) => outcome === 'dropped').map(({ code }) => code))).toEqual(
      new Set(['HYPER_IMPORT_EDGE_TARGET_ABSENT']),
    );
  });

  it('gives the same id on every run, with the time of publication in it', async () => {
    const [first] = releasesOf(await importLines('purescript', [purescriptLine()]));
    const [again] = releasesOf(await importLines('purescript', [purescriptLine()]));
    const [other] = releasesOf(await importLines('purescript', [purescriptLine({ version: '6.0.2' })]));
    const id = first?.manifest['id'] as string;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(
      Date.parse('2022-08-18T18:12:12.000Z'),
    );
    expect(again?.manifest['id']).toBe(id);
    expect(other?.manifest['id']).not.toBe(id);
  });

  it('keeps deprecated licence ids as they are', async () => {
    const [release] = releasesOf(await importLines('purescript', [purescriptLine({ license: 'LGPL-3.0+' })]));
    expect(release?.manifest['metadata']).toMatchObject({ license: 'LGPL-3.0+' });
  });

  it.each([
    ['no JSON', '{"name":', 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a list', '[]', 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a missing field', purescriptLine({ license: null }), 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a field of another type', purescriptLine({ deps: ['prelude'] }), 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a number in the dependencies', purescriptLine({ deps: { prelude: 5 } }), 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a negative size', purescriptLine({ source: { hash: 'x', bytes: -1 } }), 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a time without zone', purescriptLine({ publishedTime: '2022-08-18' }), 'HYPER_IMPORT_LINE_MALFORMED'],
    ['a prototype key', `{"__proto__":{},${purescriptLine().slice(1)}`, 'HYPER_IMPORT_LINE_MALFORMED'],
    ['nesting that is too deep', '['.repeat(200_000), 'HYPER_IMPORT_LINE_MALFORMED'],
    ['10 MB', purescriptLine({ description: 'x'.repeat(10_000_000) }), 'HYPER_IMPORT_LINE_TOO_LONG'],
    ['a bidirectional mark', purescriptLine({ description: 'a\u202eb' }), 'HYPER_IMPORT_TEXT_REFUSED'],
    ['a terminal escape', purescriptLine({ homepage: 'a\u001b[2Jb' }), 'HYPER_IMPORT_TEXT_REFUSED'],
    ['bytes that were no UTF-8', purescriptLine({ description: 'a\ufffdb' }), 'HYPER_IMPORT_TEXT_REFUSED'],
    ['a reserved name', purescriptLine({ name: 'constructor' }), 'HYPER_IMPORT_NAME_REFUSED'],
    ['a name without letters', purescriptLine({ name: '--' }), 'HYPER_IMPORT_NAME_REFUSED'],
    ['no SemVer', purescriptLine({ version: '6.0' }), 'HYPER_IMPORT_VERSION_UNMAPPED'],
    [
      'a digest cut short',
      purescriptLine({ source: { hash: 'sha256-AAAA' } }),
      'HYPER_IMPORT_CONTENT_UNUSABLE',
    ],
  ])('skips a line with %s, says why and reads the others', async (_, line, code) => {
    const records = await importLines('purescript', ['', line, purescriptLine({ name: 'maybe' })]);
    expect(records.map(({ outcome }) => outcome)).toEqual(['skipped', 'carried']);
    expect(skippedOf(records)[0]).toMatchObject({ line: 2, code });
  });

  it('skips a release that came before', async () => {
    const records = await importLines('purescript', [purescriptLine(), purescriptLine()]);
    expect(skippedOf(records)).toMatchObject([{ line: 2, code: 'HYPER_IMPORT_RELEASE_REPEATED' }]);
  });

  it('skips the second of two versions that differ only in build metadata (I04)', async () => {
    const lines = ['6.0.1+b', '6.0.1+a'].map((version) => purescriptLine({ version }));
    const records = await importLines('purescript', lines);
    expect(skippedOf(records)).toMatchObject([{ line: 1, code: 'HYPER_IMPORT_VERSION_TWIN' }]);
  });

  it('drops a dependency whose range cannot be read, and says so in the manifest', async () => {
    const lines = [purescriptLine(), purescriptLine({ name: 'maybe', deps: { prelude: '>=6 <<7' } })];
    const release = releasesOf(await importLines('purescript', lines))[1];
    expect(release?.edges).toMatchObject([{ outcome: 'dropped', code: 'HYPER_IMPORT_EDGE_REFUSED' }]);
    expect(release?.manifest['annotations']).toMatchObject({ 'dropped-dependencies': 'prelude@>=6 <<7' });
  });

  it('keeps prototype names among the dependencies harmless', async () => {
    const line = purescriptLine().replace('"deps":{}', '"deps":{"__proto__":"*","toString":"*"}');
    const [release] = releasesOf(await importLines('purescript', [line]));
    expect(release?.edges.map(({ to, outcome }) => [to, outcome])).toEqual([
      ['__proto__', 'dropped'],
      ['toString', 'dropped'],
    ]);
  });
});
