import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templateNames } from '../../../../src/lifecycle/index.ts';
import { ARTIFACT_TYPES, FIELD_ORDER } from '../../../../src/manifest/index.ts';
import {
  registryCreate,
  registryDelete,
  registryPublish,
  registryRename,
  registryTransfer,
  registryUpdate,
} from '../../../../src/operations/index.ts';
import { namespace, smallRegistry } from '../../../build/manifests.ts';
import { findingsOf, validateFolder } from '../../../build/registry-context.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { NO_FIELDS, PLAIN_RELEASE, createWriteWorld } from '../../../build/write-world.ts';

const room = temporaryFolder();
const CONTENT = join(room, 'content');
mkdirSync(join(CONTENT, 'src'), { recursive: true });
writeFileSync(join(CONTENT, 'index.js'), 'export const answer = 42;\n');
writeFileSync(join(CONTENT, 'src', 'tool.sh'), '#!/bin/sh\n', { mode: 0o755 });

const AUTH = 'org.acme/auth';
const FOLDER = 'namespaces/org/acme/auth';
const plugin = { ...PLAIN_RELEASE, type: 'plugin', content: CONTENT, description: 'Signs users in.' };

/** Fields that a command adds stand where people look for them. */
function expectInOrder(text: string, kind: string): void {
  const keys = [...text.matchAll(/^(\w+):/gmu)].map(([, key]) => key ?? '');
  expect(keys).toEqual((FIELD_ORDER[kind] ?? []).filter((key) => keys.includes(key)));
}

