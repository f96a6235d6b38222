import { expect, test } from 'vitest';
import { loadSettings, parseSettings } from '../../../src/cli/settings.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('reads the registry and the namespace', () => {
  expect(parseSettings(bytes('registry: /srv/registry\nnamespace: org.acme\n'), 'f')).toEqual({
    registry: '/srv/registry',
    namespace: 'org.acme',
  });
});

test.each(['- a\n', 'registry: 1\n', 'registries: x\n', 'registry: [', 'a: *b\n'])('refuses %j', (text) => {
  expect(() => parseSettings(bytes(text), 'f')).toThrow(
    expect.objectContaining({ code: 'HYPER_SETTINGS_INVALID' }),
  );
});

test('refuses a named file that is not there, and needs none by default', async () => {
  await expect(loadSettings('/nowhere/at/all.yaml', {})).rejects.toMatchObject({
    code: 'HYPER_SETTINGS_UNREADABLE',
  });
  expect(await loadSettings(undefined, { XDG_CONFIG_HOME: '/nowhere' })).toEqual({});
  expect(await loadSettings(undefined, {})).toEqual({});
});
