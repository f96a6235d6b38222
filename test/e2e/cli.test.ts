import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { cleanEnvironment, EXAMPLE, hyper, HYPER, interruptHyper } from './run-hyper.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hyper-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (words: readonly string[], env?: Readonly<Record<string, string>>, input?: string) =>
  hyper(words, {
    cwd: folder,
    ...(env === undefined ? {} : { env }),
    ...(input === undefined ? {} : { input }),
  });
const HOSTILE = 'a\\e]52;c;ZXZpbA==\\a\\e[2J\\r\\u202Eb';
const ids = [...COMMANDS.keys()];
const isOutput = new Ajv2020({ strict: true, strictRequired: false }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/output.schema.json', import.meta.url), 'utf8')) as object,
);

describe('help and version', () => {
  test('the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    for (const words of [['--version'], ['-v'], ['--quiet', '--version']]) {
      expect(run(words)).toMatchObject({ status: 0, stdout: `hyper ${version}\n`, stderr: '' });
    }
  });

  test('no words, help, -h and --help tell of every command', () => {
    const expected = run([]);
    expect(expected).toMatchObject({ status: 0, stderr: '' });
    for (const id of ids)
      expect(expected.stdout).toMatch(new RegExp(`^ {2}${id.split(' ')[0] ?? ''} {2}`, 'mu'));
    for (const words of [['--help'], ['-h'], ['help']]) expect(run(words)).toEqual(expected);
  });

  test.each(ids)('hyper %s --help fits 80 columns and shows its examples', (id) => {
    const { status, stdout } = run([...id.split(' '), '--help']);
    expect(status).toBe(0);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toContain('EXAMPLES');
    expect(run(['help', ...id.split(' ')]).stdout).toBe(stdout);
  });

  test('help rendered at run time says the same, in 40 columns', () => {
    const wide = run(['validate', '--help']).stdout;
    const { stdout } = run(['validate', '--help'], { COLUMNS: '40' });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    const letters = (text: string): string => text.replaceAll(/[\s\\]/gu, '');
    expect(letters(stdout)).toBe(letters(wide));
  });

  test('a topic alone lists its commands', () => {
    const { status, stdout } = run(['registry']);
    expect(status).toBe(0);
    expect(stdout).toContain('registry list');
  });
});

