import { join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateText } from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import {
  namespace,
  namespaceText,
  registryText,
  release,
  releasePath,
  releaseText,
  smallRegistry,
  stateText,
} from '../../build/manifests.ts';
import { findingsOf, validateFolder } from '../../build/registry-context.ts';

const PARSER = releasePath('org.acme/parser', '1.0.0');
const NEEDS_GHOST = 'dependencies:\n  - artifact: org.acme/ghost\n    version: "^1.0.0"\n';

describe('a whole registry', () => {
  it('is counted: files, manifests, namespaces, artifacts, releases, bytes', async () => {
    const repository = createTestRepository(smallRegistry());
    const outcome = await validateFolder(repository.folder);
    expect(outcome).toMatchObject({ verdict: 'pass', diagnostics: [] });
    expect(outcome.data).toMatchObject({
      ...{
        commit: repository.git('rev-parse', 'HEAD'),
        scope: 'registry',
        files: 8,
        manifests: 7,
        namespaces: 2,
      },
      ...{ artifacts: 2, releases: 3, slowManifests: 0, errors: 0, warnings: 0 },
    });
    expect(outcome.data.bytes).toBeGreaterThan(1000);
  });

  it('gives the same outcome from memory of an equal tree, with the commit that was asked for', async () => {
    const repository = createTestRepository({ ...smallRegistry(), [PARSER]: 'kind: [\n' });
    const first = await validateFolder(repository.folder);
    const commit = repository.commit('Same tree', 1);
    const second = await validateFolder(repository.folder);
    const { basis } = second;
    expect(basis?.registries).toMatchObject([{ revision: { commit } }]);
    expect(second).toEqual({ ...first, basis, data: { ...first.data, commit } });
  });

  it('reports in order of path and place, with frames', async () => {
    const { folder } = createTestRepository({
      'registry.yaml': registryText('zzz: 1\naaa: 2\n'),
      ...namespace('org.acme'),
      ...release('org.acme/parser', '1.0.0', NEEDS_GHOST),
    });
    const outcome = await validateFolder(folder);
    expect(findingsOf(outcome)).toEqual([
      ['HYPER_DEPENDENCY_UNKNOWN', PARSER, 23, 15],
      ['HYPER_FIELD_UNKNOWN', 'registry.yaml', 8, 1],
      ['HYPER_FIELD_UNKNOWN', 'registry.yaml', 9, 1],
    ]);
    expect(outcome.data.errors).toBe(3);
    for (const { frame } of outcome.diagnostics) expect(frame).toContain('^');
  });
});

