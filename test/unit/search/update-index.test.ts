import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRecordedIndex, updateIndex } from '../../../src/search/index.ts';
import type { BuiltIndex, IndexUpdate, SearchDocument } from '../../../src/search/index.ts';
import { document } from './builders.ts';

interface Whole {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly record: string;
}

function whole(documents: readonly SearchDocument[]): Whole {
  const files = new Map<string, Uint8Array>();
  const building = buildRecordedIndex(documents);
  let next = building.next();
  for (; next.done !== true; next = building.next()) files.set(next.value.path, next.value.bytes);
  return { files, record: next.value };
}

/** What was read of the files goes to `read`. */
function built({ files, record }: Whole, read = new Set<string>()): BuiltIndex {
  return {
    record,
    files: {
      has: (path) => files.has(path),
      read: (path) => {
        read.add(path);
        return Promise.resolve(files.get(path));
      },
    },
  };
}

async function updated(former: Whole, documents: readonly SearchDocument[]): Promise<Whole | undefined> {
  const update = await updateIndex(built(former), documents);
  return update && applyTo(former, update);
}

function applyTo(former: Whole, update: IndexUpdate): Whole {
  const files = new Map(former.files);
  for (const path of update.gone) expect(files.delete(path)).toBe(true);
  for (const { path, bytes } of update.files) files.set(path, bytes);
  return { files, record: update.record };
}

function contentOf({ files, record }: Whole): unknown {
  const all = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]);
  return [record, all.sort(([left = ''], [right = '']) => (left < right ? -1 : 1))];
}

