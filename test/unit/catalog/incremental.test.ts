import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import {
  FileTable,
  NOTHING_BUILT,
  fileDigest,
  gatherFacts,
  parseUnitList,
  planCatalog,
  planRendering,
  renderDigestList,
  renderUnitList,
  renderUnits,
  restoreFacts,
} from '../../../src/catalog/index.ts';
import type { LongFile, Unit } from '../../../src/catalog/index.ts';
import { HyperError, compareText } from '../../../src/core/index.ts';
import type { JsonObject } from '../../../src/core/index.ts';
import { loadSnapshot, streamReleases } from '../../../src/registry/index.ts';
import { SAMPLE } from './sample-registry.ts';
import type { Site } from './site-builder.ts';
import { OPTIONS, buildSite, namespace, registry, release, state, encodingOf } from './site-builder.ts';

const textOf = ({ parts }: LongFile): string => Buffer.concat([...parts]).toString('utf8');

const filesOf = ({ built }: Site): FileTable =>
  FileTable.of([...built.values()].flatMap((unit) => unit.files));

const unitListOf = (site: Site): string =>
  textOf(renderUnitList(site.plan.basis, site.built.values(), filesOf(site)));

const REFERENCES = ['lib.sea/tide', 'lib.sea.charts/north', 'lib.sky/wind', 'org.quay/crane'];
const VERSIONS = ['1.0.0', '1.1.0', '2.0.0-rc.1'];
const VISIBILITIES = ['public', 'internal', 'private'];

const pick = (values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);

const releases: fc.Arbitrary<[string, string]> = fc
  .tuple(pick(REFERENCES), pick(VERSIONS), pick(REFERENCES), pick(VISIBILITIES), fc.nat({ max: 3 }))
  .map(([reference, version, needed, visibility, shape]) => {
    const fields: JsonObject = {
      metadata: { description: `Shape ${shape}.` },
      ...(shape === 0 || needed === reference ? {} : { dependencies: { [needed]: '^1.0.0' } }),
      ...(shape === 1 ? { visibility } : {}),
      ...(shape === 2 ? { publishedAt: '2026-07-01T00:00:00Z', labels: { shape: 'two' } } : {}),
    };
    return release(`${reference}@${version}`, fields);
  });

const rows = fc.constantFrom<JsonObject>(
  { state: 'draft' },
  { state: 'archived', archivedFrom: 'published' },
  { state: 'published', yanked: { at: '2026-04-01T00:00:00Z', reason: 'Leaks.' } },
  { state: 'published', tombstone: { at: '2026-04-01T00:00:00Z', reason: 'Gone.' } },
  {
    state: 'deprecated',
    deprecation: { deprecatedAt: '2026-04-01T00:00:00Z', reason: 'Old.', replacement: 'lib.sky/wind' },
  },
);

const states: fc.Arbitrary<[string, string]> = fc
  .tuple(pick(REFERENCES), pick(VERSIONS), rows, pick(REFERENCES), fc.boolean())
  .map(([reference, version, row, target, isMoved]) =>
    state(reference, {
      releases: { [version]: row },
      tags: { beta: version },
      ...(isMoved ? { redirect: { artifact: target } } : {}),
    }),
  );

const namespaces: fc.Arbitrary<[string, string]> = fc
  .tuple(
    pick(['lib.sea', 'lib.sea.charts', 'lib.sky', 'org.quay']),
    pick(VISIBILITIES),
    fc.boolean(),
    fc.nat({ max: 9 }),
  )
  .map(([path, visibility, isKnown, number]) =>
    namespace(path, {
      visibility,
      public: isKnown,
      description: `Number ${number}.`,
      labels: { number: String(number) },
      maxArtifacts: number + 10,
    }),
  );

const texts: fc.Arbitrary<[string, string]> = fc
  .tuple(pick(['tide', 'charts/north']), pick(['README', 'CHANGELOG']), fc.nat({ max: 9 }))
  .map(([name, file, number]) => [`namespaces/lib/sea/${name}/${file}.md`, `# ${number}\n`]);

