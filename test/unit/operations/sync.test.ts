import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/index.ts';
import { audit, sync } from '../../../src/operations/index.ts';
import type { Outcome, SyncInput, WriteData } from '../../../src/operations/index.ts';
import { createTestRepository, openTestRepository } from '../../build/git-repository.ts';
import type { TestRepository } from '../../build/git-repository.ts';
import {
  namespace,
  registryText,
  release,
  releasePath,
  releaseText,
  smallRegistry,
  stateText,
} from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { verifyFolder } from '../../build/verify-context.ts';
import { EDIT, writeContext } from '../../build/write-world.ts';

const EXAMPLE = fileURLToPath(new URL('../../../registry-example', import.meta.url));
const PARSER = 'org.acme/parser';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const README = 'namespaces/org/acme/parser/README.md';
const tags = (version: string, revision: number): string =>
  stateText(PARSER, `tags:\n  stable: "${version}"\n`).replace('revision: 1', `revision: ${revision}`);

function run(
  source: TestRepository,
  target: TestRepository,
  input: Partial<SyncInput> = {},
): Promise<Outcome<WriteData>> {
  const { folder } = target;
  return sync.run(writeContext(folder), {
    ...{
      ...EDIT,
      registry: folder,
      source: source.folder,
      at: 'HEAD',
      mirrored: 'org.acme',
      mode: 'commit',
      ...input,
    },
  });
}

function copyOf(source: TestRepository): TestRepository {
  const folder = join(temporaryFolder(), 'copy');
  source.git('clone', '-q', '--template=', source.folder, folder);
  return openTestRepository(folder);
}

function empty(): TestRepository {
  return createTestRepository({ 'registry.yaml': registryText() });
}

/** The namespace as a commit holds it. */
function treeOf(repository: TestRepository, path = 'namespaces/org/acme'): string {
  return repository.git('rev-parse', `HEAD:${path}`);
}

