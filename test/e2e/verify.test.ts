import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { rootText } from '../build/signed-files.ts';
import { RELEASE_PATH, signed, signedRegistry } from '../build/signed-registry.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { digestOf } from '../../src/core/index.ts';
import { hyper } from './run-hyper.ts';

/** The root of the fixed registry, living long enough for the clock of this machine. */
const ROOT = rootText({ expiresAt: '2999-01-01T00:00:00Z' });

function repositoryOf(): string {
  const { folder } = createTestRepository({
    ...signedRegistry(),
    ...signed('trust/root.yaml', ROOT, ['root-a', 'root-b']),
  });
  return folder;
}

describe('hyper verify', () => {
  test('walks the chain, remembers the root, and ends with 4 where a byte is changed', () => {
    const folder = repositoryOf();
    const options = { cwd: folder, env: { XDG_CONFIG_HOME: temporaryFolder() } };
    const first = hyper(['verify', '--all', '--registry', folder], options);
    expect(first.status).toBe(4);
    expect(first.stderr).toContain('HYPER_ROOT_UNPINNED');
    const pinned = hyper(['verify', '--all', '--registry', folder, '--root', digestOf(ROOT)], options);
    expect({ status: pinned.status, stderr: pinned.stderr }).toEqual({ status: 0, stderr: '' });
    const checked = hyper(['verify', '--all', '--check', '--registry', folder], options);
    expect(checked.status).toBe(0);
    expect(checked.stdout).toMatch(
      /^trusted: 9 signed files[\s\S]*\nvalid: 11 files, 9 manifests, 3 releases\n$/u,
    );
    const one = hyper(['verify', 'org.acme/parser@1.0.0', '--registry', folder], options);
    expect(one.status).toBe(0);
    expect(one.stdout).toMatch(/^ok {2}Trust root 1 is the one that this client believes$/mu);
    expect(one.stdout).toMatch(/^trusted: /mu);
    appendFileSync(join(folder, RELEASE_PATH), '# x\n');
    const json = hyper(
      ['verify', 'org.acme/parser@1.0.0', '--registry', folder, '--output', 'json'],
      options,
    );
    expect(json.status).toBe(4);
    const { ok, outcome, diagnostics } = JSON.parse(json.stdout) as {
      ok: boolean;
      outcome: string;
      diagnostics: { code: string; path: string }[];
    };
    expect({ ok, outcome }).toEqual({ ok: false, outcome: 'untrusted' });
    expect(diagnostics).toMatchObject([{ code: 'HYPER_SIGNATURE_SUBJECT', path: RELEASE_PATH }]);
  });

  test('takes the root from HYPER_ROOT, and refuses what it cannot use', () => {
    const folder = repositoryOf();
    const config = { XDG_CONFIG_HOME: temporaryFolder() };
    const given = hyper(['verify', RELEASE_PATH], {
      cwd: folder,
      env: { ...config, HYPER_ROOT: digestOf(ROOT) },
    });
    expect(given.status).toBe(0);
    expect(hyper(['verify'], { cwd: folder, env: config }).status).toBe(2);
    expect(hyper(['verify', RELEASE_PATH, '--check'], { cwd: folder, env: config }).status).toBe(2);
    expect(hyper(['verify', '--all', RELEASE_PATH], { cwd: folder, env: config }).status).toBe(2);
    expect(hyper(['verify', '--all', '--root', 'abc'], { cwd: folder, env: config }).status).toBe(2);
  });
});