const heads: fc.Arbitrary<[string, string]> = fc
  .nat({ max: 3 })
  .map((number) => registry({ description: `Number ${number}.` }));

/** A file written, or removed. */
const edits = fc.tuple(fc.oneof(releases, releases, states, namespaces, texts, heads), fc.boolean());

function applied(
  files: ReadonlyMap<string, string>,
  changes: readonly (readonly [readonly [string, string], boolean])[],
): Map<string, string> {
  const next = new Map(files);
  for (const [[path, text], isRemoved] of changes) {
    if (isRemoved && path !== 'registry.yaml') next.delete(path);
    else next.set(path, text);
  }
  return next;
}

async function drain(files: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const file of files) count += file === undefined ? 0 : 1;
  return count;
}

describe('an incremental build', () => {
  it('gives the bytes of a full one, whatever was edited before (K10)', async () => {
    const sequences = fc.array(fc.array(edits, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        let files = new Map(SAMPLE);
        let previous = await buildSite(files);
        for (const changes of sequence) {
          files = applied(files, changes);
          const incremental = await buildSite(files, OPTIONS, previous);
          const full = await buildSite(files);
          expect(full.faults).toEqual([]);
          expect(new Map(incremental.files)).toEqual(full.files);
          expect(unitListOf(incremental)).toEqual(unitListOf(full));
          previous = incremental;
        }
      }),
      { numRuns: 60 },
    );
  });

  const deprecated = state('lib.sea/tide', {
    redirect: { artifact: 'lib.sky/wind' },
    releases: {
      '1.0.0': {
        state: 'deprecated',
        deprecation: { deprecatedAt: '2026-04-01T00:00:00Z', reason: 'Old.', replacement: 'lib.sky/wind' },
      },
    },
  });
  const open = release('lib.sky/wind@1.0.0');
  const closed = release('lib.sky/wind@1.0.0', { visibility: 'private' });
  const signature: [string, string] = ['namespaces/lib/sea/tide/1.0.0.sigstore.json', '{}'];

  it.each([
    ['a replacement is hidden', [deprecated, open], [deprecated, closed]],
    ['a replacement appears', [deprecated], [deprecated, open]],
    ['a replacement appears hidden', [deprecated], [deprecated, closed]],
    ['a replacement goes', [deprecated, open], [deprecated]],
    ['a dependency appears', [], [open]],
    ['a signature appears', [], [signature]],
    ['a namespace closes', [], [namespace('lib.sea', { visibility: 'private' })]],
  ] as [string, [string, string][], [string, string][]][])(
    'gives the bytes of a full one after %s (K10)',
    async (_what, before, after) => {
      const previous = await buildSite([...SAMPLE, ...before]);
      const full = await buildSite([...SAMPLE, ...after]);
      const incremental = await buildSite([...SAMPLE, ...after], OPTIONS, previous);
      expect(new Map(incremental.files)).toEqual(full.files);
      expect(new Map(previous.files)).not.toEqual(full.files);
    },
  );

  it('renders only what a change touches', async () => {
    const before = await buildSite(SAMPLE);
    const same = await buildSite(SAMPLE, OPTIONS, before);
    expect(same.rendered).toEqual([]);
    const readme: [string, string] = ['namespaces/lib/sea/tide/README.md', '# tide\n\nOther words.\n'];
    const after = await buildSite([...SAMPLE, readme], OPTIONS, before);
    expect(after.rendered).toEqual(['registry', 'artifact:lib.sea/tide']);
  });

  it('leaves the pages of releases as they are where a dependent releases again', async () => {
    const needs = { dependencies: [{ artifact: 'lib.sea/tide', version: '*' }] };
    const moon = (version: string): [string, string] => release(`lib.sky/moon@${version}`, needs);
    const before = await buildSite([...SAMPLE, moon('1.0.0')]);
    const files = [...SAMPLE, moon('1.0.0'), moon('1.1.0')];
    const after = await buildSite(files, OPTIONS, before);
    const ofArtifacts = after.rendered.filter((id) => /^(?:artifact|releases):/u.test(id));
    expect(ofArtifacts).toEqual(['artifact:lib.sea/tide', 'artifact:lib.sky/moon', 'releases:lib.sky/moon']);
    expect(new Map(after.files)).toEqual((await buildSite(files)).files);
  });

  it('reads only manifests that changed', async () => {
    const before = await buildSite(SAMPLE);
    const lines = before.files.get('.hyper-build/facts.jsonl')?.split('\n') ?? [];
    const store = new MemoryStore();
    store.commit(new Map([...SAMPLE, release('lib.sea/tide@1.1.0', { labels: { a: 'b' } })]));
    const { index } = await loadSnapshot(store, await store.currentRevision());
    const { unread } = restoreFacts(index, lines, OPTIONS.generator);
    expect(unread.map(({ reference, releases }) => [reference, [...releases.keys()]])).toEqual([
      ['lib.sea/tide', ['1.1.0']],
    ]);
    expect(restoreFacts(index, lines, 'another').unread).toHaveLength(2);
    expect(
      restoreFacts(index, [...lines.slice(0, 1), 'not ours', '{}', 'null'], OPTIONS.generator).unread,
    ).toHaveLength(2);
  });

  it('renders everything again for another generator or another visibility', async () => {
    const before = await buildSite(SAMPLE);
    for (const options of [
      { ...OPTIONS, generator: 'next' },
      { ...OPTIONS, visibility: 'internal' as const },
    ]) {
      const after = await buildSite(SAMPLE, options, before);
      expect(after.rendered).toHaveLength(after.plan.units.length - (options.generator === 'next' ? 0 : 1));
    }
  });

  it('renders again what was read from files that no commit holds', () => {
    const unit: Unit = { id: 'a', key: undefined, needs: [], render: () => [] };
    const basis = '{"commit":null,"tree":null,"context":"0","discovery":"1","graph":"2"}';
    const { units } = parseUnitList(
      `{"formatVersion":4,"basis":${basis},"files":"1","units":[\n{"id":"a","key":null,"files":[]}\n]}\n`,
    );
    expect(units.size).toBe(1);
    expect(planRendering([unit], units).stale).toEqual([unit]);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"formatVersion":3,"basis":{"commit":null,"tree":null,"context":"0","discovery":"1","graph":"2"},"files":"1","units":[\n\n]}\n',
    '{"formatVersion":4,"basis":{"commit":null,"tree":null,"context":"0","discovery":"1","graph":"2"},"units":[\n\n]}\n',
    '{"formatVersion":4,"files":"1","units":[\n\n]}\n',
    '{"formatVersion":4,"basis":{"commit":null,"tree":null,"context":"0","discovery":"1"},"files":"1","units":[\n\n]}\n',
    '{"formatVersion":4,"basis":{"commit":null,"tree":null,"context":"0","discovery":"1","graph":"2"},"files":"1","units":[\n{"id":1}\n]}\n',
    '{"formatVersion":4,"basis":{"commit":null,"tree":null,"context":"0","discovery":"1","graph":"2"},"files":"1","units":[\n{"id":"a","key":null,"files":[]\n]}\n',
    '{"formatVersion":4,"basis":{"commit":null,"tree":null,"context":"0","discovery":"1","graph":"2"},"files":"1","units":[\n{"id":"a","key":null,"files":[]}',
  ])('takes nothing over from a list that is not ours: %j', (text) => {
    expect(parseUnitList(text)).toBe(NOTHING_BUILT);
  });
});

