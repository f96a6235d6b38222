import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderState } from '../build/folder-state.ts';
import { createTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import { release, smallRegistry } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { hyperJson, interruptGroup, killHyper, startHyper } from './expect-hyper.ts';

const FIXTURE = `purescript:${new URL('../fixtures/importers/purescript.jsonl', import.meta.url).pathname}`;
const KILLS = 10;

type FolderState = ReturnType<typeof folderState>;

/** When to kill: spread over the time that a whole run takes, a little beyond its end. */
async function killTimes(words: readonly string[], cwd: string): Promise<number[]> {
  const start = performance.now();
  await startHyper(words, cwd);
  const whole = performance.now() - start;
  return Array.from({ length: KILLS }, (_, number) => (whole * 1.1 * (number + 1)) / KILLS);
}

/** Names in a folder that are not its own: what a dead process left. */
function leftovers(folder: string, own: string): string[] {
  return readdirSync(folder).filter((name) => name !== own);
}

it('a killed build leaves the old output or the new one, and the next run cleans up (K01)', async () => {
  const { repository, old, fresh } = twoStates();
  const room = temporaryFolder();
  const words = ['build', '--out', join(room, 'out')];
  const times = await killTimes([...words, '--at', 'HEAD~1'], repository.folder);
  expect(folderState(join(room, 'out'))).toEqual(old);
  let killed = 0;
  // However quick the machine became since it was measured: one that is killed at once is killed.
  for (let afterMs = times.shift() ?? 0; ; afterMs = times.shift() ?? afterMs / 2) {
    if (await killHyper([...words, '--at', 'HEAD'], repository.folder, afterMs)) killed += 1;
    const state = folderState(join(room, 'out'));
    expectOneOf([old, fresh], state);
    expect(hyperJson([...words, '--at', 'HEAD~1'], repository.folder).status).toBe(0);
    expect(folderState(join(room, 'out'))).toEqual(old);
    expect(leftovers(room, 'out')).toEqual([]);
    if (times.length === 0 && killed > 0) break;
  }
});

it('a killed import leaves nothing or a whole repository, and the next run cleans up (K01)', async () => {
  const measured = temporaryFolder();
  const times = await killTimes(['import', FIXTURE, '--into', 'made'], measured);
  const whole = headOf(join(measured, 'made'));
  for (const afterMs of times) {
    const room = temporaryFolder();
    await killHyper(['import', FIXTURE, '--into', 'made'], room, afterMs);
    if (folderState(join(room, 'made')) !== undefined) {
      expect(headOf(join(room, 'made'))).toBe(whole);
      continue;
    }
    const again = hyperJson(['import', FIXTURE, '--into', 'made'], room);
    expect(again.status, again.codes.join()).toBe(0);
    expect(headOf(join(room, 'made'))).toBe(whole);
    expect(leftovers(room, 'made')).toEqual([]);
  }
});

it('a killed init leaves nothing or a whole registry, and the next run cleans up (K01)', async () => {
  const words = ['init', 'made', '--name', 'made'];
  const times = await killTimes(words, temporaryFolder());
  for (const afterMs of times) {
    const room = temporaryFolder();
    await killHyper(words, room, afterMs);
    if (folderState(join(room, 'made')) === undefined) {
      expect(hyperJson(words, room).status).toBe(0);
      expect(leftovers(room, 'made')).toEqual([]);
    }
    expect(hyperJson(['validate'], join(room, 'made'))).toMatchObject({ status: 0, codes: [] });
  }
});

it('builds into one folder at once leave the whole output of one of them (K04)', async () => {
  const { repository, old, fresh } = twoStates();
  const room = temporaryFolder();
  for (let round = 0; round < 2; round += 1) {
    const revisions = ['HEAD', 'HEAD~1', 'HEAD', 'HEAD~1', 'HEAD', 'HEAD~1', 'HEAD', 'HEAD~1'];
    const builds = revisions.map((at) =>
      startHyper(['build', '--out', join(room, 'out'), '--at', at, '--json'], repository.folder),
    );
    const results = await Promise.all(builds);
    expect(results.map(({ status }) => status)).toContain(0);
    for (const { status, stdout } of results) {
      expect([0, 3]).toContain(status);
      if (status === 3) expect(stdout).toContain('HYPER_LOCKED');
    }
    expectOneOf([old, fresh], folderState(join(room, 'out')));
  }
  expect(leftovers(room, 'out')).toEqual([]);
});

it('Ctrl-C, which git gets too, ends a build with 130 and the old output, or lets it end (K09)', async () => {
  const { repository, old, fresh } = twoStates();
  const room = temporaryFolder();
  const words = ['build', '--clean', '--out', join(room, 'out')];
  const times = await killTimes([...words, '--at', 'HEAD~1'], repository.folder);
  for (const afterMs of times) {
    const { status, stdout } = await interruptGroup(
      [...words, '--at', 'HEAD', '--json'],
      repository.folder,
      afterMs,
    );
    const isStopped = stdout.includes('HYPER_INTERRUPTED');
    if (stdout !== '') expect(JSON.parse(stdout)).toMatchObject({ ok: !isStopped });
    // A signal that comes after the whole answer may still end the process, which has no status then.
    expect(isStopped || stdout === '' ? [130, null] : [0, 130, null]).toContain(status);
    expect(folderState(join(room, 'out'))).toEqual(isStopped || stdout === '' ? old : fresh);
    expect(hyperJson([...words, '--at', 'HEAD~1'], repository.folder).status).toBe(0);
    expect(leftovers(room, 'out')).toEqual([]);
  }
});

/** `toContainEqual` takes any two maps for equal. */
function expectOneOf(states: readonly FolderState[], state: FolderState): void {
  expect(states.map((one) => [...(one ?? [])])).toContainEqual([...(state ?? [])]);
}

/** A registry with two commits and the output of each. */
function twoStates(): {
  repository: ReturnType<typeof createTestRepository>;
  old: ReturnType<typeof folderState>;
  fresh: ReturnType<typeof folderState>;
} {
  const repository = createTestRepository(smallRegistry());
  repository.write(release('org.acme/parser', '2.0.0'));
  repository.commit('Second', 1);
  const room = temporaryFolder();
  const [old, fresh] = ['HEAD~1', 'HEAD'].map((at, number) => {
    const out = join(room, String(number));
    expect(hyperJson(['build', '--at', at, '--out', out], repository.folder).status).toBe(0);
    return folderState(out);
  });
  expect(old).not.toEqual(fresh);
  return { repository, old, fresh };
}

/** The commit of a repository that git finds sound. */
function headOf(folder: string): string {
  const run = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env: testGitEnvironment() }).toString('utf8').trim();
  run('fsck', '--strict');
  expect(run('status', '--porcelain')).toBe('');
  return run('rev-parse', 'HEAD');
}
