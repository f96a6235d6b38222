import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBuildContext } from '../../../src/composition.ts';
import { build } from '../../../src/operations/index.ts';
import type { Outcome, VerifyData, VerifyInput } from '../../../src/operations/index.ts';
import { BUILD_FLAGS } from '../../build/build-flags.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import { registryText } from '../../build/manifests.ts';
import { testFacts } from '../../build/registry-context.ts';
import { NOW } from '../../build/signed-files.ts';
import { BLOB_PATH, ROOTS, signed, signedRegistry } from '../../build/signed-registry.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { MemoryStates, ROOT_DIGEST, verifyFolder } from '../../build/verify-context.ts';
import type { Files } from '../../build/write-files.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));
const RELEASE = 'api/v1/artifacts/org/acme/parser/1.0.0.json';
const PARSER = 'org.acme/parser@1.0.0';

async function make(files: Files, key: string | undefined): Promise<string> {
  const { folder } = createTestRepository({ ...signedRegistry(), ...files });
  const out = join(temporaryFolder(), 'site');
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning(NOW));
  const signing = key === undefined ? undefined : { key, time: undefined, expiresInDays: 30 };
  await build.run(context, { ...BUILD_FLAGS, out, signing });
  return out;
}

const withoutKey = signed('registry.yaml', registryText(), ROOTS);
const [SIGNED, PLAIN] = [await make({}, 'online'), await make(withoutKey, undefined)];

interface World {
  readonly states?: MemoryStates;
  readonly now?: number;
}

function verifySite(
  site: string,
  input: Partial<VerifyInput> = {},
  { states = new MemoryStates(), now = NOW }: World = {},
): Promise<Outcome<VerifyData>> {
  const context = { states, clock: () => new Date(now) };
  return verifyFolder(site, { registry: site, target: PARSER, ...input }, context);
}

/** A copy of a site with a file changed. */
function altered(site: string, path: string, change: (text: string) => string | undefined): string {
  const copy = join(temporaryFolder(), 'site');
  cpSync(site, copy, { recursive: true });
  const text = change(readFileSync(join(copy, path), 'utf8'));
  if (text === undefined) rmSync(join(copy, path));
  else writeFileSync(join(copy, path), text);
  return copy;
}

function edited(change: (release: Record<string, unknown>) => void): (text: string) => string {
  return (text) => {
    const release = JSON.parse(text) as Record<string, unknown>;
    change(release);
    return JSON.stringify(release);
  };
}

function codes({ diagnostics }: Outcome<VerifyData>): string[] {
  return diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

describe('a release of a built site', () => {
  it('is believed by the steps that the repository takes, and what is not proven is said', async () => {
    for (const site of [SIGNED, PLAIN]) {
      const { verdict, diagnostics, data } = await verifySite(site);
      expect([verdict, diagnostics.map(({ code, severity }) => [code, severity])]).toEqual([
        'pass',
        [['HYPER_SITE_UNTOLD', 'info']],
      ]);
      expect(data).toMatchObject({ scope: 'file', refused: [], root: { version: 1, digest: ROOT_DIGEST } });
      expect(data.commit).toMatch(/^[0-9a-f]{40}$/u);
      expect(data.steps.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['root', 'registry', 'namespace', 'signature', 'covered', 'content']),
      );
      expect(data.steps.every(({ ok }) => ok)).toBe(true);
    }
  });

  it('is not believed without its signatures (S03), or with those of another (S05)', async () => {
    const stripped = altered(
      PLAIN,
      RELEASE,
      edited((release) => (release['signatures'] = null)),
    );
    expect(codes(await verifySite(stripped))).toEqual(['HYPER_SIGNATURE_STRIPPED']);
    const other = JSON.parse(readFileSync(join(PLAIN, RELEASE.replace('1.0.0', '1.1.0')), 'utf8')) as {
      signatures: string;
    };
    const swapped = altered(
      PLAIN,
      RELEASE,
      edited((release) => (release['signatures'] = other.signatures)),
    );
    const found = await verifySite(swapped);
    expect(found.verdict).toBe('untrusted');
    expect(codes(found)).toHaveLength(1);
  });

  it('is not believed where its content is another', async () => {
    const changed = altered(PLAIN, BLOB_PATH, (text) => text.toUpperCase());
    expect(codes(await verifySite(changed))).toEqual(['HYPER_SIGNATURE_CONTENT']);
  });

  it('is not believed where a namespace above it is not signed', async () => {
    const path = 'trust/namespaces/org/acme/namespace.yaml';
    const found = await verifySite(altered(PLAIN, path, (text) => `${text}# a word more\n`));
    expect(found.verdict).toBe('untrusted');
    expect(found.data.refused).toContain('namespaces/org/acme/namespace.yaml');
  });

  it('needs the root to be vouched for once, and to be that one (S23)', async () => {
    await expect(verifySite(PLAIN, { root: undefined })).rejects.toMatchObject({
      code: 'HYPER_ROOT_UNPINNED',
    });
    const other = `sha256:${'0'.repeat(64)}`;
    await expect(verifySite(PLAIN, { root: other })).rejects.toMatchObject({ code: 'HYPER_ROOT_MISMATCH' });
    const states = new MemoryStates();
    await verifySite(PLAIN, {}, { states });
    expect((await verifySite(PLAIN, { root: undefined }, { states })).verdict).toBe('pass');
  });

  it('is of the newest state, where the registry signs its sites (G02, G03)', async () => {
    const late = await verifySite(SIGNED, {}, { now: NOW + 31 * 86_400_000 });
    expect(codes(late)).toEqual(['HYPER_CHECKPOINT_EXPIRED']);
    const mixed = altered(SIGNED, 'api/v1/artifacts/org/acme/parser/index.json', (text) => `${text}\n`);
    expect(codes(await verifySite(mixed))).toEqual(['HYPER_SITE_FILE_CHANGED']);
    const frozen = altered(SIGNED, 'checkpoint.sigstore.json', () => undefined);
    expect((await verifySite(frozen)).verdict).toBe('untrusted');
  });

  it('is refused where the site is of another registry than it says', async () => {
    const index = altered(
      PLAIN,
      'api/v1/index.json',
      edited((json) => (json['id'] = 'of somebody else')),
    );
    await expect(verifySite(index)).rejects.toMatchObject({ code: 'HYPER_SITE_MISMATCH' });
    const unsigned = altered(PLAIN, 'trust/root.yaml', () => undefined);
    await expect(verifySite(unsigned)).rejects.toMatchObject({ code: 'HYPER_TRUST_ROOT_MISSING' });
  });

  it('is what can be asked for, and nothing else', async () => {
    await expect(verifySite(PLAIN, { target: undefined })).rejects.toMatchObject({
      code: 'HYPER_SITE_UNTOLD',
    });
    await expect(verifySite(PLAIN, { at: 'HEAD' })).rejects.toMatchObject({ code: 'HYPER_SITE_REVISION' });
    await expect(verifySite(PLAIN, { target: 'org.acme/parsec' })).rejects.toMatchObject({
      code: 'HYPER_ARTIFACT_MISSING',
    });
  });
});
