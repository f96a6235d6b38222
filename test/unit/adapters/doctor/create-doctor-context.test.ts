import { chmodSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDoctorContext } from '../../../../src/adapters/doctor/index.ts';
import type { DoctorFacts } from '../../../../src/adapters/doctor/index.ts';
import { HyperError } from '../../../../src/core/index.ts';
import { atOnceFileSystem } from '../../../../src/adapters/files/at-once-file-system.ts';
import { EDIT_JOURNAL } from '../../../../src/adapters/files/index.ts';
import { cacheFolderOf } from '../../../../src/adapters/system/index.ts';
import type { DoctorContext, FoundRegistry } from '../../../../src/operations/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { ADA, gitEnvironmentOf, gitIn } from '../init/git-environment.ts';

type Environment = ReturnType<typeof gitEnvironmentOf>;

function contextIn(
  folder: string,
  environment: Environment,
  change: Partial<DoctorFacts> = {},
): DoctorContext {
  const versions = { nodeVersion: process.version, platform: 'linux' };
  const fetchRemote = (): Promise<string> => Promise.reject(new HyperError('HYPER_REMOTE_UNREACHABLE', 'no'));
  const more = { fetchRemote, askToken: undefined };
  const facts = {
    environment,
    folder,
    now: () => new Date(0),
    fileSystem: atOnceFileSystem,
    ...more,
    ...versions,
  };
  return createDoctorContext({}, { ...facts, ...change });
}

function newRepository(environment: Environment): string {
  const folder = temporaryFolder();
  gitIn(folder, environment, 'init', '-q', '-b', 'main');
  writeFileSync(join(folder, 'registry.yaml'), 'name: one\n');
  gitIn(folder, environment, 'add', '-A');
  const date = { GIT_COMMITTER_DATE: '1600000000 +0000' };
  gitIn(folder, { ...environment, ...date }, 'commit', '-q', '-m', 'one');
  return folder;
}

const at = (folder: string, prefix = ''): FoundRegistry => ({ folder, prefix, label: folder });

function textOf(bytes: Uint8Array | string | undefined): string | undefined {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : bytes;
}