describe('registry create', () => {
  it('has a template for every type of artifact, and no other', () => {
    expect(templateNames('artifacts')).toEqual([...ARTIFACT_TYPES.keys()].sort((a, b) => (a < b ? -1 : 1)));
  });

  it.each([...ARTIFACT_TYPES.keys()])(
    'makes a valid %s from its template, with schema line and comments',
    async (type) => {
      const world = createWriteWorld();
      const needsContent = ARTIFACT_TYPES.get(type)?.needsContent === true;
      const input = { ...PLAIN_RELEASE, type, name: `org.acme/new-${type}` };
      const outcome = await world.run(registryCreate, {
        ...input,
        content: needsContent ? CONTENT : undefined,
      });
      expect(findingsOf(outcome)).toEqual([]);
      const text = world.text(`namespaces/org/acme/new-${type}/0.1.0.yaml`);
      expect(text.startsWith('# yaml-language-server: $schema=https://')).toBe(true);
      expect(text.match(/^ *# /gmu)?.length).toBeGreaterThan(5);
      expect(findingsOf(await validateFolder(world.repository.folder))).toEqual([]);
      expect(world.text(`namespaces/org/acme/new-${type}/artifact.yaml`)).toContain('state: draft');
      await world.run(registryPublish, { reference: `${input.name}@0.1.0`, reason: undefined });
      expectInOrder(world.text(`namespaces/org/acme/new-${type}/0.1.0.yaml`), 'Artifact');
      expectInOrder(world.text(`namespaces/org/acme/new-${type}/artifact.yaml`), 'ArtifactState');
    },
  );

  it('refuses what has no content and needs it, and writes nothing', async () => {
    const world = createWriteWorld();
    const { verdict, data, diagnostics } = await world.run(registryCreate, {
      ...plugin,
      content: undefined,
      name: AUTH,
    });
    expect([verdict, data.isChanged]).toEqual(['findings', false]);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(world.repository.git('status', '--short')).toBe('');
  });

  it('packs the same folder to the same bytes, whenever and wherever it is', async () => {
    const digests: unknown[] = [];
    for (let copy = 0; copy < 2; copy += 1) {
      const folder = join(temporaryFolder(), `other-${String(copy)}`);
      mkdirSync(join(folder, 'src'), { recursive: true });
      writeFileSync(join(folder, 'src', 'tool.sh'), '#!/bin/sh\n', { mode: copy === 0 ? 0o700 : 0o755 });
      writeFileSync(join(folder, 'index.js'), 'export const answer = 42;\n', { mode: 0o600 });
      mkdirSync(join(folder, '.git'));
      writeFileSync(join(folder, '.git', 'config'), String(copy));
      const { data } = await createWriteWorld().run(registryCreate, {
        ...plugin,
        content: folder,
        name: AUTH,
      });
      digests.push(data.facts['sha256']);
    }
    expect(digests).toEqual([
      'f550ca8e8711c2180ac0627fe9b45f37ba9e1b1cc0d5a369792134fa46c89911',
      'f550ca8e8711c2180ac0627fe9b45f37ba9e1b1cc0d5a369792134fa46c89911',
    ]);
  });

  it('puts content into its tier: inline, blob, or elsewhere', async () => {
    const world = createWriteWorld();
    const tiers: unknown[] = [];
    for (const [size, uri] of [
      [100, undefined],
      [20_000, undefined],
      [10_485_760, undefined],
      [10_485_760, 'https://example.org/big.bin'],
    ] as const) {
      const file = join(room, 'big.bin');
      writeFileSync(file, Buffer.alloc(size, 7));
      const input = { ...plugin, content: file, uri, name: `org.acme/size-${String(tiers.length)}` };
      const code = await world.refusal(registryCreate, input);
      tiers.push(code);
    }
    expect(tiers).toEqual(['none', 'none', 'HYPER_PACK_TOO_LARGE', 'none']);
    expect(world.text('namespaces/org/acme/size-0/0.1.0.yaml')).toContain('encoding: base64');
    expect(world.text('namespaces/org/acme/size-1/0.1.0.yaml')).toMatch(/path: blobs\/sha256\//u);
    expect(findingsOf(await validateFolder(world.repository.folder))).toEqual([]);
  });

  it('refuses links, missing files and names that meet on some disk (F03, F04, F06)', async () => {
    const world = createWriteWorld();
    const linked = join(room, 'linked');
    mkdirSync(linked, { recursive: true });
    symlinkSync('/etc/passwd', join(linked, 'passwd'));
    const twins = join(room, 'twins');
    mkdirSync(twins);
    writeFileSync(join(twins, 'a.txt'), '1');
    writeFileSync(join(twins, 'A.txt'), '2');
    const device = join(room, 'device');
    mkdirSync(device);
    writeFileSync(join(device, 'aux.txt'), '');
    const empty = join(room, 'empty');
    mkdirSync(empty);
    const pack = (content: string): Promise<string> =>
      world.refusal(registryCreate, { ...plugin, content, name: AUTH });
    expect(await pack(linked)).toBe('HYPER_PACK_UNSAFE');
    expect(await pack(join(linked, 'passwd'))).toBe('HYPER_PACK_MISSING');
    expect(await pack(twins)).toBe('HYPER_PACK_UNSAFE');
    expect(await pack(device)).toBe('HYPER_PACK_UNSAFE');
    expect(await pack(empty)).toBe('HYPER_PACK_MISSING');
    expect(await pack(join(room, 'nowhere'))).toBe('HYPER_PACK_MISSING');
  });

  it('takes the same release twice and no other of its version, nor of its precedence (I01, I02, I03, I04)', async () => {
    const world = createWriteWorld();
    const create = (name: string, more = {}): Promise<string> =>
      world.refusal(registryCreate, { ...plugin, ...more, name });
    expect(await create(`${AUTH}@1.0.0`)).toBe('none');
    const before = world.text(`${FOLDER}/1.0.0.yaml`);
    expect(await create(`${AUTH}@1.0.0`)).toBe('none');
    expect(world.text(`${FOLDER}/1.0.0.yaml`)).toBe(before);
    expect(await create(`${AUTH}@1.0.0`, { description: 'Something else.' })).toBe('HYPER_RELEASE_EXISTS');
    expect(await create(`${AUTH}@1.0.0+build.7`)).toBe('HYPER_RELEASE_EXISTS');
    expect(await create(AUTH)).toBe('HYPER_VERSION_MISSING');
    expect(await create(`${AUTH}@^1.0`)).toBe('HYPER_VERSION_MISSING');
    expect(await create(`${AUTH}@2.0.0`, { type: 'library' })).toBe('HYPER_TYPE_CHANGED');
    expect(await create(`${AUTH}@1.1.0`)).toBe('none');
    await world.run(registryDelete, { reference: `${AUTH}@1.1.0`, reason: 'x' });
    expect(await create(`${AUTH}@1.1.0`)).toBe('HYPER_RELEASE_TOMBSTONED');
    await world.run(registryDelete, { reference: `${AUTH}@1.0.0`, reason: 'x' });
    expect(await create(`${AUTH}@3.0.0`)).toBe('HYPER_NAME_TOMBSTONED');
    expect(await create('org.acme/tools@1.0.0')).toBe('HYPER_NAME_TAKEN');
    expect(await create('org.nobody/x@1.0.0')).toBe('HYPER_NAMESPACE_MISSING');
    expect(await create('x@1.0.0')).toBe('HYPER_NAMESPACE_MISSING');
    expect(await create('org.acme/x', { type: 'gadget' })).toBe('HYPER_TEMPLATE_MISSING');
  });

  it('counts quotas over the pool, deleted artifacts too (Q02)', async () => {
    const world = createWriteWorld({
      ...smallRegistry(),
      ...namespace('org.acme', 'quotas:\n  artifacts: 3\n  storage: 6000\n'),
    });
    const create = (name: string): Promise<string> => world.refusal(registryCreate, { ...plugin, name });
    expect(await create('org.acme.tools/one@1.0.0')).toBe('none');
    expect(await create('org.acme/two@1.0.0')).toBe('HYPER_QUOTA_FULL');
    await world.run(registryDelete, { reference: 'org.acme.tools/one@1.0.0', reason: 'x' });
    expect(await create('org.acme/two@1.0.0')).toBe('HYPER_QUOTA_FULL');
    const larger = join(room, 'larger.bin');
    writeFileSync(larger, Buffer.alloc(5000));
    const next = { ...plugin, content: larger, name: 'org.acme/parser@2.0.0', type: 'service' };
    expect(await world.refusal(registryCreate, next)).toBe('none');
    const one = { ...next, name: 'org.acme/parser@2.1.0', content: CONTENT };
    expect(await world.refusal(registryCreate, one)).toBe('HYPER_QUOTA_FULL');
  });

  it('begins the next release with the one before: its comments and fields stay', async () => {
    const world = createWriteWorld();
    await world.run(registryCreate, { ...plugin, name: `${AUTH}@1.0.0`, isPublished: true });
    const path = `${FOLDER}/1.0.0.yaml`;
    world.repository.write({ [path]: world.text(path).replace('spec:', '# our own words\nspec:') });
    await world.run(registryCreate, { ...plugin, name: `${AUTH}@1.1.0`, description: undefined });
    const next = world.text(`${FOLDER}/1.1.0.yaml`);
    expect(next).toContain('# our own words\nspec:');
    expect(next).toContain('description: Signs users in.');
    expect(next).not.toContain('publishedAt');
    expect(findingsOf(await validateFolder(world.repository.folder))).toEqual([]);
  });

  it.each([
    '"; rm -rf ~; #',
    '{{7*7}}',
    '<%= process.exit() %>',
    'a: b\n- c',
    '${env:HOME}',
    '__proto__',
    '* &a',
    "'",
  ])('keeps a value what it is: %j (T01, T04)', async (description) => {
    const world = createWriteWorld();
    const { data, diagnostics } = await world.run(registryCreate, {
      ...plugin,
      description,
      author: description,
      name: AUTH,
    });
    expect(diagnostics).toEqual([]);
    const { parseDocument } = await import('../../../../src/document/index.ts');
    const text = world.text(String(data.facts['path']));
    const value = parseDocument(Buffer.from(text)).document?.value as { metadata: Record<string, string> };
    expect([value.metadata['description'], value.metadata['author']]).toEqual([description, description]);
  });

  it('runs nothing that a template speaks of (T03)', async () => {
    const world = createWriteWorld();
    const canary = join(room, 'canary');
    const set = [`spec.postGenerate=["touch ${canary}"]`, `spec.preGenerate=["touch ${canary}"]`];
    await world.run(registryCreate, { ...plugin, type: 'template', set, name: 'org.acme/form' });
    expect(world.text('namespaces/org/acme/form/0.1.0.yaml')).toContain(`touch ${canary}`);
    expect(() => world.text(canary)).toThrow();
  });
});

describe('registry update', () => {
  it('changes a draft and keeps its comments, and nothing that was published (I06, P18)', async () => {
    const world = createWriteWorld();
    await world.run(registryCreate, { ...plugin, name: `${AUTH}@1.0.0` });
    const path = `${FOLDER}/1.0.0.yaml`;
    const before = world.text(path);
    const nothing = {
      ...NO_FIELDS,
      content: undefined,
      mediaType: undefined,
      uri: undefined,
      readme: undefined,
    };
    const input = { ...nothing, changelog: undefined, notice: undefined, reference: `${AUTH}@1.0.0` };
    await world.run(registryUpdate, { ...input, set: ['spec.entryPoint=main.js', 'metadata.license='] });
    const after = world.text(path);
    expect(after).toBe(
      before.replace('entryPoint: index.js', 'entryPoint: main.js').replace('  license: Apache-2.0\n', ''),
    );
    for (const set of ['name=x', 'content.size=1', 'version=9.9.9', 'nonsense'])
      expect(await world.refusal(registryUpdate, { ...input, set: [set] })).toBe('HYPER_FIELD_UNSETTABLE');
    expect(await world.refusal(registryUpdate, input)).toBe('HYPER_FIELD_UNSETTABLE');
    await world.run(registryPublish, { reference: `${AUTH}@1.0.0`, reason: undefined });
    expect(world.text(path)).toContain('publishedAt: "2026-03-01T12:00:00Z"');
    const code = await world.refusal(registryUpdate, { ...input, description: 'Other.' });
    expect(code).toBe('HYPER_RELEASE_IMMUTABLE');
    writeFileSync(join(room, 'README.md'), '# Auth\n');
    await world.run(registryUpdate, { ...input, reference: AUTH, readme: join(room, 'README.md') });
    expect(world.text(`${FOLDER}/README.md`)).toBe('# Auth\n');
    expect(findingsOf(await validateFolder(world.repository.folder))).toEqual([]);
  });
});

describe('registry rename', () => {
  it('lets the old name lead to the new one in one step, and keeps the old releases to the byte (O11)', async () => {
    const world = createWriteWorld();
    const old = world.text('namespaces/org/acme/parser/1.0.0.yaml');
    const rename = (reference: string, to: string): Promise<string> =>
      world.refusal(registryRename, { reference, to, reason: 'A better name.' });
    expect(await rename('org.acme/parser', 'org.acme.tools/runner')).toBe('HYPER_NAME_TAKEN');
    expect(await rename('org.acme/parser@1.0.0', 'reader')).toBe('HYPER_VERSION_UNUSED');
    expect(await rename('org.acme/parser', 'reader@1.0.0')).toBe('HYPER_VERSION_UNUSED');
    expect(await rename('org.acme/parser', 'reader')).toBe('none');
    expect(await rename('org.acme/parser', 'reader')).toBe('none');
    expect(await rename('org.acme/parser', 'other')).toBe('HYPER_REDIRECT_CHAIN');
    expect(await rename('org.acme/reader', 'parser')).toBe('HYPER_NAME_TAKEN');
    const moved = { reference: 'org.acme/reader', to: 'org.acme.tools', reason: undefined };
    expect(await world.refusal(registryTransfer, moved)).toBe('none');
    expect(world.text('namespaces/org/acme/parser/1.0.0.yaml')).toBe(old);
    expect(world.text('namespaces/org/acme/parser/artifact.yaml')).toContain(
      'artifact: org.acme.tools/reader',
    );
    expect(world.text('namespaces/org/acme/reader/artifact.yaml')).toContain(
      'artifact: org.acme.tools/reader',
    );
    expect(world.text('namespaces/org/acme/tools/reader/artifact.yaml')).toContain('stable: 1.1.0');
    const again = { ...plugin, type: 'service', content: undefined, name: 'org.acme/parser@5.0.0' };
    expect(await world.refusal(registryCreate, again)).toBe('HYPER_NAME_TOMBSTONED');
    expect(findingsOf(await validateFolder(world.repository.folder))).toEqual([]);
  });
});
