import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/index.ts';
import { namespace, registryText, release } from '../build/manifests.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { rootText, signingBlock } from '../build/signed-files.ts';
import { ROOTS, signed, signedAll } from '../build/signed-registry.ts';
import { GITHUB_ISSUER, RELEASE_WORKFLOW, startSigstore, startTuf } from '../build/sigstore/index.ts';
import type { SigstoreServices } from '../build/sigstore/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';
import { startHyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

const TARGET = 'org.acme/parser@1.0.0';
const SIGNATURES = 'namespaces/org/acme/parser/1.0.0.sigstore.json';
const ROOT = rootText({ expiresAt: '2125-01-01T00:00:00Z' });

let services: SigstoreServices;
let late: SigstoreServices;
let tuf: Awaited<ReturnType<typeof startTuf>>;

beforeAll(async () => {
  services = await startSigstore();
  late = await startSigstore({ certificateClock: () => Date.now() - 3_600_000 });
  tuf = await startTuf(services.trustedRoot);
});
afterAll(async () => {
  await services.close();
  await late.close();
  await tuf.close();
});

/** A registry whose namespace believes the release workflow and nobody else. */
function registry(subject = RELEASE_WORKFLOW, issuer = GITHUB_ISSUER): string {
  const folder = temporaryFolder();
  const signing = `signing:\n  threshold: 1\n  identities:\n    - issuer: ${issuer}\n      subject: "${subject}"\n`;
  writeFiles(folder, {
    ...signed('trust/root.yaml', ROOT, ROOTS),
    ...signed('registry.yaml', registryText(), ROOTS),
    ...signedAll(namespace('org.acme', signing), ROOTS),
    ...release('org.acme/parser', '1.0.0'),
  });
  return folder;
}

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, text);
  return path;
}

async function signIn(
  folder: string,
  from: SigstoreServices,
  claims = {},
  more: string[] = [],
): Promise<void> {
  const flags = ['--keyless', '--fulcio-url', from.url, '--rekor-url', from.url, ...more];
  const { ended } = startHyper(['sign', TARGET, '--force', ...flags], {
    cwd: folder,
    env: from.jobEnvironment(claims),
  });
  expect(await ended).toMatchObject({ status: 0 });
}

function verifyIn(folder: string, flags: readonly string[]): Promise<HyperResult> {
  const words = ['verify', TARGET, '--root', digestOf(ROOT), '--json', ...flags];
  return startHyper(words, {
    cwd: folder,
    env: { XDG_CACHE_HOME: join(folder, '..', 'cache'), XDG_CONFIG_HOME: temporaryFolder() },
  }).ended;
}

function trusting({ trustedRoot }: SigstoreServices): string[] {
  return ['--trusted-root', fileOf(trustedRoot)];
}

