import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexReader } from '../../../src/search/index.ts';
import { document, filesOf, find, openFiles, search } from './builders.ts';

const DOCUMENTS = [
  document('org.acme/nexus-auth', {
    type: 'plugin',
    description: 'Single sign-on against the nexus, with OAuth 2 tokens',
    tags: ['security', 'production'],
    keywords: ['sso', 'oauth2'],
    license: 'MIT',
    created: '2025-03-01T23:59:59Z',
    rating: 4.5,
  }),
  document('org.acme/auth', { description: 'Authentication for everything', license: 'MIT', rating: 3 }),
  document('org.acme/authority', { type: 'plugin', state: 'archived', description: 'Who may do what' }),
  document('lib.data/either', {
    description: 'A value of one of two types',
    tags: ['data'],
    license: 'BSD-3-Clause',
  }),
  document('lib.data/two-types', { description: 'Types of two', created: '2026-05-05T10:30:00Z' }),
  document('lib.web/express', {
    description: 'Web framework; uses either and auth',
    tags: ['web', 'security'],
  }),
];

const index = await openFiles(filesOf(DOCUMENTS));

describe('a word that names have whole, and others go on amid', () => {
  const named = (count: number): Promise<IndexReader> => {
    const names = Array.from({ length: count }, (_, at) => `r${String(at)}-cc-of-many-words`);
    return openFiles(
      filesOf(['ccd', 'cc-tool', ...names].map((name) => document(`lib.one/${name}`, { rank: 0 }))),
    );
  };

  it('is whole in ten: they come first, though not before one that goes on after a dash', async () => {
    const found = await find(await named(9), 'cc');
    expect(found).toHaveLength(11);
    expect([found[0], found.at(-1)]).toEqual(['lib.one/cc-tool', 'lib.one/ccd']);
  });

  it('is whole in nine: whatever begins with it comes first', async () => {
    const found = await find(await named(8), 'cc');
    expect(new Set(found.slice(0, 2))).toEqual(new Set(['lib.one/ccd', 'lib.one/cc-tool']));
  });

  it('is whole in some, and several go on amid it: those come last', async () => {
    const names = ['ccd', 'cctz', 'rules-cc', 'tink-cc'].map((name) => document(`lib.one/${name}`));
    const last = async (...more: string[]): Promise<string[]> =>
      (await find(await openFiles(filesOf([...names, ...more.map((name) => document(name))])), 'cc')).slice(
        -2,
      );
    expect(new Set(await last('lib.one/a-cc'))).toEqual(new Set(['lib.one/ccd', 'lib.one/cctz']));
    expect(new Set(await last())).toEqual(new Set(['lib.one/rules-cc', 'lib.one/tink-cc']));
  });

  it('is one of several: what begins with all of them comes first', async () => {
    const index = await openFiles(
      filesOf(
        ['rules-ccd', ...Array.from({ length: 12 }, (_, at) => `cc-${String(at)}-rules`)].map((name) =>
          document(`lib.one/${name}`),
        ),
      ),
    );
    expect((await find(index, 'rules-cc'))[0]).toBe('lib.one/rules-ccd');
  });
});

describe('a text of a script without spaces', () => {
  const described = {
    segment: '一个用于中文分词的库，支持jieba词典。',
    parse: '日本語の形態素解析ライブラリ',
    thai: 'ไลบรารีสำหรับตัดคำภาษาไทย',
    other: '中国的文字',
  };
  const opened = openFiles(
    filesOf(
      Object.entries(described).map(([name, description]) => document(`lib.one/${name}`, { description })),
    ),
  );

  it.each([
    ['分词', 'segment', '分词'],
    ['中文分词', 'segment', '中文分词'],
    ['"中文分词"', 'segment', '中文分词'],
    ['jieba', 'segment', 'jieba'],
    ['形態', 'parse', '形態'],
    ['らいふら', undefined, undefined],
    ['ライブラリ', 'parse', 'ライブラリ'],
    ['ภาษาไทย', 'thai', 'ภาษาไทย'],
    ['"分词中文"', undefined, undefined],
    ['文字', 'other', '文字'],
  ])('is found by %s within it, which is marked', async (query, name, marked) => {
    const { results } = await search(await opened, query);
    expect(results.map(({ reference }) => reference)).toEqual(name === undefined ? [] : [`lib.one/${name}`]);
    const parts = results.flatMap(({ description, highlights }) =>
      highlights.description.map((stretch) => description.slice(...stretch)),
    );
    expect(parts).toEqual(marked === undefined ? [] : [marked]);
  });
});

