import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openSiteFolder } from '../../../../src/adapters/project/site-folder.ts';
import { SitePackages } from '../../../../src/adapters/project/site-packages.ts';
import { createBuildContext } from '../../../../src/composition.ts';
import { CODES } from '../../../../src/core/index.ts';
import { verifySiteReleases } from '../../../../src/operations/deps/site-chain.ts';
import { build } from '../../../../src/operations/index.ts';
import { registryText } from '../../../build/manifests.ts';
import { createTestRepository } from '../../../build/git-repository.ts';
import { testFacts } from '../../../build/registry-context.ts';
import { NOW, REGISTRY_ID } from '../../../build/signed-files.ts';
import { ROOTS, signed, signedRegistry } from '../../../build/signed-registry.ts';
import { testSigning } from '../../../build/site-signing.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { MemoryStates, ROOT_DIGEST, verifyContext } from '../../../build/verify-context.ts';
import { BUILD_FLAGS } from '../../../build/build-flags.ts';

const SCHEMAS = fileURLToPath(new URL('../../../../schemas', import.meta.url));
const DAY = 86_400_000;
const KEY = { reference: 'org.acme/parser', version: '1.0.0' };
const RELEASE = 'api/v1/artifacts/org/acme/parser/1.0.0.json';
const SPARSE = 'api/v1/sparse/org/acme/parser.jsonl';

const repository = createTestRepository(signedRegistry());
const OLD = await make(NOW);
repository.write({ 'namespaces/org/acme/parser/README.md': '# Newer\n' });
repository.commit('More', 1);
const NEW = await make(NOW + DAY);

/** A build that ends 30 days after this moment; without a key where that is undefined. */
async function make(
  now: number,
  key: string | undefined = 'online',
  folder = repository.folder,
): Promise<string> {
  const out = join(temporaryFolder(), 'site');
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning(now));
  const signing = { key, time: undefined, expiresInDays: 30 };
  await build.run(context, { ...BUILD_FLAGS, out, signing: key === '' ? undefined : signing });
  return out;
}

/** A client that was told the root, and nothing else. */
function client(): MemoryStates {
  const states = new MemoryStates();
  states.known.set(REGISTRY_ID, { rootVersion: 1, rootDigest: ROOT_DIGEST });
  return states;
}

/** The codes of what is wrong with a site, each of a matter of trust. */
async function codes(site: string, states = client(), now = NOW + DAY): Promise<string[]> {
  const packages = new SitePackages(openSiteFolder(site, 'site'));
  const context = verifyContext(site, { states, clock: () => new Date(now) });
  const { chain, releases } = await verifySiteReleases(context, packages, packages.files, [KEY]);
  const faults = [...chain, ...releases.values()];
  for (const { code } of faults) expect(CODES[code].exit).toBe(4);
  return faults.map(({ code }) => code);
}

function copy(site: string, change: (path: (name: string) => string) => void): string {
  const out = join(temporaryFolder(), 'site');
  cpSync(site, out, { recursive: true });
  change((name) => join(out, name));
  return out;
}

const sequence = (states: MemoryStates): number | undefined =>
  states.known.get(REGISTRY_ID)?.checkpoint?.sequence;

test('a site with a fresh checkpoint is believed, and the newer checkpoint remembered', async () => {
  const states = client();
  expect(await codes(OLD, states)).toEqual([]);
  expect(sequence(states)).toBe(1);
  expect(await codes(NEW, states)).toEqual([]);
  expect(sequence(states)).toBe(2);
  expect(await codes(NEW, states)).toEqual([]);
});

test('a site that is frozen at a signed state is refused once its checkpoint has ended (G03)', async () => {
  const states = client();
  expect(await codes(OLD, states, NOW + 30 * DAY - 1)).toEqual([]);
  expect(await codes(OLD, client(), NOW + 30 * DAY)).toEqual(['HYPER_CHECKPOINT_EXPIRED']);
  expect(await codes(OLD, states, NOW + 31 * DAY)).toEqual(['HYPER_CHECKPOINT_EXPIRED']);
});

test('a checkpoint that has ended is not remembered (G03)', async () => {
  const states = client();
  expect(await codes(NEW, states, NOW + 40 * DAY)).toEqual(['HYPER_CHECKPOINT_EXPIRED']);
  expect(sequence(states)).toBeUndefined();
});

test('a site older than the last checkpoint is refused, and the last one kept (G02, S18)', async () => {
  const states = client();
  await codes(NEW, states);
  expect(await codes(OLD, states)).toEqual(['HYPER_CHECKPOINT_ROLLBACK']);
  expect(sequence(states)).toBe(2);
});

test('another history than the one that was seen is refused (G01)', async () => {
  const states = client();
  await codes(OLD, states);
  const other = createTestRepository({ ...signedRegistry(), 'README.md': '# Another history\n' });
  expect(await codes(await make(NOW, 'online', other.folder), states)).toEqual(['HYPER_CHECKPOINT_FORK']);
});

test('a checkpoint that is gone is refused, whether one was believed before or not (G03)', async () => {
  const states = client();
  await codes(NEW, states);
  for (const name of ['checkpoint.json', 'checkpoint.sigstore.json']) {
    const without = copy(NEW, (path) => {
      rmSync(path(name));
    });
    expect(await codes(without, states)).toEqual(['HYPER_CHECKPOINT_MISSING']);
    expect(await codes(without)).toEqual(['HYPER_CHECKPOINT_MISSING']);
  }
});

test('a site without a checkpoint is taken where no online key is named and none was believed', async () => {
  const { folder } = createTestRepository({
    ...signedRegistry(),
    ...signed('registry.yaml', registryText(), ROOTS),
  });
  const site = await make(NOW, '', folder);
  expect(await codes(site)).toEqual([]);
  const states = client();
  const { revisions, ...known } = states.known.get(REGISTRY_ID) ?? {
    rootVersion: 1,
    rootDigest: ROOT_DIGEST,
  };
  const checkpoint = {
    sequence: 1,
    commit: '0'.repeat(40),
    digest: 'sha256:',
    time: '2026-06-01T12:00:00Z',
    trail: [],
  };
  states.known.set(REGISTRY_ID, { ...known, ...(revisions && { revisions }), checkpoint });
  expect(await codes(site, states)).toEqual(['HYPER_CHECKPOINT_MISSING']);
});

test('a checkpoint that the online key did not sign is refused (S17)', async () => {
  const altered = copy(OLD, (path) => {
    const text = readFileSync(path('checkpoint.json'), 'utf8');
    writeFileSync(path('checkpoint.json'), text.replace(/"expiresAt":"2026/u, '"expiresAt":"2999'));
  });
  expect(await codes(altered)).toEqual(['HYPER_SIGNATURE_SUBJECT']);
});

test('old files beside the newest checkpoint are refused (G03, S17, S19)', async () => {
  const states = client();
  const old = copy(NEW, (path) => {
    writeFileSync(path(SPARSE), `${readFileSync(path(SPARSE), 'utf8')}\n`);
  });
  expect(await codes(old, states)).toEqual(['HYPER_SITE_FILE_CHANGED']);
  expect(sequence(states)).toBeUndefined();
  const gone = copy(NEW, (path) => {
    rmSync(path(RELEASE));
  });
  expect(await codes(gone)).toEqual(['HYPER_SITE_FILE_MISSING']);
});