function conflicts({ diagnostics }: Outcome<WriteData>): string[] {
  return diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`);
}

describe('sync', () => {
  it('makes the target as the source is, in one commit that git takes back and the audit believes', async () => {
    const source = createTestRepository(smallRegistry());
    const target = empty();
    const before = target.git('rev-parse', 'HEAD^{tree}');
    const outcome = await run(source, target);
    expect(outcome).toMatchObject({
      verdict: 'pass',
      diagnostics: [],
      data: { isChanged: true, capability: 'registry:admin' },
    });
    expect(outcome.data.facts).toMatchObject({ added: 7, changed: 0, removed: 0, conflicts: 0 });
    expect(treeOf(target)).toBe(treeOf(source));
    expect(target.git('log', '-1', '--format=%B')).toContain(
      `From test-registry at ${source.git('rev-parse', 'HEAD')}.\n\nHyper-Operation: sync\nHyper-Target: org.acme`,
    );
    const told = await audit.run(testContext(target.folder), {
      ...{ registry: target.folder, namespace: undefined, at: 'HEAD', since: undefined, until: undefined },
      ...{ actor: undefined, operations: [], after: undefined },
    });
    expect(told).toMatchObject({ verdict: 'pass', diagnostics: [] });
    target.git('revert', '--no-edit', 'HEAD');
    expect(target.git('rev-parse', 'HEAD^{tree}')).toBe(before);
  });

  it('goes forward over new, changed and removed files, and does nothing twice', async () => {
    const source = createTestRepository(smallRegistry());
    const target = copyOf(source);
    source.write({ ...release(PARSER, '2.0.0'), [STATE]: tags('2.0.0', 2) });
    source.git('rm', '-q', README);
    source.commit('Go on', 1);
    source.write({ [STATE]: tags('1.0.0', 3) });
    source.commit('And on', 2);
    expect((await run(source, target)).data.facts).toMatchObject({ added: 1, changed: 1, removed: 1 });
    expect(treeOf(target)).toBe(treeOf(source));
    const again = await run(source, target);
    expect(again.data).toMatchObject({ isChanged: false, commit: null });
    // The other way round there is nothing that is new.
    expect(await run(target, source)).toMatchObject({ verdict: 'pass', data: { isChanged: false } });
  });

  it('mirrors an earlier time, shows what it would do, and writes a working tree', async () => {
    const source = createTestRepository(smallRegistry());
    const first = source.git('rev-parse', 'HEAD');
    source.write(release(PARSER, '2.0.0'));
    source.commit('Go on', 1);
    const target = empty();
    const shown = await run(source, target, { mode: 'plan' });
    expect(shown.data).toMatchObject({ isDryRun: true, isChanged: true });
    expect(target.git('status', '--porcelain')).toBe('');
    await run(source, target, { mode: 'edit', at: first });
    target.commit('By hand', 1);
    expect(treeOf(target)).toBe(source.git('rev-parse', `${first}:namespaces/org/acme`));
    expect((await run(source, target)).data.facts).toMatchObject({ added: 1, changed: 0 });
    expect(treeOf(target)).toBe(treeOf(source));
  });

  it('mirrors a part with the namespaces above it, which it changes nowhere', async () => {
    const source = createTestRepository({
      ...smallRegistry(),
      ...namespace('org.acme.more'),
      ...release('org.acme.more/thing', '1.0.0'),
    });
    const target = empty();
    await run(source, target, { mirrored: 'org.acme.more' });
    expect(target.git('ls-files').split('\n')).toEqual([
      'namespaces/org/acme/more/namespace.yaml',
      releasePath('org.acme.more/thing', '1.0.0'),
      'namespaces/org/acme/namespace.yaml',
      'registry.yaml',
    ]);
    const other = createTestRepository({
      'registry.yaml': registryText(),
      ...namespace('org.acme', 'labels:\n  own: "yes"\n'),
    });
    const kept = treeOf(other, 'namespaces/org/acme/namespace.yaml');
    expect(await run(source, other, { mirrored: 'org.acme.more' })).toMatchObject({ verdict: 'pass' });
    expect(treeOf(other, 'namespaces/org/acme/namespace.yaml')).toBe(kept);
  });

  it('keeps signatures, so that everything verifies there too', async () => {
    const source = createTestRepository();
    cpSync(EXAMPLE, source.folder, { recursive: true });
    source.commit('The example');
    const target = copyOf(source);
    target.git('rm', '-rq', 'namespaces/lib');
    target.git('commit', '-q', '--amend', '-m', 'Without lib');
    const { data } = await run(source, target, { mirrored: 'lib' });
    expect(data).toMatchObject({ stale: [], unsigned: [] });
    expect(treeOf(target, 'namespaces')).toBe(treeOf(source, 'namespaces'));
    const root = digestOf(target.gitWithInput('', 'show', 'HEAD:trust/root.yaml') + '\n');
    const clock = (): Date => new Date('2026-11-22T00:00:00Z');
    expect(await verifyFolder(target.folder, { root }, { clock })).toMatchObject({
      verdict: 'pass',
      data: { refused: [] },
    });
  });
});

describe('sync of registries that went apart', () => {
  async function refused(
    change: (source: TestRepository, target: TestRepository) => void,
  ): Promise<{ found: string[]; target: TestRepository }> {
    const source = createTestRepository(smallRegistry());
    const target = copyOf(source);
    change(source, target);
    const head = target.git('rev-parse', 'HEAD');
    const outcome = await run(source, target);
    expect(outcome).toMatchObject({ verdict: 'findings', data: { isChanged: false, commit: null } });
    expect(target.git('rev-parse', 'HEAD')).toBe(head);
    expect(target.git('status', '--porcelain')).toBe('');
    return { found: conflicts(outcome), target };
  }

  it('refuses two releases of one version (I06)', async () => {
    const { found } = await refused((source, target) => {
      source.write(release(PARSER, '2.0.0'));
      source.commit('Here', 1);
      target.write({
        [releasePath(PARSER, '2.0.0')]: releaseText(PARSER, '2.0.0', 'labels:\n  other: "yes"\n'),
      });
      target.commit('There', 1);
    });
    expect(found).toEqual([`HYPER_SYNC_RELEASE ${releasePath(PARSER, '2.0.0')}`]);
  });

  it('refuses a release that was changed after it was published, or taken away without a tombstone (I06)', async () => {
    const changed = await refused((source) => {
      source.write({
        [releasePath(PARSER, '1.0.0')]: releaseText(PARSER, '1.0.0', 'labels:\n  bad: "yes"\n'),
      });
      source.commit('Rewritten', 1);
    });
    expect(changed.found).toEqual([`HYPER_SYNC_RELEASE ${releasePath(PARSER, '1.0.0')}`]);
    const removed = await refused((source) => {
      source.git('rm', '-q', releasePath(PARSER, '1.0.0'));
      source.commit('Gone', 1);
    });
    expect(removed.found).toEqual([`HYPER_SYNC_RELEASE ${releasePath(PARSER, '1.0.0')}`]);
  });

  it('refuses a state that both sides changed, and tells every conflict at once', async () => {
    const { found } = await refused((source, target) => {
      source.write({ [STATE]: tags('1.0.0', 2), [README]: '# Source\n' });
      source.commit('Here', 1);
      target.write({ [STATE]: stateText(PARSER, 'tags:\n  beta: "1.0.0"\n'), [README]: '# Target\n' });
      target.commit('There', 1);
    });
    expect(found).toEqual([`HYPER_SYNC_DIVERGED ${README}`, `HYPER_SYNC_DIVERGED ${STATE}`]);
  });

  it('refuses to go forward where the target has something of its own', async () => {
    const own = releasePath('org.acme/own', '1.0.0');
    const { found } = await refused((source, target) => {
      source.write(release(PARSER, '2.0.0'));
      source.commit('Here', 1);
      target.write({ [own]: releaseText('org.acme/own', '1.0.0') });
      target.commit('There', 1);
    });
    expect(found).toEqual([`HYPER_SYNC_AHEAD ${own}`]);
  });

  it('refuses what is signed for another registry', async () => {
    const { found } = await refused((source, target) => {
      source.write({ [releasePath(PARSER, '1.0.0').replace('.yaml', '.sigstore.json')]: '{}\n' });
      source.commit('Signed', 1);
      const text = registryText().replace(/^id: .*$/mu, 'id: "018f4d88-0000-7000-a000-000000000000"');
      target.write({ 'registry.yaml': text });
      target.commit('Another registry', 1);
    });
    expect(found).toContain('HYPER_SYNC_REGISTRY registry.yaml');
  });

  it('writes nothing of a source that is not valid', async () => {
    const { found } = await refused((source) => {
      source.write({ [releasePath(PARSER, '3.0.0')]: 'kind: Artifact\n' });
      source.commit('Faulty', 1);
    });
    expect(found[0]).toMatch(/^HYPER_\w+ namespaces\/org\/acme\/parser\/3\.0\.0\.yaml$/u);
  });

  it('follows a release that was deleted, with its tombstone', async () => {
    const source = createTestRepository(smallRegistry());
    const target = copyOf(source);
    source.git('rm', '-q', releasePath(PARSER, '1.0.0'));
    const tombstone =
      'releases:\n  "1.0.0":\n    state: archived\n    tombstone:\n      at: "2025-01-02T00:00:00Z"\n      by: ada\n      reason: Secret.\n';
    source.write({
      [STATE]: stateText(PARSER, `tags:\n  stable: "1.1.0"\n${tombstone}`).replace(
        'revision: 1',
        'revision: 2',
      ),
    });
    source.commit('Delete', 1);
    expect(await run(source, target)).toMatchObject({
      verdict: 'pass',
      data: { facts: { removed: 1, changed: 1 } },
    });
    expect(treeOf(target)).toBe(treeOf(source));
  });

  it('refuses a namespace that the source has not', async () => {
    await expect(run(empty(), empty())).rejects.toMatchObject({ code: 'HYPER_NAMESPACE_MISSING' });
  });
});