describe('a path', () => {
  const files = {
    ...smallRegistry(),
    [PARSER]: releaseText('org.acme/parser', '1.0.0', NEEDS_GHOST),
    'namespaces/org/acme/tools/runner/2.0.0.yaml': 'kind: [\n',
    'namespaces/org/acme/tools/stray.txt': 'x\n',
  };

  it('limits findings to itself, judged in the whole registry', async () => {
    const { folder } = createTestRepository(files);
    const part = await validateFolder(folder, { path: join(folder, 'namespaces/org/acme/parser') });
    expect(findingsOf(part)).toEqual([['HYPER_DEPENDENCY_UNKNOWN', PARSER, 23, 15]]);
    expect(part.data.scope).toBe('path');
    const tools = await validateFolder(folder, { path: 'namespaces/org/acme/tools' });
    expect(tools.diagnostics.map(({ code }) => code)).toEqual(['HYPER_YAML_SYNTAX', 'HYPER_LAYOUT_FOREIGN']);
    const file = await validateFolder(folder, { path: join(folder, PARSER) });
    expect(findingsOf(file)).toEqual(findingsOf(part));
  });

  it('that is a state is judged with the releases beside it', async () => {
    const { folder } = createTestRepository(smallRegistry());
    const state = 'namespaces/org/acme/parser/artifact.yaml';
    expect(findingsOf(await validateFolder(folder, { path: state }))).toEqual([]);
    writeFileSync(join(folder, state), stateText('org.acme/parser', 'tags:\n  stable: "9.0.0"\n'));
    const outcome = await validateFolder(folder, { path: state });
    expect(findingsOf(outcome)).toEqual([['HYPER_STATE_UNKNOWN_VERSION', state, 7, 11]]);
  });

  it('is no prefix of a name', async () => {
    const { folder } = createTestRepository({
      ...smallRegistry(),
      ...release('org.acme/parser-two', '1.0.0', NEEDS_GHOST),
    });
    expect(findingsOf(await validateFolder(folder, { path: 'namespaces/org/acme/parser' }))).toEqual([]);
  });

  it('may be a reference: an artifact with all its versions, or one of them', async () => {
    const { folder } = createTestRepository(files);
    const artifact = await validateFolder(folder, { path: 'orgs/acme/parser' });
    expect(findingsOf(artifact)).toEqual([['HYPER_DEPENDENCY_UNKNOWN', PARSER, 23, 15]]);
    const one = await validateFolder(folder, { path: 'org.acme/parser@1.0.0' });
    expect(findingsOf(one)).toEqual(findingsOf(artifact));
    expect([artifact.data.files, one.data.files]).toEqual([4, 1]);
    const old = await validateFolder(folder, { path: 'org.acme/parser@1.1.0', at: 'HEAD' });
    expect(old).toMatchObject({ verdict: 'pass', data: { files: 1, scope: 'path' } });
  });

  it.each(['org.acme/absent', 'org.acme/parser@9.0.0', 'org.acme/parser@^1', 'parser', 'nowhere.yaml'])(
    'is refused where nothing is at %s, also of what changed',
    async (path) => {
      const { folder } = createTestRepository(files);
      for (const changedSince of [undefined, 'HEAD'])
        await expect(validateFolder(folder, { path, changedSince })).rejects.toMatchObject({
          code: 'HYPER_PATH_UNKNOWN',
        });
    },
  );

  it('limits what changed too, and may have been there before alone', async () => {
    const repository = createTestRepository(smallRegistry());
    const state = 'namespaces/org/acme/parser/artifact.yaml';
    repository.write({ [PARSER]: releaseText('org.acme/parser', '1.0.0', NEEDS_GHOST) });
    repository.write({ 'namespaces/org/acme/tools/stray.txt': 'x\n' });
    const { folder } = repository;
    rmSync(join(folder, state));
    const changedSince = 'HEAD';
    expect((await validateFolder(folder, { changedSince })).diagnostics).toHaveLength(2);
    const parser = await validateFolder(folder, { changedSince, path: 'namespaces/org/acme/parser' });
    expect(findingsOf(parser)).toEqual([['HYPER_DEPENDENCY_UNKNOWN', PARSER, 23, 15]]);
    expect(parser.data).toMatchObject({ scope: 'changes', files: 1 });
    const tools = await validateFolder(folder, { changedSince, path: 'org.acme.tools/runner' });
    expect(tools).toMatchObject({ verdict: 'pass', data: { files: 0 } });
    expect((await validateFolder(folder, { changedSince, path: state })).verdict).toBe('pass');
    expect((await validateFolder(folder, { changedSince, path: '.' })).diagnostics).toHaveLength(2);
  });

  it('that is the root is the whole', async () => {
    const { folder } = createTestRepository(files);
    expect((await validateFolder(folder, { path: '.' })).data.scope).toBe('registry');
  });
});

