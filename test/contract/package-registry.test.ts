import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HyperError, compareText, digestOf, sortedBy } from '../../src/core/index.ts';
import { openPackages } from '../../src/adapters/project/open-packages.ts';
import { bindRegistries } from '../../src/operations/deps/bind-registries.ts';
import { PackageSet } from '../../src/operations/deps/package-set.ts';
import type { PackageArtifact, PackageRegistry, PackageRelease } from '../../src/registry/index.ts';
import { idOf, namespace, registryText, release, releasePath, stateText } from '../build/manifests.ts';
import { blobContent, blobPath } from '../build/signed-registry.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import {
  PACKAGE_KINDS,
  closeServers,
  createForms,
  packageWorld,
  serveSite,
} from './open-package-registries.ts';
import type { Forms, PackageKind } from './open-package-registries.ts';

const BLOB = 'a blob of some bytes\n';
const AT = '      at: "2026-01-01T00:00:00Z"\n';
const NEEDS = `dependencies:
  - artifact: org.acme/lib
    version: ^1.0.0
  - artifact: tool
    version: ">=1.0.0 <3.0.0"
    type: dev
    optional: true
    condition:
      os: [linux]
      feature: [fast]
`;

const FILES: Readonly<Record<string, string>> = {
  'registry.yaml': registryText('settings:\n  allowedContentHosts: [files.example.org]\n'),
  ...namespace('org.acme'),
  ...release('org.acme/app', '1.0.0', NEEDS),
  ...release('org.acme/lib', '1.0.0', blobContent(BLOB)),
  ...release('org.acme/lib', '1.5.0-rc.1+build.7'),
  ...release('org.acme/lib', '1.6.0'),
  ...release('org.acme/tool', '2.0.0'),
  ...release('org.acme/gone', '1.0.0'),
  [blobPath(BLOB)]: BLOB,
  'namespaces/org/acme/lib/artifact.yaml': stateText(
    'org.acme/lib',
    `releases:\n  "1.6.0":\n    state: published\n    yanked:\n${AT}      reason: leaks tokens\n      severity: critical\n` +
      `  "0.9.0":\n    state: published\n    tombstone:\n${AT}      reason: malware\n` +
      'channels:\n  stable: "1.0.0"\ntags:\n  old: "1.0.0"\n',
  ),
  'namespaces/org/acme/tool/artifact.yaml': stateText(
    'org.acme/tool',
    'releases:\n  "2.0.0":\n    state: deprecated\n    deprecation:\n      deprecatedAt: "2026-01-01T00:00:00Z"\n      reason: slow\n      replacement: org.acme/app\n',
  ),
  'namespaces/org/acme/gone/artifact.yaml': stateText(
    'org.acme/gone',
    'redirect:\n  artifact: org.acme/app\n  reason: one name for one thing\n',
  ),
};

let forms: Forms;
beforeAll(async () => {
  forms = await createForms(FILES);
}, 60_000);
afterAll(closeServers);

/** What choosing and locking go by; where a manifest stands only some can tell. */
function plainRelease(one: PackageRelease): unknown {
  const { version, id, manifest, content, dependencies, publishedAt, state } = one;
  const { state: word, isYanked, isUnpublished, record } = state;
  const yank = record?.yanked;
  const { reason, replacement } = record?.deprecation ?? {};
  return {
    ...{ version, id, manifest, content, publishedAt, word, isYanked, isUnpublished, reason, replacement },
    yank: yank === undefined ? undefined : [yank.reason, yank.severity],
    needs: dependencies.map(({ artifact, range, type, optional, condition, registry }) => {
      return { artifact, range, type, optional, condition, registry };
    }),
  };
}

function plainArtifact({ reference, releases, tombstones, named, redirect }: PackageArtifact): unknown {
  return {
    reference,
    releases: sortedBy(releases, ([version]) => version).map(([version, one]) => [
      version,
      plainRelease(one),
    ]),
    tombstones: [...tombstones],
    named: sortedBy(named, ([name]) => name),
    redirect,
  };
}

const ALL = ['org.acme/app', 'org.acme/lib', 'org.acme/tool', 'org.acme/gone'];