describe('a search', () => {
  it.each([
    ['auth', 'org.acme/auth'],
    ['nexus auth', 'org.acme/nexus-auth'],
    ['nexus-auth', 'org.acme/nexus-auth'],
    ['nexsu-auth', 'org.acme/nexus-auth'],
    ['auth-nexus', 'org.acme/nexus-auth'],
    ['either', 'lib.data/either'],
    ['EXPRESS', 'lib.web/express'],
    ['expres', 'lib.web/express'],
    ['exrpess', 'lib.web/express'],
    ['xpress', 'lib.web/express'],
    ['ex', 'lib.web/express'],
    ['tw', 'lib.data/two-types'],
    ['twotypes', 'lib.data/two-types'],
    ['ex press', 'lib.web/express'],
    ['lib.web/ex-press', 'lib.web/express'],
    ['"auth ority" state=archived', 'org.acme/authority'],
    ['NexusAuth', 'org.acme/nexus-auth'],
    ['org.acme/nexusauth type:plugin', 'org.acme/nexus-auth'],
    ['framework', 'lib.web/express'],
    ['frameworks', 'lib.web/express'],
    ['the authentication', 'org.acme/auth'],
    ['name:nex*', 'org.acme/nexus-auth'],
    ['"two types"', 'lib.data/two-types'],
    ['description:"one of two types"', 'lib.data/either'],
    ['tags:security name:auth', 'org.acme/nexus-auth'],
  ])('for %s finds %s first', async (query, reference) => {
    expect((await find(index, query))[0]).toBe(reference);
  });

  it.each([
    ['type:plugin', ['org.acme/authority', 'org.acme/nexus-auth']],
    ['type:plugin published=true', ['org.acme/nexus-auth']],
    ['((type=plugin OR license=mit) AND published=true)', ['org.acme/auth', 'org.acme/nexus-auth']],
    ['tags includes security', ['lib.web/express', 'org.acme/nexus-auth']],
    ['tags:data,web', ['lib.data/either', 'lib.web/express']],
    ['rating>3', ['org.acme/nexus-auth']],
    ['rating>=3 NOT type:plugin', ['org.acme/auth']],
    ['created<2025-12-31', ['org.acme/nexus-auth']],
    ['created=2025-03-01', ['org.acme/nexus-auth']],
    ['created=2025-03', ['org.acme/nexus-auth']],
    ['created<=2025-03-01', ['org.acme/nexus-auth']],
    ['created<2025-03-01', []],
    ['created>2026-05', []],
    ['created>2026-05-05', []],
    ['created>=2026-05-05', ['lib.data/two-types']],
    ['created!=2025-03 type=plugin', ['org.acme/authority']],
    ['created=2025', ['org.acme/nexus-auth']],
    ['created<=2025', ['org.acme/nexus-auth']],
    ['created<2025', []],
    ['created>2026', []],
    ['created>=2026 -type:plugin tags=web', ['lib.web/express']],
    ['created=2026-05-05T10:30:00Z', ['lib.data/two-types']],
    ['namespace=lib.data license!=BSD-3-Clause', ['lib.data/two-types']],
    ['auth* -type:plugin -web', ['org.acme/auth']],
    ['"types two"', ['lib.data/two-types']],
    ['"two of types"', ['lib.data/either', 'lib.data/two-types']],
    ['nothing-like-this', []],
    ['nexusauth type:library', []],
    ['nexusauth tide', []],
    ['ex press type:plugin', []],
  ])('for %s finds exactly %j', async (query, references) => {
    expect(await find(index, query, 'name')).toEqual(references);
  });

  it('counts facets over all that match, not over the page', async () => {
    const { total, facets } = await search(index, '', { facets: ['type', 'tags'], limit: 1 });
    expect(total).toBe(6);
    expect(facets).toEqual([
      {
        field: 'type',
        values: [
          { value: 'library', count: 4 },
          { value: 'plugin', count: 2 },
        ],
      },
      {
        field: 'tags',
        values: [
          { value: 'security', count: 2 },
          { value: 'data', count: 1 },
          { value: 'production', count: 1 },
          { value: 'web', count: 1 },
        ],
      },
    ]);
  });

  it('sorts by several keys, and puts what has no value last', async () => {
    expect((await find(index, '', 'rating:desc,name')).slice(0, 4)).toEqual([
      'org.acme/nexus-auth',
      'org.acme/auth',
      'lib.data/either',
      'lib.data/two-types',
    ]);
  });

  it.each(['relevance', 'name:desc', 'created,relevance', 'rating'])(
    'gives every result once on pages by %s',
    async (sort) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await search(index, 'auth* OR two OR web', { limit: 2, cursor, sort });
        seen.push(...page.results.map(({ reference }) => reference));
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(await find(index, 'auth* OR two OR web', sort));
      expect(seen.length).toBe(new Set(seen).size);
    },
  );

  it('goes on after a cursor where documents came before it', async () => {
    const first = await search(index, '', { limit: 2, sort: 'name' });
    const grown = await openFiles(filesOf([...DOCUMENTS, document('lib.aaa/first')]));
    const next = await search(grown, '', { limit: 2, sort: 'name', cursor: first.cursor ?? undefined });
    expect(next.results.map(({ reference }) => reference)).toEqual(['lib.web/express', 'org.acme/auth']);
  });

  it.each(['', 'x', '%%%', btoa('["other order",[1]]'), btoa('{"constructor":1}')])(
    'refuses the cursor "%s"',
    async (cursor) => {
      await expect(search(index, 'auth', { cursor })).rejects.toMatchObject({ code: 'HYPER_QUERY_CURSOR' });
    },
  );

  it('explains a score by parts that add up to it', async () => {
    const { results } = await search(index, 'authentication type:library', { isExplained: true });
    const [first] = results;
    const sum = (first?.explanation ?? []).reduce((total, part) => total + part.score, 0);
    expect(first?.reference).toBe('org.acme/auth');
    expect(sum).toBeCloseTo(first?.score ?? 0, 2);
    expect(first?.explanation?.[0]).toMatchObject({
      text: 'authentication',
      how: 'word',
      fields: ['description'],
    });
  });

  it('says where the words are', async () => {
    const { results } = await search(index, 'nexus');
    const { name = [], description = [] } = results[0]?.highlights ?? {};
    expect(name).toEqual([[0, 5]]);
    expect(description).toEqual([[27, 32]]);
  });
});