describe('createDoctorContext', () => {
  it('sees the journal of a change that was cut off (K01)', async () => {
    const folder = temporaryFolder();
    const context = contextIn(folder, gitEnvironmentOf(ADA));
    expect(await context.isChanging(at(folder))).toBe(false);
    writeFileSync(join(folder, EDIT_JOURNAL), '[]');
    expect(await context.isChanging(at(folder))).toBe(true);
    expect(await context.isChanging(at(join(folder, 'registry.git')))).toBe(false);
  });

  it('finds out about git and the repository around a folder', async () => {
    const environment = gitEnvironmentOf(`${ADA}[core]\n\tautocrlf = yes\n`);
    const folder = newRepository(environment);
    mkdirSync(join(folder, 'a'));
    const context = contextIn(join(folder, 'a'), environment);
    expect(await context.gitVersion()).toMatch(/^\d+\.\d+/u);
    expect(await context.findRegistry(undefined)).toEqual({ folder, prefix: '', label: folder });
    expect(await context.inspectRepository(folder)).toEqual({
      isBare: false,
      isShallow: false,
      headTime: 1600000000,
      autocrlf: 'true',
      attributes: { text: 'unspecified', eol: 'unspecified' },
    });
    writeFileSync(join(folder, '.gitattributes'), '* -text eol=lf\n');
    expect(await context.inspectRepository(folder)).toMatchObject({
      attributes: { text: 'unset', eol: 'lf' },
      autocrlf: null,
    });
  });

  it('asks a git that tells its version along with the rest for nothing more', async () => {
    const environment = gitEnvironmentOf(ADA);
    const folder = newRepository(environment);
    writeFileSync(join(folder, '.gitattributes'), '* -text\n');
    const calls = join(temporaryFolder(), 'calls');
    const bin = temporaryFolder();
    const real = gitIn(folder, environment, '--exec-path');
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$*" >> '${calls}'\nexec '${real}/git' "$@"\n`, {
      mode: 0o755,
    });
    const context = contextIn(folder, { ...environment, PATH: `${bin}:${environment['PATH'] ?? ''}` });
    expect(await context.inspectRepository(folder)).toMatchObject({
      headTime: 1600000000,
      attributes: { text: 'unset' },
    });
    expect(await context.gitVersion()).toMatch(/^\d+\.\d+/u);
    expect(readFileSync(calls, 'utf8').trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['input', 'input'],
    ['false', 'false'],
    ['1', 'true'],
  ])('reads core.autocrlf = %s as %s', async (written, read) => {
    const environment = gitEnvironmentOf(`${ADA}[core]\n\tautocrlf = ${written}\n`);
    const folder = newRepository(environment);
    expect(await contextIn(folder, environment).inspectRepository(folder)).toMatchObject({ autocrlf: read });
  });

  it('takes a git that was stopped from outside for no trouble of the repository (K09)', async () => {
    const environment = gitEnvironmentOf(ADA);
    const folder = newRepository(environment);
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'git'), '#!/bin/sh\nkill -INT $$\n', { mode: 0o755 });
    const context = contextIn(folder, { ...environment, PATH: `${bin}:${environment['PATH'] ?? ''}` });
    await expect(context.inspectRepository(folder)).rejects.toMatchObject({ code: 'HYPER_INTERRUPTED' });
  });

  it('sees a shallow clone, a bare one, one without commits, and none', async () => {
    const environment = gitEnvironmentOf(ADA);
    const origin = newRepository(environment);
    gitIn(origin, environment, 'commit', '-q', '--allow-empty', '-m', 'two');
    const root = temporaryFolder();
    gitIn(root, environment, 'clone', '-q', '--depth', '1', pathToFileURL(origin).href, 'shallow');
    gitIn(root, environment, 'clone', '-q', '--bare', origin, 'bare.git');
    gitIn(root, environment, 'init', '-q', 'empty');
    mkdirSync(join(root, 'none'));
    const context = contextIn(root, environment);
    expect(await context.inspectRepository(join(root, 'shallow'))).toMatchObject({ isShallow: true });
    expect(await context.inspectRepository(join(root, 'bare.git'))).toMatchObject({ isBare: true });
    expect(textOf(await context.readRegistryFile(at(join(root, 'bare.git'))))).toBe('name: one\n');
    expect(await context.inspectRepository(join(root, 'empty'))).toMatchObject({ headTime: null });
    expect(await context.inspectRepository(join(root, 'none'))).toBeUndefined();
    expect(await context.inspectRepository(join(root, 'gone'))).toBeUndefined();
    expect(await context.readRegistryFile(at(join(root, 'none')))).toBeUndefined();
    expect(await context.readRegistryFile(at(join(root, 'gone')))).toBeUndefined();
  });

  it('looks at a registry of another machine, below the root of its repository too', async () => {
    const environment = gitEnvironmentOf(ADA);
    const origin = temporaryFolder();
    gitIn(origin, environment, 'init', '-q', '-b', 'main');
    mkdirSync(join(origin, 'example'));
    writeFileSync(join(origin, 'example', 'registry.yaml'), 'name: inner\n');
    gitIn(origin, environment, 'add', '-A');
    gitIn(origin, environment, 'commit', '-q', '-m', 'one');
    const mirror = join(temporaryFolder(), 'mirror.git');
    gitIn(origin, environment, 'clone', '-q', '--bare', origin, mirror);
    const asked: string[] = [];
    const fetchRemote = (address: string): Promise<string> => {
      asked.push(address);
      return Promise.resolve(mirror);
    };
    const context = contextIn(origin, environment, { fetchRemote });
    const address = 'https://git.example.org/acme.git';
    for (const registry of [address, `${address}#example`, `${address}#example/`]) {
      const found = await context.findRegistry(registry);
      expect(found).toEqual({ folder: mirror, prefix: 'example/', label: registry });
      expect(textOf(await context.readRegistryFile(found as FoundRegistry))).toBe('name: inner\n');
    }
    expect(asked).toEqual([address, address, address]);
    expect(await contextIn(origin, environment).findRegistry(address)).toEqual({
      label: address,
      reason: { message: 'no', hint: undefined },
    });
  });

  it('tells a repository that git cannot read from none', async () => {
    const environment = gitEnvironmentOf(ADA);
    const folder = newRepository(environment);
    for (const config of ['[core\n', '[core]\n\tbare = false\n[broken\n']) {
      writeFileSync(join(folder, '.git', 'config'), config);
      expect(await contextIn(folder, environment).inspectRepository(folder)).toMatchObject({
        reason: 'failed',
      });
    }
  });

  it('is content without git', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'registry.yaml'), 'name: one\n');
    const context = contextIn(folder, { PATH: folder });
    expect(await context.gitVersion()).toBeUndefined();
    expect(textOf(await context.readRegistryFile(at(folder)))).toBe('name: one\n');
    expect(await context.readRegistryFile(at(temporaryFolder()))).toBeUndefined();
  });

  it('reads no registry.yaml that is a link or too large', async () => {
    const environment = gitEnvironmentOf('');
    const [linked, large] = [temporaryFolder(), temporaryFolder()];
    symlinkSync('/etc/passwd', join(linked, 'registry.yaml'));
    writeFileSync(join(large, 'registry.yaml'), 'x'.repeat(1024 * 1024 + 1));
    const context = contextIn(linked, environment);
    expect(await context.readRegistryFile(at(linked))).toBe('it is a symlink');
    expect(await context.readRegistryFile(at(large))).toBe('it has 1048577 bytes');
  });

  it('tries whether a folder can be written to, and leaves nothing in it', async () => {
    const root = temporaryFolder();
    const context = contextIn(root, gitEnvironmentOf(''));
    expect(await context.probeWritable(join(root, 'a', 'b'))).toBeUndefined();
    expect(readdirSync(join(root, 'a', 'b'))).toEqual([]);
    writeFileSync(join(root, 'file'), 'text');
    expect(await context.probeWritable(join(root, 'file', 'c'))).toMatch(/ENOTDIR/u);
    symlinkSync(join(root, 'file'), join(root, 'a', 'b', '.probe.hyper-tmp'));
    expect(await context.probeWritable(join(root, 'a', 'b'))).toMatch(/ELOOP/u);
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('text');
  });

  it.skipIf(process.getuid?.() === 0)(
    'is told of a missing permission (root has every permission)',
    async () => {
      const root = temporaryFolder();
      chmodSync(root, 0o500);
      const context = contextIn(root, gitEnvironmentOf(''));
      expect(await context.probeWritable(join(root, 'a'))).toBe('no permission (EACCES)');
    },
  );

  it('takes the first variable of the locale that is set', () => {
    const locale = (environment: Environment): unknown => contextIn('/', environment).locale;
    expect(locale({ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'de_DE' })).toBe('C.UTF-8');
    expect(locale({})).toBeUndefined();
    expect(contextIn('/', {}, { platform: 'win32' }).hasLocale).toBe(false);
  });
});

