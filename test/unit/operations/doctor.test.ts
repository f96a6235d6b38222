import { describe, expect, it } from 'vitest';
import { doctor } from '../../../src/operations/index.ts';
import type {
  DoctorContext,
  DoctorData,
  ForgeStanding,
  FoundKeys,
  RepositoryFacts,
} from '../../../src/operations/index.ts';

const ENCODER = new TextEncoder();
const NOW = '2026-11-22T12:00:00Z';
const SCHEMA = '# yaml-language-server: $schema=https://schemas.hyper-registry.dev/v1/registry.schema.json';
const REGISTRY = `${SCHEMA}\napiVersion: hyper/v1\nkind: Registry\nname: acme\nformatVersion: 1\n`;
const FACTS: RepositoryFacts = {
  isBare: false,
  isShallow: false,
  headTime: Date.parse('2026-11-20T00:00:00Z') / 1000,
  autocrlf: 'false',
  attributes: { text: 'unset', eol: 'unspecified' },
};

const KEYS: FoundKeys = { folder: '/home/ada/.config/hyper/keys', count: 1, unusable: [], trouble: null };
const KNOWN = { kind: 'known', scopes: ['repo', 'read:org'], expiresAt: null, repository: null } as const;

const keys = (change: Partial<FoundKeys>): Partial<DoctorContext> => ({
  findKeys: () => Promise.resolve({ ...KEYS, ...change }),
});
const forge = (standing: ForgeStanding): Partial<DoctorContext> => ({
  askForge: () => Promise.resolve(standing),
});
const known = (change: object): Partial<DoctorContext> => forge({ ...KNOWN, ...change });
const place = (right: 'write' | 'read' | 'none' | 'untold') => ({
  repository: { name: 'acme/registry', right },
});

/** A machine on which all is well, but for what is changed. */
function machine(change: Partial<DoctorContext> = {}): DoctorContext {
  return {
    now: () => new Date(NOW),
    nodeVersion: 'v24.1.0',
    locale: 'C.UTF-8',
    hasLocale: true,
    cacheFolder: '/home/ada/.cache/hyper',
    gitVersion: () => Promise.resolve('2.39.5'),
    findRegistry: () => Promise.resolve({ folder: '/r', prefix: '', label: '/r' }),
    inspectRepository: () => Promise.resolve(FACTS),
    readRegistryFile: () => Promise.resolve(ENCODER.encode(REGISTRY)),
    isChanging: () => Promise.resolve(false),
    findKeys: () => Promise.resolve(KEYS),
    askForge: () => Promise.resolve(undefined),
    probeWritable: () => Promise.resolve(undefined),
    ...change,
  };
}

const facts = (change: Partial<RepositoryFacts>): Partial<DoctorContext> => ({
  inspectRepository: () => Promise.resolve({ ...FACTS, ...change }),
});
const file = (text: string | undefined): Partial<DoctorContext> => ({
  readRegistryFile: () => Promise.resolve(text === undefined ? undefined : ENCODER.encode(text)),
});

async function examine(change: Partial<DoctorContext>): Promise<{ verdict: string; data: DoctorData }> {
  return doctor.run(machine(change), { registry: undefined });
}