describe('what changed since a revision', () => {
  it('is all that is checked', async () => {
    const repository = createTestRepository({ ...smallRegistry(), 'namespaces/org/acme/old.txt': 'stray\n' });
    repository.write(release('org.acme/parser', '1.2.0', NEEDS_GHOST));
    repository.commit('Add', 1);
    const outcome = await validateFolder(repository.folder, { changedSince: 'HEAD~1' });
    expect(findingsOf(outcome)).toEqual([
      ['HYPER_DEPENDENCY_UNKNOWN', releasePath('org.acme/parser', '1.2.0'), 23, 15],
    ]);
    expect(outcome.data).toMatchObject({ scope: 'changes', files: 1, releases: 1 });
  });

  it('takes in what is not committed', async () => {
    const { folder } = createTestRepository(smallRegistry());
    expect((await validateFolder(folder, { changedSince: 'HEAD' })).data.files).toBe(0);
    writeFileSync(join(folder, PARSER), 'kind: [\n');
    const outcome = await validateFolder(folder, { changedSince: 'HEAD' });
    expect(outcome.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['HYPER_YAML_SYNTAX', PARSER],
    ]);
  });

  it('is judged with what stands around it: namespaces, twins, dependencies, blobs', async () => {
    const repository = createTestRepository({ ...smallRegistry(), ...release('org.acme/parser', '3.0.0+a') });
    repository.write({
      ...release('org.acme/parser', '3.0.0+b'),
      ...release('org.new/thing', '1.0.0'),
      ...release(
        'org.acme/user',
        '1.0.0',
        'dependencies:\n  - artifact: org.acme.tools/runner\n    version: "*"\n',
      ),
      ...release('org.acme.tools/bare', '1.0.0', 'dependencies:\n  - artifact: parser\n    version: "*"\n'),
    });
    repository.commit('Change', 1);
    const outcome = await validateFolder(repository.folder, { changedSince: 'HEAD~1' });
    expect(findingsOf(outcome)).toEqual([
      ['HYPER_VERSION_TWINS', releasePath('org.acme/parser', '3.0.0+b')],
      ['HYPER_LAYOUT_NO_NAMESPACE', 'namespaces/org/new'],
    ]);
  });

  it('may be a state alone, judged with the releases beside it', async () => {
    const repository = createTestRepository(smallRegistry());
    const state = 'namespaces/org/acme/parser/artifact.yaml';
    repository.write({
      [state]: stateText('org.acme/parser', 'tags:\n  beta: "1.0.0"\n  stable: "9.0.0"\n'),
    });
    repository.commit('State', 1);
    const outcome = await validateFolder(repository.folder, { changedSince: 'HEAD~1' });
    expect(findingsOf(outcome)).toEqual([['HYPER_STATE_UNKNOWN_VERSION', state, 8, 11]]);
  });

  it.each([
    [
      'a release that a state names',
      releasePath('org.acme/parser', '1.1.0'),
      ['HYPER_STATE_UNKNOWN_VERSION', 'namespaces/org/acme/parser/artifact.yaml', 7, 11],
    ],
    [
      'a namespace',
      'namespaces/org/acme/namespace.yaml',
      ['HYPER_LAYOUT_NO_NAMESPACE', 'namespaces/org/acme'],
    ],
    [
      'the last release',
      releasePath('org.acme/solo', '1.0.0'),
      ['HYPER_LAYOUT_NO_RELEASE', 'namespaces/org/acme/solo/artifact.yaml'],
    ],
    [
      'what a signature signs',
      releasePath('org.acme/signed', '1.1.0'),
      ['HYPER_LAYOUT_ORPHAN', 'namespaces/org/acme/signed/1.1.0.sigstore.json'],
    ],
  ])('sees that %s was taken away', async (_what, path, finding) => {
    const repository = createTestRepository({
      ...smallRegistry(),
      ...release('org.acme/solo', '1.0.0'),
      'namespaces/org/acme/solo/artifact.yaml': stateText('org.acme/solo'),
      ...release('org.acme/signed', '1.0.0'),
      ...release('org.acme/signed', '1.1.0'),
      'namespaces/org/acme/signed/1.1.0.sigstore.json': '{}\n',
    });
    repository.git('rm', '-q', path);
    repository.commit('Remove', 1);
    const outcome = await validateFolder(repository.folder, { changedSince: 'HEAD~1', at: 'HEAD' });
    expect(findingsOf(outcome)).toEqual([finding]);
    expect(findingsOf(await validateFolder(repository.folder, { changedSince: 'HEAD~1' }))).toEqual([
      finding,
    ]);
  });

  it('sees an id that was copied from a release that did not change, where the whole base was checked', async () => {
    const repository = createTestRepository({ ...smallRegistry(), ...release('org.acme/solo', '1.0.0') });
    const solo = releaseText('org.acme/solo', '1.0.0');
    const copy = releasePath('org.acme/copy', '1.0.0');
    repository.write({ [copy]: solo.replace('name: solo', 'name: copy') });
    repository.commit('Copy an id', 1);
    const changed = { changedSince: 'HEAD~1', at: 'HEAD' };
    expect(await validateFolder(repository.folder, changed)).toMatchObject({ data: { scope: 'changes' } });
    expect(findingsOf(await validateFolder(repository.folder, { at: 'HEAD~1' }))).toEqual([]);
    const seen = await validateFolder(repository.folder, changed);
    expect(findingsOf(seen).map(([code]) => code)).toEqual(['HYPER_ID_TWINS']);
    expect(seen).toEqual(await validateFolder(repository.folder, { at: 'HEAD' }));
  });

  it('takes a release that keeps its id, and a new one with an id of its own, for what they are', async () => {
    const repository = createTestRepository(smallRegistry());
    await validateFolder(repository.folder, { at: 'HEAD' });
    const text = repository.git('show', `HEAD:${releasePath('org.acme/parser', '1.0.0')}`);
    repository.write({
      [releasePath('org.acme/parser', '1.0.0')]: `# Said again.\n${text}\n`,
      ...release('org.acme/parser', '9.0.0'),
    });
    repository.commit('Edit and add', 1);
    const outcome = await validateFolder(repository.folder, { changedSince: 'HEAD~1', at: 'HEAD' });
    expect(outcome).toMatchObject({ verdict: 'pass', data: { scope: 'changes', files: 2 } });
  });

  it('agrees with the whole where everything changed', async () => {
    const repository = createTestRepository({ 'registry.yaml': registryText() });
    repository.write({
      ...smallRegistry(),
      [PARSER]: 'kind: [\n',
      ...release('org.acme/many', '1.0.0', NEEDS_GHOST),
      'namespaces/org/acme/stray': 'x\n',
      'namespaces/org/acme/sub/namespace.yaml': namespaceText('org.acme.other'),
    });
    repository.commit('All', 1);
    const whole = await validateFolder(repository.folder, { at: 'HEAD' });
    const changed = await validateFolder(repository.folder, { changedSince: 'HEAD~1' });
    expect(whole.diagnostics.length).toBeGreaterThan(3);
    expect(changed.diagnostics).toEqual(whole.diagnostics);
  });
});

describe('one text', () => {
  it('is judged by what it says alone', () => {
    const bytes = Buffer.from(releaseText('org.acme/parser', '1.0.0', NEEDS_GHOST));
    expect(validateText(bytes, PARSER)).toMatchObject({ verdict: 'pass', data: { files: 1, scope: 'path' } });
    expect(findingsOf(validateText(bytes, releasePath('org.acme/parser', '1.0.1')))).toEqual([
      ['HYPER_PATH_DISAGREES', releasePath('org.acme/parser', '1.0.1'), 7, 10],
    ]);
  });

  it('may be any manifest, where no path says which', () => {
    const bytes = Buffer.from(namespaceText('org.acme', 'unknown: 1\n'));
    expect(findingsOf(validateText(bytes, '<stdin>'))).toEqual([['HYPER_FIELD_UNKNOWN', '<stdin>', 8, 1]]);
  });
});
