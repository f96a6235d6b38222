import { describe, expect, it } from 'vitest';
import { moveRelease } from '../../../../src/lifecycle/index.ts';
import type { MoveFacts, MoveName, StateRecord } from '../../../../src/lifecycle/index.ts';
import { HyperError } from '../../../../src/core/index.ts';
import {
  registryArchive,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRestore,
  registryUndeprecate,
  versionList,
  versionPromote,
  versionTag,
  versionUnyank,
  versionYank,
} from '../../../../src/operations/index.ts';
import { stateText } from '../../../build/manifests.ts';
import { validateFolder } from '../../../build/registry-context.ts';
import { createWriteWorld, NOW } from '../../../build/write-world.ts';

const PARSER = 'org.acme/parser';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const facts: MoveFacts = { now: NOW, by: 'Ada', reason: 'Because.' };
const at = '2026-03-01T12:00:00Z';
const DEPRECATED: StateRecord = {
  state: 'deprecated',
  deprecation: { deprecatedAt: at, reason: 'Because.' },
};

function move(name: MoveName, record: StateRecord | undefined, more: Partial<MoveFacts> = {}): unknown {
  try {
    return moveRelease(name, 'org.acme/parser@1.0.0', record, { ...facts, ...more });
  } catch (error) {
    return error instanceof HyperError ? error.code : error;
  }
}

describe('the moves of a release (SPEC 2.2)', () => {
  it.each<[MoveName, StateRecord | undefined, unknown]>([
    ['publish', { state: 'draft' }, { state: 'published' }],
    ['publish', undefined, { state: 'published' }],
    ['publish', { state: 'published', unpublished: { at } }, { state: 'published' }],
    ['publish', DEPRECATED, DEPRECATED],
    ['unpublish', undefined, { state: 'published', unpublished: { at, by: 'Ada', reason: 'Because.' } }],
    ['unpublish', { state: 'draft' }, 'HYPER_MOVE_ILLEGAL'],
    ['deprecate', undefined, DEPRECATED],
    ['deprecate', { state: 'draft' }, 'HYPER_MOVE_ILLEGAL'],
    ['deprecate', { state: 'archived', archivedFrom: 'published' }, 'HYPER_MOVE_ILLEGAL'],
    ['undeprecate', DEPRECATED, { state: 'published' }],
    ['undeprecate', { state: 'draft' }, 'HYPER_MOVE_ILLEGAL'],
    ['archive', { state: 'draft' }, { state: 'archived', archivedFrom: 'draft' }],
    ['archive', DEPRECATED, { ...DEPRECATED, state: 'archived', archivedFrom: 'deprecated' }],
    ['restore', { ...DEPRECATED, state: 'archived', archivedFrom: 'deprecated' }, DEPRECATED],
    ['restore', { state: 'published' }, 'HYPER_MOVE_ILLEGAL'],
    ['yank', undefined, { state: 'published', yanked: { at, by: 'Ada', reason: 'Because.' } }],
    ['yank', { state: 'draft' }, 'HYPER_MOVE_ILLEGAL'],
    ['yank', { state: 'archived', archivedFrom: 'draft' }, 'HYPER_MOVE_ILLEGAL'],
    ['unyank', { state: 'published', yanked: { at, reason: 'x' } }, { state: 'published' }],
    ['unyank', undefined, { state: 'published' }],
    ['delete', DEPRECATED, { state: 'deprecated', tombstone: { at, by: 'Ada', reason: 'Because.' } }],
  ])('%s of %o', (name, record, expected) => {
    expect(move(name, record)).toEqual(expected);
  });

  it.each<MoveName>(['unpublish', 'deprecate', 'yank', 'delete'])('needs a reason to %s (I07)', (name) => {
    expect(move(name, undefined, { reason: undefined })).toBe('HYPER_REASON_MISSING');
    expect(move(name, undefined, { reason: '  ' })).toBe('HYPER_REASON_MISSING');
  });

  it.each<MoveName>(['publish', 'unpublish', 'deprecate', 'archive', 'restore', 'yank', 'unyank'])(
    'can not %s what was deleted (I03)',
    (name) => {
      const record: StateRecord = { state: 'published', tombstone: { at, reason: 'x' } };
      expect(move(name, record)).toBe('HYPER_RELEASE_TOMBSTONED');
    },
  );
});

