import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EDIT_JOURNAL,
  cleanLeftovers,
  createFilesContext,
  finishEdits,
  recoverFolder,
} from '../../src/adapters/files/index.ts';
import { createKeyFolder } from '../../src/adapters/keys/index.ts';
import { bundleScript } from '../build/bundle-script.ts';
import { chosenSteps } from './chosen-steps.ts';
import type { Step } from './chosen-steps.ts';

const OLD = 'old '.repeat(20_000);
const NEW = 'new '.repeat(20_000);
/** Kills at random times, beside those before each kind of change. */
const ROUNDS = 20;
const files = createFilesContext(process);

let room = '';
let script = '';

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'hyper-crash-'));
  script = join(room, 'crash-writer.mjs');
  bundleScript(new URL('crash-writer.ts', import.meta.url), script);
});

afterAll(() => {
  rmSync(room, { recursive: true, force: true });
});

interface Ending {
  readonly signal: string | null;
  readonly status: number | null;
}

async function run(
  work: string,
  folder: string,
  killAt: number,
  text: string,
  { killAfterMs, told }: { readonly killAfterMs?: number; readonly told?: string } = {},
): Promise<Ending> {
  const child = spawn(process.execPath, [script, work, folder, String(killAt), text], {
    env: told === undefined ? process.env : { ...process.env, HYPER_STEPS: told },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return { status, signal };
}

function newRoom(): string {
  return mkdtempSync(join(room, 'case-'));
}

/**
 * Runs the work in fresh folders: once to its end, and killed before each chosen call that changes something. A kill
 * before any other call leaves what one leaves before the next of these. Gives how many calls change something.
 */
async function atEveryCall(
  work: string,
  prepare: (folder: string) => Promise<void> | void,
  check: (folder: string) => Promise<void>,
): Promise<number> {
  const told = join(newRoom(), 'steps');
  const whole = newRoom();
  await prepare(whole);
  expect(await run(work, whole, 0, NEW, { told })).toEqual({ status: 0, signal: null });
  await check(whole);
  const lines = readFileSync(told, 'utf8').trimEnd().split('\n');
  const steps = lines.map((line) => JSON.parse(line) as Step);
  for (const { number } of chosenSteps(steps)) {
    const folder = newRoom();
    await prepare(folder);
    expect(await run(work, folder, number, NEW)).toEqual({ status: null, signal: 'SIGKILL' });
    await check(folder);
  }
  return steps.length;
}

describe('a process killed while it writes', () => {
  it('leaves the old file or the new one at every call, and the janitor takes the rest away (K01)', async () => {
    const calls = await atEveryCall(
      'write',
      (folder) => {
        mkdirSync(join(folder, 'sub'));
        writeFileSync(join(folder, 'sub', 'file'), OLD);
      },
      async (folder) => {
        expect([OLD, NEW]).toContain(readFileSync(join(folder, 'sub', 'file'), 'utf8'));
        await cleanLeftovers(files, folder, { deep: true });
        expect(readdirSync(join(folder, 'sub'))).toEqual(['file']);
      },
    );
    expect(calls).toBeGreaterThan(2);
  });

  it('leaves no key or a whole key that only its owner can read at every call, and the next one cleans up (K01, K06)', async () => {
    const calls = await atEveryCall(
      'key',
      () => undefined,
      async (folder) => {
        const keys = join(folder, 'keys');
        const path = join(keys, 'release.key');
        if (existsSync(path)) expect(readFileSync(path, 'utf8')).toBe(NEW);
        const left = existsSync(keys) ? readdirSync(keys) : [];
        for (const name of left)
          expect(statSync(join(keys, name)).mode & 0o077).toBe(name.includes('lock') ? 0o044 : 0);
        await createKeyFolder(files, keys, folder).add('second', NEW);
        const expected = left.includes('release.key') ? ['release.key', 'second.key'] : ['second.key'];
        expect(readdirSync(keys)).toEqual(expected);
      },
    );
    expect(calls).toBeGreaterThan(5);
  });

  it('leaves the old file or the new one at random times (K01)', async () => {
    const folder = newRoom();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'file'), OLD);
    const started = performance.now();
    await run('write', folder, 0, OLD);
    const took = performance.now() - started;
    let killed = 0;
    for (let round = 0; round < ROUNDS || killed === 0; round += 1) {
      const text = round % 2 === 0 ? NEW : OLD;
      // However quick the machine became since it was measured: one that is killed at once is killed.
      const share = round < ROUNDS ? 0.5 + round / (1.5 * ROUNDS) : 2 ** (ROUNDS - 1 - round);
      const { signal } = await run('write', folder, 0, text, { killAfterMs: took * share });
      if (signal === 'SIGKILL') killed += 1;
      expect([OLD, NEW]).toContain(readFileSync(join(folder, 'sub', 'file'), 'utf8'));
    }
    await cleanLeftovers(files, folder, { deep: true });
    expect(readdirSync(join(folder, 'sub'))).toEqual(['file']);
  });

  it('leaves each of several signature files old or new, and the next run finishes them (K01, K02, K06)', async () => {
    const paths = ['sub/one', 'sub/two', 'other/three'];
    const calls = await atEveryCall(
      'sign',
      (folder) => {
        for (const name of ['sub', 'other']) mkdirSync(join(folder, name));
        for (const path of paths) writeFileSync(join(folder, path), OLD);
      },
      async (folder) => {
        for (const path of paths) expect([OLD, NEW]).toContain(readFileSync(join(folder, path), 'utf8'));
        expect(await run('sign', folder, 0, NEW)).toEqual({ status: 0, signal: null });
        for (const path of paths) expect(readFileSync(join(folder, path), 'utf8')).toBe(NEW);
        await cleanLeftovers(files, folder, { deep: true });
        expect(new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }))).toEqual(
          new Set(['other', 'sub', ...paths]),
        );
      },
    );
    expect(calls).toBeGreaterThan(10);
  });

  it('leaves the old output or the new one at every call of a build, after recovery whole (K01, K02)', async () => {
    const found = new Set<string>();
    const calls = await atEveryCall(
      'build',
      async (folder) => {
        expect(await run('build', folder, 0, OLD)).toEqual({ status: 0, signal: null });
      },
      async (folder) => {
        await recoverFolder(files, join(folder, 'out'));
        const digests = readFileSync(join(folder, 'out', 'digests.json'), 'utf8');
        expect([OLD, NEW]).toContain(digests);
        expect(readFileSync(join(folder, 'out', 'a', 'page.html'), 'utf8')).toBe(digests);
        expect(readdirSync(folder)).toEqual(['out']);
        found.add(digests);
      },
    );
    expect(calls).toBeGreaterThan(15);
    expect(found).toEqual(new Set([OLD, NEW]));
  });

  it('leaves the old root or the new one with all that belongs to it at every call of an edit of several files (K01, K02)', async () => {
    const found = new Set<string>();
    const calls = await atEveryCall(
      'edit',
      (folder) => {
        mkdirSync(join(folder, 'trust'));
        writeFileSync(join(folder, 'trust', 'root.yaml'), OLD);
        writeFileSync(join(folder, 'trust', 'root.sigstore.json'), 'signed');
      },
      async (folder) => {
        await finishEdits(files, folder);
        await cleanLeftovers(files, folder, { deep: true });
        const names = readdirSync(join(folder, 'trust'));
        const isNew = names.includes('root.1.yaml');
        expect(names).toEqual(isNew ? ['root.1.yaml', 'root.yaml'] : ['root.sigstore.json', 'root.yaml']);
        expect(readFileSync(join(folder, 'trust', 'root.yaml'), 'utf8')).toBe(isNew ? NEW : OLD);
        if (isNew) expect(readFileSync(join(folder, 'trust', 'root.1.yaml'), 'utf8')).toBe(OLD);
        expect(readdirSync(folder).filter((name) => !name.startsWith('.hyper-lock.'))).toEqual(['trust']);
        found.add(String(isNew));
      },
    );
    expect(calls).toBeGreaterThan(12);
    expect(found).toEqual(new Set(['false', 'true']));
  });

  it('finishes what was killed even when the one who finishes is killed too (K02, K06)', async () => {
    // The first call after which a journal is left; found once, the same every time.
    let killAt = 10;
    const prepare = async (folder: string): Promise<void> => {
      mkdirSync(join(folder, 'trust'));
      writeFileSync(join(folder, 'trust', 'root.yaml'), OLD);
      writeFileSync(join(folder, 'trust', 'root.sigstore.json'), 'signed');
      await run('edit', folder, killAt, NEW);
      while (!existsSync(join(folder, EDIT_JOURNAL))) {
        killAt += 1;
        await run('edit', folder, killAt, NEW);
      }
    };
    await prepare(newRoom());
    const calls = await atEveryCall('finish', prepare, async (folder) => {
      await finishEdits(files, folder);
      expect(readdirSync(join(folder, 'trust')).filter((name) => !name.startsWith('.'))).toEqual([
        'root.1.yaml',
        'root.yaml',
      ]);
      expect(readFileSync(join(folder, 'trust', 'root.yaml'), 'utf8')).toBe(NEW);
    });
    expect(calls).toBeGreaterThan(8);
  });

  it('leaves nothing or the whole repository at every call of an import, and the next one succeeds (K01)', async () => {
    const calls = await atEveryCall(
      'import',
      () => undefined,
      async (folder) => {
        const target = join(folder, 'out');
        if (existsSync(target))
          expect(execFileSync('git', ['fsck', '--strict'], { cwd: target, encoding: 'utf8' })).toBe('');
        else expect(await run('import', folder, 0, NEW)).toEqual({ status: 0, signal: null });
        expect(readFileSync(join(target, 'file'), 'utf8')).toBe(NEW.repeat(3));
        await recoverFolder(files, target);
        expect(readdirSync(folder)).toEqual(['out']);
      },
    );
    expect(calls).toBeGreaterThan(3);
  });
});