/** Changes the JSON of the only bundle. */
function alter(folder: string, change: (text: string) => string): void {
  const path = join(folder, SIGNATURES);
  const text = readFileSync(path, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
}

describe('hyper verify of keyless signatures', () => {
  it('believes the identity that the namespace lists, with a trusted root that is given', async () => {
    const folder = registry();
    await signIn(folder, services);
    const { status, stdout } = await verifyIn(folder, trusting(services));
    expect(status, stdout).toBe(0);
    expect(stdout).toContain(RELEASE_WORKFLOW);
  });

  it('takes the trusted root of HYPER_TRUSTED_ROOT, or a fresh one through TUF', async () => {
    const folder = registry();
    await signIn(folder, services);
    const fresh = ['--refresh', '--tuf-url', tuf.url, '--tuf-root', fileOf(tuf.root)];
    const refreshed = await verifyIn(folder, fresh);
    expect(refreshed.status, refreshed.stdout).toBe(0);
    const env = { HYPER_TRUSTED_ROOT: fileOf(services.trustedRoot), XDG_CONFIG_HOME: temporaryFolder() };
    const words = ['verify', TARGET, '--root', digestOf(ROOT)];
    expect((await startHyper(words, { cwd: folder, env }).ended).status).toBe(0);
  });

  const foreign: (readonly [string, string, string])[] = [
    ['another workflow', RELEASE_WORKFLOW.replace('release.yml', 'other.yml'), GITHUB_ISSUER],
    ['another branch', RELEASE_WORKFLOW.replace('heads/main', 'pull/7/merge'), GITHUB_ISSUER],
    ['another repository', RELEASE_WORKFLOW.replace('acme/registry', 'acme/registry2'), GITHUB_ISSUER],
    ['an identity that only begins alike', RELEASE_WORKFLOW.slice(0, -1), GITHUB_ISSUER],
    ['an identity that would match as a pattern', '.*', GITHUB_ISSUER],
    ['another issuer', RELEASE_WORKFLOW, 'https://token.actions.example.org'],
    ['an issuer with a slash more', RELEASE_WORKFLOW, `${GITHUB_ISSUER}/`],
    ['another case', RELEASE_WORKFLOW.replace('acme', 'Acme'), GITHUB_ISSUER],
  ];

  it.each(foreign)('refuses a signature where the namespace lists %s (S20)', async (_, subject, issuer) => {
    const folder = registry(subject, issuer);
    await signIn(folder, services);
    const { status, stdout } = await verifyIn(folder, trusting(services));
    expect(status).toBe(4);
    expect(stdout).toContain('HYPER_SIGNATURE_FOREIGN');
  });

  it('refuses an expired certificate, and says so', async () => {
    const folder = registry();
    await signIn(folder, late);
    const { status, stdout } = await verifyIn(folder, trusting(late));
    expect(status).toBe(4);
    expect(stdout).toContain('HYPER_KEYLESS_CERTIFICATE_EXPIRED');
  });

  const tampered: (readonly [string, (text: string) => string, string])[] = [
    [
      'no log entry',
      (text) => text.replace(/"tlogEntries":\[.*?\}\]/u, '"tlogEntries":[]'),
      'HYPER_KEYLESS_LOG_MISSING',
    ],
    [
      'a tampered inclusion proof',
      (text) => text.replace(/"rootHash":"[^"]*"/u, `"rootHash":"${Buffer.alloc(32, 1).toString('base64')}"`),
      'HYPER_KEYLESS_LOG_PROOF',
    ],
    [
      'a tampered promise of the log',
      (text) => text.replace(/"integratedTime":"\d+"/u, '"integratedTime":"1700000000"'),
      'HYPER_KEYLESS',
    ],
  ];

  it.each(tampered)('refuses a signature with %s', async (_, change, code) => {
    const folder = registry();
    await signIn(folder, services);
    alter(folder, change);
    const { status, stdout } = await verifyIn(folder, trusting(services));
    expect(status).toBe(4);
    expect(stdout).toContain(code);
  });

  it('refuses what another Sigstore signed, the public good instance being the one that is believed', async () => {
    const folder = registry();
    await signIn(folder, services);
    const { status, stdout } = await verifyIn(folder, []);
    expect(status).toBe(4);
    expect(stdout).toContain('HYPER_KEYLESS_');
  });

  it('tells a trusted root that cannot be read from one that cannot be fetched', async () => {
    const folder = registry();
    await signIn(folder, services);
    const missing = await verifyIn(folder, ['--trusted-root', 'nowhere.json']);
    expect(missing.stdout).toContain('HYPER_TRUSTED_ROOT_INVALID');
    const wrong = ['--refresh', '--tuf-url', services.url, '--tuf-root', fileOf(tuf.root)];
    expect((await verifyIn(folder, wrong)).stdout).toContain('HYPER_TRUSTED_ROOT_REFRESH');
  });
});

describe('hyper build --keyless', () => {
  const identity = `onlineIdentity:\n  issuer: "${GITHUB_ISSUER}"\n  subject: "${RELEASE_WORKFLOW}"\n`;

  function online(): string {
    const { folder } = createTestRepository({
      ...signed('trust/root.yaml', ROOT, ROOTS),
      ...signed('registry.yaml', registryText(identity), ROOTS),
      ...signedAll(namespace('org.acme', signingBlock(1, ['acme'])), ROOTS),
      ...signedAll(release('org.acme/parser', '1.0.0'), ['acme']),
    });
    return folder;
  }

  function build(folder: string, out: string, claims = {}): Promise<HyperResult> {
    const flags = ['--keyless', '--fulcio-url', services.url, '--rekor-url', services.url, '--json'];
    const words = ['build', '--out', out, ...flags, ...trusting(services)];
    return startHyper(words, { cwd: folder, env: services.jobEnvironment(claims) }).ended;
  }

  it('signs a site as the identity that registry.yaml names, which a client believes', async () => {
    const out = join(temporaryFolder(), 'site');
    expect(await build(online(), out)).toMatchObject({ status: 0 });
    const verifySite = (flags: readonly string[]): Promise<HyperResult> => {
      const words = ['verify', '--site', out, '--root', digestOf(ROOT), '--json', ...flags];
      return startHyper(words, { cwd: out, env: { XDG_CONFIG_HOME: temporaryFolder() } }).ended;
    };
    expect(await verifySite(trusting(services))).toMatchObject({ status: 0 });
    const strange = await verifySite(trusting(late));
    expect(strange.status).toBe(4);
  });

  it('signs nothing as somebody else (S20)', async () => {
    const out = join(temporaryFolder(), 'site');
    const claims = { sub: 'https://ci.example.org/job/2' };
    const refused = await build(online(), out, claims);
    expect(refused.stdout).toContain('HYPER_CHECKPOINT_KEY');
    expect(existsSync(out)).toBe(false);
  });
});
