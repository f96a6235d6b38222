import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openSite } from '../../../src/adapters/site/index.ts';
import { createBuildContext } from '../../../src/composition.ts';
import { digestHex } from '../../../src/core/index.ts';
import { build, verifySite } from '../../../src/operations/index.ts';
import type { VerifySiteInput } from '../../../src/operations/index.ts';
import { folderState } from '../../build/folder-state.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { testFacts } from '../../build/registry-context.ts';
import { NOW, REGISTRY_ID } from '../../build/signed-files.ts';
import { ROOTS, signed, signedRegistry } from '../../build/signed-registry.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { MemoryStates, ROOT_DIGEST, verifyContext, verifyFolder } from '../../build/verify-context.ts';
import { BUILD_FLAGS } from '../../build/build-flags.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));
const DAY = 86_400_000;

interface Made {
  readonly out: string;
  readonly folder: string;
}

/** Builds a registry at a moment, signed by the key of that name. */
async function make(
  folder: string,
  more: { key?: string; now?: number; out?: string; at?: string } = {},
): Promise<Made> {
  const { key = 'online', now = NOW, at } = more;
  const out = more.out ?? join(temporaryFolder(), 'site');
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning(now));
  await build.run(context, { ...BUILD_FLAGS, at, out, signing: { key, time: undefined, expiresInDays: 30 } });
  return { out, folder };
}

const repository = createTestRepository(signedRegistry());
const SITE = await make(repository.folder);

