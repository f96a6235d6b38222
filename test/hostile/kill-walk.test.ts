import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { createExportContext, createImportArchiveContext } from '../../src/adapters/transfer/index.ts';
import { exportNamespace, importArchive, namespaceGrant } from '../../src/operations/index.ts';
import { bundleScript } from '../build/bundle-script.ts';
import { folderState } from '../build/folder-state.ts';
import { createTestRepository, openTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import { idOf, namespace, release, smallRegistry, stateText } from '../build/manifests.ts';
import { testContext } from '../build/registry-context.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { EDIT, writeContext } from '../build/write-world.ts';
import { killedWorks } from './killed-works.ts';

const OTHER = 'namespaces/org/other/namespace.yaml';
const script = join(temporaryFolder(), 'kill-walk.mjs');
const prepared = temporaryFolder();
const facts = { files: createFilesContext(process), environment: testGitEnvironment() };

beforeAll(async () => {
  bundleScript(new URL('kill-walk.ts', import.meta.url), script);
  const repository = createTestRepository({
    ...smallRegistry(),
    ...namespace('org.other'),
    ...namespace('org.acme.empty'),
    ...release('org.acme/parser', '1.2.0'),
    'namespaces/org/acme/parser/artifact.yaml': stateText(
      'org.acme/parser',
      'releases:\n  "1.2.0":\n    state: draft\ntags:\n  stable: "1.1.0"\n',
    ),
  });
  cpSync(repository.folder, join(prepared, 'template'), { recursive: true });
  repository.write({ ...release('org.acme/later', '1.0.0'), ...release('org.acme.tools/runner', '2.1.0') });
  repository.commit('Go on', 1);
  cpSync(repository.folder, join(prepared, 'source'), { recursive: true });
  writeFileSync(join(prepared, 'content.txt'), 'content\n'.repeat(3000));
  const context = createExportContext(testContext(prepared), { ...facts, folder: prepared });
  const wish = { registry: join(prepared, 'source'), namespace: 'org.acme', at: 'HEAD' };
  await exportNamespace.run(context, { ...wish, out: join(prepared, 'archive.tar') });
});

/** Runs the work stopped before each of its changes; the names of the folders that were left. */
async function walk(work: string, mode: string): Promise<{ room: string; stops: readonly string[] }> {
  const room = join(temporaryFolder(), 'room');
  cpSync(prepared, room, { recursive: true });
  const child = spawn(process.execPath, [script, work, mode, room], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  const stops = readdirSync(room).filter((name) => /^\d+$/u.test(name));
  return { room, stops };
}

/** The files of a registry, without those of git and without what the next command changes: a line each. */
function treeOf(folder: string): string {
  const files = [...(folderState(folder) ?? [])];
  const own = files.filter(([path]) => !path.startsWith('.git/') && path !== OTHER);
  return own.map(([path, digest]) => `${digest} ${path}`).join('\n');
}

const SHORT = [
  ...['create', 'publish', 'rename', 'grant', 'clear', 'migrate', 'sync'].map((work) => [work, 'edit']),
  ...['create', 'publish', 'sync'].map((work) => [work, 'commit']),
];
/** The rest, which goes the same ways, where time is no matter. */
const LONG = ['deprecate', 'yank', 'tag', 'promote', 'transfer', 'space']
  .flatMap((work) => [
    [work, 'edit'],
    [work, 'commit'],
  ])
  .concat(['rename', 'grant', 'clear', 'migrate'].map((work) => [work, 'commit']));

describe('a change that is killed before each change of a file', () => {
  it.each(process.env['HYPER_ROUNDS'] === undefined ? SHORT : [...SHORT, ...LONG])(
    'leaves the old registry or the new one, and whoever comes next goes on: %s, %s (K01, K02, K06)',
    async (work, mode) => {
      const { room, stops } = await walk(work, mode);
      const [template, whole] = ['template', 'whole'].map((name) => join(room, name)) as [string, string];
      const [old, fresh] = [treeOf(template), treeOf(whole)];
      expect(fresh).not.toBe(old);
      const [oldHead, newHead] = [headOf(template), headOf(whole)];
      const seen = new Set<string>();
      for (const stop of stops) {
        const folder = join(room, stop);
        const head = headOf(folder);
        if (head !== newHead) expect(head).toBe(oldHead);
        // By turns, somebody else comes next and the same command again.
        const isAgain = mode === 'commit' && head === oldHead && Number(stop) % 2 === 0;
        if (isAgain) await again(work, folder, room);
        else await grant(folder, mode);
        const tree = treeOf(folder);
        const isNew = tree === fresh;
        if (!isNew) expect(tree).toBe(old);
        seen.add(isNew ? 'new' : 'old');
        expect(journalsIn(folder)).toEqual([]);
        if (mode !== 'commit') continue;
        expect(isNew).toBe(isAgain || head === newHead);
        if (isAgain) expect(headOf(folder)).toBe(newHead);
        else expectCommitted(folder, head);
        expectClean(folder);
      }
      expect(seen).toEqual(new Set(['old', 'new']));
    },
  );

  it('brings back a whole archive or nothing, and the next one succeeds (K01)', async () => {
    const { room, stops } = await walk('import', 'edit');
    const fresh = treeOf(join(room, 'whole', 'made'));
    expect(fresh).toContain('namespaces/org/acme/later/1.0.0.yaml');
    const seen = new Set<boolean>();
    for (const stop of stops) {
      const folder = join(room, stop);
      const isThere = existsSync(join(folder, 'made'));
      seen.add(isThere);
      const context = createImportArchiveContext(testContext(folder), { ...facts, folder });
      const wish = { file: join(room, 'archive.tar'), into: 'made', isBare: false };
      if (!isThere) await importArchive.run(context, wish);
      expect(treeOf(join(folder, 'made'))).toBe(fresh);
      expect(openTestRepository(join(folder, 'made')).git('fsck', '--strict')).toBe('');
      // Whoever comes next clears away; where all was there already, nobody comes.
      if (!isThere) expect(readdirSync(folder)).toEqual(['made']);
    }
    expect(seen).toContain(false);
  });
});

function headOf(folder: string): string {
  return openTestRepository(folder).head();
}

/** Somebody changes a namespace of their own. */
async function grant(folder: string, mode: string): Promise<void> {
  const wish = { principal: 'github:9', role: 'publisher', expiresAt: undefined, reason: undefined };
  const input = { ...EDIT, ...wish, path: 'org.other', mode: mode === 'commit' ? 'commit' : 'edit' } as const;
  expect((await namespaceGrant.run(writeContext(folder), input)).verdict).toBe('pass');
}

/** The same command again, which knows nothing of the first. */
async function again(work: string, folder: string, room: string): Promise<void> {
  let ids = 0;
  const newId = (): string => idOf(`new ${String((ids += 1))}`);
  const context = { ...writeContext(folder), newId };
  expect((await killedWorks('commit', room).get(work)?.(context, folder, facts.files))?.verdict).toBe('pass');
}

function journalsIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.hyper-journal'));
}

/** The grant is one commit on top of what was there, and takes nothing along that was left. */
function expectCommitted(folder: string, head: string): void {
  const repository = openTestRepository(folder);
  expect(repository.git('log', '-1', '--format=%P', '--name-only').split('\n\n')).toEqual([head, OTHER]);
}

/** Neither files nor the index differ from what is committed. */
function expectClean(folder: string): void {
  const repository = openTestRepository(folder);
  expect(repository.git('fsck', '--strict', '--no-dangling')).toBe('');
  expect(repository.git('status', '--short')).toBe('');
}