describe.each(PACKAGE_KINDS)('$name as a registry of packages', ({ isSite, open }: PackageKind) => {
  it('tells what the manifests and states say', async () => {
    const found = await (await open(forms)).readArtifacts(ALL);
    const [app, lib, tool, gone] = ALL.map((name) => found.get(name));
    expect([...found.keys()]).toEqual(ALL);
    expect([...(lib?.releases.keys() ?? [])].sort(compareText)).toEqual([
      '1.0.0',
      '1.5.0-rc.1+build.7',
      '1.6.0',
    ]);
    expect(lib?.tombstones).toEqual(new Map([['0.9.0', 'malware']]));
    expect(lib?.named).toEqual(new Map(Object.entries({ stable: '1.0.0', old: '1.0.0' })));
    expect(lib?.releases.get('1.6.0')?.state).toMatchObject({ isYanked: true, isUnpublished: false });
    expect(lib?.releases.get('1.0.0')?.content).toMatchObject({ size: BLOB.length, source: blobPath(BLOB) });
    expect(tool?.releases.get('2.0.0')?.state.record?.deprecation).toMatchObject({ reason: 'slow' });
    expect(gone?.redirect).toBe('org.acme/app');
    expect(app?.releases.get('1.0.0')).toMatchObject({
      id: idOf('org.acme/app@1.0.0'),
      manifest: digestOf(FILES[releasePath('org.acme/app', '1.0.0')] ?? ''),
      publishedAt: '2025-05-30T10:41:46Z',
    });
  });

  it('gives the very answers of the memory twin', async () => {
    const twin = PACKAGE_KINDS.find(({ name }) => name === 'the memory twin');
    const [own, other] = await Promise.all([open(forms), twin?.open(forms)]);
    const [mine, theirs] = await Promise.all([own.readArtifacts(ALL), other?.readArtifacts(ALL)]);
    expect([...mine.values()].map(plainArtifact)).toEqual(
      [...(theirs ?? new Map()).values()].map(plainArtifact),
    );
    const { commit, ...identity } = await own.identity();
    const { commit: committed, ...same } = (await other?.identity()) ?? { name: '' };
    expect(identity).toEqual(same);
    expect([commit, committed].every((id) => id === undefined || /^[0-9a-f]{40}$/u.test(id))).toBe(true);
  });

  it('leaves out what does not exist and what is no name, whatever it leads to (F01)', async () => {
    const packages = await open(forms);
    const odd = [
      'org.acme/none',
      'no.where/app',
      'app',
      'org.acme/../lib',
      '../../etc/passwd',
      'org.acme/APP',
      '',
    ];
    const found = await packages.readArtifacts([...odd, 'org.acme/app', 'org.acme/app']);
    expect([...found.keys()]).toEqual(['org.acme/app']);
    expect((await packages.readArtifacts([])).size).toBe(0);
  });

  it('reads manifests in the order asked for, with the text of their digest', async () => {
    const packages = await open(forms);
    const keys = [
      { reference: 'org.acme/lib', version: '1.0.0' },
      { reference: 'org.acme/lib', version: '9.0.0' },
      { reference: 'org.acme/none', version: '1.0.0' },
      { reference: 'org.acme/app', version: '1.0.0' },
      { reference: 'org.acme/lib', version: '1.0.0' },
      { reference: 'org.acme/lib', version: '../1.0.0' },
    ];
    const read = await packages.readManifests(keys);
    const texts = [0, 3].map((at) => FILES[releasePath(keys[at]?.reference ?? '', '1.0.0')]);
    const [lib, app] = texts;
    expect(read.map((one) => one?.text)).toEqual([lib, undefined, undefined, app, lib, undefined]);
    expect(read[0]?.manifest.content?.path).toBe(blobPath(BLOB));
    await expect(packages.confirm(keys)).resolves.toBeUndefined();
  });

  it('reads a blob whole or not at all', async () => {
    const packages = await open(forms);
    const path = blobPath(BLOB);
    expect(Buffer.from(await packages.readBlob(path, BLOB.length)).toString()).toBe(BLOB);
    const fault = (place: string, most = 1000): Promise<unknown> =>
      packages.readBlob(place, most).then(
        () => 'read',
        (error: unknown) => (error instanceof HyperError ? error.code : error),
      );
    expect(await fault(path, BLOB.length - 1)).toBe('HYPER_CONTENT_TOO_LARGE');
    expect(await fault(blobPath('nothing'))).toBe('HYPER_CONTENT_MISSING');
    expect(await fault('blobs')).toBe('HYPER_CONTENT_MISSING');
  });

  it('says that nobody signed, or that nothing proves who did', async () => {
    const packages = await open(forms);
    const keys = [
      { reference: 'org.acme/lib', version: '1.0.0' },
      { reference: 'org.acme/none', version: '1.0.0' },
    ];
    expect(await packages.readSigners(keys)).toEqual(isSite ? [null, null] : [undefined, undefined]);
  });

  it('is asked for its own namespaces alone, and what it lacks comes from nowhere (R01)', async () => {
    const other = await createOther();
    for (const [ours, theirs] of [
      [await open(forms), other],
      [other, await open(forms)],
    ] as const) {
      const asked: string[] = [];
      const spied: PackageRegistry = Object.assign(Object.create(theirs) as PackageRegistry, {
        readArtifacts: (references: readonly string[]) => {
          asked.push(...references);
          return theirs.readArtifacts(references);
        },
      });
      const bindings = bindRegistries([
        { name: 'theirs', url: 'https://theirs.example' },
        { name: 'ours', url: 'https://ours.example', namespaces: ['org.acme'] },
      ]);
      const set = new PackageSet(bindings, ({ name }) => Promise.resolve(name === 'ours' ? ours : spied));
      const names = ['org.acme/lib', 'org.acme/tool', 'org.acme/only-there', 'lib.x/tool'];
      await set.load(names);
      const own = await ours.readArtifacts(names.slice(0, 3));
      for (const name of names.slice(0, 3)) expect(set.artifact(name)).toBe(own.get(name));
      expect(asked).toEqual(['lib.x/tool']);
    }
  });
});

