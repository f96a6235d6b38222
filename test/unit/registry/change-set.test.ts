import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { canonicalJson } from '../../../src/core/index.ts';
import type { JsonValue } from '../../../src/core/index.ts';
import { compareValues, loadChangeSet } from '../../../src/registry/index.ts';
import type { ManifestChange } from '../../../src/registry/index.ts';
import { releasePath, releaseText } from '../../build/manifests.ts';

const PATH = releasePath('org.acme/parser', '1.0.0');
const TEXT = releaseText('org.acme/parser', '1.0.0');

async function changesBetween(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Promise<ManifestChange[]> {
  const store = new MemoryStore();
  const base = store.commit(before);
  const head = store.commit(after);
  return loadChangeSet(store, await store.resolveRevision(base), await store.resolveRevision(head));
}

describe('a change set', () => {
  it.each([
    ['added', {}, { [PATH]: TEXT }],
    ['removed', { [PATH]: TEXT }, {}],
    ['reformatted', { [PATH]: TEXT }, { [PATH]: `# a comment\n${TEXT}` }],
    ['reformatted', { [PATH]: TEXT }, { [PATH]: TEXT.replace('name: parser', 'name: "parser"') }],
    ['changed', { [PATH]: TEXT }, { [PATH]: TEXT.replace('MIT', 'ISC') }],
    ['unreadable', { [PATH]: TEXT }, { [PATH]: 'kind: [\n' }],
    ['unreadable', { [PATH]: 'kind: [\n' }, { [PATH]: TEXT }],
    ['unreadable', { [PATH]: TEXT }, { [PATH]: `${TEXT}# ${'x'.repeat(1024 * 1024)}\n` }],
    ['changed', { 'README.md': 'a' }, { 'README.md': 'b' }],
  ])('tells by meaning: %s', async (status, before, after) => {
    const changes = await changesBetween(before, after);
    expect(changes.map((change) => change.status)).toEqual([status]);
  });

  it('names the fields that differ, the deepest that tell it', async () => {
    const after = TEXT.replace('license: MIT', 'license: ISC').replace('  tags:\n    - testing\n', '');
    const [change] = await changesBetween({ [PATH]: TEXT }, { [PATH]: `${after}labels:\n  a/b~c: d\n` });
    expect(change).toMatchObject({ role: { kind: 'release', version: '1.0.0' } });
    expect(change?.fields).toEqual([
      { pointer: '/labels', before: undefined, after: { 'a/b~c': 'd' } },
      { pointer: '/metadata/license', before: 'MIT', after: 'ISC' },
      { pointer: '/metadata/tags', before: ['testing'], after: undefined },
    ]);
  });

  it('tells a move with an edit as a removal and an addition (C16)', async () => {
    const other = releasePath('org.other/parser', '1.0.0');
    const changes = await changesBetween(
      { [PATH]: TEXT },
      { [other]: TEXT.replace('org.acme', 'org.other') },
    );
    expect(changes.map(({ status, path }) => [status, path])).toEqual([
      ['removed', PATH],
      ['added', other],
    ]);
  });

  it('is empty between equal states', async () => {
    expect(await changesBetween({ [PATH]: TEXT }, { [PATH]: TEXT })).toEqual([]);
  });
});

describe('comparing values', () => {
  it('escapes keys as JSON pointers do and takes names that objects know as plain keys', () => {
    const before = JSON.parse('{"a/b":{"c~d":1},"__proto__":1}') as JsonValue;
    const after = JSON.parse('{"a/b":{"c~d":2},"constructor":1}') as JsonValue;
    expect(compareValues(before, after).map(({ pointer }) => pointer)).toEqual([
      '/__proto__',
      '/a~1b/c~0d',
      '/constructor',
    ]);
  });

  it('finds nothing exactly where two values are the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (left, right) => {
        const [before, after] = [left as JsonValue, right as JsonValue];
        const isSame = canonicalJson(before) === canonicalJson(after);
        expect(compareValues(before, after).length === 0).toBe(isSame);
        expect(compareValues(before, before)).toEqual([]);
        const turned = compareValues(after, before).map((field) => field.pointer);
        expect(turned).toEqual(compareValues(before, after).map((field) => field.pointer));
      }),
    );
  });
});