const WORDS = [
  'auth',
  'auths',
  'authing',
  'web',
  'webs',
  'constructor',
  '__proto__',
  'café',
  'tide',
  'tidal',
  'c++',
  'the',
  'éclair',
  '中文分词',
  '分词',
  'zed',
];
const many = (beginning: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${beginning}${at.toString(36)}q`);
const VOCABULARY = [...WORDS, ...many('plu', 90), ...many('w', 30)];

const words = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 5 });
const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('add', 'remove', 'change', 'change', 'first', 'last', 'poison'),
  name: words,
  description: words,
  tags: words,
  keywords: words,
  type: fc.constantFrom('library', 'plugin', 'other'),
  state: fc.constantFrom('published', 'deprecated', 'yanked'),
  license: fc.constantFrom('MIT', 'Apache-2.0', ''),
  rank: fc.nat(7),
  downloadCount: fc.option(fc.nat(1000), { nil: undefined }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

let serial = 0;
function toDocument(reference: string, one: Change): SearchDocument {
  const { description, tags, keywords, type, state, license, rank, downloadCount } = one;
  const isPoison = one.kind === 'poison';
  return document(reference, {
    description: description.join(' '),
    tags,
    keywords: isPoison ? Array.from({ length: 10_000 }, (_, at) => `auth${String(at % 50)}`) : keywords,
    type,
    state,
    license,
    rank,
    version: `1.0.${String(serial++)}`,
    ...(downloadCount === undefined ? {} : { downloadCount }),
  });
}

function applied(documents: readonly SearchDocument[], one: Change): SearchDocument[] {
  const sorted = [...documents].sort((left, right) => (left.reference < right.reference ? -1 : 1));
  const at =
    one.kind === 'first' ? 0 : one.kind === 'last' ? sorted.length - 1 : one.at % Math.max(1, sorted.length);
  if (one.kind === 'remove') return sorted.filter((_, place) => place !== at);
  if (one.kind === 'add' || one.kind === 'poison' || sorted.length === 0) {
    const name = [...one.name, (serial++).toString(36)].join('-').toLowerCase();
    return [...sorted, toDocument(`lib.${one.type}/${name}`, one)];
  }
  return sorted.map((former, place) => (place === at ? toDocument(former.reference, one) : former));
}

function corpus(count: number): SearchDocument[] {
  const pick = (at: number, step: number): string => VOCABULARY[(at * step) % VOCABULARY.length] ?? '';
  return Array.from({ length: count }, (_, at) =>
    document(`org.n${String(at % 7)}/${pick(at, 3)}-${pick(at, 7)}-${String(at)}`, {
      description: `auth of ${pick(at, 11)} and ${pick(at, 13)} number${String(at)}`,
      tags: [pick(at, 5), 'tagged'],
      keywords: [pick(at, 17)],
      rank: at % 5 === 0 ? at % 8 : 0,
      license: at % 3 === 0 ? 'MIT' : 'ISC',
    }),
  );
}

describe('an index that follows another', () => {
  it.each([0, 5, 40, 300, 1400])(
    'is that of a full build, after changes of any kind, from %i documents on',
    async (count) => {
      const start = corpus(count);
      const first = whole(start);
      let updates = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
          async (steps) => {
            let documents = start;
            let state = first;
            for (const step of steps) {
              documents = step.reduce(applied, documents);
              const full = whole(documents);
              const next = await updated(state, documents);
              if (next !== undefined) {
                updates += 1;
                expect(contentOf(next)).toEqual(contentOf(full));
              }
              state = next ?? full;
            }
          },
        ),
        { numRuns: count > 1000 ? 2 : 6 },
      );
      if (count >= 40) expect(updates).toBeGreaterThan(1);
    },
  );

  it('is that of a full build where a word of many documents goes from some of them and the best are lost', async () => {
    const start = corpus(900).map((one, at) =>
      at % 2 === 0 ? { ...one, description: `${one.description} shared`, rank: at % 3 } : one,
    );
    let state = whole(start);
    let documents = start;
    for (const gone of [0, 400, 799, 10, 25]) {
      documents = documents.filter((_, at) => at !== gone);
      const next = await updated(state, documents);
      expect(next && contentOf(next)).toEqual(contentOf(whole(documents)));
      state = next ?? state;
    }
  });

  it('shows the row that a document has now with the first letters of its name', async () => {
    const start = corpus(300);
    const former = whole(start);
    for (const at of start.keys()) {
      if ((start[at]?.rank ?? 0) < 5) continue;
      const documents = start.map((one, place) => (place === at ? { ...one, version: '9.9.9' } : one));
      const next = await updated(former, documents);
      expect(next && contentOf(next)).toEqual(contentOf(whole(documents)));
    }
  });

  it('shows others for a first letter where the word that it is by itself becomes common', async () => {
    let documents = Array.from({ length: 400 }, (_, at) => {
      const words = Array.from({ length: at % 7 }, (__, place) => `x${String(place)}`);
      const name = at < 60 ? ['w', ...words] : at < 120 ? [`w${at.toString(36)}q`] : ['thing'];
      return document(`org.n/${[...name, String(at)].join('-')}`, { rank: (at * 5) % 8 });
    });
    let state = whole(documents);
    for (let first = 160; first < 400; first += 4) {
      documents = documents.map((one, at) =>
        at >= first && at < first + 4 ? { ...one, description: 'about w' } : one,
      );
      const next = await updated(state, documents);
      expect(next && contentOf(next)).toEqual(contentOf(whole(documents)));
      state = next ?? state;
    }
  });

  it('shows rows for a beginning once many words have it, though the last of them is in no name', async () => {
    const start = Array.from({ length: 300 }, (_, at) =>
      document(
        `org.n/${at < 48 ? `y${String.fromCharCode(97 + (at % 26))}${at.toString(36)}q` : 'thing'}-${String(at)}`,
        {},
      ),
    );
    const documents = start.map((one, at) => (at === 200 ? { ...one, description: 'yzzyva' } : one));
    const next = await updated(whole(start), documents);
    const full = whole(documents);
    expect(next && contentOf(next)).toEqual(contentOf(full));
  });

  it('is made of a share of the former files', async () => {
    const start = corpus(1400);
    const former = whole(start);
    const read = new Set<string>();
    const documents = start.map((one, at) => (at === 700 ? { ...one, description: 'quite new' } : one));
    const update = await updateIndex(built(former, read), documents);
    expect(read.size).toBeLessThan(former.files.size / 2);
    expect(update?.files.length).toBeLessThan(former.files.size / 8);
  });

  it('has nothing to write but the manifest where no document is otherwise', async () => {
    const start = corpus(50);
    const former = whole(start);
    const update = await updateIndex(built(former), [...start].reverse());
    expect(update?.files.map(({ path }) => path)).toEqual(['manifest.json']);
    expect(update?.gone).toEqual([]);
    expect(update?.record).toBe(former.record);
  });
});

describe('an index that cannot follow another is built anew', () => {
  const start = corpus(300);
  const former = whole(start);
  const next = start.map((one, at) => (at === 7 ? { ...one, description: 'quite new' } : one));

  it('where documents are numbered otherwise', async () => {
    expect(await updated(former, corpus(600))).toBeUndefined();
    expect(await updated(former, [])).toBeUndefined();
  });

  it('where a half of a word parts a character', async () => {
    const [first, ...rest] = start;
    expect(await updated(former, [...rest, { ...document('lib.x/y'), tags: ['𐌰𐌱𐌲'] }])).toBeUndefined();
    expect(first).toBeDefined();
  });

  it.each([
    '',
    '{}',
    'null',
    '[1]',
    '{"formatVersion":1,"buckets":[1],"shared":[]}',
    former.record.slice(0, -9),
  ])('where the record is %j', async (record) => {
    expect(await updated({ ...former, record }, next)).toBeUndefined();
  });

  it('where the record is of another index', async () => {
    expect(await updated({ ...former, record: whole(corpus(9)).record }, next)).toBeUndefined();
  });

  it('where a file that is read is gone or cut off', async () => {
    const read = new Set<string>();
    expect(await updateIndex(built(former, read), next)).toBeDefined();
    let damages = 0;
    for (const path of read) {
      const bytes = former.files.get(path) ?? new Uint8Array();
      for (const other of [undefined, bytes.slice(0, bytes.length >> 1)]) {
        const files = new Map(former.files);
        if (other === undefined) files.delete(path);
        else files.set(path, other);
        const update = await updateIndex(built({ ...former, files }), next);
        damages += Number(update === undefined);
        // A block of rows that is gone may have been empty, unless a list names a document of it.
        if (update !== undefined) expect(path).toMatch(/^rows-/u);
      }
    }
    expect(damages).toBeGreaterThan(20);
  });
});
