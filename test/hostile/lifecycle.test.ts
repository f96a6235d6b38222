import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { EDIT_JOURNAL, createFilesContext, finishEdits } from '../../src/adapters/files/index.ts';
import { digestHex } from '../../src/core/index.ts';
import {
  audit,
  registryArchive,
  registryCreate,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRename,
  registryRestore,
  registryUndeprecate,
  registryUnpublish,
  versionPromote,
  versionUnyank,
  versionYank,
} from '../../src/operations/index.ts';
import { OPERATIONS } from '../../src/operations/table/operations-table.ts';
import { bundleScript } from '../build/bundle-script.ts';
import { createTestRepository, openTestRepository } from '../build/git-repository.ts';
import { smallRegistry } from '../build/manifests.ts';
import { testContext, validateFolder } from '../build/registry-context.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { PLAIN_RELEASE, createWriteWorld, writeContext } from '../build/write-world.ts';
import type { WriteWorld } from '../build/write-world.ts';
import { faultingFileSystem, systemError } from '../unit/adapters/files/faulting-file-system.ts';
import { actsOfWanderer } from './wander.ts';

const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const RELEASE = 'namespaces/org/acme/parser/1.1.0.yaml';
const files = createFilesContext(process);
const script = join(temporaryFolder(), 'registry-writer.mjs');
const template = createTestRepository(smallRegistry()).folder;

beforeAll(() => {
  bundleScript(new URL('registry-writer.ts', import.meta.url), script);
});

function registry(): string {
  const folder = join(temporaryFolder(), 'registry');
  cpSync(template, folder, { recursive: true });
  return folder;
}

