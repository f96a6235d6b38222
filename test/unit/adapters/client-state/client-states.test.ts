import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openClientStates,
  parseClientState,
  renderClientState,
} from '../../../../src/adapters/client-state/index.ts';
import { createFilesContext } from '../../../../src/adapters/files/index.ts';
import { configFolderOf } from '../../../../src/adapters/system/index.ts';
import type { ClientState } from '../../../../src/operations/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';

const REGISTRY = '018ce7f0-5eb8-78ca-889a-13821a49af98';
const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const STATE: ClientState = { rootVersion: 2, rootDigest: DIGEST };
const CHECKPOINT = {
  sequence: 3,
  commit: 'c'.repeat(40),
  digest: DIGEST,
  time: '2026-11-01T00:00:00Z',
  trail: [
    [1, 'a'.repeat(40)],
    [3, 'c'.repeat(40)],
  ] as const,
};

describe('what a client remembers', () => {
  it('reads back as it was', () => {
    const place = fc.tuple(fc.integer({ min: 1 }), fc.stringMatching(/^[0-9a-f]{40}$/u));
    const checkpoint = fc.record({
      sequence: fc.integer({ min: 1 }),
      commit: fc.stringMatching(/^[0-9a-f]{40}$/u),
      digest: fc.constant(DIGEST),
      time: fc.constant('2026-11-01T00:00:00Z'),
      trail: fc.array(place, { maxLength: 5 }),
    });
    const states = fc.record(
      { rootVersion: fc.integer({ min: 1 }), rootDigest: fc.constant(DIGEST), checkpoint },
      { requiredKeys: ['rootVersion', 'rootDigest'] },
    );
    fc.assert(
      fc.property(states, (state) => {
        expect(parseClientState(renderClientState(state))).toEqual(state);
      }),
    );
  });

  it('is nowhere where the environment names no home: not in the current folder, which a registry may bring (S23)', async () => {
    const states = openClientStates(createFilesContext(process), undefined);
    const refused = { code: 'HYPER_STATE_UNREADABLE' };
    await expect(states.read(REGISTRY)).rejects.toMatchObject(refused);
    await expect(states.update(REGISTRY, () => STATE)).rejects.toMatchObject(refused);
  });

  it('is told to be out of reach where a file stands in place of its folder', async () => {
    const config = join(temporaryFolder(), 'config');
    const states = openClientStates(createFilesContext(process), config);
    writeFileSync(config, '');
    await expect(states.read(REGISTRY)).rejects.toMatchObject({ code: 'HYPER_STATE_UNREADABLE' });
    await expect(states.update(REGISTRY, () => STATE)).rejects.toMatchObject({
      code: 'HYPER_FILE_UNWRITABLE',
    });
  });

  it('is kept by registry, below the configuration folder', async () => {
    const folder = join(temporaryFolder(), 'config/hyper');
    const states = openClientStates(createFilesContext(process), folder);
    expect(await states.read(REGISTRY)).toBeUndefined();
    await states.update(REGISTRY, (state) => {
      expect(state).toBeUndefined();
      return STATE;
    });
    await states.update(REGISTRY, (state) => state && { ...state, checkpoint: CHECKPOINT });
    await states.update(REGISTRY, () => undefined);
    expect(await states.read(REGISTRY)).toEqual({ ...STATE, checkpoint: CHECKPOINT });
    expect(readdirSync(join(folder, 'trust'))).toEqual([`${REGISTRY}.json`]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another version', '{"formatVersion":2}'],
    ['a root without a digest', '{"formatVersion":1,"rootVersion":1}'],
    ['a root of version zero', renderClientState(STATE).replace('"rootVersion": 2', '"rootVersion": 0')],
    [
      'a checkpoint without a trail',
      renderClientState({ ...STATE, checkpoint: CHECKPOINT }).replace('"trail"', '"trial"'),
    ],
    [
      'a time that is none',
      renderClientState({ ...STATE, checkpoint: { ...CHECKPOINT, time: 'yesterday' } }),
    ],
  ])('is not begun anew in silence where the file holds %s', async (_what, text) => {
    const folder = temporaryFolder();
    const file = join(folder, 'trust', `${REGISTRY}.json`);
    mkdirSync(join(folder, 'trust'));
    writeFileSync(file, text);
    const states = openClientStates(createFilesContext(process), folder);
    await expect(states.read(REGISTRY)).rejects.toMatchObject({ code: 'HYPER_STATE_UNREADABLE' });
    const update = states.update(REGISTRY, () => STATE);
    await expect(update).rejects.toMatchObject({ code: 'HYPER_STATE_UNREADABLE' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(['../../etc/passwd', '', 'a/b', REGISTRY.toUpperCase()])(
    'takes no file name from the id %j of a registry',
    async (registry) => {
      const states = openClientStates(createFilesContext(process), temporaryFolder());
      await expect(states.read(registry)).rejects.toMatchObject({ code: 'HYPER_STATE_UNREADABLE' });
    },
  );
});

describe('the configuration folder', () => {
  it.each([
    [{ XDG_CONFIG_HOME: '/c', HOME: '/h' }, '/c/hyper'],
    [{ XDG_CONFIG_HOME: 'relative', HOME: '/h' }, '/h/.config/hyper'],
    [{ HOME: '/h' }, '/h/.config/hyper'],
    [{}, undefined],
  ])('of %j is %j', (environment, folder) => {
    expect(configFolderOf(environment)).toBe(folder);
  });
});
