import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBuildContext, createRegistryContext } from '../../../src/composition.ts';
import {
  build,
  discover,
  namespaceGet,
  namespaceList,
  registryGet,
  registryList,
  search,
  versionList,
} from '../../../src/operations/index.ts';
import { policyList } from '../../../src/operations/policy/policy-list.ts';
import type { Outcome } from '../../../src/operations/index.ts';
import { BUILD_FLAGS } from '../../build/build-flags.ts';
import { testFacts } from '../../build/registry-context.ts';
import { testSigning } from '../../build/site-signing.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../../registry-example', import.meta.url));

async function make(folder: string, visibility: 'public' | 'private'): Promise<string> {
  const out = join(temporaryFolder(), 'site');
  const context = await createBuildContext({}, testFacts(folder), SCHEMAS, testSigning(Date.now()));
  await build.run(context, { ...BUILD_FLAGS, visibility, out });
  return out;
}

const [WHOLE, PUBLIC] = [await make(EXAMPLE, 'private'), await make(EXAMPLE, 'public')];
const context = {
  ...createRegistryContext({}, testFacts(EXAMPLE)),
  openSite: () => expect.fail('no --site is given'),
};

/** The answer of the repository and that of its site. */
async function both<Data>(
  ask: (registry: string) => Promise<Outcome<Data>>,
): Promise<[repository: Outcome<Data>, site: Outcome<Data>]> {
  const plain = ({ verdict, diagnostics, data }: Outcome<Data>): Outcome<Data> => ({
    verdict,
    diagnostics,
    data,
  });
  return [plain(await ask(EXAMPLE)), plain(await ask(WHOLE))];
}

const everywhere = { namespace: undefined, at: undefined };
const { data: listed } = await registryList.run(context, { ...everywhere, registry: EXAMPLE });

/** The versions that a site shows: drafts and what was unpublished are on none. */
const shown = new Map<string, ReadonlySet<string>>();
for (const { reference } of listed) {
  const { data } = await versionList.run(context, { ...everywhere, registry: EXAMPLE, reference });
  const rows = data.versions.filter(({ state, isUnpublished }) => state !== 'draft' && !isUnpublished);
  shown.set(reference, new Set(rows.map(({ version }) => version)));
}

function onlyShown(reference: string, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter(([, version]) => shown.get(reference)?.has(version)),
  );
}

