import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigstoreVerifier, parseTrustedRoot } from '../../src/adapters/sigstore/index.ts';
import type { KeylessOutcome } from '../../src/signing/index.ts';
import { smallRegistry } from '../build/manifests.ts';
import { areSignedBy, bundlesAt, createTestKey } from '../build/signing.ts';
import { GITHUB_ISSUER, RELEASE_WORKFLOW, identityToken, startSigstore } from '../build/sigstore/index.ts';
import type { SigstoreServices } from '../build/sigstore/index.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';
import { EXAMPLE, hyper, startHyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

const TARGET = 'org.acme/parser@1.1.0';
const SIGNATURES = 'namespaces/org/acme/parser/1.1.0.sigstore.json';

let services: SigstoreServices;
let late: SigstoreServices;

beforeAll(async () => {
  services = await startSigstore();
  late = await startSigstore({ certificateClock: () => Date.now() - 3_600_000 });
});
afterAll(async () => {
  await services.close();
  await late.close();
});

function registry(): string {
  const folder = temporaryFolder();
  writeFiles(folder, smallRegistry());
  return folder;
}

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, text);
  return path;
}

/** The flags that name the services. */
function at({ url, trustedRoot }: SigstoreServices): string[] {
  return ['--keyless', '--fulcio-url', url, '--rekor-url', url, '--trusted-root', fileOf(trustedRoot)];
}

function signKeyless(
  cwd: string,
  env: Readonly<Record<string, string>>,
  more: readonly string[] = [],
  from = services,
): Promise<HyperResult> {
  return startHyper(['sign', TARGET, ...at(from), ...more], { cwd, env }).ended;
}

async function verified(folder: string, from = services): Promise<readonly KeylessOutcome[]> {
  const verifier = createSigstoreVerifier(parseTrustedRoot(from.trustedRoot, 'the root'));
  return Promise.all(bundlesAt(folder, SIGNATURES).map((bundle) => verifier.verify(bundle)));
}

function codeOf({ stdout }: HyperResult): unknown {
  return (JSON.parse(stdout) as { diagnostics: { code: string }[] }).diagnostics[0]?.code;
}

describe('hyper sign --keyless', () => {
  it('signs with the identity of the job, logged and with proof of time, and only once', async () => {
    const folder = registry();
    const env = services.jobEnvironment();
    const first = await signKeyless(folder, env, ['--tsa-url', services.url]);
    expect(first).toMatchObject({ status: 0 });
    expect(first.stderr).toContain(`signing as ${RELEASE_WORKFLOW}`);
    expect(await verified(folder)).toMatchObject([
      { ok: true, issuer: GITHUB_ISSUER, subject: RELEASE_WORKFLOW, times: [{}, {}] },
    ]);
    const [before, entries] = [readFileSync(join(folder, SIGNATURES), 'utf8'), services.rekor.size];
    const second = await signKeyless(folder, env, ['--tsa-url', services.url]);
    expect(second.stdout).toContain('signed before');
    expect(readFileSync(join(folder, SIGNATURES), 'utf8')).toBe(before);
    expect(services.rekor.size).toBe(entries);
  });

  it('takes the token of a file and of SIGSTORE_ID_TOKEN, and log v2 with a timestamp', async () => {
    const folder = registry();
    const file = fileOf(identityToken({ sub: 'https://ci.example.org/job/1' }));
    const flags = ['--rekor-version', '2', '--tsa-url', services.url];
    expect(await signKeyless(folder, {}, ['--identity-token-file', file, ...flags])).toMatchObject({
      status: 0,
    });
    const variable = identityToken({ sub: 'https://ci.example.org/job/2' });
    expect(await signKeyless(folder, { SIGSTORE_ID_TOKEN: variable })).toMatchObject({ status: 0 });
    const subjects = (await verified(folder)).map((one) => (one.ok ? one.subject : one.code));
    expect(new Set(subjects)).toEqual(
      new Set(['https://ci.example.org/job/1', 'https://ci.example.org/job/2']),
    );
  });

  const failing: (readonly [string, 'fulcio' | 'rekor' | 'tsa' | 'identity', string, number])[] = [
    ['the certificate authority is down', 'fulcio', 'HYPER_FULCIO_FAILED', 3],
    ['the log is down', 'rekor', 'HYPER_REKOR_FAILED', 3],
    ['the timestamp authority is down', 'tsa', 'HYPER_TIMESTAMP_FAILED', 3],
    ['the job gets no token', 'identity', 'HYPER_IDENTITY_TOKEN_INVALID', 3],
  ];

  it.each(failing)('writes nothing where %s', async (_, service, code, status) => {
    const folder = registry();
    services.setDown(service, true);
    try {
      const flags = ['--tsa-url', services.url, '--json'];
      const result = await signKeyless(folder, services.jobEnvironment(), flags);
      expect(codeOf(result)).toBe(code);
      expect(result.status).toBe(status);
      expect(existsSync(join(folder, SIGNATURES))).toBe(false);
    } finally {
      services.setDown(service, false);
    }
  });

  it('gives away no signature that its trusted root refuses: expired certificate, other services', async () => {
    const folder = registry();
    const expired = await signKeyless(folder, late.jobEnvironment(), ['--json'], late);
    expect(codeOf(expired)).toBe('HYPER_SIGNING_FAILED');
    const flags = [...at(services).slice(0, 5), '--trusted-root', fileOf(late.trustedRoot), '--json'];
    const env = services.jobEnvironment();
    const other = await startHyper(['sign', TARGET, ...flags], { cwd: folder, env }).ended;
    expect(codeOf(other)).toBe('HYPER_SIGNING_FAILED');
    expect(existsSync(join(folder, SIGNATURES))).toBe(false);
  });

  it('says what is missing: a token, a usable trusted root, an https address', async () => {
    const folder = registry();
    expect(codeOf(await signKeyless(folder, {}, ['--json']))).toBe('HYPER_IDENTITY_TOKEN_MISSING');
    const run = (flags: string[]): Promise<HyperResult> =>
      startHyper(['sign', TARGET, '--keyless', '--json', ...flags], {
        cwd: folder,
        env: { SIGSTORE_ID_TOKEN: identityToken() },
      }).ended;
    expect(codeOf(await run(['--trusted-root', 'nowhere.json']))).toBe('HYPER_TRUSTED_ROOT_INVALID');
    const plain = ['--fulcio-url', 'http://fulcio.example.org'];
    expect(codeOf(await run(plain))).toBe('HYPER_SIGSTORE_ADDRESS');
  });

  it('shows the token nowhere, whatever fails (S22)', async () => {
    const folder = registry();
    const token = identityToken({ sub: 'https://ci.example.org/secret' });
    const env = { SIGSTORE_ID_TOKEN: token };
    for (const service of ['fulcio', 'rekor'] as const) {
      services.setDown(service, true);
      try {
        for (const flags of [['--trace'], ['--trace', '--json'], ['--trace', '--output', 'yaml']]) {
          const { stdout, stderr, status } = await signKeyless(folder, env, flags);
          expect(status).toBe(3);
          expect(stdout + stderr).not.toContain(token);
          expect(stdout + stderr).not.toContain(token.split('.')[1]);
        }
      } finally {
        services.setDown(service, false);
      }
    }
  });
});