async function run(work: string, folder: string, killAt: number, text = ''): Promise<string | number | null> {
  const child = spawn(process.execPath, [script, work, folder, String(killAt), text], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal ?? status;
}

/** The registry is as before the deletion, or wholly as after it. */
function expectWhole(folder: string): 'old' | 'new' {
  const isGone = !existsSync(join(folder, RELEASE));
  expect(readFileSync(join(folder, STATE), 'utf8').includes('tombstone')).toBe(isGone);
  return isGone ? 'new' : 'old';
}

describe('a killed change', () => {
  it.each([
    ['change', 11],
    ['commit', 19],
  ])(
    'of a registry (%s) is whole or absent at every call, and the next one goes on (K01, K02)',
    async (work, step) => {
      const seen = new Set<string>();
      for (let killAt = 1; ; killAt += step) {
        const folder = registry();
        const ended = await run(work, folder, killAt);
        await finishEdits(files, folder);
        seen.add(expectWhole(folder));
        const repository = openTestRepository(folder);
        expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('');
        if (ended !== 'SIGKILL') {
          expect(ended).toBe(0);
          break;
        }
        // Whoever comes next finds no lock in the way and finishes.
        expect(await run(work, folder, 0)).toBe(0);
        expect(expectWhole(folder)).toBe('new');
        if (work === 'commit') expect(repository.git('status', '--short')).toBe('');
        expect(readdirSync(folder).filter((name) => name.startsWith('.hyper'))).toEqual([]);
      }
      expect([...seen].sort((left, right) => (left < right ? -1 : 1))).toEqual(['new', 'old']);
    },
  );

  it.each(['ENOSPC', 'EROFS'])('is refused and leaves all as it was: %s (K03)', async (code) => {
    for (const call of ['createFile', 'write', 'sync', 'rename']) {
      const folder = registry();
      let isFailing = true;
      const fileSystem = faultingFileSystem((name, _count, path) => {
        if (isFailing && name === call && !path.includes('hyper-lock')) throw systemError(code);
      });
      const context = writeContext(folder, { files: { ...files, fileSystem } });
      const input = { registry: undefined, namespace: undefined, branch: undefined, reason: 'x' };
      const target = { ...input, reference: 'org.acme/parser@1.1.0' };
      for (const mode of ['edit', 'commit'] as const) {
        await expect(registryDelete.run(context, { ...target, mode })).rejects.toMatchObject({
          code: 'HYPER_FILE_UNWRITABLE',
        });
      }
      isFailing = false;
      await finishEdits({ ...files, fileSystem }, folder);
      const state = expectWhole(folder);
      // What failed after the journal stood is finished by the next run; before it, nothing was changed.
      if (!['rename', 'write', 'sync', 'createFile'].includes(call)) expect(state).toBe('old');
      expect(existsSync(join(folder, EDIT_JOURNAL))).toBe(false);
    }
  });
});

describe('many at once', () => {
  it.each(['edit', 'commit'])('lose nothing and tear nothing: %s (K04)', async (mode) => {
    const folder = registry();
    const [workers, rounds] = [8, Number(process.env['HYPER_ROUNDS'] ?? 3)];
    const ends = await Promise.all(
      Array.from({ length: workers }, (_, worker) =>
        run('mingle', folder, 0, `${String(worker)} ${String(rounds)} ${mode}`),
      ),
    );
    expect(ends).toEqual(Array.from({ length: workers }, () => 0));
    const text = readFileSync(join(folder, STATE), 'utf8');
    expect(text.match(/^ {2}w\d-\d+: /gmu)).toHaveLength(workers * Math.min(rounds, 16));
    expect(text).toContain(`revision: ${String(1 + workers * rounds)}\n`);
    expect((await validateFolder(folder)).diagnostics).toEqual([]);
    const repository = openTestRepository(folder);
    expect(repository.git('fsck', '--strict')).toBe('');
    if (mode === 'commit') {
      expect(repository.git('rev-list', '--count', 'HEAD')).toBe(String(1 + workers * rounds));
      expect(repository.git('status', '--short')).toBe('');
    }
  });
});

describe('many who do anything', () => {
  it('lose no act that they were told of, and tear nothing (K04)', async () => {
    const folder = registry();
    const [workers, rounds] = [8, Number(process.env['HYPER_ROUNDS'] ?? 4)];
    const tellings = join(temporaryFolder(), 'told');
    const ends = await Promise.all(
      Array.from({ length: workers }, (_, worker) =>
        run('wander', folder, 0, `${String(worker)} ${String(rounds)} ${tellings}-${String(worker)}`),
      ),
    );
    expect(ends).toEqual(Array.from({ length: workers }, () => 0));
    const acts = actsOfWanderer({ folder, worker: '0', round: 0, next: () => 0 });
    const writing = OPERATIONS.filter(({ data }) => data === 'WriteData').map(({ id }) => id);
    expect(new Set(acts.keys())).toEqual(new Set(writing));
    expect(acts.size).toBeLessThanOrEqual(workers * rounds);
    const repository = openTestRepository(folder);
    const told = Array.from({ length: workers }, (_, worker) => `${tellings}-${String(worker)}`)
      .filter(existsSync)
      .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'));
    // How many are refused depends on who comes first.
    expect(told.length).toBeGreaterThan(0);
    // Every commit that somebody was told of is in the history, and nothing else is but the first.
    const [, ...made] = repository.git('rev-list', '--reverse', 'HEAD').split('\n');
    expect(new Set(made)).toEqual(new Set(told));
    expect(made).toHaveLength(told.length);
    expect(repository.git('fsck', '--strict')).toBe('');
    expect(repository.git('status', '--short')).toBe('');
    expect((await validateFolder(folder)).diagnostics).toEqual([]);
    // No release was rewritten or lost, and every trailer says what its commit did.
    const asked = {
      registry: undefined,
      namespace: undefined,
      at: 'HEAD',
      since: undefined,
      until: undefined,
    };
    const input = { ...asked, actor: undefined, operations: [], after: undefined };
    const { diagnostics, data } = await audit.run(testContext(folder), input);
    expect(diagnostics).toEqual([]);
    expect(new Set(data.events.map(({ commit }) => commit)).size).toBe(1 + made.length);
  });
});

const PARSER = 'org.acme/parser';
const VERSIONS = ['1.0.0', '1.1.0', '2.0.0', '2.0.0+b'];
const reason = 'x';
const plain = { ...PLAIN_RELEASE, type: 'service' };

/** One step of somebody who may do everything. */
const STEPS: readonly ((world: WriteWorld, version: string) => Promise<string>)[] = [
  (world, version) =>
    world.refusal(registryCreate, { ...plain, name: `${PARSER}@${version}`, isPublished: true }),
  (world, version) =>
    world.refusal(registryCreate, {
      ...plain,
      name: `${PARSER}@${version}`,
      description: 'Other bytes.',
      isPublished: true,
    }),
  ...[registryPublish, registryUnpublish, registryDeprecate, registryUndeprecate].map(
    (operation) => (world: WriteWorld, version: string) =>
      world.refusal(operation, { reference: `${PARSER}@${version}`, reason }),
  ),
  ...[registryArchive, registryRestore, registryDelete, versionYank, versionUnyank].map(
    (operation) => (world: WriteWorld, version: string) =>
      world.refusal(operation, { reference: `${PARSER}@${version}`, reason }),
  ),
  (world, version) => world.refusal(versionPromote, { reference: `${PARSER}@${version}`, channel: 'stable' }),
  (world) => world.refusal(registryRename, { reference: PARSER, to: 'reader', reason }),
];

/** What a registry says of each release, as far as somebody may have read it: its digest, or that it is gone for good. */
function published(world: WriteWorld): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of ['parser', 'reader']) {
    const folder = join(world.repository.folder, 'namespaces/org/acme', name);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder)) {
      if (!/^\d.*\.yaml$/u.test(file)) continue;
      found.set(`${name}@${file.slice(0, -5)}`, digestHex(readFileSync(join(folder, file))));
    }
    const state = existsSync(join(folder, 'artifact.yaml'))
      ? readFileSync(join(folder, 'artifact.yaml'), 'utf8')
      : '';
    for (const [, version = '', body = ''] of state.matchAll(/^ {2}"?(\d[^":]*)"?:\n((?: {4}.*\n)+)/gmu)) {
      const digest = /tombstone:[^]*?digest: "?sha256:([0-9a-f]{64})/u.exec(body)?.[1];
      if (digest !== undefined) found.set(`${name}@${version}`, digest);
    }
  }
  return found;
}

it('whatever is done, no version ever has other bytes, and the registry stays valid (I01, I03)', async () => {
  const step = fc.tuple(fc.nat(STEPS.length - 1), fc.constantFrom(...VERSIONS));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      const world = createWriteWorld();
      let known = published(world);
      for (const [index, version] of steps) {
        const end = await STEPS[index]?.(world, version);
        expect(end).not.toContain('HYPER_INTERNAL');
        const now = published(world);
        for (const [release, digest] of known) expect([release, now.get(release)]).toEqual([release, digest]);
        known = now;
      }
      const { diagnostics } = await validateFolder(world.repository.folder);
      expect(diagnostics).toEqual([]);
    }),
    { numRuns: 4 },
  );
});
