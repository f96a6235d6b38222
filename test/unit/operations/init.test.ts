import { describe, expect, it } from 'vitest';
import { HyperError } from '../../../src/core/index.ts';
import { init } from '../../../src/operations/index.ts';
import type { CreatedRepository, InitContext, InitData, InitInput } from '../../../src/operations/index.ts';

interface Written {
  readonly folder: string;
  readonly paths: readonly string[];
  readonly message?: string | undefined;
}

/** An `InitContext` that remembers what it was asked to write. */
function memoryContext(
  outcome: Partial<CreatedRepository> = {},
): InitContext & { readonly written: Written[] } {
  const written: Written[] = [];
  let ids = 0;
  return {
    written,
    version: '0.1.0',
    newId: () => `0196a4c2-8f3e-7b1d-a5c6-${(ids += 1).toString(16).padStart(12, '0')}`,
    fromFolder: (_folder, place) => place,
    toAbsolute: (folder) => (folder === '.' ? '/work/acme-registry' : `/work/${folder}`),
    createRepository: (folder, files, message) => {
      written.push({ folder, paths: files.map((file) => file.path), message });
      const commit = { repository: 'created', prefix: '', commit: 'c0ffee', uncommitted: null } as const;
      return Promise.resolve({ ...commit, ...outcome });
    },
    tryRepository: () =>
      Promise.resolve({ repository: 'created', prefix: '', commit: null, uncommitted: 'not-asked' }),
    tryProjectFile: () => Promise.resolve(),
    addProjectFile: (folder, file) => {
      written.push({ folder, paths: [file.path] });
      return Promise.resolve();
    },
  };
}

const REGISTRY: InitInput = {
  folder: '.',
  kind: 'registry',
  name: undefined,
  url: undefined,
  namespaces: [],
  owner: undefined,
  reviewers: [],
  commit: true,
  isDryRun: false,
};

async function run(change: Partial<InitInput>, context = memoryContext()): Promise<InitData> {
  const { verdict, diagnostics, data } = await init.run(context, { ...REGISTRY, ...change });
  expect({ verdict, diagnostics }).toEqual({ verdict: 'pass', diagnostics: [] });
  return data;
}

function commandsOf({ nextSteps }: InitData): readonly (string | null)[] {
  return nextSteps.map((step) => step.command).filter((command) => command !== null);
}

describe('init', () => {
  it('names registry and owner after the folder', async () => {
    const context = memoryContext();
    const data = await run({}, context);
    expect(data).toMatchObject({ kind: 'registry', folder: '/work/acme-registry', name: 'acme-registry' });
    expect(data.files.filter((path) => path.endsWith('namespace.yaml'))).toEqual([
      'namespaces/lib/namespace.yaml',
      'namespaces/org/acme/namespace.yaml',
      'namespaces/pkg/namespace.yaml',
    ]);
    expect(context.written).toEqual([
      { folder: '/work/acme-registry', paths: data.files, message: 'Start the registry' },
    ]);
  });

  it('takes namespaces in any spelling, and asks for no commit where none is wanted', async () => {
    const context = memoryContext({ commit: null, uncommitted: 'not-asked' });
    const data = await run({ namespaces: ['orgs/acme/team', 'lib.x'], commit: false }, context);
    expect(data.files.filter((path) => path.endsWith('namespace.yaml'))).toEqual([
      'namespaces/lib/namespace.yaml',
      'namespaces/lib/x/namespace.yaml',
      'namespaces/org/acme/namespace.yaml',
      'namespaces/org/acme/team/namespace.yaml',
    ]);
    expect(context.written[0]?.message).toBeUndefined();
    expect(commandsOf(data)).toEqual([
      'git add -- .',
      'git commit -m "Start the registry"',
      'hyper validate',
    ]);
  });

  it('tells the commands that are left, in an order in which they work', async () => {
    const context = memoryContext({ commit: null, uncommitted: 'no-identity' });
    expect(commandsOf(await run({ folder: "ada's registry" }, context))).toEqual([
      String.raw`cd 'ada'\''s registry'`,
      'git config user.name "Your Name"',
      'git config user.email "you@example.org"',
      'git add -- .',
      'git commit -m "Start the registry"',
      'hyper validate',
    ]);
    expect(commandsOf(await run({ folder: '-x' }))).toEqual(["cd './-x'", 'hyper validate']);
  });

  it('says where workflows belong in a larger repository', async () => {
    const found = { repository: 'found', prefix: 'a/r/', commit: null, uncommitted: 'has-history' } as const;
    const data = await run({ reviewers: ['@ada'] }, memoryContext(found));
    expect(data.nextSteps.map((step) => step.purpose).join('\n')).toContain('"a/r/"');
    expect(commandsOf(data)).toContain('git commit -m "Start the registry" -- .');
  });

  it('adds a project and leaves git alone', async () => {
    const context = memoryContext();
    const data = await run({ kind: 'project', folder: 'shop', url: '../registry' }, context);
    expect(data).toMatchObject({ kind: 'project', name: 'shop', files: ['hyper.yaml'], repository: null });
    expect(context.written).toEqual([{ folder: '/work/shop', paths: ['hyper.yaml'] }]);
    expect(await run({ kind: 'project', folder: 'shop' })).toMatchObject({ nextSteps: { length: 4 } });
    expect(commandsOf(data)).toEqual(['cd shop', 'hyper deps add NAMESPACE/NAME', 'hyper deps resolve']);
  });

  it.each([
    ['a name', { name: 'Ä' }, 'HYPER_INIT_NAME'],
    ['an owner', { owner: 'a.b' }, 'HYPER_INIT_OWNER'],
    ['an address', { url: 'http://x' }, 'HYPER_INIT_URL'],
    ['a reviewer', { reviewers: ['ada'] }, 'HYPER_INIT_REVIEWER'],
    ['a namespace', { namespaces: ['local.x'] }, 'HYPER_INIT_NAMESPACE_LOCAL'],
    ['a project name', { kind: 'project', name: '' }, 'HYPER_INIT_NAME'],
  ] as const)('writes nothing for %s that will not do', async (_what, change, code) => {
    const context = memoryContext();
    const error: unknown = await init
      .run(context, { ...REGISTRY, ...change })
      .catch((thrown: unknown) => thrown);
    expect(error instanceof HyperError ? error.code : error).toBe(code);
    expect(context.written).toEqual([]);
  });
});