describe('hyper sign and signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s while the log takes its time, with nothing written (K09)', async (name, status) => {
    const folder = registry();
    services.setHanging('rekor', true);
    try {
      const { ended, kill } = startHyper(['sign', TARGET, ...at(services)], {
        cwd: folder,
        env: services.jobEnvironment(),
      });
      const asked = services.requests.length;
      let early: unknown;
      void ended.then((end) => (early = end));
      const isAsked = (): boolean =>
        services.requests.slice(asked).some((one) => one.endsWith('/log/entries'));
      while (!isAsked() && early === undefined) await delay(20);
      expect(early).toBeUndefined();
      kill(name);
      expect(await ended).toMatchObject({ status });
      expect(existsSync(join(folder, SIGNATURES))).toBe(false);
      expect(readdirSync(folder).filter((file) => file.startsWith('.hyper'))).toEqual([]);
    } finally {
      services.setHanging('rekor', false);
    }
  });
});

describe('several hyper sign at once', () => {
  it('lose no signature (K04)', async () => {
    const folder = registry();
    const keys = await Promise.all(Array.from({ length: 6 }, () => createTestKey()));
    const endings = await Promise.all(
      keys.map(({ path }) => startHyper(['sign', TARGET, '--key', path], { cwd: folder }).ended),
    );
    expect(endings.map(({ status }) => status)).toEqual(keys.map(() => 0));
    expect(areSignedBy(bundlesAt(folder, SIGNATURES), keys)).toBe(true);
    expect(readdirSync(folder).filter((file) => file.startsWith('.hyper'))).toEqual([]);
  });
});

describe('a hyper sign that is killed', () => {
  it('leaves each signature whole or absent, and the next run finishes (K01, K02, K06)', async () => {
    const folder = join(temporaryFolder(), 'registry');
    cpSync(EXAMPLE, folder, { recursive: true });
    const key = await createTestKey();
    // The key is none of the example's: what matters is how many files there are.
    const words = ['sign', '--all', '--key', key.path, '--quiet', '--force'];
    const started = performance.now();
    const whole = join(temporaryFolder(), 'registry');
    cpSync(EXAMPLE, whole, { recursive: true });
    expect(await startHyper(words, { cwd: whole }).ended).toMatchObject({ status: 0 });
    const took = performance.now() - started;
    let killed = 0;
    for (let round = 0; round < 12 || killed === 0; round += 1) {
      const { ended, kill } = startHyper(words, { cwd: folder });
      // However quick the machine became since it was measured: one that is killed at once is killed.
      await delay(took * (round < 12 ? 0.3 + round * 0.06 : 2 ** (10 - round)));
      kill('SIGKILL');
      if ((await ended).signal === 'SIGKILL') killed += 1;
      for (const path of signatureFiles(folder)) expect(bundlesAt(folder, path).length).toBeGreaterThan(0);
    }
    expect(await startHyper(words, { cwd: folder }).ended).toMatchObject({ status: 0 });
    expect(signatureFiles(folder)).toEqual(signatureFiles(whole));
    expect(hyper(['validate'], { cwd: folder }).status).toBe(0);
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(left.filter((path) => path.includes('.hyper-lock'))).toEqual([]);
  });
});

function signatureFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.sigstore.json'),
  );
}
