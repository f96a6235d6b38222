import { describe, expect, it } from 'vitest';
import { CODES, HyperError, sortedBy } from '../../../src/core/index.ts';
import { checkFiles, checkTree, isChecked, treeSubjectOf } from '../../../src/gate/index.ts';
import {
  chooseProjectName,
  chooseRegistryName,
  planProject,
  planRegistry,
  requireOwner,
  requireReviewer,
  requireServedUrl,
  requireSharedNamespace,
} from '../../../src/lifecycle/index.ts';
import type { NewRegistry, PlannedText } from '../../../src/lifecycle/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import { parseManifest } from '../../../src/manifest/index.ts';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';

const ENCODER = new TextEncoder();

function ids(): () => string {
  let count = 0;
  return () => `0196a4c2-8f3e-7b1d-a5c6-${(count += 1).toString(16).padStart(12, '0')}`;
}

function plan(change: Partial<NewRegistry> = {}): readonly PlannedText[] {
  const namespaces = ['pkg', 'lib', 'org.acme'].map(requireSharedNamespace);
  const registry = {
    name: 'acme',
    url: undefined,
    namespaces,
    owner: 'acme',
    reviewers: [],
    version: '0.1.0',
  };
  return planRegistry({ ...registry, ...change }, ids());
}

function textOf(files: readonly PlannedText[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HyperError) return error.code;
    throw error;
  }
  return 'none';
}

async function findingsOf(files: readonly PlannedText[]): Promise<readonly string[]> {
  const store = new MemoryStore();
  store.commit(new Map(files.map(({ path, text }) => [path, text])));
  const entries = await store.listTree(await store.currentRevision());
  const subject = treeSubjectOf(entries);
  const names = { artifacts: subject.index.artifacts.keys(), blobs: subject.index.blobs.keys() };
  const found = await checkFiles(store, entries.filter(isChecked), names);
  return [...checkTree(subject), ...found.diagnostics].map(({ code, path }) => `${code} ${path ?? ''}`);
}

