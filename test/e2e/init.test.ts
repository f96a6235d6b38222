import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HYPER, cleanEnvironment, hyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

let root = '';
let env: Record<string, string> = {};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hyper-init-'));
  writeFileSync(join(root, 'gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.com\n');
  env = { GIT_CONFIG_GLOBAL: join(root, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1', HOME: root };
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function run(cwd: string, ...words: string[]): HyperResult {
  return hyper(words, { cwd, env });
}

function dataOf(result: HyperResult): Record<string, unknown> {
  const document = JSON.parse(result.stdout) as { data: Record<string, unknown> };
  return document.data;
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, env: cleanEnvironment(env), encoding: 'utf8' }).trimEnd();
}

function newFolder(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

describe('hyper init', () => {
  it('starts a registry that validates without a finding, builds, and pleases the doctor', () => {
    const here = newFolder('fresh');
    const made = run(here, 'init', 'acme-registry', '--commit', '--output', 'json');
    expect(made.status, made.stderr).toBe(0);
    expect(dataOf(made)).toMatchObject({ name: 'acme-registry', repository: { uncommitted: null } });
    const registry = join(here, 'acme-registry');
    expect(git(registry, 'status', '--porcelain', '--branch')).toBe('## main');
    expect(run(registry, 'lint', '--output', 'json')).toMatchObject({ status: 0 });
    for (const words of [['validate'], ['validate', '--at', 'HEAD']]) {
      const validated = run(registry, ...words, '--output', 'json');
      expect(validated.status, validated.stdout).toBe(0);
      expect(dataOf(validated)).toMatchObject({ errors: 0, warnings: 0, namespaces: 3 });
    }
    const doctor = run(registry, 'doctor', '--output', 'json');
    expect(dataOf(doctor)).toMatchObject({ problems: 0, warnings: 0 });
    expect(run(registry, 'build', '--out', join(here, 'site')).status).toBe(0);
  });

  it('shows all that it would write, and writes nothing, with --dry-run', () => {
    const here = newFolder('dry');
    const words = ['init', 'acme-registry', '--dry-run'];
    const shown = dataOf(run(here, ...words, '--output', 'json'));
    expect(readdirSync(here)).toEqual([]);
    expect(shown).toMatchObject({
      isDryRun: true,
      repository: { repository: 'created', prefix: '', commit: null },
      nextSteps: [{ command: null, purpose: 'Nothing was written: run it without --dry-run.' }],
    });
    expect(run(here, ...words).stdout).toContain('added namespaces/pkg/namespace.yaml\n  + ');
    const made = dataOf(run(here, 'init', 'acme-registry', '--output', 'json'));
    expect(made).toMatchObject({ isDryRun: false, changes: [], files: shown['files'] });
    const changes = shown['changes'] as readonly { path: string; lines: readonly string[] }[];
    const unlike = changes.filter(({ path, lines }) => {
      const text = readFileSync(join(here, 'acme-registry', path), 'utf8').trimEnd();
      const isFresh = /(?:registry|namespace)\.yaml$/u.test(path);
      return !isFresh && lines.map((line) => line.slice(2)).join('\n') !== text;
    });
    expect(unlike).toEqual([]);
    expect(run(here, ...words)).toMatchObject({ status: 3 });
    const project = ['init', 'shop', '--project'];
    expect(run(here, ...project, '--dry-run').stdout).toContain('added hyper.yaml\n  + ');
    expect(readdirSync(here)).toEqual(['acme-registry']);
    expect(run(here, ...project).status).toBe(0);
    expect(run(here, ...project, '--dry-run')).toMatchObject({ status: 3 });
    expect(run(here, 'init', 'other', '--dry-run', '--commit').status).toBe(2);
  });

  it('tells the same place in a larger repository before and after, with --dry-run', () => {
    const here = newFolder('larger');
    git(here, 'init', '-q');
    const words = ['init', 'deep/er/registry', '--output', 'json'];
    const shown = dataOf(run(here, ...words, '--dry-run'));
    expect(readdirSync(here)).toEqual(['.git']);
    expect(shown['repository']).toMatchObject({ repository: 'found', prefix: 'deep/er/registry/' });
    expect(dataOf(run(here, ...words))['repository']).toEqual(shown['repository']);
  });

  it('prints commands that work when they are typed', () => {
    const here = newFolder("ada's work");
    const { nextSteps } = dataOf(run(here, 'init', 'new registry', '--output', 'json'));
    const commands = (nextSteps as readonly { command: string | null }[])
      .map((step) => step.command)
      .filter((command) => command !== null)
      .map((command) => command.replace(/^hyper /u, `"${process.execPath}" "${HYPER}" `));
    execFileSync('sh', ['-euc', commands.join('\n')], {
      cwd: here,
      env: cleanEnvironment(env),
      stdio: 'pipe',
    });
    expect(git(join(here, 'new registry'), 'log', '--format=%s')).toBe('Start the registry');
    expect(git(join(here, 'new registry'), 'status', '--porcelain')).toBe('');
  });

  it('refuses a folder that is in use, and touches nothing', () => {
    const here = newFolder('used');
    writeFileSync(join(here, 'thesis.txt'), 'years of work');
    const refused = run(here, 'init', '.');
    expect(refused).toMatchObject({ status: 3, stdout: '' });
    expect(refused.stderr).toContain('HYPER_INIT_NOT_EMPTY');
    expect(readdirSync(here)).toEqual(['thesis.txt']);
  });

  it('adds a project beside what is there, once', () => {
    const here = newFolder('shop');
    writeFileSync(join(here, 'package.json'), '{}');
    expect(run(here, 'init', '.', '--project', '--url', '../fresh/acme-registry').status).toBe(0);
    expect(readFileSync(join(here, 'hyper.yaml'), 'utf8')).toContain('name: shop\n');
    expect(run(here, 'init', '.', '--project').stderr).toContain('HYPER_INIT_PROJECT_PRESENT');
  });

  it('writes where a registry is as seen from the project, wherever it was named', () => {
    const base = newFolder('elsewhere');
    const made = run(base, 'init', 'shop', '--project', '--url', join('..', 'fresh', 'acme-registry'));
    expect(made.status).toBe(0);
    expect(readFileSync(join(base, 'shop', 'hyper.yaml'), 'utf8')).toContain(
      'url: ../../fresh/acme-registry\n',
    );
    expect(run(join(base, 'shop'), 'deps', 'add', 'lib.none/none').stderr).toContain(
      'HYPER_ARTIFACT_MISSING',
    );
    expect(run(base, 'init', 'bare', '--project').status).toBe(0);
    const refused = run(join(base, 'bare'), 'deps', 'add', 'lib.none/none');
    expect(refused.stderr).toContain('HYPER_REGISTRY_MISSING the project names no registry');
  });

  it('is read from another place by its address', () => {
    const here = newFolder('reader');
    const address = pathToFileURL(join(root, 'fresh', 'acme-registry')).href;
    const listed = run(here, 'namespace', 'list', '--registry', address, '--output', 'json');
    expect(listed.status, listed.stderr).toBe(0);
    expect(listed.stdout).toContain('org.acme');
    const refused = run(here, 'namespace', 'list', '--registry', 'ext::sh -c "touch canary"');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('HYPER_REMOTE_ADDRESS');
    expect(existsSync(join(here, 'canary'))).toBe(false);
  });

  it('leaves nothing or a whole registry when it is killed, and can be run again (K01)', async () => {
    for (let afterMs = 40; afterMs <= 440; afterMs += 100) {
      for (const kind of ['absent', 'empty']) {
        const here = newFolder(`killed-${kind}-${afterMs}`);
        const target = join(here, 'r');
        if (kind === 'empty') mkdirSync(target);
        await killAfter(['init', 'r', '--commit'], here, afterMs);
        const again = run(here, 'init', 'r', '--commit');
        expect([0, 3], again.stderr).toContain(again.status);
        if (again.status === 3) expect(again.stderr).toContain('HYPER_INIT_REGISTRY_PRESENT');
        expect(run(target, 'validate').status).toBe(0);
        expect(readdirSync(here)).toEqual(['r']);
        // A run that is killed with its work done leaves its lock, which the next write takes away.
        const write = run(target, 'namespace', 'create', 'org.next', '--owner', 'github:octo');
        expect(write.status, write.stderr).toBe(0);
        expect(readdirSync(target).filter((name) => name.includes('hyper-'))).toEqual([]);
      }
    }
  });
});

function killAfter(words: readonly string[], cwd: string, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [HYPER, ...words], {
      cwd,
      env: cleanEnvironment(env),
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), ms);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
