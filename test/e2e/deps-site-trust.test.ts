import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { digestOf } from '../../src/core/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { idOf, namespace, namespaceText, registryText } from '../build/manifests.ts';
import { rootText, signingBlock } from '../build/signed-files.ts';
import { ROOTS, signed, signedAll, signedRegistry } from '../build/signed-registry.ts';
import type { Files } from '../build/write-files.ts';
import { cacheWithCode } from '../build/lent-code.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';

/** The root of the fixed registry, living long enough for the clock of this machine. */
const ROOT = rootText({ expiresAt: '2999-01-01T00:00:00Z' });
const RELEASE = 'api/v1/artifacts/org/acme/parser/1.0.0.json';
const OTHER_RELEASE = 'api/v1/artifacts/org/acme/parser/1.1.0.json';
const SPARSE = 'api/v1/sparse/org/acme/parser.jsonl';

const project = temporaryFolder();
const site = join(project, 'site');
const env = { XDG_CONFIG_HOME: temporaryFolder(), XDG_CACHE_HOME: cacheWithCode() };
let sound: string;
let repository: string;

function buildSite(files: Files, later?: Files): string {
  const made = createTestRepository({
    ...signedRegistry(),
    ...signed('trust/root.yaml', ROOT, ROOTS),
    // Without an online key: what these tests serve has no checkpoint.
    ...signed('registry.yaml', registryText(), ROOTS),
    ...files,
  });
  const { folder } = made;
  if (later !== undefined) {
    made.write(later);
    made.commit('Rotate', 1);
  }
  const out = join(temporaryFolder(), 'site');
  expect(hyper(['build', folder, '--out', out], { cwd: folder, env }).status).toBe(0);
  repository = folder;
  return out;
}

