import { describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../../src/search/index.ts';
import { document, filesOf, find, openFiles, search } from './builders.ts';

/** So many that lists go on in blocks, and that a page is full before everything is looked at. */
const COUNT = 3000;
const TYPES = ['library', 'plugin', 'config'];

const DOCUMENTS: readonly SearchDocument[] = Array.from({ length: COUNT }, (_, at) =>
  document(`lib.n${at % 50}/${at % 3 === 0 ? 'tide-' : ''}thing-${at}`, {
    type: TYPES[at % 3] ?? '',
    description: `Common ${at % 2 === 0 ? 'water' : 'stone'} number${at % 40}`,
    license: at % 5 === 0 ? 'MIT' : 'Apache-2.0',
    created: `2026-01-${String(1 + (at % 28)).padStart(2, '0')}T00:00:00Z`,
    rank: at % 100 === 0 ? 3 : 0,
  }),
);
const files = filesOf(DOCUMENTS);
const read = new Set<string>();
const index = await openFiles(files, (path) => read.add(path));

/** The same set by another order, for which everything is looked at. */
async function whole(query: string): Promise<Set<string>> {
  return new Set(await allPages(query, 'name'));
}

async function allPages(query: string, sort: string): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await search(index, query, { limit: 250, cursor, sort });
    seen.push(...page.results.map(({ reference }) => reference));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

describe('a search of many documents', () => {
  it.each<[string, (at: number, one: SearchDocument) => boolean]>([
    ['water', (at) => at % 2 === 0],
    ['tide', (at) => at % 3 === 0],
    ['tide water', (at) => at % 6 === 0],
    ['stone number7', (at) => at % 40 === 7],
    ['common type:plugin', (at) => at % 3 === 1],
    ['water license=MIT', (at) => at % 10 === 0],
    ['tide -water', (at) => at % 6 === 3],
    ['tide OR stone', (at) => at % 3 === 0 || at % 2 === 1],
    ['license!=MIT water', (at) => at % 2 === 0 && at % 5 !== 0],
    ['water created>=2026-01-20', (at) => at % 2 === 0 && at % 28 >= 19],
    ['number7 created>=2026-01-20', (at) => at % 40 === 7 && at % 28 >= 19],
    ['"stone number7"', (at) => at % 40 === 7],
    ['type:config published=true', (at) => at % 3 === 2],
    ['', () => true],
  ])('gives everything for %s once, page after page, by relevance and by name', async (query, isWanted) => {
    const wanted = DOCUMENTS.filter((one, at) => isWanted(at, one)).map(({ reference }) => reference);
    const pages = await allPages(query, 'relevance');
    expect(pages).toHaveLength(wanted.length);
    expect(new Set(pages)).toEqual(new Set(wanted));
    expect(await whole(query)).toEqual(new Set(wanted));
  });

  it('says where it did not look at everything, and counts all where that is asked', async () => {
    const quick = await search(index, 'water', { limit: 5 });
    expect(quick.isTotalExact).toBe(false);
    expect(quick.total).toBeLessThan(COUNT / 2);
    const counted = await search(index, 'water', {
      limit: 5,
      facets: ['type', 'namespace', 'state', 'license'],
    });
    expect([counted.total, counted.isTotalExact]).toEqual([COUNT / 2, true]);
    for (const { values } of counted.facets.filter(({ field }) => field !== 'namespace')) {
      expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(COUNT / 2);
    }
  });

  it('puts the exact name first, then names, then the rest, and what much hangs on before what is alike', async () => {
    expect((await find(index, 'tide thing 33'))[0]).toBe('lib.n33/tide-thing-33');
    const { results } = await search(index, 'tide', { limit: 5, isExplained: true });
    for (const { explanation = [], score } of results) {
      expect(explanation.map(({ how }) => how)).toContain('rank');
      expect(explanation.reduce((sum, part) => sum + part.score, 0)).toBeCloseTo(score, 2);
    }
  });

  it('finds by a beginning that many words have', async () => {
    const page = await search(index, 'num*', { limit: 10 });
    expect(page.results).toHaveLength(10);
    expect(await whole('num*')).toHaveProperty('size', COUNT);
  });

  it('shows what many words begin with without a block of rows, each row as its block has it', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) =>
      document(`lib.n${at % 9}/w${at.toString(36)}x-thing`, {
        description: `Thing number${at}`,
        rank: at % 8,
      }),
    );
    const whole = filesOf(many);
    const paths: string[] = [];
    const { results } = await search(await openFiles(whole, (path) => paths.push(path)), 'w*');
    expect(results).toHaveLength(10);
    expect(paths.filter((path) => path.startsWith('rows-'))).toEqual([]);
    const other = await openFiles(whole);
    for (const { reference, description, version } of results) {
      const [found] = (await search(other, reference)).results;
      expect(found).toMatchObject({ reference, description, version });
    }
  });

  it('reads a small part of the files for a page', async () => {
    read.clear();
    const fresh = await openFiles(files, (path) => read.add(path));
    await search(fresh, 'tide water type:library');
    const bytes = [...read].reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0);
    expect(bytes).toBeLessThan(40_000);
  });

  it('changes few files where one document changed', () => {
    const [first, ...rest] = DOCUMENTS;
    if (first === undefined) throw new Error('there are documents');
    const after = filesOf([...rest, { ...first, description: 'Something else altogether' }]);
    const changed = [...after].filter(([path, bytes]) => {
      const before = files.get(path);
      return before === undefined || Buffer.compare(before, bytes) !== 0;
    });
    expect(changed.length).toBeLessThan(40);
  });
});