describe('doctor', () => {
  it('has nothing to say against a machine on which all is well', async () => {
    const { verdict, data } = await examine({});
    expect(verdict).toBe('pass');
    expect(data).toMatchObject({ folder: '/r', warnings: 0, problems: 0 });
    expect(data.checks.map((check) => check.id)).toEqual([
      ...['node', 'git', 'repository', 'registry', 'format', 'schema-line', 'clock', 'cache'],
      ...['keys', 'forge-token', 'line-endings', 'encoding'],
    ]);
    expect(data.checks.every((check) => check.status === 'ok' && check.hint === null)).toBe(true);
  });

  it('looks where results are kept, which is in no repository', async () => {
    const probed: string[] = [];
    await examine({ probeWritable: (folder) => Promise.resolve(void probed.push(folder)) });
    expect(probed).toEqual(['/home/ada/.cache/hyper']);
  });

  it.each<[string, DoctorData['checks'][number]['id'], 'warning' | 'problem', Partial<DoctorContext>]>([
    ['an old node', 'node', 'problem', { nodeVersion: 'v20.18.3' }],
    ['a node of no version', 'node', 'problem', { nodeVersion: 'unknown' }],
    ['no git', 'git', 'problem', { gitVersion: () => Promise.resolve(undefined) }],
    ['an old git', 'git', 'problem', { gitVersion: () => Promise.resolve('2.32.7 (Apple Git-1)') }],
    ['no repository', 'repository', 'warning', { inspectRepository: () => Promise.resolve(undefined) }],
    [
      'a repository of somebody else',
      'repository',
      'problem',
      { inspectRepository: () => Promise.resolve({ reason: 'owner', message: 'dubious' }) },
    ],
    [
      'a repository that git cannot read',
      'repository',
      'problem',
      { inspectRepository: () => Promise.resolve({ reason: 'failed', message: 'bad config' }) },
    ],
    [
      'a registry that cannot be reached',
      'repository',
      'problem',
      {
        findRegistry: () =>
          Promise.resolve({ label: 'https://x.test/r', reason: { message: 'no', hint: undefined } }),
      },
    ],
    ['a shallow clone (C21)', 'repository', 'problem', facts({ isShallow: true })],
    ['no commit', 'repository', 'warning', facts({ headTime: null })],
    ['no registry', 'registry', 'problem', file(undefined)],
    [
      'a registry.yaml that cannot be read',
      'registry',
      'problem',
      { readRegistryFile: () => Promise.resolve('no permission (EACCES)') },
    ],
    ['a registry.yaml with a fault', 'registry', 'problem', file(REGISTRY.replace('name: acme\n', ''))],
    ['a registry.yaml that is no YAML', 'registry', 'problem', file(`${SCHEMA}\n{`)],
    [
      'a registry.yaml of another kind',
      'registry',
      'problem',
      file(REGISTRY.replace('Registry', 'Project').replace('formatVersion: 1\n', '')),
    ],
    ['a newer format', 'format', 'problem', file(REGISTRY.replace('hyper/v1', 'hyper/v2'))],
    ['an unknown format', 'format', 'problem', file(REGISTRY.replace('hyper/v1', 'other/v1'))],
    ['a clock behind the last commit', 'clock', 'problem', { now: () => new Date('2026-11-19T00:00:00Z') }],
    ['a clock that was never set', 'clock', 'problem', { now: () => new Date(0) }],
    [
      'a cache that cannot be written',
      'cache',
      'warning',
      { probeWritable: () => Promise.resolve('no permission') },
    ],
    ['no place for a cache', 'cache', 'warning', { cacheFolder: undefined }],
    [
      'autocrlf that changes bytes (G11)',
      'line-endings',
      'problem',
      facts({ autocrlf: 'true', attributes: { text: 'unspecified', eol: 'unspecified' } }),
    ],
    ['eol=crlf (G11)', 'line-endings', 'problem', facts({ attributes: { text: 'auto', eol: 'crlf' } })],
    [
      'autocrlf=input',
      'line-endings',
      'warning',
      facts({ autocrlf: 'input', attributes: { text: 'unspecified', eol: 'unspecified' } }),
    ],
    [
      'text=auto',
      'line-endings',
      'warning',
      facts({ autocrlf: 'true', attributes: { text: 'auto', eol: 'lf' } }),
    ],
    ['no schema line', 'schema-line', 'warning', file(REGISTRY.replace(`${SCHEMA}\n`, ''))],
    ['another schema', 'schema-line', 'warning', file(REGISTRY.replace('/v1/registry.', '/v9/registry.'))],
    ['a terminal of one byte', 'encoding', 'warning', { locale: 'en_US.ISO-8859-1' }],
    ['a terminal of no locale', 'encoding', 'warning', { locale: undefined }],
  ])('tells of %s', async (_what, id, status, change) => {
    const { verdict, data } = await examine(change);
    const check = data.checks.find((one) => one.id === id);
    expect(check).toMatchObject({ id, status });
    expect(check?.hint).toMatch(/\S/u);
    expect(verdict).toBe(data.problems > 0 ? 'findings' : 'pass');
    expect(status === 'problem' ? data.problems : data.warnings).toBeGreaterThan(0);
  });

  it('forgives a clock that is a little behind, and a checkout that is none', async () => {
    const head = Date.parse(NOW) / 1000 + 60;
    expect((await examine(facts({ headTime: head }))).data.problems).toBe(0);
    const bare = facts({
      isBare: true,
      autocrlf: 'true',
      attributes: { text: 'unspecified', eol: 'unspecified' },
    });
    expect((await examine(bare)).data).toMatchObject({ problems: 0, warnings: 0 });
  });

  it('judges what it can where git is missing', async () => {
    const { data } = await examine({ gitVersion: () => Promise.resolve(undefined), hasLocale: false });
    expect(data.checks.map((check) => check.id)).toEqual([
      ...['node', 'git', 'registry', 'format', 'schema-line', 'clock', 'cache', 'keys', 'forge-token'],
    ]);
  });

  it('shows repository text on one line', async () => {
    const { data } = await examine(file('#\u001b[31m\nkind: "\u202e"\n'));
    for (const { message, hint } of data.checks) {
      expect(`${message}${hint ?? ''}`).not.toContain('\u001b');
      expect(`${message}${hint ?? ''}`).not.toContain('\u202e');
      expect(`${message}${hint ?? ''}`).not.toContain('\n');
    }
  });
});