describe('the output', () => {
  it('does not depend on the order in which files are listed', async () => {
    const expected = (await buildSite(SAMPLE)).files;
    const orders = fc.shuffledSubarray([...SAMPLE], { minLength: SAMPLE.length });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const { files } = await buildSite(order);
        const ignoring = (all: Map<string, string>): string[][] =>
          [...all]
            .filter(([path]) => path !== 'api/v1/index.json' && path !== 'index.html')
            .sort(([left], [right]) => compareText(left, right));
        expect(ignoring(files)).toEqual(ignoring(expected));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same for the same commit', async () => {
    expect([...(await buildSite(SAMPLE)).files]).toEqual([...(await buildSite(SAMPLE)).files]);
  });

  it('is listed with size and digest in order of path, without a time', async () => {
    const site = await buildSite(SAMPLE);
    const files = [...site.built.values()].flatMap((unit) => unit.files);
    const { revision } = site.snapshot;
    const list = renderDigestList({ registry: 'harbour', revision, files: FileTable.of(files) });
    expect(list.path).toBe('digests.json');
    const value = JSON.parse(Buffer.concat([...list.parts]).toString('utf8')) as {
      commit: string;
      files: { path: string; size: number; sha256: string }[];
    };
    expect(value.commit).toBe(revision.commit);
    expect(value.files.map(({ path }) => path)).toEqual([...site.files.keys()].sort(compareText));
    for (const { path, size, sha256 } of value.files) {
      const bytes = Buffer.from(site.files.get(path) ?? '', encodingOf(path));
      expect(fileDigest({ path, bytes })).toEqual({ path, size, sha256 });
    }
    const reversed = FileTable.of([...files].reverse());
    const shuffled = renderDigestList({ registry: 'harbour', revision, files: reversed });
    expect(Buffer.concat([...shuffled.parts])).toEqual(Buffer.concat([...list.parts]));
  });
});

