import { describe, expect, it } from 'vitest';
import { compareText } from '../../../../src/core/index.ts';
import { MemoryStore } from '../../../../src/adapters/memory/index.ts';
import { parseNamespacePath, parseReference } from '../../../../src/names/index.ts';
import type { NamespacePath, Reference } from '../../../../src/names/index.ts';
import { bindRegistries } from '../../../../src/operations/deps/bind-registries.ts';
import { missingPackage, nearestPackage } from '../../../../src/operations/deps/meant-artifact.ts';
import { PackageSet } from '../../../../src/operations/deps/package-set.ts';
import { StorePackages } from '../../../../src/registry/index.ts';
import type { PackageRegistry } from '../../../../src/registry/index.ts';
import { namespace, registryText, release } from '../../../build/manifests.ts';
import type { Files } from '../../../build/write-files.ts';

async function registryOf(files: Files): Promise<PackageRegistry> {
  const store = new MemoryStore();
  const all: Files = { 'registry.yaml': registryText(), ...files };
  store.commit(new Map(Object.entries(all).map(([path, text]) => [path, String(text)])));
  return new StorePackages(store, await store.resolveRevision('HEAD'));
}

const NEEDS = 'dependencies:\n  tool: "*"\n  near: "*"\n';

/** `org.acme.web` is ours with what is below it; `org.acme`, like everything else, is public. */
async function createSet(): Promise<PackageSet> {
  const ours = await registryOf({
    ...namespace('org.acme.web.ui'),
    ...namespace('org.acme.web'),
    ...release('org.acme.web.ui/app', '1.0.0', NEEDS),
    ...release('org.acme.web/near', '1.0.0'),
  });
  const theirs = await registryOf({
    ...namespace('org.acme'),
    ...namespace('lib.x'),
    ...release('org.acme/tool', '9.0.0'),
    ...release('org.acme/near', '9.0.0'),
    ...release('lib.x/tool', '2.0.0'),
  });
  const bindings = bindRegistries([
    { name: 'ours', url: 'https://ours.example', namespaces: ['org.acme.web'] },
    { name: 'theirs', url: 'https://theirs.example' },
  ]);
  return new PackageSet(bindings, ({ name }) => Promise.resolve(name === 'ours' ? ours : theirs));
}

function pathOf(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

function bare(text: string): Reference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

describe('a bare name', () => {
  it('in a manifest leads up to the namespaces of its own registry, and into no other one (R01)', async () => {
    const set = await createSet();
    const loaded = await set.load(['org.acme.web.ui/app']);
    const [version] = loaded.get('org.acme.web.ui/app')?.releases ?? [];
    expect(version?.dependencies.map(({ artifact }) => artifact).sort(compareText)).toEqual([
      'org.acme.web.ui/tool',
      'org.acme.web/near',
    ]);
    expect(set.artifact('org.acme/tool')).toBeUndefined();
  });

  it('that a user gives leads elsewhere only by the search path that the project says (R01)', async () => {
    const set = await createSet();
    const from = pathOf('org.acme.web.ui');
    await expect(set.find(bare('tool'), from, [])).rejects.toMatchObject({ code: 'HYPER_ARTIFACT_MISSING' });
    expect(await set.find(bare('tool'), from, [pathOf('lib.x')])).toBe('lib.x/tool');
    expect(await set.find(bare('near'), from, [pathOf('org.acme')])).toBe('org.acme.web/near');
  });
});

describe('an artifact that is not there', () => {
  it.each([
    ['lib.x/tol', 'lib.x/tool'],
    ['lib.y/tool', 'lib.x/tool'],
    ['org.acme.web/nera', 'org.acme.web/near'],
    // Of the registry that its namespace is bound to, and of no other (R01).
    ['org.acme.web/tool', undefined],
    ['lib.x/app', undefined],
  ])('%s was probably meant as %s', async (asked, meant) => {
    const set = await createSet();
    expect(await nearestPackage(asked, set)).toBe(meant);
    const hint = meant === undefined ? 'hyper registry list shows what there is' : `did you mean "${meant}"?`;
    expect(await missingPackage(asked, set)).toMatchObject({ code: 'HYPER_ARTIFACT_MISSING', hint });
  });
});