describe('a move in a registry', () => {
  it('raises the revision by one, keeps every other byte, and made twice changes nothing (P18)', async () => {
    const world = createWriteWorld();
    const old = `# kept\n${stateText(PARSER, 'tags:\n  stable: "1.1.0" # kept too\n')}`;
    world.repository.write({ [STATE]: old });
    const input = { reference: `${PARSER}@1.0.0`, reason: 'It leaks.' };
    const first = await world.run(versionYank, input);
    expect(first).toMatchObject({ verdict: 'pass', isLasting: true, data: { isChanged: true } });
    const text = world.text(STATE);
    const record =
      'releases:\n  1.0.0:\n    state: published\n    yanked:\n      at: "2026-03-01T12:00:00Z"\n      by: Test Author\n      reason: It leaks.\n';
    expect(text).toBe(old.replace('revision: 1', 'revision: 2').replace('tags:', `${record}tags:`));
    expect((await world.run(versionYank, input)).data.isChanged).toBe(false);
    await world.run(versionUnyank, { reference: `${PARSER}@1.0.0`, reason: undefined });
    expect(world.text(STATE)).toContain('revision: 3');
    expect((await validateFolder(world.repository.folder)).diagnostics).toEqual([]);
  });

  it('shows a plan and writes nothing', async () => {
    const world = createWriteWorld();
    const before = world.text(STATE);
    const input = { reference: `${PARSER}@1.0.0`, reason: 'Old.', replacement: 'org.acme.tools/runner' };
    const { data, isLasting } = await world.run(registryDeprecate, { ...input, mode: 'plan' });
    expect(data.files).toEqual([{ path: STATE, change: 'changed', lines: expect.any(Array) as unknown }]);
    expect(data.files[0]?.lines).toContain('+     state: deprecated');
    expect([data.isDryRun, isLasting, world.text(STATE)]).toEqual([true, false, before]);
    expect(world.repository.git('status', '--short')).toBe('');
  });

  it('sends users only to what is there', async () => {
    const world = createWriteWorld();
    const input = { reference: `${PARSER}@1.0.0`, reason: 'Old.' };
    for (const more of [
      { replacement: 'org.acme/nothing' },
      { replacement: 'no reference at all' },
      { replacement: 'org.acme.tools/runner@9.9.9' },
      { alternateVersions: ['9.9.9'] },
    ]) {
      expect(await world.refusal(registryDeprecate, { ...input, ...more })).toBe('HYPER_REPLACEMENT_MISSING');
    }
    await world.run(registryDeprecate, {
      ...input,
      alternateVersions: ['1.1.0'],
      replacement: 'org.acme.tools/runner',
    });
    await world.run(registryArchive, { reference: `${PARSER}@1.0.0`, reason: undefined });
    await world.run(registryRestore, { reference: `${PARSER}@1.0.0`, reason: undefined });
    await world.run(registryUndeprecate, { reference: `${PARSER}@1.0.0`, reason: undefined });
    expect(world.text(STATE)).toContain('revision: 5');
    expect((await validateFolder(world.repository.folder)).diagnostics).toEqual([]);
  });

  it('asks for the version where there are several', async () => {
    const world = createWriteWorld();
    const code = await world.refusal(registryPublish, { reference: PARSER, reason: undefined });
    expect(code).toBe('HYPER_VERSION_MISSING');
  });

  it('deletes into a tombstone: files go, names go, the version stays taken, and the registry is valid (I03, N09)', async () => {
    const world = createWriteWorld();
    const input = { reason: 'Personal records.' };
    await world.run(registryDelete, { ...input, reference: `${PARSER}@1.1.0` });
    expect(world.text(STATE)).not.toContain('stable');
    expect(world.text(STATE)).toMatch(/digest: "?sha256:[0-9a-f]{64}/u);
    await world.run(registryDelete, { ...input, reference: `${PARSER}@1.0.0` });
    const { diagnostics } = await validateFolder(world.repository.folder);
    // What depends on it is told; the deleted artifact itself is sound.
    expect(diagnostics.filter(({ path }) => path?.includes('parser/') === true)).toEqual([]);
    const again = await world.run(registryDelete, { ...input, reference: `${PARSER}@1.0.0` });
    expect(again.data.isChanged).toBe(false);
  });
});

describe('names of versions', () => {
  it('are set, moved and taken away, and name what can be had', async () => {
    const world = createWriteWorld();
    const tag = (reference: string, name: string, isRemoved = false): Promise<string> =>
      world.refusal(versionTag, { reference, tag: name, isRemoved });
    expect(await tag(`${PARSER}@1.0.0`, 'lts')).toBe('none');
    expect(await tag(PARSER, 'lts', true)).toBe('none');
    expect(await tag(PARSER, 'lts', true)).toBe('HYPER_NAME_UNSET');
    expect(await tag(`${PARSER}@1.0.0`, 'latest')).toBe('HYPER_FIELD_COMPUTED');
    expect(await tag(`${PARSER}@1.0.0`, 'Not a tag')).toBe('HYPER_REFERENCE_SELECTOR');
    expect(await tag(`${PARSER}@7.0.0`, 'lts')).toBe('HYPER_RELEASE_MISSING');
    await world.run(versionPromote, { reference: `${PARSER}@1.0.0`, channel: 'edge' });
    await world.run(versionPromote, { reference: `${PARSER}@edge`, channel: 'stable' });
    expect(world.text(STATE)).toContain('  stable: 1.0.0');
    await world.run(versionYank, { reference: `${PARSER}@1.0.0`, reason: 'Broken.' });
    const code = await world.refusal(versionPromote, { reference: `${PARSER}@1.0.0`, channel: 'beta' });
    expect(code).toBe('HYPER_MOVE_ILLEGAL');
    const list = { registry: undefined, at: undefined, namespace: undefined, reference: PARSER };
    const { data } = await versionList.run(world.context, list);
    expect(data.versions.map(({ version, isYanked, isLatest }) => [version, isYanked, isLatest])).toEqual([
      ['1.1.0', false, true],
      ['1.0.0', true, false],
    ]);
    expect(data.versions[1]).toMatchObject({ channels: ['edge', 'stable'], reason: 'Broken.' });
  });
});