let madeOther: Promise<PackageRegistry> | undefined;

/** Another registry that has the same names in higher versions, and some of its own. */
function createOther(): Promise<PackageRegistry> {
  const twin = PACKAGE_KINDS.find(({ name }) => name === 'the memory twin');
  const files = {
    'registry.yaml': registryText().replace(idOf('registry'), idOf('other')),
    ...namespace('org.acme'),
    ...namespace('lib.x'),
    ...release('org.acme/lib', '9.9.9'),
    ...release('org.acme/only-there', '1.0.0'),
    ...release('lib.x/tool', '1.0.0'),
  };
  madeOther ??= twin?.open({ files, bare: '', site: '' });
  return madeOther ?? Promise.reject(new Error('no twin'));
}

describe('a built site over HTTP', () => {
  it('is asked by entity tags the next time, and not at all without a network', async () => {
    const { address, asked } = await serveSite(forms.site);
    const options = { at: undefined, folder: undefined, countsDownloads: false };
    const cacheFolder = temporaryFolder();
    const read = async (isOffline: boolean): Promise<readonly unknown[]> => {
      asked.length = 0;
      const packages = await openPackages(address, options, packageWorld({ cacheFolder, isOffline }));
      const key = { reference: 'org.acme/lib', version: '1.0.0' };
      const artifacts = await packages.readArtifacts(['org.acme/lib', 'org.acme/none']);
      await packages.readArtifacts(['org.acme/lib']);
      const [manifest] = await packages.readManifests([key]);
      return [[...artifacts.values()].map(plainArtifact), manifest?.text, await packages.identity()];
    };
    const first = await read(false);
    const paths = [
      'api/v1/index.json',
      'api/v1/sparse/org/acme/lib.jsonl',
      'api/v1/sparse/org/acme/none.jsonl',
      'api/v1/artifacts/org/acme/lib/1.0.0.json',
      'trust/root.yaml',
    ];
    const statuses = (there: number): string[] =>
      paths.map((path) => `${String(/none|trust/u.test(path) ? 404 : there)} ${path}`).sort(compareText);
    expect([...asked].sort(compareText)).toEqual(statuses(200));
    expect(await read(false)).toEqual(first);
    expect([...asked].sort(compareText)).toEqual(statuses(304));
    expect(await read(true)).toEqual(first);
    expect(asked).toEqual([]);
    const unread = openPackages(address, options, packageWorld({ isOffline: true }));
    await expect(unread).rejects.toMatchObject({ code: 'HYPER_REMOTE_UNREACHABLE' });
  });

  it('has one commit, so that no other can be asked for', async () => {
    for (const place of [forms.site, (await serveSite(forms.site)).address]) {
      const opening = openPackages(
        place,
        { at: 'HEAD', folder: undefined, countsDownloads: false },
        packageWorld(),
      );
      await expect(opening).rejects.toMatchObject({ code: 'HYPER_SITE_REVISION' });
    }
  });
});
