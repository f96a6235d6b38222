import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestRepository, openTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { idOf, namespace, policyText, registryText, release, stateText } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

const STATE = (name: string): string => `namespaces/org/acme/${name}/artifact.yaml`;
const needs = (...entries: readonly string[]): string =>
  entries.length === 0 ? '' : `dependencies:\n${entries.map((entry) => `  ${entry}\n`).join('')}`;
const long = (artifact: string, version: string, more: string): string =>
  `- artifact: ${artifact}\n    version: "${version}"\n    ${more}`;

/** A registry with a chain, a platform, an optional and a circle. */
function createRegistry(): TestRepository {
  return createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/app', '1.0.0', needs('org.acme/lib: ^1.0.0', 'org.acme/log: "*"')),
    ...release('org.acme/app', '1.1.0', needs('org.acme/lib: ^1.0.0', 'org.acme/log: "*"')),
    ...release('org.acme/lib', '1.0.0'),
    ...release('org.acme/lib', '1.4.0', needs(long('org.acme/win', '*', 'condition: { os: [win32] }'))),
    ...release('org.acme/lib', '2.0.0'),
    ...release('org.acme/log', '1.0.0', needs('org.acme/ring: "*"')),
    ...release('org.acme/ring', '1.0.0', needs('org.acme/log: "*"')),
    ...release('org.acme/win', '1.0.0'),
    ...release('org.acme/zip', '1.0.0'),
    ...release('org.acme/bag', '1.0.0'),
    [STATE('lib')]: stateText('org.acme/lib', 'channels:\n  stable: "1.0.0"\n'),
  });
}

let registry: TestRepository;
beforeAll(() => {
  registry = createRegistry();
});

/** A project that asks for these; its registry is the one above unless told. */
function createProject(dependencies: string, registries = ''): TestRepository {
  const named =
    registries === ''
      ? `registries:\n  - name: main\n    url: ${registry.folder}\n`
      : `registries:\n${registries}`;
  return createTestRepository({
    'hyper.yaml': `apiVersion: hyper/v1\nkind: Project\nname: shop\n${named}# what we need\ndependencies:\n${dependencies}`,
  });
}

const run = (project: { readonly folder: string }, ...words: readonly string[]): HyperResult =>
  hyper(['deps', ...words], { cwd: project.folder });
const lockOf = ({ folder }: { readonly folder: string }): string =>
  readFileSync(join(folder, 'hyper.lock'), 'utf8');
const codesIn = ({ stderr, stdout }: HyperResult): string[] =>
  [...`${stderr}${stdout}`.matchAll(/HYPER_[A-Z_]+/gu)].map(([code]) => code);

test('a dry run of deps shows what would change, and writes nothing', () => {
  const project = createProject('  org.acme/zip: "*"\n');
  const text = readFileSync(join(project.folder, 'hyper.yaml'), 'utf8');
  const added = run(project, 'add', 'org.acme/bag', '--dry-run');
  expect(added).toMatchObject({ status: 0 });
  expect(added.stdout).toContain('hyper.yaml would change; nothing was written');
  expect(added.stdout).toMatch(/^ {2}\+ .*org\.acme\/bag/mu);
  const removed = run(project, 'remove', 'org.acme/zip', '--dry-run');
  expect(removed.stdout).toMatch(/^ {2}- .*org\.acme\/zip/mu);
  expect(run(project, 'resolve', '--dry-run').stdout).toContain('nothing was written');
  expect(project.git('status', '--porcelain')).toBe('');
  expect(readFileSync(join(project.folder, 'hyper.yaml'), 'utf8')).toBe(text);
});