describe('planRegistry', () => {
  it.each([
    ['the usual namespaces', {}],
    [
      'a scope of each kind',
      { namespaces: ['pkg', 'lib', 'hyper', 'org.acme', 'user.ada'].map(requireSharedNamespace) },
    ],
    ['a deep namespace', { namespaces: [requireSharedNamespace('org.acme.security.team')] }],
    ['an e-mail owner', { namespaces: [requireSharedNamespace('user.ada@example.com/tools')] }],
    ['an address and reviewers', { url: 'https://r.example.org', reviewers: ['@acme/team', 'a@b.example'] }],
  ])('has nothing to find in it, with %s', async (_what, change) => {
    expect(await findingsOf(plan(change))).toEqual([]);
  });

  it('would be found out, were something wrong', async () => {
    const broken = plan().map((file) =>
      file.path === 'registry.yaml'
        ? { ...file, text: file.text.replace('formatVersion: 1', 'formatVersion: 3') }
        : file,
    );
    expect(await findingsOf(broken)).not.toEqual([]);
  });

  it('gives the same bytes for the same ids, in order of path', () => {
    const files = plan();
    expect(plan()).toEqual(files);
    expect(files).toEqual(sortedBy(files, (file) => file.path));
    expect(files.every(({ text }) => text.endsWith('\n') && !text.includes('\r'))).toBe(true);
  });

  it('gives namespaces above those asked for, and policies to the top ones alone', () => {
    const paths = plan({ namespaces: [requireSharedNamespace('org.acme.security')] }).map(
      (file) => file.path,
    );
    expect(paths.filter((path) => path.startsWith('namespaces/'))).toEqual([
      'namespaces/org/acme/namespace.yaml',
      'namespaces/org/acme/policies/description-and-licence.yaml',
      'namespaces/org/acme/policies/licence-allow-list.yaml',
      'namespaces/org/acme/policies/no-prerelease.yaml',
      'namespaces/org/acme/policies/no-secrets.yaml',
      'namespaces/org/acme/policies/signed-production.yaml',
      'namespaces/org/acme/security/namespace.yaml',
    ]);
  });

  it('names its schema in the first line of every manifest', () => {
    for (const { path, text } of plan().filter((file) => file.path.endsWith('.yaml'))) {
      expect(text, path).toMatch(
        /^# yaml-language-server: \$schema=https:\/\/\S+\/v1\/[a-z-]+\.schema\.json\n/u,
      );
    }
  });

  it('leaves no placeholder, and pins the version of hyper', () => {
    const files = plan({ version: '9.8.7' });
    for (const { path, text } of files) expect(text, path).not.toMatch(/__[A-Z_]+__/u);
    for (const path of ['workflows/report.yml', 'actions/hyper/action.yml']) {
      expect(textOf(files, `.github/${path}`)).toContain('@hyper-registry/cli@9.8.7');
    }
  });

  it('keeps every byte on every system (G11)', () => {
    expect(textOf(plan(), '.gitattributes')).toMatch(/^\* -text$/mu);
  });

  it('names the reviewers it is given, and only those', () => {
    const owners = (reviewers: readonly string[]): readonly string[] =>
      textOf(plan({ reviewers }), '.github/CODEOWNERS')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
    expect(owners(['@acme/team', '@ada'])).toEqual(['* @acme/team @ada']);
    expect(owners([])).toEqual([]);
  });

  it('tells editors the schema of every file that it has', () => {
    const settings = JSON.parse(textOf(plan(), '.vscode/settings.json')) as Record<
      string,
      Record<string, string[]>
    >;
    const patterns = Object.values(settings['yaml.schemas'] ?? {}).flat();
    expect(patterns).toContain('/registry.yaml');
    expect(patterns).toContain('/namespaces/**/policies/*.yaml');
  });

  it('shows a release in its README that the registry would take', async () => {
    const files = plan();
    const fence = /```yaml\n(# yaml-language-server[\s\S]*?)```/u.exec(textOf(files, 'README.md'))?.[1] ?? '';
    const path = /Write `([^`]+)`/u.exec(textOf(files, 'README.md'))?.[1] ?? '';
    expect(path).toBe('namespaces/org/acme/my-tool/1.0.0.yaml');
    expect(await findingsOf([...files, { path, text: fence }])).toEqual([]);
  });
});

describe('planProject', () => {
  it.each([
    { name: 'storefront', registry: undefined, searchPath: [] },
    {
      name: 'Storefront: the shop #1',
      registry: '../registry',
      searchPath: [requireSharedNamespace('org.acme')],
    },
    { name: 'true', registry: 'https://git.example.org/r.git', searchPath: [] },
  ])('is a faultless project: $name', (project) => {
    const { path, text } = planProject(project);
    const { document, diagnostics } = parseDocument(ENCODER.encode(text));
    expect(path).toBe('hyper.yaml');
    expect(diagnostics).toEqual([]);
    expect(document === undefined ? undefined : parseManifest(document)).toMatchObject({
      diagnostics: [],
      manifest: { kind: 'Project', name: project.name, searchPath: project.searchPath },
    });
  });
});

describe('what is given to init', () => {
  it.each([
    [undefined, 'Acme Registry', 'acme-registry'],
    [undefined, '  über.uns  ', 'uber-uns'],
    ['acme', 'whatever', 'acme'],
  ])('names a registry %s in folder %s', (given, folder, expected) => {
    expect(chooseRegistryName(given, folder)).toBe(expected);
  });

  it.each([
    ['a name in capitals', () => chooseRegistryName('Acme', 'x'), 'HYPER_INIT_NAME'],
    ['a name that is too long', () => chooseRegistryName('a'.repeat(64), 'x'), 'HYPER_INIT_NAME'],
    ['a folder without letters', () => chooseRegistryName(undefined, '日本'), 'HYPER_INIT_NAME'],
    ['an empty project name', () => chooseProjectName(' ', 'x'), 'HYPER_INIT_NAME'],
    ['a project name of two lines', () => chooseProjectName('a\nb', 'x'), 'HYPER_INIT_NAME'],
    ['a bidirectional project name', () => chooseProjectName('a\u202eb', 'x'), 'HYPER_INIT_NAME'],
    ['an owner of two segments', () => requireOwner('acme.team'), 'HYPER_INIT_OWNER'],
    ['an owner in capitals', () => requireOwner('Acme'), 'HYPER_NAME_UPPER_CASE'],
    ['an http address', () => requireServedUrl('http://r.example.org'), 'HYPER_INIT_URL'],
    ['an address with a password', () => requireServedUrl('https://a:b@r.example.org'), 'HYPER_INIT_URL'],
    ['an address with a query', () => requireServedUrl('https://r.example.org/?a'), 'HYPER_INIT_URL'],
    ['an address with a line break', () => requireServedUrl('https://r.example.org/\na'), 'HYPER_INIT_URL'],
    ['a reviewer without a mark', () => requireReviewer('acme/team'), 'HYPER_INIT_REVIEWER'],
    ['two reviewers in one', () => requireReviewer('@a @b'), 'HYPER_INIT_REVIEWER'],
    ['a reviewer of two lines', () => requireReviewer('@a\n* @b'), 'HYPER_INIT_REVIEWER'],
    ['a local namespace', () => requireSharedNamespace('local.tools'), 'HYPER_INIT_NAMESPACE_LOCAL'],
  ])('refuses %s', (_what, act, code) => {
    expect(codeOf(act)).toBe(code);
    expect(CODES).toHaveProperty(code);
  });

  it('proposes an owner, not a namespace, in place of one that cannot be', () => {
    expect(() => requireOwner('Zed Ltd')).toThrow(
      expect.objectContaining({ code: 'HYPER_NAME_UPPER_CASE', hint: 'did you mean: --owner zed-ltd' }),
    );
  });
});