describe('usage errors', () => {
  test.each<[string[], string, string]>([
    [['valdate'], 'HYPER_USAGE_COMMAND_UNKNOWN', 'did you mean: hyper validate'],
    [['registry', 'lst'], 'HYPER_USAGE_COMMAND_UNKNOWN', 'did you mean: hyper registry list'],
    [['validate', '--chnged', 'x'], 'HYPER_USAGE_FLAG_UNKNOWN', 'did you mean: --changed'],
    [['validate', '--output', 'xml'], 'HYPER_USAGE_FLAG_VALUE', 'validate --help'],
    [['validate', '--changed'], 'HYPER_USAGE_FLAG_VALUE', 'validate --help'],
    [['validate', '--stdin-path', 'x'], 'HYPER_USAGE_FLAG_CONFLICT', 'hyper validate - --stdin-path x'],
    [['import', 'bcr:x'], 'HYPER_USAGE_FLAG_MISSING', 'for example: hyper import purescript:'],
    [['export', 'org.acme'], 'HYPER_USAGE_FLAG_MISSING', 'for example: hyper export org.acme --out acme.tar'],
    [['registry', 'get'], 'HYPER_USAGE_ARGUMENT_MISSING', 'registry get --help'],
    [['registry', 'yank'], 'HYPER_USAGE_COMMAND_UNKNOWN', 'did you mean: hyper version yank'],
    [['version', 'promote', 'org.acme/x'], 'HYPER_USAGE_FLAG_MISSING', ' --to stable; see:'],
    [['completion'], 'HYPER_USAGE_ARGUMENT_MISSING', 'hyper completion bash'],
    [['completion', 'tcsh'], 'HYPER_USAGE_ARGUMENT_VALUE', 'completion --help'],
    [['explain', 'a', 'b'], 'HYPER_USAGE_ARGUMENT_UNEXPECTED', 'explain --help'],
    [['explain', 'revision-unknow'], 'HYPER_CODE_UNKNOWN', 'hyper explain HYPER_REVISION_UNKNOWN'],
    [['registry', 'list', '--filter', 'x=1'], 'HYPER_USAGE_FILTER', '--filter'],
    [['registry', 'list', '--selector', '(('], 'HYPER_USAGE_SELECTOR', '--selector'],
    [['registry', 'get', 'org.acme/Nexus_Auth'], 'HYPER_NAME_', 'hint: '],
    [['registry', 'get', 'org.acme.security/nexus-auth@^^2'], 'HYPER_', 'hint: '],
    [['registry', 'list', '--namespace', 'org..acme'], 'HYPER_NAMESPACE_SEPARATOR', 'hint: '],
    [['registry', 'create', 'plugin', 'org.acme/x@1'], 'HYPER_VERSION_', 'hint: '],
    [
      ['version', 'list', 'org.acme.security/nexus-auth@9.9.9'],
      'HYPER_VERSION_UNUSED',
      'security/nexus-auth',
    ],
    [
      ['discover', 'org.acme.security/nexus-auth@^2'],
      'HYPER_VERSION_UNUSED',
      'all of its releases are meant',
    ],
    [['diff', 'HEAD..HEAD', '--of', 'org.acme.security/nexus-auth@2.1.0'], 'HYPER_VERSION_UNUSED', 'hint: '],
    [['version', 'yank', 'org.acme.security/nexus-auth@^2'], 'HYPER_VERSION_MISSING', 'name its version'],
    [['search', 'auth', '--namespace', 'org.acme'], 'HYPER_USAGE_FLAG_CONFLICT', 'namespace:org.acme*'],
    [['registry', 'list', '--config', 'none.yaml'], 'HYPER_SETTINGS_UNREADABLE', '--config'],
    [['build', '.', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', 'leave one of them out'],
    [['site', 'serve', '.', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', 'leave one of them out'],
    [['init', 'x', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', '--project'],
    [
      ['init', 'x', '--project', '--url', '.', '--registry', '.'],
      'HYPER_USAGE_FLAG_CONFLICT',
      'leave one of them out',
    ],
    [
      ['init', 'x', '--namespace', 'org.a', '--namespaces', 'org.b'],
      'HYPER_USAGE_FLAG_CONFLICT',
      'leave one of them out',
    ],
    [['sync', '.', 'x', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', 'leave --registry out'],
    [['verify', '--site', 'x', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', 'hyper verify --site x'],
    [['verify', '--site', 'x', '--namespace', 'org'], 'HYPER_USAGE_FLAG_CONFLICT', 'hyper verify --site x'],
    [['search', 'x', '--site', 'y', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', 'leave --site or'],
    [['validate', '-', '--registry', '.'], 'HYPER_USAGE_FLAG_CONFLICT', 'and --registry'],
  ])('%j exits with 2, a code and a correction', (words, code, hint) => {
    const text = hyper(words, { cwd: EXAMPLE });
    expect(text).toMatchObject({ status: 2, stdout: '' });
    expect(text.stderr).toContain(code);
    expect(text.stderr).toContain(hint);
    expect(text.stderr).not.toMatch(/^\s+at /mu);
  });

  test('of a wish for JSON are JSON', () => {
    const { status, stdout, stderr } = run(['validate', '--jsn', '--output', 'json']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    const document: unknown = JSON.parse(stdout);
    expect(isOutput(document)).toBe(true);
    expect(document).toMatchObject({ ok: false, outcome: 'error', data: null });
  });

  test('cannot steer the terminal with what was typed (X07)', () => {
    for (const words of [['\u001B[2Jx'], ['validate', '--\u001B[2J'], ['explain', 'a', '\u009B2J']]) {
      expect(run(words).stderr).not.toMatch(/[\u001B\u009B]/u);
    }
  });

  test('with --trace show where they come from', () => {
    expect(run(['registry', 'list', '--trace']).stderr).toMatch(/^\s+at /mu);
  });
});

describe('output', () => {
  test('of every read command is one JSON document of the published shape', () => {
    const lines = [
      ['explain'],
      ['registry', 'list'],
      ['registry', 'get', 'org.acme.security/nexus-auth'],
      ['namespace', 'list'],
      ['namespace', 'get', 'org.acme'],
      ['validate'],
    ];
    for (const words of lines) {
      const { status, stdout, stderr } = hyper([...words, '--json'], { cwd: EXAMPLE });
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
      expect(isOutput(JSON.parse(stdout)), JSON.stringify(isOutput.errors)).toBe(true);
    }
  });

  test('as YAML holds what JSON holds', () => {
    const json: unknown = JSON.parse(hyper(['namespace', 'list', '--json'], { cwd: EXAMPLE }).stdout);
    expect(parse(hyper(['namespace', 'list', '--output', 'yaml'], { cwd: EXAMPLE }).stdout)).toEqual(json);
  });

  test('fits the columns asked for', () => {
    const { stdout } = hyper(['namespace', 'list'], { cwd: EXAMPLE, env: { COLUMNS: '78' } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(78);
  });

  test('has colours only where they are seen or forced', () => {
    const forced = run(['nothing'], { FORCE_COLOR: '1' }).stderr;
    expect(forced).toContain('\u001B[');
    expect(run(['nothing']).stderr).not.toContain('\u001B[');
    expect(run(['nothing'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr).not.toContain('\u001B[');
  });

  test('of findings is exit status 1, positions, and annotations for GitHub', () => {
    const words = ['validate', '-', '--stdin-path', 'namespaces/org/acme/namespace.yaml'];
    const text = run(words, {}, 'apiVersion: hyper/v1\nkind: Namespace\n\tpath: x\n');
    expect(text).toMatchObject({ status: 1, stderr: '' });
    expect(text.stdout).toMatch(/^namespaces\/org\/acme\/namespace\.yaml:3:1 error HYPER_/mu);
    const github = run(
      [...words, '--output', 'github'],
      {},
      'apiVersion: hyper/v1\nkind: Namespace\n\tpath: x\n',
    );
    expect(github.stdout).toMatch(/^::error file=namespaces\/org\/acme\/namespace.yaml,line=3,col=1,/mu);
  });

  test('makes what a manifest holds visible, and keeps it exact in JSON (X07)', () => {
    const text = `apiVersion: hyper/v1\nkind: "${HOSTILE}"\n`;
    const shown = run(['validate', '-'], {}, text);

    expect(shown.stdout + shown.stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/u);
  });

  test('to a reader that goes away ends quietly (K09)', () => {
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', `"$0" "$1" explain --json | head -c 1; echo "\${PIPESTATUS[0]}" >&2`, process.execPath, HYPER],
      {
        cwd: folder,
        env: cleanEnvironment(),
        encoding: 'utf8',
      },
    );
    expect({ stdout, stderr }).toEqual({ stdout: '{', stderr: '0\n' });
  });

  test.runIf(existsSync('/usr/bin/script'))('on a terminal is coloured, narrow and safe (X07)', () => {
    writeFileSync(join(folder, 'hostile.yaml'), `apiVersion: hyper/v1\nkind: "${HOSTILE}"\n`);
    const onTerminal = (command: string): string =>
      spawnSync('script', ['-qec', `stty cols 40; ${command}`, '/dev/null'], {
        cwd: folder,
        env: cleanEnvironment({ TERM: 'xterm' }),
        encoding: 'utf8',
      }).stdout;
    const help = onTerminal(`"${process.execPath}" "${HYPER}" --help`);
    expect(Math.max(...help.split(/\r?\n/u).map((line) => line.length))).toBeLessThanOrEqual(40);
    const findings = onTerminal(`"${process.execPath}" "${HYPER}" validate - < hostile.yaml`);
    expect(findings).toContain('\u001B[31merror');

    expect(findings).not.toMatch(/\u001B(?!\[\d+m)|[\u0007\u009B\u202E]|\r(?!\n)/u);
  });
});

describe('the registry', () => {
  const list = (words: readonly string[], cwd: string, env?: Readonly<Record<string, string>>) =>
    hyper(['namespace', 'list', '--json', ...words], { cwd, ...(env === undefined ? {} : { env }) });
  const inside = join(EXAMPLE, 'namespaces', 'org');

  test('is found by flag, environment, the folder upwards, or the settings', () => {
    const settings = join(folder, 'settings');
    mkdirSync(join(settings, 'hyper'), { recursive: true });
    writeFileSync(join(settings, 'hyper', 'config.yaml'), `registry: ${EXAMPLE}\n`);
    const expected = list([], EXAMPLE).stdout;
    expect(list([], inside).stdout).toBe(expected);
    expect(list(['--registry', EXAMPLE], folder).stdout).toBe(expected);
    expect(list([], folder, { HYPER_REGISTRY: EXAMPLE }).stdout).toBe(expected);
    expect(list([], folder, { XDG_CONFIG_HOME: settings }).stdout).toBe(expected);
    expect(list(['--config', join(settings, 'hyper', 'config.yaml')], folder).stdout).toBe(expected);
  });

  test('named by the flag wins over all others', () => {
    expect(list(['--registry', folder], EXAMPLE, { HYPER_REGISTRY: EXAMPLE })).toMatchObject({ status: 3 });
  });

  test('that is nowhere is exit status 3 with a way out', () => {
    const { status, stderr } = run(['registry', 'list']);
    expect(status).toBe(3);
    expect(stderr).toContain('hyper init');
  });

  test('can be validated by a file or folder of it', () => {
    const file = join(EXAMPLE, 'namespaces', 'org', 'acme', 'namespace.yaml');
    expect(run(['validate', file, '--json'])).toMatchObject({ status: 0 });
    expect(JSON.parse(run(['validate', file, '--json']).stdout)).toMatchObject({
      data: { scope: 'path', files: 1 },
    });
    expect(JSON.parse(run(['validate', EXAMPLE, '--json']).stdout)).toMatchObject({
      data: { scope: 'registry' },
    });
  });
});

describe('a registry from the start', () => {
  test('is made, checked and built by the forms that scripts rely on', () => {
    const at = join(folder, 'acme-registry');
    expect(run(['init', 'acme-registry', '--json'])).toMatchObject({ status: 0, stderr: '' });
    expect(run(['validate', 'acme-registry']).stdout).toMatch(/^valid: /mu);
    expect(run(['build', 'acme-registry', '--out', 'site', '--json'])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(existsSync(join(folder, 'site', 'index.html'))).toBe(true);
    expect(hyper(['doctor', '--json'], { cwd: at }).status).toBe(0);
    expect(hyper(['namespace', 'list'], { cwd: at }).stdout).toContain('org.acme');
  });

  test('is not made over another one, nor a site over foreign files', () => {
    expect(run(['init', 'acme-registry']).status).toBe(3);
    expect(run(['build', 'acme-registry', '--out', 'acme-registry']).stderr).toContain(
      'HYPER_OUTPUT_FOREIGN',
    );
    expect(existsSync(join(folder, 'acme-registry', 'registry.yaml'))).toBe(true);
  });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %i and says so once (K09)', async (name, status) => {
    const result = await interruptHyper(['validate', '-', '--debug'], folder, name);
    expect(result).toMatchObject({ status, signal: null, stdout: '' });
    expect(result.stderr).toContain('HYPER_INTERRUPTED');
  });

  test.each([
    ['cat-file', 'SIGINT', ['validate', '--at', 'HEAD']],
    ['log', 'SIGTERM', ['audit', 'org.acme']],
  ])('of git alone (%s, %s) is what stopped us, too (K09)', (command, name, words) => {
    const repository = createTestRepository();
    cpSync(EXAMPLE, repository.folder, { recursive: true });
    repository.commit('The example');
    const place = temporaryFolder();
    const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
    const script = `#!/bin/sh\ncase "$*" in *${command}*) kill -s ${name.slice(3)} $$;; esac\nexec '${real}' "$@"\n`;
    writeFileSync(join(place, 'git'), script, { mode: 0o755 });
    const env = { PATH: `${place}:${process.env['PATH'] ?? ''}` };
    const result = hyper(words, { cwd: repository.folder, env });
    expect(result).toMatchObject({ status: 130, stdout: '' });
    expect(result.stderr).toContain(`HYPER_INTERRUPTED stopped by ${name}`);
  });
});

describe('secrets', () => {
  const SECRET = 'hunter2-correct-horse-battery';

  test('of the environment are in no output, however much is asked for (C19)', () => {
    const env = { HYPER_PASSPHRASE: SECRET, GITHUB_TOKEN: SECRET, NODE_AUTH_TOKEN: SECRET };
    const lines = [
      ['registry', 'list', '--trace'],
      ['registry', 'list', '--trace', '--json'],
      ['explain', '--debug'],
    ];
    for (const words of lines) {
      const { stdout, stderr } = run(words, env);
      expect(stdout + stderr).not.toContain(SECRET);
    }
  });
});

test('the package runs without node_modules', () => {
  const root = new URL('../..', import.meta.url);
  const pack = spawnSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  const tarball = pack.stdout.trim().split('\n').at(-1) ?? '';
  expect(spawnSync('tar', ['xzf', join(folder, tarball), '-C', folder]).status).toBe(0);
  const unpacked = spawnSync(
    process.execPath,
    [join(folder, 'package', 'dist', 'hyper.js'), 'validate', '--json'],
    {
      cwd: EXAMPLE,
      env: cleanEnvironment(),
      encoding: 'utf8',
    },
  );
  expect(JSON.parse(unpacked.stdout)).toMatchObject({ ok: true });
});
