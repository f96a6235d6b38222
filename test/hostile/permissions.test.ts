import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestHex } from '../../src/core/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { smallRegistry } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';
import { cleanEnvironment, HYPER } from '../e2e/run-hyper.ts';
import { hyperJson } from './expect-hyper.ts';

/** The number of nobody: to root nothing is forbidden. */
const NOBODY = '65534';
const AS_NOBODY =
  process.getuid?.() === 0
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', process.execPath]
    : [process.execPath];
const [PROGRAM = '', ...BEFORE] = AS_NOBODY;
const canRun = spawnSync(PROGRAM, [...BEFORE, HYPER, '--version']).status === 0;
const FIXTURE = `purescript:${new URL('../fixtures/importers/purescript.jsonl', import.meta.url).pathname}`;

interface Said {
  readonly status: number | null;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

/** Runs the built `hyper` as a user without rights. */
function hyperAsNobody(words: readonly string[], cwd: string): Said {
  const home = join(cwd, '..', 'no-home');
  const { status, stdout, stderr } = spawnSync(PROGRAM, [...BEFORE, HYPER, ...words, '--json'], {
    cwd,
    env: cleanEnvironment({ HOME: home }),
    encoding: 'utf8',
  });
  expect(stderr).not.toMatch(/^\s+at /mu);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
  return {
    status,
    codes: [...new Set(diagnostics.map(({ code }) => code))],
    messages: diagnostics.map(({ message }) => message),
  };
}

/** Gives a folder and all in it to nobody, and lets them go there. */
function hand(folder: string): string {
  chmodSync(join(folder, '..'), 0o755);
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
  return folder;
}

const inGit = (): string => hand(createTestRepository(smallRegistry()).folder);

function inFolder(): string {
  const folder = join(temporaryFolder(), 'registry');
  writeFiles(folder, smallRegistry());
  return hand(folder);
}

const READS = [['validate'], ['registry', 'list'], ['namespace', 'list'], ['build', '--out', 'out']] as const;

describe.skipIf(!canRun)('what may not be read', () => {
  it.each([
    ['a folder of a repository', inGit, 'namespaces/org', 0o000],
    ['a folder of a repository whose names alone may be read', inGit, 'namespaces/org', 0o400],
    ['a folder that no repository holds', inFolder, 'namespaces/org', 0o000],
    ['a folder whose names alone may be read', inFolder, 'namespaces/org', 0o400],
    ['a file', inGit, 'namespaces/org/acme/namespace.yaml', 0o000],
  ])('is never taken for what it was, or for nothing: %s', (_what, make, path, mode) => {
    const folder = make();
    chmodSync(join(folder, path), mode);
    try {
      const reads = make === inGit ? [...READS, ['validate', '--changed', 'HEAD']] : READS;
      for (const words of reads) {
        const { status, codes, messages } = hyperAsNobody(words, folder);
        expect({ words, status, codes }).toEqual({ words, status: 3, codes: ['HYPER_FILE_UNREADABLE'] });
        expect(messages[0]).toContain('"namespaces/org/');
      }
      expect(existsSync(join(folder, 'out'))).toBe(false);
    } finally {
      chmodSync(join(folder, path), 0o755);
    }
  });

  it('is a repository of another user, which git does not trust', () => {
    const { folder } = createTestRepository(smallRegistry());
    const { status, report } = hyperJson(['validate'], folder, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' });
    expect(status).toBe(3);
    const told = [
      {
        code: 'HYPER_REPOSITORY_OWNER',
        hint: `if you trust it: git config --global --add safe.directory '${folder}'`,
      },
    ];
    expect(report.diagnostics).toMatchObject(told);
    const yank = ['version', 'yank', 'org.acme/parser@1.0.0', '--reason', 'It leaks.', '--commit'];
    const commit = hyperJson(yank, folder, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' });
    expect(commit.report.diagnostics).toMatchObject(told);
  });
});

describe.skipIf(!canRun)('what may not be written', () => {
  it('ends build, init and import with the folder that was asked for, and leaves nothing', () => {
    const folder = inGit();
    const closed = temporaryFolder();
    chmodSync(closed, 0o555);
    for (const words of [
      ['build', '--out', join(closed, 'new')],
      ['init', join(closed, 'new')],
      ['import', FIXTURE, '--into', join(closed, 'new')],
    ]) {
      const { status, codes, messages } = hyperAsNobody(words, folder);
      expect({ words, status, codes }).toEqual({ words, status: 3, codes: ['HYPER_FILE_UNWRITABLE'] });
      expect(messages[0]).toContain(`"${join(closed, 'new')}"`);
    }
    expect(readdirSync(closed)).toEqual([]);
  });

  it('is a registry that may be read all the same', () => {
    const folder = inGit();
    execFileSync('chmod', ['-R', 'a-w', folder]);
    try {
      for (const words of [['validate'], ['registry', 'list'], ['validate', '--changed', 'HEAD']])
        expect(hyperAsNobody(words, folder)).toMatchObject({ status: 0, codes: [] });
    } finally {
      execFileSync('chmod', ['-R', 'u+w', folder]);
    }
  });

  it('is a former output, whose place the next one takes, time after time', () => {
    const folder = inGit();
    const room = join(temporaryFolder(), 'room');
    writeFiles(room, { 'other.txt': 'x\n' });
    hand(room);
    const out = join(room, 'site');
    for (const time of [1, 2, 3]) {
      const { status, codes } = hyperAsNobody(['build', '--out', out], folder);
      expect({ time, status, codes }).toEqual({ time, status: 0, codes: [] });
      expect(existsSync(join(out, 'digests.json'))).toBe(true);
      execFileSync('chmod', ['-R', 'a-w', out]);
    }
    execFileSync('chmod', ['-R', 'u+w', room]);
    expect(hyperAsNobody(['build', '--out', out], folder).status).toBe(0);
    expect(new Set(readdirSync(room))).toEqual(new Set(['other.txt', 'site']));
  });

  it('is what another user left in a shared folder, which is in nobody’s way', () => {
    const folder = inGit();
    const shared = temporaryFolder();
    const host = digestHex(hostname()).slice(0, 8);
    const left = `.site.999999999-1-${host}-0123456789ab.hyper-new`;
    writeFiles(shared, { [`${left}/index.html`]: 'x\n' });
    chmodSync(shared, 0o1777);
    expect(hyperAsNobody(['build', '--out', join(shared, 'site')], folder)).toMatchObject({ status: 0 });
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk that takes no result (K03)', () => {
  it.each(['--version', '--help', 'validate', 'registry list --json', 'explain'])(
    'ends %s with its code',
    (words) => {
      const { folder } = createTestRepository(smallRegistry());
      const { status, stderr } = spawnSync(
        'sh',
        ['-c', 'exec "$@" > /dev/full', 'sh', process.execPath, HYPER, ...words.split(' ')],
        { cwd: folder, env: cleanEnvironment(), encoding: 'utf8' },
      );
      expect(status).toBe(3);
      expect(stderr).toBe(
        'error HYPER_FILE_UNWRITABLE the result cannot be written: ENOSPC\n    hint: free some space, or write it elsewhere\n',
      );
    },
  );
});