describe('eight processes that write at once', () => {
  it('lose no update (K04)', async () => {
    const folder = newRoom();
    writeFileSync(join(folder, 'counter'), '0');
    const endings = await Promise.all(Array.from({ length: 8 }, () => run('increment', folder, 0, '50')));
    expect(endings).toEqual(Array.from({ length: 8 }, () => ({ status: 0, signal: null })));
    expect(readFileSync(join(folder, 'counter'), 'utf8')).toBe('400');
    expect(readdirSync(folder)).toEqual(['counter']);
  });

  it('go on when one of them is killed while it holds the lock (K04, K06)', async () => {
    const folder = newRoom();
    writeFileSync(join(folder, 'counter'), '0');
    expect((await run('increment', folder, 8, '5')).signal).toBe('SIGKILL');
    expect(readdirSync(folder).some((name) => name.startsWith('.hyper-lock.'))).toBe(true);
    const before = Number(readFileSync(join(folder, 'counter'), 'utf8'));
    expect(await run('increment', folder, 0, '5')).toEqual({ status: 0, signal: null });
    expect(Number(readFileSync(join(folder, 'counter'), 'utf8'))).toBe(before + 5);
  });

  it('replace one folder in turn, and killed ones leave it whole (K02, K04)', async () => {
    const folder = newRoom();
    expect(await run('build', folder, 0, OLD)).toEqual({ status: 0, signal: null });
    const unharmed = Array.from({ length: 8 }, () => run('race', folder, 0, '25'));
    const killed = Array.from({ length: 24 }, (_, number) => run('race', folder, 8 + number, '2'));
    const endings = await Promise.all(unharmed);
    expect(endings).toEqual(endings.map(() => ({ status: 0, signal: null })));
    expect((await Promise.all(killed)).filter(({ signal }) => signal === 'SIGKILL')).toHaveLength(24);
    await recoverFolder(files, join(folder, 'out'));
    const digests = readFileSync(join(folder, 'out', 'digests.json'), 'utf8');
    expect(digests).toMatch(/^\d+ \d+$/u);
    expect(readFileSync(join(folder, 'out', 'a', 'page.html'), 'utf8')).toBe(digests);
    expect(readdirSync(folder)).toEqual(['out']);
  });
});
