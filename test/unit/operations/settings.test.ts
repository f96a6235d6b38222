import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../../src/cli/settings.ts';
import { createSettingsWorld } from '../../../src/composition-settings.ts';
import { configGet, configList, configSet, configUnset, SETTINGS } from '../../../src/operations/index.ts';
import type { SettingsContext } from '../../../src/operations/index.ts';
import { OUTPUT_VALUES } from '../../../src/operations/settings/setting-table.ts';
import { FORMAT_NAMES } from '../../../src/report/index.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

interface Machine {
  readonly home: string;
  readonly project: string;
  readonly environment: Record<string, string>;
  readonly write: (layer: 'system' | 'user' | 'project', text: string) => void;
}

function machine(environment: Record<string, string> = {}): Machine {
  const room = temporaryFolder();
  const [home, project] = [join(room, 'home'), join(room, 'project')];
  for (const folder of [join(home, 'hyper'), join(project, 'src')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(project, 'hyper.yaml'), 'name: shop\n');
  const files = {
    system: join(room, 'system.yaml'),
    user: join(home, 'hyper/config.yaml'),
    project: join(project, 'hyper.config.yaml'),
  };
  return {
    home,
    project,
    environment: { XDG_CONFIG_HOME: home, HYPER_SYSTEM_CONFIG: files.system, ...environment },
    write: (layer, text) => {
      writeFileSync(files[layer], text);
    },
  };
}

const settingsOf = ({ environment, project }: Machine, words: readonly string[] = []) =>
  openSettings(words, environment, join(project, 'src'));

function world(at: Machine, words: readonly string[] = []): Promise<SettingsContext> {
  const { places, sources } = settingsOf(at, words);
  return createSettingsWorld({}, places, sources);
}

describe('the layers of settings', () => {
  it('count from the machine up to the flag', async () => {
    const at = machine({ HYPER_NAMESPACE: 'org.environment' });
    at.write('system', 'namespace: org.system\nkeys: /system/keys\noutput: csv\n');
    at.write('user', 'namespace: org.user\noutput: yaml\n');
    at.write('project', 'namespace: org.project\noutput: wide\n');
    const list = await configList.run(await world(at, ['--namespace', 'org.flag']), {
      isAll: false,
      hasOrigins: true,
    });
    const said = list.data.map(({ key, value, layer, isHidden }) => [key, value, layer, isHidden]);
    expect(said).toEqual([
      ['keys', '/system/keys', 'system', false],
      ['namespace', 'org.flag', 'flag', false],
      ['namespace', 'org.environment', 'environment', true],
      ['namespace', 'org.project', 'project', true],
      ['namespace', 'org.user', 'user', true],
      ['namespace', 'org.system', 'system', true],
      ['output', 'wide', 'project', false],
      ['output', 'yaml', 'user', true],
      ['output', 'csv', 'system', true],
    ]);
    expect(settingsOf(at)).toMatchObject({ namespace: 'org.environment', output: 'wide' });
    expect(settingsOf(at).environment).toMatchObject({ HYPER_KEYS: '/system/keys' });
  });

  it('leave the environment as it is where it says something', () => {
    const at = machine({ HYPER_OFFLINE: '1', HYPER_KEYS: '/mine' });
    at.write('user', 'offline: false\nkeys: /other\nroot: sha256:aa\n');
    expect(settingsOf(at).environment).toMatchObject({
      HYPER_OFFLINE: '1',
      HYPER_KEYS: '/mine',
      HYPER_ROOT: 'sha256:aa',
    });
  });

  it('find a folder that a project names from the project on', () => {
    const at = machine();
    at.write('project', 'registry: ../registry\n');
    expect(settingsOf(at).registry).toBe(join(at.project, '../registry'));
    at.write('project', 'registry: https://example.com/r.git\n');
    expect(settingsOf(at).registry).toBe('https://example.com/r.git');
  });

  it.each(['keys', 'root', 'trusted-root', 'actor', 'offline'])('let no project say "%s" (C05)', (key) => {
    const at = machine();
    at.write('project', `${key}: ${key === 'offline' ? 'true' : 'x'}\n`);
    expect(() => settingsOf(at)).toThrow(expect.objectContaining({ code: 'HYPER_SETTING_LAYER' }) as Error);
  });

  it('are never read from a registry (C05)', () => {
    const at = machine();
    at.write('project', 'namespace: org.evil\n');
    writeFileSync(join(at.project, 'registry.yaml'), 'name: x\n');
    expect(settingsOf(at).namespace).toBeUndefined();
  });

  it.each(['passphrase: x\n', 'token: x\n'])('refuse the secret in "%s"', (text) => {
    const at = machine();
    at.write('user', text);
    expect(() => settingsOf(at)).toThrow(expect.objectContaining({ code: 'HYPER_SETTING_SECRET' }) as Error);
  });

  it.each([
    ['- a\n', 'hyper config list --all shows every setting'],
    ['registry: 1\n', 'hyper config list --all shows every setting'],
    ['registri: x\n', 'did you mean "registry"?'],
    ['offline: maybe\n', 'hyper config list --all shows every setting'],
    ['output: xml\n', 'hyper config list --all shows every setting'],
    ['output: jsn\n', 'did you mean "json"?'],
    ['registry: [', 'hyper config list --all shows every setting'],
  ])('refuse %j', (text, hint) => {
    const at = machine();
    at.write('user', text);
    expect(() => settingsOf(at)).toThrow(
      expect.objectContaining({ code: 'HYPER_SETTINGS_INVALID', hint }) as Error,
    );
  });

  it('read the file that --config names, which must be there', () => {
    const at = machine();
    at.write('user', 'namespace: org.user\n');
    writeFileSync(join(at.project, 'ci.yaml'), 'namespace: org.ci\n');
    expect(settingsOf(at, ['--config', '../ci.yaml']).namespace).toBe('org.ci');
    expect(() => settingsOf(at, ['--config=none.yaml'])).toThrow(
      expect.objectContaining({ code: 'HYPER_SETTINGS_UNREADABLE' }) as Error,
    );
  });
});

describe('config get', () => {
  it('says the value that counts and where it is from', async () => {
    const at = machine();
    at.write('user', 'offline: true\n');
    const { data } = await configGet.run(await world(at), { key: 'offline' });
    expect(data).toEqual({
      key: 'offline',
      value: 'true',
      layer: 'user',
      origin: join(at.home, 'hyper/config.yaml'),
    });
  });

  it('never gives a secret', async () => {
    const at = machine({ HYPER_PASSPHRASE: 'four words that rhyme', GITHUB_TOKEN: 'ghp_x' });
    for (const key of ['passphrase', 'token']) {
      const { data } = await configGet.run(await world(at), { key });
      expect(data).toMatchObject({ value: null, layer: 'environment' });
    }
    const list = await configList.run(await world(at), { isAll: true, hasOrigins: true });
    expect(JSON.stringify(list)).not.toMatch(/rhyme|ghp_/u);
    expect(list.data.find(({ key }) => key === 'token')).toMatchObject({ isSet: true, isSecret: true });
  });

  it.each([
    ['registri', 'HYPER_SETTING_UNKNOWN', 'did you mean "registry"?'],
    ['nothing-like-it', 'HYPER_SETTING_UNKNOWN', 'hyper config list --all shows every setting'],
    ['registry', 'HYPER_SETTING_UNSET', 'hyper config set registry VALUE'],
  ])('of "%s" ends with %s', async (key, code, hint) => {
    const at = machine();
    await expect((async () => configGet.run(await world(at), { key }))()).rejects.toMatchObject({
      code,
      hint,
    });
  });
});

describe('config set and unset', () => {
  it('show what would change, and write nothing', async () => {
    const at = machine();
    const path = join(at.home, 'hyper/config.yaml');
    at.write('user', '# mine\noutput: wide\n');
    const set = { key: 'output', value: 'yaml', layer: 'user', isDryRun: true } as const;
    const lines = ['+ output: yaml', '- output: wide'];
    expect(await configSet.run(await world(at), set)).toMatchObject({
      isLasting: false,
      data: { isChanged: true, isDryRun: true, files: [{ path, change: 'changed', lines }] },
    });
    const same = { ...set, value: 'wide' };
    expect(await configSet.run(await world(at), same)).toMatchObject({
      data: { isChanged: false, files: [] },
    });
    expect(readFileSync(path, 'utf8')).toBe('# mine\noutput: wide\n');
  });

  it('make the file with its schema, and keep every comment of one that is there', async () => {
    const at = machine();
    const first = await configSet.run(await world(at), {
      key: 'namespace',
      value: 'org.acme',
      layer: 'user',
      isDryRun: false,
    });
    expect(first).toMatchObject({ isLasting: true, data: { isChanged: true } });
    const path = join(at.home, 'hyper/config.yaml');
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\S+\/settings\.schema\.json\nnamespace: "org\.acme"\n$/u,
    );
    at.write('user', '# mine\nnamespace: org.acme # the team\noutput: wide\n');
    await configSet.run(await world(at), { key: 'offline', value: 'true', layer: 'user', isDryRun: false });
    await configUnset.run(await world(at), { key: 'output', layer: 'user', isDryRun: false });
    expect(readFileSync(path, 'utf8')).toBe('# mine\nnamespace: org.acme # the team\noffline: true\n');
    const again = await configSet.run(await world(at), {
      key: 'offline',
      value: 'true',
      layer: 'user',
      isDryRun: false,
    });
    expect(again).toMatchObject({ isLasting: false, data: { isChanged: false } });
  });

  it('make folders on the way, and write for a project and a machine', async () => {
    const at = machine({ XDG_CONFIG_HOME: join(temporaryFolder(), 'new/home') });
    await configSet.run(await world(at), { key: 'output', value: 'wide', layer: 'user', isDryRun: false });
    await configSet.run(await world(at), {
      key: 'namespace',
      value: 'org.acme',
      layer: 'project',
      isDryRun: false,
    });
    await configSet.run(await world(at), { key: 'keys', value: '/keys', layer: 'system', isDryRun: false });
    expect(settingsOf(at)).toMatchObject({ output: 'wide', namespace: 'org.acme' });
    expect(settingsOf(at).environment['HYPER_KEYS']).toBe('/keys');
  });

  it.each([
    ['passphrase', 'x', 'user', 'HYPER_SETTING_SECRET'],
    ['root', 'sha256:aa', 'project', 'HYPER_SETTING_LAYER'],
    ['rooot', 'x', 'user', 'HYPER_SETTING_UNKNOWN'],
    ['offline', 'perhaps', 'user', 'HYPER_SETTINGS_INVALID'],
    ['output', 'xml', 'user', 'HYPER_SETTINGS_INVALID'],
    ['registry', '', 'user', 'HYPER_SETTINGS_INVALID'],
  ] as const)('refuse %s=%s for the %s with %s and write nothing', async (key, value, layer, code) => {
    const at = machine();
    await expect(
      configSet.run(await world(at), { key, value, layer, isDryRun: false }),
    ).rejects.toMatchObject({ code });
    expect(() => readFileSync(join(at.home, 'hyper/config.yaml'))).toThrow('ENOENT');
  });

  it('say that there was nothing to take out, or no place', async () => {
    const at = machine();
    await expect(
      configUnset.run(await world(at), { key: 'output', layer: 'user', isDryRun: false }),
    ).rejects.toMatchObject({
      code: 'HYPER_SETTING_UNSET',
    });
    const homeless = { ...at, environment: {}, project: temporaryFolder() };
    mkdirSync(join(homeless.project, 'src'));
    for (const layer of ['user', 'project'] as const) {
      await expect(
        configSet.run(await world(homeless), { key: 'output', value: 'wide', layer, isDryRun: false }),
      ).rejects.toMatchObject({ code: 'HYPER_SETTINGS_PLACE' });
    }
  });
});

describe('the table of settings', () => {
  it('is what the published schema says, but for secrets', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../../schemas/settings.schema.json', import.meta.url), 'utf8'),
    ) as { readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>> };
    const keys = SETTINGS.filter(({ isSecret }) => !isSecret).map(({ key }) => key);
    expect(Object.keys(schema.properties)).toEqual(keys);
    expect(schema.properties['output']?.enum).toEqual(OUTPUT_VALUES);
  });

  it('knows the formats that reports have', () => {
    expect(new Set(OUTPUT_VALUES)).toEqual(
      new Set(FORMAT_NAMES.filter((name) => OUTPUT_VALUES.includes(name))),
    );
    expect(OUTPUT_VALUES.every((name) => (FORMAT_NAMES as readonly string[]).includes(name))).toBe(true);
  });
});