describe('cacheFolderOf', () => {
  it.each([
    [{ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/c/hyper'],
    [{ XDG_CACHE_HOME: 'relative', HOME: '/h' }, '/h/.cache/hyper'],
    [{ LOCALAPPDATA: '/l', HOME: '/h' }, '/l/hyper/cache'],
    [{ HOME: '' }, undefined],
    [{}, undefined],
  ])('%j is %s', (environment, folder) => {
    expect(cacheFolderOf(environment)).toBe(folder);
  });
});

it('finds the keys of the user, and says where they must not lie', async () => {
  const home = temporaryFolder();
  const environment = gitEnvironmentOf(ADA);
  const empty = contextIn(home, { ...environment, HYPER_KEYS: join(home, 'none') });
  expect(await empty.findKeys()).toEqual({
    folder: join(home, 'none'),
    ...{ count: 0, unusable: [], trouble: null },
  });
  const repository = newRepository(environment);
  writeFileSync(join(repository, 'ci.key'), 'no key', { mode: 0o600 });
  const inside = await contextIn(home, { ...environment, HYPER_KEYS: repository }).findKeys();
  expect(inside).toMatchObject({ count: 0, unusable: [expect.stringMatching(/^ci: /u)], trouble: null });
  expect(await empty.askForge(undefined)).toBeUndefined();
});