describe('rendering', () => {
  it('hands every unit its own contents, also after one that reads only a part', async () => {
    const store = new MemoryStore();
    store.commit({ a: 'A', b: 'B', c: 'C' });
    const entries = await store.listTree(await store.currentRevision());
    const seen: string[] = [];
    const units: Unit[] = [
      { id: 'none', key: '', needs: entries, render: () => [] },
      {
        id: 'one',
        key: '',
        needs: entries,
        async *render(contents) {
          for await (const { bytes } of contents) {
            seen.push(Buffer.from(bytes ?? []).toString());
            break;
          }
          yield* [];
        },
      },
      {
        id: 'all',
        key: '',
        needs: entries,
        async *render(contents) {
          for await (const { entry, bytes } of contents) {
            seen.push(`${entry.path}=${Buffer.from(bytes ?? []).toString()}`);
          }
          yield* [];
        },
      },
    ];
    await drain(renderUnits(units, store));
    expect(seen).toEqual(['A', 'a=A', 'b=B', 'c=C']);
  });

  it('stops where a manifest is not what the facts were gathered from', async () => {
    const store = new MemoryStore();
    store.commit(new Map(SAMPLE));
    const snapshot = await loadSnapshot(store, await store.currentRevision());
    const faults: unknown[] = [];
    const facts = await gatherFacts(
      streamReleases(store, snapshot.index.artifacts.values(), (fault) => faults.push(fault)),
    );
    const plan = planCatalog(snapshot, facts, OPTIONS);
    const other = new MemoryStore();
    other.commit(new Map(SAMPLE));
    const changed = {
      async *readBlobs(requests: readonly { oid: string; path: string }[]) {
        for (const request of requests)
          yield await Promise.resolve([{ request, size: 1, bytes: Buffer.from('x') }]);
      },
    };
    const render = (): Promise<number> => drain(renderUnits(plan.units, changed));
    await expect(render()).rejects.toMatchObject({ code: 'HYPER_FILE_CHANGED' });
    await expect(render()).rejects.toBeInstanceOf(HyperError);
    expect(faults).toEqual([]);
  });
});