describe('a built site as the registry of a read', () => {
  it('lists artifacts and namespaces as the repository does', async () => {
    for (const namespace of [undefined, 'lib', 'org.acme', 'hyper.plugins']) {
      const [artifacts, onSite] = await both((registry) =>
        registryList.run(context, { ...everywhere, registry, namespace }),
      );
      const rows = artifacts.data.map((row) => {
        const hidden = row.releases > (shown.get(row.reference)?.size ?? 0);
        return hidden ? { ...row, releases: row.releases - 1 } : row;
      });
      expect(onSite).toEqual({ ...artifacts, data: rows });
      const [namespaces, theirs] = await both((registry) =>
        namespaceList.run(context, { ...everywhere, registry, namespace }),
      );
      expect(theirs).toEqual(namespaces);
      expect(namespaces.data.length).toBeGreaterThan(0);
    }
    expect(listed.length).toBeGreaterThan(70);
  });

  it('shows every namespace as the repository does', async () => {
    const { data } = await namespaceList.run(context, { ...everywhere, registry: EXAMPLE });
    for (const { path } of data) {
      const [repository, site] = await both((registry) =>
        namespaceGet.run(context, { registry, at: undefined, path }),
      );
      expect(site).toEqual(repository);
    }
  });

  it('lists policies as the repository does, all of them and those in force', async () => {
    const clock = (): Date => new Date('2026-06-01T00:00:00Z');
    const { data } = await namespaceList.run(context, { ...everywhere, registry: EXAMPLE });
    for (const namespace of [undefined, ...data.map(({ path }) => path)]) {
      const [repository, site] = await both((registry) =>
        policyList.run({ ...context, clock }, { registry, at: undefined, namespace }),
      );
      expect([namespace, site]).toEqual([namespace, repository]);
    }
    const asked = { registry: WHOLE, at: undefined, namespace: 'org.acne' };
    await expect(policyList.run({ ...context, clock }, asked)).rejects.toMatchObject({
      code: 'HYPER_NAMESPACE_MISSING',
    });
  });

  it('shows artifacts and their versions as the repository does, in whatever state', async () => {
    const isOdd = ({ reference, state, releases }: (typeof listed)[number]): boolean =>
      state !== 'published' || releases !== shown.get(reference)?.size;
    const some = listed.filter((row, at) => at % 6 === 0 || isOdd(row));
    expect(new Set(some.map(({ state }) => state)).size).toBeGreaterThan(2);
    for (const { reference } of some) {
      const ask = { ...everywhere, reference };
      const [release, theirs] = await both((registry) => registryGet.run(context, { ...ask, registry }));
      const { versions: all, channels, tags } = release.data;
      const seen = {
        versions: all.filter(({ version }) => shown.get(reference)?.has(version)),
        channels: onlyShown(reference, channels),
        tags: onlyShown(reference, tags),
      };
      expect(theirs).toEqual({ ...release, data: { ...release.data, ...seen } });
      const [versions, told] = await both((registry) => versionList.run(context, { ...ask, registry }));
      const rows = versions.data.versions.filter(({ version }) => shown.get(reference)?.has(version));
      expect(told.data).toEqual({ ...versions.data, versions: rows });
    }
  });

  it('shows what belongs together as the repository does', async () => {
    for (const { reference } of listed.filter((_, at) => at % 8 === 0)) {
      const ask = { ...everywhere, reference };
      const [related, found] = await both((registry) =>
        discover.run(context, { ...ask, registry, parts: [], to: 'lib.money/decimal' }),
      );
      expect(found).toEqual(related);
    }
  });

  it('chooses by version, range, channel and digest, and looks bare names up', async () => {
    const { data } = await registryGet.run(context, {
      ...everywhere,
      registry: EXAMPLE,
      reference: 'lib.money/decimal@2.1.0',
    });
    const content = data.manifest.content?.digests.sha256 ?? '';
    const asked = ['@2.1.0', '@^1', '@latest', `@${data.manifestDigest}`, `@sha256:${content}`].map(
      (selector) => ({ reference: `lib.money/decimal${selector}`, namespace: undefined }),
    );
    const bare = { reference: 'decimal', namespace: 'lib.money' };
    for (const one of [...asked, bare, { reference: 'lib.money.decimal', namespace: undefined }]) {
      const [repository, site] = await both((registry) =>
        registryGet.run(context, { ...one, at: undefined, registry }),
      );
      expect(site).toEqual(repository);
    }
  });

  it('finds what the repository finds, in the same order', async () => {
    const flags = {
      ...everywhere,
      site: undefined,
      facets: 'type,tags',
      limit: 20,
      cursor: undefined,
      isExplained: true,
    };
    for (const query of ['nexus auth', 'type=plugin', 'monye', 'description:oauth2']) {
      const [repository, site] = await both((registry) =>
        search.run(context, { ...flags, registry, query, sort: 'relevance' }),
      );
      expect(site).toEqual(repository);
    }
  });

  it('says what was probably meant, and what a site does not tell', async () => {
    const get = (reference: string, at?: string): Promise<unknown> =>
      registryGet.run(context, { registry: WHOLE, at, namespace: undefined, reference });
    await expect(get('lib.money/decimall')).rejects.toMatchObject({
      code: 'HYPER_ARTIFACT_MISSING',
      hint: 'did you mean "lib.money/decimal"?',
    });
    await expect(get('lib.money/decimal@99')).rejects.toMatchObject({ code: 'HYPER_RELEASE_MISSING' });
    await expect(get('019dd31b-f8d8-7a22-b165-ea31960be403')).rejects.toMatchObject({
      code: 'HYPER_SITE_UNTOLD',
    });
    await expect(get('lib.money/decimal', 'HEAD')).rejects.toMatchObject({ code: 'HYPER_SITE_REVISION' });
    await expect(context.openRegistry({ registry: WHOLE })).rejects.toMatchObject({
      code: 'HYPER_SITE_UNTOLD',
    });
  });

  it('names nothing that is hidden', async () => {
    const { data } = await registryList.run(context, { ...everywhere, registry: PUBLIC });
    const names = new Set(data.map(({ reference }) => reference));
    const hidden = listed.filter(({ reference }) => !names.has(reference));
    expect(hidden.length).toBeGreaterThan(5);
    expect(data.every(({ visibility }) => visibility === 'public')).toBe(true);
    for (const { reference } of hidden)
      await expect(
        registryGet.run(context, { ...everywhere, registry: PUBLIC, reference }),
      ).rejects.toMatchObject({
        code: 'HYPER_ARTIFACT_MISSING',
      });
  });
});

