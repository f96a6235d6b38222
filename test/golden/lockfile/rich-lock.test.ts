import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import { parseLockfile, renderLockfile } from '../../../src/lockfile/index.ts';
import { parseManifest } from '../../../src/manifest/index.ts';
import { bindRegistries } from '../../../src/operations/deps/bind-registries.ts';
import { lockVersions } from '../../../src/operations/deps/lock-resolution.ts';
import { PackageSet } from '../../../src/operations/deps/package-set.ts';
import { askProject, toRequest } from '../../../src/operations/deps/resolve-request.ts';
import { StorePackages } from '../../../src/registry/index.ts';
import type { PackageRegistry } from '../../../src/registry/index.ts';
import { Resolver } from '../../../src/resolve/index.ts';
import { idOf, namespace, registryText, release, stateText } from '../../build/manifests.ts';
import { blobContent } from '../../build/signed-registry.ts';
import type { Files } from '../../build/write-files.ts';

const PROJECT = `apiVersion: hyper/v1
kind: Project
name: shop
registries:
  - name: acme
    url: https://git.acme.example/registry.git
    namespaces: [org.acme]
  - name: public
    url: https://registry.example.org
dependencies:
  - artifact: org.acme/app
    version: ^1.0.0
  - artifact: lib.x/check
    version: "*"
    type: dev
  - artifact: lib.x/extra
    version: ">=0.5.0"
    optional: true
    condition: { os: [linux, darwin], feature: [gpu] }
  - artifact: lib.x/never
    version: ^9.0.0
    optional: true
overrides:
  lib.x/core: ^2.0.0
pins:
  lib.x/base: 2.1.0
`;

const AT = '      at: "2026-01-01T00:00:00Z"\n';
const list = (...entries: readonly string[]): string =>
  `dependencies:\n${entries.map((entry) => `  - ${entry.replaceAll('; ', '\n    ')}\n`).join('')}`;

const ACME: Files = {
  'registry.yaml': registryText(),
  ...namespace('org.acme'),
  ...release('org.acme/app', '1.2.0', `${list('artifact: lib.x/base; version: ^2.0.0', 'artifact: helper; version: "*"', 'artifact: lib.x/old-core; version: ^1.0.0', 'artifact: lib.x/win; version: "*"; condition: { os: [win32] }')}${blobContent('app')}`),
  ...release('org.acme/app', '1.3.0'),
  ...release('org.acme/app', '2.0.0'),
  ...release('org.acme/helper', '3.0.0-rc.1'),
  ...release('org.acme/helper', '2.9.0', list('artifact: org.acme/app; version: "*"')),
  'namespaces/org/acme/app/artifact.yaml': stateText(
    'org.acme/app',
    `releases:\n  "1.3.0":\n    state: published\n    yanked:\n${AT}      reason: broken\n`,
  ),
};

const PUBLIC: Files = {
  'registry.yaml': registryText().replace(idOf('registry'), idOf('public')),
  ...namespace('lib.x'),
  ...release('lib.x/base', '2.1.0', list('artifact: lib.x/core; version: ^1.0.0', 'artifact: lib.x/peer; version: "*"; type: peer', 'artifact: lib.x/tool; version: "*"; type: build')),
  ...release('lib.x/base', '2.2.0'),
  ...release('lib.x/core', '1.9.0'),
  ...release('lib.x/core', '2.0.1'),
  ...release('lib.x/old-core', '1.0.0'),
  'namespaces/lib/x/old-core/artifact.yaml': stateText(
    'lib.x/old-core',
    'redirect:\n  artifact: lib.x/core\n  reason: one name for one thing\n',
  ),
  ...release('lib.x/check', '3.1.0', list('artifact: lib.x/core; version: "*"')),
  ...release('lib.x/extra', '0.9.0', list('artifact: lib.x/win; version: "*"')),
  ...release('lib.x/never', '1.0.0'),
  ...release('lib.x/peer', '1.0.0+build.5'),
  ...release('lib.x/win', '0.1.0'),
};

async function open(files: Files): Promise<PackageRegistry> {
  const store = new MemoryStore();
  store.commit(new Map(Object.entries(files).map(([path, text]) => [path, String(text)])));
  return new StorePackages(store, await store.resolveRevision('HEAD'));
}

it('locks a rich universe of two registries in the bytes of the golden file', async () => {
  const { document } = parseDocument(Buffer.from(PROJECT));
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  if (document === undefined || manifest?.kind !== 'Project') throw new Error('no project');
  const registries = { acme: await open(ACME), public: await open(PUBLIC) };
  const set = new PackageSet(bindRegistries(manifest.registries ?? []), ({ name }) =>
    Promise.resolve(name === 'acme' ? registries.acme : registries.public),
  );
  const nothing = { registry: undefined, namespace: undefined, project: undefined, lock: undefined, at: undefined };
  const place = { path: '/hyper.yaml', shown: 'hyper.yaml', bytes: Buffer.from(PROJECT), isMended: false };
  const project = { ...place, text: PROJECT, document, manifest };
  const asked = await askProject(project, set, { ...nothing, isRegistryFlag: false }, undefined);
  const outcome = await new Resolver(set).resolve(toRequest(asked, 'shop', undefined, 'all'));
  if (outcome.kind !== 'solved') throw new Error(outcome.kind);
  const { packages, leftOut } = outcome.resolution;
  expect(leftOut.map(({ requirement }) => requirement.artifact)).toEqual(['lib.x/never']);
  const versions = new Map([...packages].map(([name, { version }]) => [name, version]));
  const { lockfile, gaps } = await lockVersions(asked, versions, set);
  expect(gaps).toEqual([]);
  const text = renderLockfile(lockfile);
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'rich.lock'));
  expect(parseLockfile(Buffer.from(text)).read?.lockfile).toEqual(lockfile);
});