async function codes(
  out: string,
  states = new MemoryStates(),
  more: Partial<VerifySiteInput> & { now?: number } = {},
): Promise<string[]> {
  const { now = NOW, ...input } = more;
  const context = {
    ...verifyContext(out, { states, clock: () => new Date(now) }),
    openSite: (place: string) => openSite(place, out),
  };
  const flags = { site: out, root: ROOT_DIGEST, isStaleFine: false, isForgetting: false };
  const { diagnostics, verdict } = await verifySite.run(context, { ...flags, ...input });
  expect(verdict === 'pass').toBe(diagnostics.every(({ severity }) => severity !== 'error'));
  return diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`);
}

/** A copy of the site with a file changed. */
async function altered(path: string, change: (text: string) => string | undefined): Promise<string> {
  const { out } = await make(repository.folder);
  const text = change(readFileSync(join(out, path), 'utf8'));
  if (text === undefined) rmSync(join(out, path));
  else writeFileSync(join(out, path), text);
  return out;
}

describe('a signed build', () => {
  it('is not in a folder that holds none, and that is said', async () => {
    await expect(codes(temporaryFolder())).rejects.toMatchObject({
      code: 'HYPER_CHECKPOINT_MISSING',
      message: expect.stringContaining('holds no signed site') as string,
    });
  });

  it('has the same bytes whenever its inputs are the same, also where a former one is used', async () => {
    const again = await make(repository.folder);
    expect(folderState(again.out)).toEqual(folderState(SITE.out));
    await make(repository.folder, { out: again.out });
    expect(folderState(again.out)).toEqual(folderState(SITE.out));
  });

  it('carries what a client needs to believe it, byte for byte', () => {
    for (const path of ['trust/root.yaml', 'trust/root.sigstore.json']) {
      expect(readFileSync(join(SITE.out, path))).toEqual(readFileSync(join(repository.folder, path)));
    }
    expect(readFileSync(join(SITE.out, 'trust/registry.yaml'), 'utf8')).toContain(REGISTRY_ID);
  });

  it('refuses a key that is not the online key, and a working tree that no commit holds', async () => {
    await expect(make(repository.folder, { key: 'acme' })).rejects.toMatchObject({
      code: 'HYPER_CHECKPOINT_KEY',
    });
    const other = createTestRepository(signedRegistry());
    other.write({ 'namespaces/org/acme/parser/README.md': '# Changed\n' });
    await expect(make(other.folder)).rejects.toMatchObject({ code: 'HYPER_CHECKPOINT_UNCOMMITTED' });
  });
});

describe('verifying a site', () => {
  it('believes it from the root to its last file, and remembers it', async () => {
    const states = new MemoryStates();
    expect(await codes(SITE.out, states)).toEqual([]);
    expect(states.known.get(REGISTRY_ID)).toMatchObject({
      rootVersion: 1,
      rootDigest: ROOT_DIGEST,
      checkpoint: { sequence: 1, commit: repository.git('rev-parse', 'HEAD'), time: '2026-06-01T12:00:00Z' },
    });
  });

  it('does not begin with a root that nobody vouches for (S23)', async () => {
    const refused = codes(SITE.out, new MemoryStates(), { root: undefined });
    await expect(refused).rejects.toMatchObject({ code: 'HYPER_ROOT_UNPINNED' });
    const other = codes(SITE.out, new MemoryStates(), { root: `sha256:${'0'.repeat(64)}` });
    await expect(other).rejects.toMatchObject({ code: 'HYPER_ROOT_MISMATCH' });
  });

  it.each([
    [
      'checkpoint.json',
      'HYPER_SIGNATURE_SUBJECT checkpoint.sigstore.json',
      (text: string) => text.replace('"sequence":1', '"sequence":9'),
    ],
    [
      'checkpoint.sigstore.json',
      'HYPER_SIGNATURE_INVALID checkpoint.sigstore.json',
      (text: string) => text.replace(/"sig":"./u, (sig) => (sig.endsWith('A') ? '"sig":"B' : '"sig":"A')),
    ],
    [
      'checkpoint.sigstore.json',
      'HYPER_BUNDLE_INVALID checkpoint.sigstore.json',
      (text: string) => text.replace('"keyid":"sha256:', '"keyid":"sha512:'),
    ],
    ['trust/registry.yaml', 'HYPER_SIGNATURE_SUBJECT registry.yaml', (text: string) => `${text}# more\n`],
    ['trust/root.sigstore.json', 'HYPER_SIGNATURE_MISSING trust/root.yaml', () => undefined],
    ['trust/history.txt', 'HYPER_CHECKPOINT_INVALID checkpoint.json', (text: string) => text.toUpperCase()],
    ['trust/history.txt', 'HYPER_CHECKPOINT_INVALID checkpoint.json', () => ''],
    [
      'digests.json',
      'HYPER_SITE_FILE_CHANGED digests.json',
      (text: string) => text.replace(/\{[^{}]*\},/u, ''),
    ],
    ['index.html', 'HYPER_SITE_FILE_CHANGED index.html', (text: string) => text.replace('<', '>')],
    ['api/v1/index.json', 'HYPER_SITE_FILE_MISSING api/v1/index.json', () => undefined],
  ])('tells what was done to %s (G05)', async (path, code, change) => {
    expect(await codes(await altered(path, change))).toContain(code);
  });

  it.each(['checkpoint.json', 'checkpoint.sigstore.json'])('needs %s', async (path) => {
    const out = await altered(path, () => undefined);
    await expect(codes(out)).rejects.toMatchObject({ code: 'HYPER_CHECKPOINT_MISSING' });
  });

  it('tells a file of another build of the same registry (S17)', async () => {
    const later = createTestRepository(signedRegistry());
    later.write({ 'namespaces/org/acme/parser/README.md': '# Another\n' });
    later.commit('More', 3);
    const { out } = await make(later.folder);
    for (const path of ['index.html', 'digests.json', 'artifacts/org/acme/parser/index.html']) {
      const mixed = await altered(path, () => readFileSync(join(out, path), 'utf8'));
      const isSame =
        digestHex(readFileSync(join(out, path))) === digestHex(readFileSync(join(SITE.out, path)));
      expect(await codes(mixed)).toEqual(isSame ? [] : [`HYPER_SITE_FILE_CHANGED ${path}`]);
    }
  });

  it('tells a file that nobody answers for (S19)', async () => {
    const { out } = await make(repository.folder);
    writeFileSync(join(out, 'evil.js'), '');
    expect(await codes(out)).toEqual(['HYPER_SITE_FILE_ADDED evil.js']);
  });

  it('does not take an older state from who saw a newer one, unless told to forget (S18, G02)', async () => {
    const registry = createTestRepository(signedRegistry());
    const old = await make(registry.folder);
    registry.write({ 'namespaces/org/acme/parser/README.md': '# New\n' });
    registry.commit('More', 1);
    const fresh = await make(registry.folder);
    const states = new MemoryStates();
    expect(await codes(old.out, states)).toEqual([]);
    expect(await codes(fresh.out, states)).toEqual([]);
    expect(await codes(old.out, states)).toEqual(['HYPER_CHECKPOINT_ROLLBACK checkpoint.json']);
    expect(await codes(old.out, states, { isForgetting: true })).toEqual([
      'HYPER_CHECKPOINT_ROLLBACK checkpoint.json',
    ]);
    expect(await codes(old.out, states)).toEqual([]);
  });

  it('does not take a site whose registry.yaml is older than one that was seen in the repository (S18)', async () => {
    const registry = createTestRepository(signedRegistry());
    const old = await make(registry.folder);
    const text = readFileSync(join(registry.folder, 'registry.yaml'), 'utf8');
    registry.write(signed('registry.yaml', `${text}revision: 2\n`, ROOTS));
    registry.commit('Revise', 1);
    const states = new MemoryStates();
    await verifyFolder(registry.folder, {}, { states });
    expect(await codes(old.out, states)).toEqual(['HYPER_REVISION_ROLLBACK registry.yaml']);
    expect(await codes((await make(registry.folder)).out, states)).toEqual([]);
  });

  it('puts nothing back that another run has found meanwhile (K04)', async () => {
    const registry = createTestRepository(signedRegistry());
    const old = await make(registry.folder);
    registry.write({ 'namespaces/org/acme/parser/README.md': '# New\n' });
    registry.commit('More', 1);
    const fresh = await make(registry.folder);
    const later = new MemoryStates();
    expect(await codes(fresh.out, later)).toEqual([]);
    const newest = later.known.get(REGISTRY_ID);
    /** Another process remembers between this one's reading and writing. */
    class Raced extends MemoryStates {
      override update(...[id, change]: Parameters<MemoryStates['update']>): Promise<void> {
        if (newest !== undefined) this.known.set(id, newest);
        return super.update(id, change);
      }
    }
    const raced = new Raced();
    expect(await codes(old.out, raced)).toEqual([]);
    expect(raced.known.get(REGISTRY_ID)).toEqual(newest);
  });

  it.each([1, 2])('tells a history of which the last %i commits were rewritten (G01)', async (rewritten) => {
    const registry = createTestRepository(signedRegistry());
    for (const day of [1, 2]) {
      registry.write({ 'namespaces/org/acme/parser/README.md': `# ${String(day)}\n` });
      registry.commit('More', day);
    }
    const states = new MemoryStates();
    expect(await codes((await make(registry.folder)).out, states)).toEqual([]);
    registry.git('reset', '-q', '--hard', `HEAD~${String(rewritten)}`);
    for (const day of [5, 6, 7]) {
      registry.write({ 'namespaces/org/acme/parser/README.md': `# Other ${String(day)}\n` });
      registry.commit('Other', day);
    }
    expect(await codes((await make(registry.folder)).out, states)).toEqual([
      'HYPER_CHECKPOINT_FORK checkpoint.json',
    ]);
  });

  it('tells a state that is shown for ever, and takes it only when asked to (G03)', async () => {
    const states = new MemoryStates();
    const now = NOW + 31 * DAY;
    expect(await codes(SITE.out, states, { now })).toEqual(['HYPER_CHECKPOINT_EXPIRED checkpoint.json']);
    expect(states.known.size).toBe(0);
    const stale = await codes(SITE.out, states, { now, isStaleFine: true });
    expect(stale).toEqual(['HYPER_CHECKPOINT_EXPIRED checkpoint.json']);
    expect(states.known.size).toBe(1);
  });

  it('tells a checkpoint from the future (S21)', async () => {
    const { out } = await make(repository.folder, { now: NOW + DAY });
    expect((await codes(out))[0]).toContain('HYPER_SIGNATURE_FUTURE');
  });
});