/** Serves another site at the address that the project names. */
function serve(from: string, change: (path: (name: string) => string) => void = () => undefined): void {
  rmSync(site, { recursive: true, force: true });
  cpSync(from, site, { recursive: true });
  change((name) => join(site, name));
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

function editRelease(file: string, change: (release: Record<string, unknown>) => void): void {
  edit(file, (text) => {
    const release = JSON.parse(text) as Record<string, unknown>;
    change(release);
    return JSON.stringify(release);
  });
}

const verified = (): readonly [number | null, readonly string[]] => {
  const { status, stdout } = hyper(['deps', 'verify', '--json'], { cwd: project, env });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  return [status, diagnostics.map(({ code }) => code).filter((code) => code !== 'HYPER_LOCK_UNTOLD')];
};

beforeAll(() => {
  sound = buildSite({});
  serve(sound);
  writeFileSync(
    join(project, 'hyper.yaml'),
    'apiVersion: hyper/v1\nkind: Project\nname: shop\nregistries:\n  - name: main\n    url: ./site\ndependencies:\n  org.acme/parser: 1.0.0\n',
  );
  expect(hyper(['deps', 'resolve'], { cwd: project, env }).status).toBe(0);
});

test('a lock made from a built site names the signers that its repository names', () => {
  const lock = readFileSync(join(project, 'hyper.lock'), 'utf8');
  expect(/^ +signer: (.*)$/mu.exec(lock)?.[1]).toMatch(/^"?sha256:/u);
  const other = temporaryFolder();
  const text = readFileSync(join(project, 'hyper.yaml'), 'utf8').replace('./site', repository);
  writeFileSync(join(other, 'hyper.yaml'), text);
  expect(hyper(['deps', 'resolve'], { cwd: other, env }).status).toBe(0);
  const packages = (all: string): string => all.slice(all.indexOf('\npackages:'));
  expect(packages(lock)).toBe(packages(readFileSync(join(other, 'hyper.lock'), 'utf8')));
});

test('believes no root of a built site that nobody vouches for (S23), then every release down from it', () => {
  expect(verified()).toEqual([4, ['HYPER_ROOT_UNPINNED']]);
  hyper(['verify', '--all', '--registry', repository, '--root', digestOf(ROOT)], { cwd: project, env });
  expect(verified()).toEqual([0, []]);
  expect(hyper(['deps', 'verify'], { cwd: project, env }).stdout).toContain('signatures verified');
});

test('refuses a stripped signature of a built site, told with its list, alone or with its root (S03)', () => {
  const strip = (path: (name: string) => string): void => {
    editRelease(path(RELEASE), (release) => (release['signatures'] = null));
  };
  serve(sound, strip);
  expect(verified()).toEqual([4, ['HYPER_SITE_MISMATCH']]);
  serve(sound, (path) => {
    strip(path);
    edit(path(SPARSE), (text) => text.replace(/("v":"1.0.0".*),"signer":"[^"]*"/u, '$1'));
  });
  expect(verified()).toEqual([4, ['HYPER_SIGNATURE_STRIPPED', 'HYPER_LOCK_SIGNATURE_GONE']]);
  serve(sound, (path) => {
    rmSync(path('trust'), { recursive: true });
  });
  expect(verified()).toEqual([4, ['HYPER_LOCK_ROOT']]);
});

test('refuses the bundle of another release on a built site (S04)', () => {
  serve(sound, (path) => {
    const { signatures } = JSON.parse(readFileSync(path(OTHER_RELEASE), 'utf8')) as Record<string, unknown>;
    editRelease(path(RELEASE), (release) => (release['signatures'] = signatures));
    const signer = /"v":"1.1.0".*"signer":"([^"]*)"/u.exec(readFileSync(path(SPARSE), 'utf8'))?.[1] ?? '';
    edit(path(SPARSE), (text) =>
      text.replace(/("v":"1.0.0".*"signer":)"[^"]*"/u, `$1${JSON.stringify(signer)}`),
    );
  });
  expect(verified()).toEqual([4, ['HYPER_SIGNATURE_REPLAYED', 'HYPER_LOCK_SIGNER']]);
});

test('refuses a namespace of a built site that nobody above signed, and one that went back (S18)', () => {
  const manifest = namespace('org.acme', `revision: 2\n${signingBlock(1, ['acme', 'acme-2'])}`);
  const newer = buildSite(signedAll(manifest, ROOTS));
  serve(newer, (path) => {
    edit(path('trust/namespaces/org/acme/namespace.yaml'), (text) => `${text}# x\n`);
  });
  expect(verified()).toEqual([4, [expect.stringMatching(/^HYPER_SIGNATURE_/u), expect.any(String)]]);
  serve(newer);
  const [, codes] = verified();
  expect(codes).toEqual([]);
  serve(sound);
  expect(verified()[0]).toBe(4);
  expect(verified()[1]).toContain('HYPER_REVISION_ROLLBACK');
});

test('believes a namespace that its own earlier version signed, by what a built site tells of that (S16)', () => {
  const path = 'namespaces/org/acme/namespace.yaml';
  const before = namespaceText('org.acme', `revision: 3\n${signingBlock(1, ['acme', 'acme-2'])}`);
  const after = namespaceText('org.acme', `revision: 4\n${signingBlock(1, ['acme', 'tools-2'])}`);
  const rotated = buildSite(signed(path, before, ROOTS), signed(path, after, ['acme'], { previous: before }));
  serve(rotated);
  expect(verified()).toEqual([0, []]);
  serve(rotated, (place) => {
    rmSync(place(`trust/${path.replace('.yaml', '.former.json')}`));
  });
  expect(verified()).toEqual([4, [expect.stringMatching(/^HYPER_SIGNATURE_/u), expect.any(String)]]);
});

test('refuses another registry at the address of a built site (S05, R02)', () => {
  const registry = registryText().replace(idOf('registry'), idOf('other'));
  const other = buildSite(signed('registry.yaml', registry, ROOTS));
  serve(other);
  expect(verified()[0]).toBe(4);
  expect(verified()[1]).toContain('HYPER_LOCK_REGISTRY');
  serve(other, (path) => {
    edit(path('api/v1/index.json'), (text) => text.replaceAll(idOf('other'), idOf('registry')));
  });
  expect(verified()[1]).toContain('HYPER_SITE_MISMATCH');
});

test('refuses a built site without the checkpoint that its registry.yaml promises (G03)', () => {
  const { 'registry.yaml': text, 'registry.sigstore.json': signatures } = signedRegistry();
  serve(buildSite({ 'registry.yaml': text ?? '', 'registry.sigstore.json': signatures ?? '' }));
  const trusting = { ...env, XDG_CONFIG_HOME: temporaryFolder() };
  const root = ['--root', digestOf(ROOT)];
  hyper(['verify', '--all', '--registry', repository, ...root], { cwd: project, env: trusting });
  const { status, stdout } = hyper(['deps', 'verify', '--json'], { cwd: project, env: trusting });
  expect(status).toBe(4);
  expect(stdout).toContain('HYPER_CHECKPOINT_MISSING');
});
