import { chmodSync, cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exampleKeyPem } from '../../scripts/example-keys.ts';
import { folderState } from '../build/folder-state.ts';
import { createTestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EXAMPLE } from '../e2e/run-hyper.ts';
import { hyperJson, interruptGroup, killHyper, startHyper } from './expect-hyper.ts';

const KILLS = 8;
const KEPT = 'root.2.yaml';
const ROTATE = ['trust', 'rotate', '--json'];

/** A copy of the signed example, outside of every repository. */
function registry(): string {
  const folder = join(temporaryFolder(), 'registry');
  cpSync(EXAMPLE, folder, { recursive: true });
  return folder;
}

function rootOf(folder: string): string {
  return readFileSync(join(folder, 'trust', 'root.yaml'), 'utf8');
}

/** Shares of the time that a whole run takes, a little beyond its end. */
async function killTimes(run: () => Promise<unknown>): Promise<number[]> {
  const start = performance.now();
  await run();
  const whole = performance.now() - start;
  return Array.from({ length: KILLS }, (_, number) => (whole * (number + 3)) / KILLS);
}

/** Nothing but the next root, whole: the old one kept with its signatures, the new one without any. */
function expectRotated(folder: string, old: string): void {
  expect(readFileSync(join(folder, 'trust', KEPT), 'utf8')).toBe(old);
  expect(rootOf(folder)).toContain('version: 3');
  expect(readdirSync(join(folder, 'trust'))).toEqual([
    'root.1.sigstore.json',
    'root.1.yaml',
    'root.2.sigstore.json',
    KEPT,
    'root.yaml',
  ]);
  expect(readdirSync(folder).filter((name) => /^\..*hyper/u.test(name))).toEqual([]);
}

it('rotations of one root at once are one rotation (K04)', async () => {
  const folder = registry();
  const old = rootOf(folder);
  const results = await Promise.all(Array.from({ length: 6 }, () => startHyper(ROTATE, folder)));
  expect(results.filter(({ status }) => status === 0)).toHaveLength(1);
  for (const { status, stdout } of results)
    if (status !== 0) expect(stdout).toMatch(/HYPER_(?:TRUST_EVENT_OPEN|FILE_CHANGED|LOCKED)/u);
  expectRotated(folder, old);
});

it.each([
  ['killed', killHyper],
  ['stopped by Ctrl-C', interruptGroup],
] as const)(
  'a rotation that is %s leaves the old root or the next one, and the next run finishes (K01, K02, K06, K09)',
  async (_how, end) => {
    const times = await killTimes(() => startHyper(ROTATE, registry()));
    for (const afterMs of times) {
      const folder = registry();
      const old = rootOf(folder);
      await end(ROTATE, folder, afterMs);
      const { status, codes } = hyperJson(['trust', 'rotate'], folder);
      expect([0, 1]).toContain(status);
      // Whoever finishes what was killed finds the event open.
      expect(codes).toEqual(status === 0 ? [] : ['HYPER_TRUST_EVENT_OPEN']);
      expectRotated(folder, old);
    }
  },
);

it('signed builds at once, killed or not, leave one that is believed, whole (K01, K04)', async () => {
  const repository = createTestRepository();
  cpSync(EXAMPLE, repository.folder, { recursive: true });
  repository.commit('Start');
  const room = temporaryFolder();
  const key = join(room, 'online.pem');
  writeFileSync(key, exampleKeyPem('online-2026'));
  chmodSync(key, 0o600);
  const out = join(room, 'site');
  const root = hyperJson(['trust', 'show'], repository.folder).report.data?.['digest'];
  const words = ['build', '--out', out, '--key', key];
  const believed = (): unknown =>
    hyperJson(['verify', '--site', out, '--root', String(root)], room, { HOME: temporaryFolder() });
  const times = await killTimes(() => startHyper(words, repository.folder));
  expect(believed()).toMatchObject({ status: 0 });
  for (const afterMs of times.slice(0, 4)) {
    await killHyper(words, repository.folder, afterMs);
    expect(believed()).toMatchObject({ status: 0 });
  }
  const builds = await Promise.all(
    Array.from({ length: 4 }, () => startHyper([...words, '--json'], repository.folder)),
  );
  for (const { status, stdout } of builds) if (status !== 0) expect(stdout).toContain('HYPER_LOCKED');
  expect(believed()).toMatchObject({ status: 0 });
  const state = folderState(out);
  expect(state?.has('checkpoint.json')).toBe(true);
});