describe('hyper deps resolve', () => {
  test('writes a lock, and the same again changes nothing, wherever it runs (R07)', () => {
    const project = createProject('  org.acme/app: ^1.0.0\n');
    expect(run(project, 'resolve')).toMatchObject({ status: 0 });
    const text = lockOf(project);
    expect(text).toContain('  org.acme/lib:\n    version: 1.4.0\n');
    expect(text).toContain(`commit: ${registry.git('rev-parse', 'HEAD')}`);
    expect(run(project, 'resolve').stdout).toContain('stays as it is');
    const env = { LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' };
    writeFileSync(join(project.folder, 'hyper.lock'), '');
    expect(hyper(['deps', 'resolve', '--fresh'], { cwd: project.folder, env }).status).toBe(0);
    expect(lockOf(project)).toBe(text);
    expect(run(project, 'resolve', '--frozen')).toMatchObject({ status: 0 });
    expect(run(project, 'verify')).toMatchObject({ status: 0 });
  });

  test('tells circles, and follows them to their end (R06)', () => {
    const project = createProject('  org.acme/log: "*"\n');
    expect(run(project, 'resolve').stdout).toContain(
      'a circle: org.acme/log needs org.acme/ring needs org.acme/log',
    );
    expect(run(project, 'tree').status).toBe(0);
    expect(run(project, 'why', 'ring').stdout).toContain('shop → org.acme/log 1.0.0 → org.acme/ring 1.0.0');
  });

  test('keeps what is locked, and moves on what is freed alone', () => {
    const own = createRegistry();
    const project = createProject(
      '  org.acme/app: ^1.0.0\n  org.acme/zip: "*"\n',
      `  - name: main\n    url: ${own.folder}\n`,
    );
    run(project, 'resolve');
    own.write({ ...release('org.acme/zip', '1.1.0'), ...release('org.acme/app', '1.2.0') });
    own.commit('More', 1);
    const before = lockOf(project);
    expect(run(project, 'resolve').status).toBe(0);
    expect(lockOf(project)).toBe(before);
    expect(run(project, 'outdated').stdout).toMatch(/org\.acme\/zip +\* +1\.0\.0 +1\.1\.0 +1\.1\.0/u);
    const { stdout } = run(project, 'resolve', '--update', 'zip', '--namespace', 'org.acme');
    expect(stdout).toContain('org.acme/zip goes up from 1.0.0 to 1.1.0');
    expect(stdout).not.toContain('org.acme/app');
    expect(codesIn(run(project, 'resolve', '--update', 'org.acme/nothing'))).toEqual([
      'HYPER_DEPENDENCY_ABSENT',
    ]);
  });

  test('frozen, changes nothing and says why it cannot go on', () => {
    const project = createProject('  org.acme/app: ^1.0.0\n');
    expect(codesIn(run(project, 'resolve', '--frozen'))).toEqual(['HYPER_LOCK_MISSING']);
    run(project, 'resolve');
    const before = lockOf(project);
    run(project, 'add', 'org.acme/zip');
    const frozen = run(project, 'resolve', '--frozen');
    expect([frozen.status, codesIn(frozen)]).toEqual([1, ['HYPER_LOCK_STALE']]);
    expect(lockOf(project)).toBe(before);
    expect(codesIn(run(project, 'verify'))).toContain('HYPER_LOCK_STALE');
  });

  test('takes a release of a registry, by range or channel, without a project', () => {
    const folder = temporaryFolder();
    const words = ['deps', 'resolve', 'org.acme/lib@stable', '--registry', registry.folder, '--json'];
    const { data } = JSON.parse(hyper(words, { cwd: folder }).stdout) as { data: { packages: object[] } };
    expect(data.packages).toMatchObject([{ artifact: 'org.acme/lib', version: '1.0.0' }]);
    const tree = hyper(['deps', 'tree', 'org.acme/app', '--registry', registry.folder, '--os', 'linux'], {
      cwd: folder,
    });
    expect(tree.stdout).toContain('org.acme/win 1.0.0 (on win32; not here)');
  });

  test('asks which version under the strategy manual, and takes the answer', () => {
    const project = createProject('  org.acme/lib: "*"\n');
    const asked = run(project, 'resolve', '--strategy', 'manual');
    expect([asked.status, codesIn(asked)]).toEqual([42, ['HYPER_RESOLVE_QUESTION']]);
    expect(run(project, 'resolve', '--strategy', 'manual', '--choose', 'org.acme/lib@1.0.0').status).toBe(0);
    expect(lockOf(project)).toContain('strategy: manual');
    expect(run(project, 'resolve', '--strategy', 'lowest', '--fresh').status).toBe(0);
    expect(lockOf(project)).toContain('version: 1.0.0');
    expect(codesIn(run(project, 'resolve', '--choose', 'lib'))).toEqual(['HYPER_USAGE_FLAG_VALUE']);
  });

  test('tells a conflict by its reasons', () => {
    const project = createProject('  org.acme/app: ^1.0.0\n  org.acme/lib: ^2.0.0\n');
    const { status, stdout } = run(project, 'resolve');
    expect(status).toBe(1);
    expect(stdout).toContain('HYPER_RESOLVE_CONFLICT');
    expect(stdout).toContain('org.acme/lib');
  });

  test('warns where no commit holds what was locked', () => {
    const own = createRegistry();
    own.write(release('org.acme/zip', '1.2.0'));
    const project = createProject('  org.acme/zip: "*"\n', `  - name: main\n    url: ${own.folder}\n`);
    expect(codesIn(run(project, 'resolve'))).toEqual(['HYPER_LOCK_UNCOMMITTED']);
    expect(lockOf(project)).not.toContain('commit:');
  });
});

describe('two branches that each add a dependency', () => {
  const branch = (project: TestRepository, name: string, reference: string): void => {
    project.git('checkout', '-q', '-b', name, 'main');
    expect(run(project, 'add', reference).status).toBe(0);
    expect(run(project, 'resolve').status).toBe(0);
    project.commit(`Add ${reference}`);
  };
  const merge = (project: TestRepository, name: string): boolean => {
    try {
      project.git('merge', '-q', '--no-edit', name);
      return true;
    } catch {
      return false;
    }
  };
  const started = (dependencies: string): TestRepository => {
    const project = createProject(dependencies);
    run(project, 'resolve');
    project.commit('Lock');
    return project;
  };

  test('merge without a conflict in the lock where they lie apart', () => {
    const project = started('  org.acme/lib: ^1.0.0\n  org.acme/ring: "*"\n');
    branch(project, 'one', 'org.acme/bag');
    branch(project, 'two', 'org.acme/zip');
    merge(project, 'one');
    expect(project.git('diff', '--name-only', '--diff-filter=U')).toBe('hyper.yaml');
    expect(run(project, 'resolve').status).toBe(0);
    expect(readFileSync(join(project.folder, 'hyper.yaml'), 'utf8')).toMatch(
      /# what we need\ndependencies:/u,
    );
    expect(run(project, 'resolve', '--frozen').status).toBe(0);
    expect(lockOf(project)).toMatch(/bag:[^]*zip:/u);
  });

  test('are mended by hyper deps resolve where they meet, whichever is merged into which', () => {
    const locks = (['one', 'two'] as const).map((into) => {
      const project = started('  org.acme/app: ^1.0.0\n');
      branch(project, 'one', 'org.acme/win');
      branch(project, 'two', 'org.acme/zip');
      project.git('checkout', '-q', into);
      expect(merge(project, into === 'one' ? 'two' : 'one')).toBe(false);
      expect(codesIn(run(project, 'verify'))).toContain('HYPER_LOCK_MERGE_MARKERS');
      expect(run(project, 'resolve').status).toBe(0);
      expect(run(project, 'verify').status).toBe(0);
      return lockOf(project);
    });
    expect(locks[0]).toBe(locks[1]);
  });

  test('that want the same in two ways are left to a person', () => {
    const project = started('  org.acme/app: ^1.0.0\n');
    branch(project, 'one', 'org.acme/lib@^1.0.0');
    branch(project, 'two', 'org.acme/lib@~1.4.0');
    project.git('checkout', '-q', 'one');
    merge(project, 'two');
    expect(codesIn(run(project, 'resolve'))).toEqual(['HYPER_PROJECT_CONFLICT']);
  });
});

describe('a lock that was poisoned (R02, R03, R04)', () => {
  const locked = (): TestRepository => {
    const project = createProject('  org.acme/app: ^1.0.0\n');
    run(project, 'resolve');
    return project;
  };

  test.each([
    [/( {2}org\.acme\/lib:\n {4}version:) 1\.4\.0/u, '$1 1.0.0', 'HYPER_LOCK_ID'],
    [/( {2}org\.acme\/lib:\n {4}version:) 1\.4\.0/u, '$1 2.0.0', 'HYPER_LOCK_INCOMPLETE'],
    [/( {2}org\.acme\/lib:\n {4}version:) 1\.4\.0/u, '$1 1.9.9', 'HYPER_LOCK_VERSION'],
    [/( {4}manifest:) sha256:.{64}/u, `$1 sha256:${'0'.repeat(64)}`, 'HYPER_LOCK_MANIFEST'],
    [/ {4}manifest: sha256:.{64}\n/u, '', 'HYPER_LOCK_INTEGRITY_MISSING'],
    [
      /( {4}manifest:.*\n)/u,
      '$1    source: https://evil.example.org/x\n    digests:\n      sha256: ' + 'c'.repeat(64) + '\n',
      'HYPER_LOCK_SOURCE',
    ],
    [/ {4}conditions:\n(?: {6}.*\n)+/u, '', 'HYPER_LOCK_CONDITIONS'],
    [/ {4}dependencies:\n(?: {6}.*\n)+/u, '', 'HYPER_LOCK_DEPENDENCIES'],
    [
      /packages:\n/u,
      'packages:\n  org.acme/bag:\n    version: 1.0.0\n    manifest: sha256:' + '0'.repeat(64) + '\n',
      'HYPER_LOCK_EXTRA',
    ],
    [/( {4}id:) .*/u, `$1 ${idOf('another')}`, 'HYPER_LOCK_REGISTRY'],
    [/ {4}id: .*\n/u, '', 'HYPER_LOCK_REGISTRY'],
    [/( {4}url:) .*/u, '$1 https://evil.example.org', 'HYPER_LOCK_ADDRESS'],
    [/# end of lock\n/u, '', 'HYPER_LOCK_TRUNCATED'],
  ])('is found out: %s', (from, to, code) => {
    const project = locked();
    const altered = lockOf(project).replace(from, to);
    expect(altered).not.toBe(lockOf(project));
    writeFileSync(join(project.folder, 'hyper.lock'), altered);
    const verified = run(project, 'verify');
    expect(codesIn(verified)).toContain(code);
    expect(verified.status).toBe(code === 'HYPER_LOCK_TRUNCATED' ? 1 : 4);
    expect(run(project, 'resolve', '--frozen').status).not.toBe(0);
  });

  test('is refused where it is of another registry', () => {
    const project = locked();
    const other = createTestRepository({
      'registry.yaml': registryText().replace(idOf('registry'), idOf('other registry')),
      ...namespace('org.acme'),
      ...release('org.acme/app', '9.0.0'),
    });
    const yaml = readFileSync(join(project.folder, 'hyper.yaml'), 'utf8');
    writeFileSync(
      join(project.folder, 'hyper.yaml'),
      yaml.replace(registry.folder, other.folder).replace('^1.0.0', '"*"'),
    );
    expect(codesIn(run(project, 'resolve'))).toEqual(['HYPER_LOCK_REGISTRY']);
    expect(run(project, 'resolve', '--fresh').status).toBe(0);
  });

  test('is of bytes: no tag or channel that is set anew moves it, and no other bytes pass (G04)', () => {
    const own = createRegistry();
    own.git('tag', 'v1');
    const project = createProject('  org.acme/zip: ^1.0.0\n', `  - name: main\n    url: ${own.folder}\n`);
    expect(run(project, 'add', 'org.acme/lib@stable').status).toBe(0);
    expect(run(project, 'resolve').status).toBe(0);
    const before = lockOf(project);
    expect(before).toContain('version: 1.4.0');
    own.write({ [STATE('lib')]: stateText('org.acme/lib', 'channels:\n  stable: "2.0.0"\nrevision: 2\n') });
    own.commit('Point the channel elsewhere', 1);
    own.git('tag', '--force', 'v1');
    expect(run(project, 'resolve', '--frozen').status).toBe(0);
    expect(run(project, 'verify').status).toBe(0);
    const path = 'namespaces/org/acme/lib/1.4.0.yaml';
    own.write({ [path]: readFileSync(join(own.folder, path), 'utf8').replace('MIT', 'ISC') });
    own.commit('Other bytes', 2);
    own.git('tag', '--force', 'v1');
    expect(run(project, 'verify').status).not.toBe(0);
    expect(lockOf(project)).toBe(before);
  });

  test('is held against the policies in force now, and against the history of its registry', () => {
    const own = createRegistry();
    const project = createProject('  org.acme/lib: ^1.0.0\n', `  - name: main\n    url: ${own.folder}\n`);
    run(project, 'resolve');
    const rules = policyText('no-services', 'mandatory')
      .replace('- library', '- service')
      .replace('GPL-3.0-only', 'MIT');
    own.write({ 'namespaces/org/acme/policies/no-services.yaml': rules });
    own.commit('Tighten', 1);
    const refused = run(project, 'verify');
    expect([refused.status, new Set(codesIn(refused))]).toEqual([1, new Set(['HYPER_POLICY_REFUSED'])]);
    expect(refused.stdout + refused.stderr).toContain(
      '"org.acme/lib@1.4.0": refused by rule "needs-licence"',
    );
    own.git('reset', '-q', '--hard', 'HEAD~1');
    const lock = join(project.folder, 'hyper.lock');
    writeFileSync(lock, lockOf(project).replace(/( {4}commit:) .*/u, `$1 ${'f'.repeat(40)}`));
    const rewritten = run(project, 'verify');
    expect([rewritten.status, codesIn(rewritten)]).toEqual([0, ['HYPER_LOCK_COMMIT']]);
  });

  test('has codes for what happened to a release since, and a locked yanked one stays', () => {
    const own = createRegistry();
    const project = createProject('  org.acme/lib: ^1.0.0\n', `  - name: main\n    url: ${own.folder}\n`);
    run(project, 'resolve');
    const before = lockOf(project);
    const row = (text: string): string =>
      stateText('org.acme/lib', `releases:\n  "1.4.0":\n    state: published\n${text}`);
    const at = '      at: "2026-01-01T00:00:00Z"\n';
    own.write({
      [STATE('lib')]: row(`    yanked:\n${at}      reason: leaks tokens\n      severity: critical\n`),
    });
    own.commit('Yank', 1);
    const verified = run(project, 'verify');
    expect([verified.status, codesIn(verified)]).toEqual([1, ['HYPER_LOCK_YANKED']]);
    expect(run(project, 'resolve').status).toBe(0);
    expect(lockOf(project)).toBe(before);
    expect(run(project, 'resolve', '--frozen').status).toBe(0);
    expect(run(project, 'resolve', '--update', 'org.acme/lib').stdout).toContain(
      'goes down from 1.4.0 to 1.0.0',
    );
    writeFileSync(join(project.folder, 'hyper.lock'), before);
    own.write({ [STATE('lib')]: row(`    tombstone:\n${at}      reason: malware\n`) });
    own.commit('Delete', 2);
    expect(codesIn(run(project, 'verify'))).toContain('HYPER_LOCK_DELETED');
    own.write({ [STATE('lib')]: row(`    unpublished:\n${at}`) });
    own.commit('Withdraw', 3);
    expect(codesIn(run(project, 'verify'))).toContain('HYPER_LOCK_UNPUBLISHED');
  });
});

describe('several registries', () => {
  test('never lend each other a name, however high the version in the wrong one (R01)', () => {
    const wrong = createTestRepository({
      'registry.yaml': registryText()
        .replace(idOf('registry'), idOf('wrong'))
        .replace('test-registry', 'wrong'),
      ...namespace('org.acme'),
      ...namespace('lib.x'),
      ...release('org.acme/lib', '1.99.0'),
      ...release('org.acme/only-there', '1.0.0'),
      ...release('lib.x/tool', '1.0.0', needs('org.acme/lib: "*"')),
    });
    const registries =
      `  - name: wrong\n    url: ${wrong.folder}\n` +
      `  - name: ours\n    url: ${registry.folder}\n    namespaces: [org.acme]\n`;
    const project = createProject('  lib.x/tool: "*"\n', registries);
    expect(run(project, 'resolve').status).toBe(0);
    const text = lockOf(project);
    expect(text).toContain('  org.acme/lib:\n    version: 2.0.0\n');
    expect(text).toMatch(/org\.acme\/lib:\n(?: {4}.*\n)* {4}registry: ours\n/u);
    writeFileSync(join(project.folder, 'hyper.lock'), text.replace('registry: ours', 'registry: wrong'));
    expect(codesIn(run(project, 'verify'))).toContain('HYPER_LOCK_BINDING');
    expect(codesIn(run(project, 'add', 'org.acme/only-there'))).toEqual(['HYPER_ARTIFACT_MISSING']);
  });

  test('that claim the same namespace are refused, as are names of none', () => {
    const both = `  - name: a\n    url: ${registry.folder}\n  - name: b\n    url: ${registry.folder}\n`;
    expect(codesIn(run(createProject('  org.acme/lib: "*"\n', both), 'resolve'))).toEqual([
      'HYPER_PROJECT_REGISTRIES',
    ]);
    const elsewhere = `  - name: a\n    url: ${registry.folder}\n    namespaces: [lib.x]\n`;
    const project = createProject('  org.acme/lib: "*"\n', elsewhere);
    expect(codesIn(run(project, 'resolve'))).toEqual(['HYPER_REGISTRY_UNBOUND']);
    expect(codesIn(run(project, 'list', '--registry', registry.folder))).toEqual([]);
    expect(codesIn(run(project, 'resolve', '--registry', registry.folder))).toEqual([
      'HYPER_PROJECT_REGISTRIES',
    ]);
    const stated = createProject('  - artifact: org.acme/lib\n    version: "*"\n    registry: upstream\n');
    expect(codesIn(run(stated, 'resolve'))).toEqual(['HYPER_REGISTRY_BINDING']);
  });
});

describe('the project file', () => {
  test('keeps its comments when something is added, changed and removed', () => {
    const project = createProject('  # the app\n  org.acme/app: ^1.0.0 # for now\n  org.acme/lib: ^1.0.0\n');
    expect(run(project, 'add', 'org.acme/zip@~1.0.0', 'org.acme/lib@stable').status).toBe(0);
    expect(run(project, 'remove', 'org.acme/app').status).toBe(0);
    const text = readFileSync(join(project.folder, 'hyper.yaml'), 'utf8');
    expect(text).toContain('# what we need\n');
    expect(text).toContain('  org.acme/lib: ^1.0.0\n  org.acme/zip: ~1.0.0\n');
    expect(run(project, 'add', 'org.acme/win', '--os', 'win32', '--type', 'dev').status).toBe(0);
    expect(run(project, 'list').stdout).toMatch(/org\.acme\/win +\^1\.0\.0 +dev +on win32/u);
    expect(codesIn(run(project, 'remove', 'org.acme/app'))).toEqual(['HYPER_DEPENDENCY_ABSENT']);
  });

  test('is asked for where there is none, and its faults are told with their place', () => {
    const folder = temporaryFolder();
    expect(codesIn(run({ folder }, 'list'))).toEqual(['HYPER_PROJECT_MISSING']);
    const project = openTestRepository(temporaryFolder());
    project.write({
      'hyper.yaml': 'apiVersion: hyper/v1\nkind: Project\nname: x\ndependencies:\n  org.acme/x: "^^1"\n',
    });
    const { status, stdout } = run(project, 'resolve');
    expect(status).toBe(1);
    expect(stdout).toContain('hyper.yaml:5:');
  });
});

test('escapes in what a registry says are shown, never sent (X07)', () => {
  const own = createTestRepository({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...release('org.acme/lib', '1.0.0'),
    [STATE('lib')]: stateText(
      'org.acme/lib',
      'releases:\n  "1.0.0":\n    state: deprecated\n    deprecation:\n      deprecatedAt: "2026-01-01T00:00:00Z"\n      reason: "a\\e]52;c;ZXZpbA==\\a\\e[2J\\r\\u202Eb"\n',
    ),
  });
  const project = createProject('  org.acme/lib: "*"\n', `  - name: main\n    url: ${own.folder}\n`);
  for (const words of [['resolve'], ['verify'], ['tree'], ['outdated']]) {
    const { stdout, stderr } = run(project, ...words);
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  }
});
