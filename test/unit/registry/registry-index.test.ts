import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folderOf, indexEntries, listFoldersOf } from '../../../src/registry/index.ts';
import type { TreeEntry } from '../../../src/registry/index.ts';
import { smallRegistry } from '../../build/manifests.ts';

function entry(path: string, mode = '100644'): TreeEntry {
  return { mode, oid: '0'.repeat(40), path, isUtf8: true };
}

it('sorts a listing into namespaces, artifacts, texts and the rest', () => {
  const index = indexEntries(
    [
      ...Object.keys(smallRegistry()),
      'namespaces/org/acme/policies/licence.yaml',
      'namespaces/org/acme/parser/1.0.0.sigstore.json',
      'namespaces/org/acme/stray.txt',
      'trust/root.yaml',
      `blobs/sha256/00/00/${'0'.repeat(64)}`,
    ].map((path) => entry(path)),
  );
  expect(index.registry?.path).toBe('registry.yaml');
  expect(index.trustRoots.map(({ path }) => path)).toEqual(['trust/root.yaml']);
  expect([...index.namespaces.keys()]).toEqual(['org.acme', 'org.acme.tools']);
  expect([...(index.namespaces.get('org.acme')?.policies.keys() ?? [])]).toEqual(['licence']);
  const parser = index.artifacts.get('org.acme/parser');
  expect(parser).toMatchObject({
    namespace: 'org.acme',
    name: 'parser',
    folder: 'namespaces/org/acme/parser',
  });
  expect([...(parser?.releases.keys() ?? [])]).toEqual(['1.0.0', '1.1.0']);
  expect(parser?.state?.path).toBe('namespaces/org/acme/parser/artifact.yaml');
  expect([...index.texts.keys()]).toEqual(['namespaces/org/acme/parser/README.md']);
  expect([...index.blobs.keys()]).toEqual(['0'.repeat(64)]);
  expect([...index.signatures.keys()]).toEqual(['namespaces/org/acme/parser/1.0.0.sigstore.json']);
  expect(index.foreign.map(({ path }) => path)).toEqual(['namespaces/org/acme/stray.txt']);
});

it.each(['120000', '160000', '040000', '000000'])('leaves out entries of mode %s (G06, G07)', (mode) => {
  const { registry, artifacts, foreign } = indexEntries([
    entry('registry.yaml', mode),
    entry('namespaces/org/acme/parser/1.0.0.yaml', mode),
    entry('namespaces/stray', mode),
  ]);
  expect({ registry, artifacts: artifacts.size, foreign: foreign.length }).toEqual({
    registry: undefined,
    artifacts: 0,
    foreign: 0,
  });
});

it('keys names that objects know as plain names', () => {
  const { artifacts } = indexEntries([entry('namespaces/org/acme/constructor/__proto__.yaml')]);
  expect([...(artifacts.get('org.acme/constructor')?.releases.keys() ?? [])]).toEqual(['__proto__']);
});

it.each([
  ['a/b/c', 'a/b'],
  ['a', ''],
  ['', ''],
])('the folder of "%s" is "%s"', (path, folder) => {
  expect(folderOf(path)).toBe(folder);
});

it('lists every folder with its own children, whatever the order of the entries', () => {
  const names = fc.constantFrom('a', 'b', 'c');
  const path = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}/file`);
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
      const listings = listFoldersOf(paths.map((one) => entry(one)));
      const files = [...listings.values()].flatMap((listing) => listing.files.map((file) => file.path));
      expect(new Set(files)).toEqual(new Set(paths));
      expect(files).toHaveLength(paths.length);
      for (const { path: folder, folders, files: own } of listings.values()) {
        for (const name of folders)
          expect(listings.has(folder === '' ? name : `${folder}/${name}`)).toBe(true);
        for (const file of own) expect(folderOf(file.path)).toBe(folder);
      }
    }),
  );
});