describe('doctor, of keys and of the token for the forge', () => {
  const of = async (id: string, change: Partial<DoctorContext>): Promise<string> => {
    const { verdict, data } = await examine(change);
    const check = data.checks.find((one) => one.id === id);
    expect(verdict).toBe(check?.status === 'problem' ? 'findings' : 'pass');
    expect(check?.hint === null).toBe(check?.status === 'ok');
    return `${check?.status ?? ''}: ${check?.message ?? ''}`;
  };

  it('says where a change was cut off with some of its files written (K01)', async () => {
    expect(await of('change', { isChanging: () => Promise.resolve(true) })).toMatch(
      /^warning: a change of the registry is being written, or was cut off/u,
    );
  });

  it.each<[string, Partial<DoctorContext>]>([
    ['ok: one key in "/home/ada/.config/hyper/keys"', {}],
    ['ok: no keys in "/home/ada/.config/hyper/keys": only who signs needs one', keys({ count: 0 })],
    [
      'warning: a key cannot be used: ci: others may read it (and 1 more)',
      keys({ unusable: ['ci: others may read it', 'x'] }),
    ],
    [
      'problem: it lies in a repository',
      keys({ trouble: { message: 'it lies in a repository', hint: undefined } }),
    ],
    ['warning: there is no folder for keys', { findKeys: () => Promise.resolve(undefined) }],
    [
      'warning: the folder of keys cannot be read: no permission',
      { findKeys: () => Promise.resolve('no permission') },
    ],
  ])('says of keys %s', async (expected, change) => {
    expect(await of('keys', change)).toBe(expected);
  });

  it.each<[string, Partial<DoctorContext>]>([
    ['ok: no token for the forge: only --pr and the gate need one', {}],
    ['ok: the token for the forge has the scopes repo, read:org', known({})],
    [
      'ok: the token for the forge has the scopes public_repo in acme/registry; members of teams are not seen without read:org',
      known({ scopes: ['public_repo'], ...place('write') }),
    ],
    ['warning: the token for the forge has no scope', known({ scopes: [] })],
    ['warning: the token for the forge has the scopes gist', known({ scopes: ['gist'] })],
    ['ok: the token for the forge may write in acme/registry', known({ scopes: null, ...place('write') })],
    [
      'warning: the token for the forge may only read acme/registry',
      known({ scopes: null, ...place('read') }),
    ],
    ['warning: the token for the forge does not see acme/registry', known(place('none'))],
    [
      'ok: the forge takes the token; a fine-grained or App token tells its rights only when it is used',
      known({ scopes: null, ...place('untold') }),
    ],
    [
      'warning: the token for the forge ends at 2026-11-25T00:00:00.000Z',
      known({ expiresAt: '2026-11-25T00:00:00.000Z' }),
    ],
    [
      'ok: the token for the forge has the scopes repo, read:org',
      known({ expiresAt: '2027-11-25T00:00:00.000Z' }),
    ],
    ['problem: bad credentials', forge({ kind: 'refused', message: 'bad credentials', hint: undefined })],
    [
      'warning: the token for the forge was not looked at: no answer',
      forge({ kind: 'unreached', message: 'no answer' }),
    ],
  ])('says of the token %s', async (expected, change) => {
    expect(await of('forge-token', change)).toBe(expected);
  });
});
