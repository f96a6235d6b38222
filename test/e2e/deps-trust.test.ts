import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/core/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { rootText } from '../build/signed-files.ts';
import { RELEASE_PATH, signed, signedRegistry } from '../build/signed-registry.ts';
import { cacheWithCode } from '../build/lent-code.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyper } from './run-hyper.ts';

/** The root of the fixed registry, living long enough for the clock of this machine. */
const ROOT = rootText({ expiresAt: '2999-01-01T00:00:00Z' });

test('deps verify runs the trust chain of what is locked, and takes no signature for its word (R02)', () => {
  const { folder } = createTestRepository({
    ...signedRegistry(),
    ...signed('trust/root.yaml', ROOT, ['root-a', 'root-b']),
  });
  const project = temporaryFolder();
  writeFileSync(
    join(project, 'hyper.yaml'),
    `apiVersion: hyper/v1\nkind: Project\nname: shop\nregistries:\n  - name: main\n    url: ${folder}\ndependencies:\n  org.acme/parser: 1.0.0\n`,
  );
  const env = { XDG_CONFIG_HOME: temporaryFolder(), XDG_CACHE_HOME: cacheWithCode() };
  const codesOf = (words: readonly string[]): readonly [number | null, readonly string[]] => {
    const { status, stdout } = hyper([...words, '--json'], { cwd: project, env });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    return [status, diagnostics.map(({ code }) => code)];
  };
  expect(hyper(['deps', 'resolve'], { cwd: project, env }).status).toBe(0);
  const lock = readFileSync(join(project, 'hyper.lock'), 'utf8');
  expect(lock).toContain('signer:');
  expect(codesOf(['deps', 'verify'])).toEqual([4, ['HYPER_ROOT_UNPINNED']]);
  hyper(['verify', '--all', '--registry', folder, '--root', digestOf(ROOT)], { cwd: project, env });
  expect(codesOf(['deps', 'verify'])).toEqual([0, []]);
  expect(hyper(['deps', 'verify'], { cwd: project, env }).stdout).toContain('signatures verified');
  const lockPlace = join(project, 'hyper.lock');
  writeFileSync(lockPlace, lock.replace(/^ +rootVersion: 1\n/mu, ''));
  expect(codesOf(['deps', 'verify'])).toEqual([4, ['HYPER_LOCK_ROOT']]);
  writeFileSync(lockPlace, lock);

  const signature = join(folder, RELEASE_PATH.replace(/\.yaml$/u, '.sigstore.json'));
  const bundles = readFileSync(signature, 'utf8');
  // The key that it claims is still the locked one: only the chain tells that the bytes were not signed by it.
  writeFileSync(signature, bundles.replace(/("sig":\s*")(....)/gu, '$1AAAA'));
  expect(codesOf(['deps', 'verify'])).toEqual([4, [expect.stringMatching(/^HYPER_SIGNATURE_/u)]]);
  writeFileSync(signature, bundles);
  const namespace = join(folder, 'namespaces/org/acme/namespace.yaml');
  const text = readFileSync(namespace, 'utf8');
  appendFileSync(namespace, '# x\n');
  const [status, codes] = codesOf(['deps', 'verify']);
  expect([status, codes.length > 0, codes.every((code) => code.startsWith('HYPER_SIGNATURE_'))]).toEqual([
    4,
    true,
    true,
  ]);
  writeFileSync(namespace, text);
  rmSync(signature);
  expect(codesOf(['deps', 'verify'])[1]).toContain('HYPER_LOCK_SIGNATURE_GONE');
});