describe('a site that is not what it should be', () => {
  const get = (registry: string): Promise<unknown> =>
    registryGet.run(context, { ...everywhere, registry, reference: 'lib.money/decimal@2.1.0' });

  /** Changes a value of a file, asks, and puts the file back. */
  async function changed(
    file: string,
    change: (json: Record<string, unknown>) => void,
    ask = get,
  ): Promise<unknown> {
    const path = join(WHOLE, 'api/v1', file);
    const text = readFileSync(path, 'utf8');
    const json = JSON.parse(text) as Record<string, unknown>;
    change(json);
    writeFileSync(path, JSON.stringify(json));
    try {
      return await ask(WHOLE);
    } finally {
      writeFileSync(path, text);
    }
  }

  it.each([
    ['artifacts/lib/money/decimal/index.json', 'versions', 7],
    ['artifacts/lib/money/decimal/index.json', 'versions', [7]],
    ['artifacts/lib/money/decimal/index.json', 'channels', { latest: { toString: 1 } }],
    ['artifacts/lib/money/decimal/index.json', 'redirect', { artifact: '../../etc' }],
    ['artifacts/lib/money/decimal/index.json', 'name', null],
    ['artifacts/lib/money/decimal/2.1.0.json', 'visibility', []],
    ['artifacts/lib/money/decimal/2.1.0.json', 'labels', { a: 1 }],
    ['artifacts/lib/money/decimal/2.1.0.json', 'text', null],
  ] as const)('is refused with a place: %s, %s', async (file, key, value) => {
    const found = changed(file, (json) => (json[key] = value));
    await expect(found).rejects.toMatchObject({ code: 'HYPER_SITE_INVALID' });
  });

  it('is refused where a manifest is not the one of its list, or is of another release', async () => {
    const file = 'artifacts/lib/money/decimal/2.1.0.json';
    const swap = (json: Record<string, unknown>): void => {
      json['text'] = String(json['text']).replace('license:', 'license :');
    };
    await expect(changed(file, swap)).rejects.toMatchObject({ code: 'HYPER_SITE_MISMATCH' });
    const other = JSON.parse(
      readFileSync(join(WHOLE, 'api/v1/artifacts/lib/money/decimal/2.2.0.json'), 'utf8'),
    ) as {
      text: string;
      source: { sha256: string };
    };
    const list = 'artifacts/lib/money/decimal/index.json';
    const moved = changed(
      list,
      (json) => {
        const versions = json['versions'] as { version: string; manifest: string }[];
        for (const one of versions) if (one.version === '2.1.0') one.manifest = other.source.sha256;
      },
      () => changed(file, (json) => (json['text'] = other.text)),
    );
    await expect(moved).rejects.toMatchObject({ code: 'HYPER_SITE_MISMATCH' });
  });

  it('is refused where its list of artifacts has no end', async () => {
    const list = (registry: string): Promise<unknown> =>
      registryList.run(context, { ...everywhere, registry });
    const endless = changed('artifacts/index.json', (json) => (json['pages'] = 1e12), list);
    await expect(endless).rejects.toMatchObject({ code: 'HYPER_SITE_INVALID' });
    const short = changed('artifacts/index.json', (json) => (json['pages'] = 2), list);
    await expect(short).rejects.toMatchObject({ code: 'HYPER_SITE_INVALID' });
  });
});