describe('the index', () => {
  it('is the same whatever the order of the documents', () => {
    expect(filesOf([...DOCUMENTS].reverse())).toEqual(filesOf(DOCUMENTS));
  });

  it('reads few parts for a query, and rewrites few for a change', async () => {
    const many = Array.from({ length: 1500 }, (_, at) =>
      document(`lib.many/package-${at}`, {
        description: `words ${at * 7} and ${at % 97} of ${at}`,
        tags: [`t${at % 13}`],
      }),
    );
    const before = filesOf(many);
    const read: string[] = [];
    const large = await openFiles(before, (path) => read.push(path));
    expect((await find(large, 'package-77'))[0]).toBe('lib.many/package-77');
    expect(read.length).toBeLessThan(before.size / 4);
    const [, ...rest] = many;
    const after = filesOf([document('lib.many/package-0', { description: 'something else' }), ...rest]);
    const changed = [...after.keys()].filter((path) => !before.has(path));
    expect(changed.length).toBeLessThan(after.size / 5);
  });

  it('finds by words of any name, `constructor` and `__proto__` among them (X13)', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const odd = await openFiles(
      filesOf(names.map((name) => document(`lib.odd/${name}`, { tags: [name], description: name }))),
    );
    for (const name of names) expect((await find(odd, name))[0]).toBe(`lib.odd/${name}`);
    const { facets } = await search(odd, '', { facets: ['tags'] });
    expect(facets[0]?.values.map(({ value }) => value)).toContain('__proto__');
  });

  it('gives no more room to whoever repeats and piles up words (X13)', async () => {
    const stuffed = document('lib.evil/junk', {
      description: 'express '.repeat(100_000),
      keywords: Array.from({ length: 10_000 }, (_, at) => `express word${at}`),
      tags: Array.from({ length: 10_000 }, () => 'express'),
    });
    const poisoned = filesOf([...DOCUMENTS, stuffed]);
    const opened = await openFiles(poisoned);
    expect((await find(opened, 'express'))[0]).toBe('lib.web/express');
    expect(await find(opened, 'word9999 name:junk')).toEqual([]);
    const bytes = [...poisoned.values()].reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(100_000);
  });

  it('joins words that invisible characters part (X13)', async () => {
    const hidden = await openFiles(filesOf([document('lib.x/a', { description: 'secr\u200bet caf\u00e9' })]));
    expect(await find(hidden, 'secret')).toEqual(['lib.x/a']);
    expect(await find(hidden, 'cafe')).toEqual(['lib.x/a']);
  });

  it('finds words of every script, and halves of characters do no harm', async () => {
    const words = await openFiles(
      filesOf([document('lib.x/a', { description: 'пример \ud800 語 c++', tags: ['\udfff'] })]),
    );
    for (const query of ['пример', 'прим*', '語', 'c++'])
      expect(await find(words, query)).toEqual(['lib.x/a']);
  });

  it('finds every document by its exact name first (a law)', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,5}){0,2}$/u);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 30 }), async (names) => {
        const opened = await openFiles(filesOf(names.map((one) => document(`lib.x/${one}`))));
        for (const one of names) expect((await find(opened, one))[0]).toBe(`lib.x/${one}`);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['lib.data/either', 'lib.data/either'],
    ['lib.data/either@1.0.0', 'lib.data/either'],
    ['Lib.Data/Either@^1.0.0', 'lib.data/either'],
    ['either@2.0.0-rc.1', 'lib.data/either'],
    ['org.acme/auth@latest', 'org.acme/auth'],
    ['org.other/auth', 'org.other/auth'],
    ['org.acme/auth state=published', 'org.acme/auth'],
  ])('for the reference %s finds %s first', async (query, reference) => {
    const others = [document('org.other/auth'), document('lib.data/data-types', { description: 'lib.data' })];
    const opened = await openFiles(filesOf([...DOCUMENTS, ...others]));
    expect((await find(opened, query))[0]).toBe(reference);
  });

  it('keeps to the conditions beside a reference', async () => {
    expect(await find(index, 'lib.data/either@1.0.0 license=mit')).toEqual([]);
  });

  it('takes a letter that is no word for the beginning of many', async () => {
    const names = Array.from(
      { length: 80 },
      (_, at) => `h${String.fromCharCode(97 + (at % 26))}${String(at)}`,
    );
    const opened = await openFiles(filesOf(names.map((name) => document(`lib.h/${name}`))));
    expect((await search(opened, 'h')).results).toHaveLength(10);
  });

  it('asks again for what could not be read, as where the network was away for a moment', async () => {
    const failed = new Set<string>();
    let isAway = false;
    const opened = await openFiles(filesOf(DOCUMENTS), (path) => {
      if (!isAway || failed.has(path)) return;
      failed.add(path);
      throw new TypeError('failed to fetch');
    });
    isAway = true;
    let [faults, found]: [number, string[]] = [0, []];
    while (found.length === 0 && faults < 50) {
      found = await find(opened, 'nexus auth').catch(() => []);
      if (found.length === 0) faults += 1;
    }
    expect(found[0]).toBe('org.acme/nexus-auth');
    // The shard, then the block of rows.
    expect(faults).toBeGreaterThan(1);
  });

  it('answers an empty index', async () => {
    const empty = await openFiles(filesOf([]));
    expect(await find(empty, 'anything')).toEqual([]);
    expect(await find(empty, 'NOT type:plugin')).toEqual([]);
  });

  it.each([
    ['is missing', undefined],
    ['is no JSON', 'x'],
    ['is of another format', '{"formatVersion":9}'],
    ['holds no entries', '{"formatVersion":3,"facts":{},"levels":0}'],
  ])('is refused where its manifest %s', async (_, text) => {
    const files = new Map(text === undefined ? [] : [['manifest.json', new TextEncoder().encode(text)]]);
    await expect(openFiles(files)).rejects.toMatchObject({ code: 'HYPER_SEARCH_INDEX_INVALID' });
  });

  it('is refused where a part is missing or cut off', async () => {
    const files = filesOf(DOCUMENTS);
    for (const [path, bytes] of files)
      if (path.endsWith('.bin')) files.set(path, bytes.subarray(0, bytes.length - 1));
    await expect(find(await openFiles(files), 'auth')).rejects.toMatchObject({
      code: 'HYPER_SEARCH_INDEX_INVALID',
    });
    for (const path of [...files.keys()]) if (path.endsWith('.bin')) files.delete(path);
    await expect(find(await openFiles(files), 'auth')).rejects.toMatchObject({
      code: 'HYPER_SEARCH_INDEX_INVALID',
    });
  });
});
