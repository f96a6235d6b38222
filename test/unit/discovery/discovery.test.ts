import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Discovery } from '../../../src/discovery/index.ts';
import type { DiscoveryArtifact } from '../../../src/discovery/index.ts';

function artifact(name: string, parts: Partial<DiscoveryArtifact> = {}): DiscoveryArtifact {
  return {
    reference: `lib/${name}`,
    name,
    description: '',
    tags: [],
    keywords: [],
    capabilities: [],
    ...parts,
    needs: (parts.needs ?? []).map((one) => `lib/${one}`),
  };
}

const SHOP = [
  artifact('shop', { needs: ['cart', 'money', 'log'], description: 'A shop', tags: ['web'] }),
  artifact('cart', { needs: ['money', 'log'], description: 'Shopping carts', tags: ['web'] }),
  artifact('bills', { needs: ['money', 'log', 'pdf'], description: 'Bills on paper' }),
  artifact('money', { needs: ['decimal'], description: 'Amounts of money', tags: ['money', 'exact'] }),
  artifact('decimal', { description: 'Exact numbers', tags: ['money', 'exact'] }),
  artifact('log', { description: 'Lines of text' }),
  artifact('pdf', { description: 'Paper' }),
  artifact('alone', { description: 'Nothing to do with it' }),
];
const shop = new Discovery(SHOP);

describe('discovery', () => {
  it('finds dependents at any distance, the nearest first', () => {
    expect(shop.of('lib/decimal')?.dependents).toEqual({
      direct: 1,
      all: 4,
      isComplete: true,
      items: [
        { artifact: 'lib/money', depth: 1 },
        { artifact: 'lib/cart', depth: 2 },
        { artifact: 'lib/bills', depth: 2 },
        { artifact: 'lib/shop', depth: 2 },
      ],
    });
    expect(shop.of('lib/alone')?.dependents.all).toBe(0);
  });

  it('finds the shortest way in either direction, and none where there is none', () => {
    const down = { direction: 'needs', steps: ['lib/shop', 'lib/money', 'lib/decimal'] };
    expect(shop.path('lib/shop', 'lib/decimal')).toEqual(down);
    const up = { direction: 'needed-by', steps: ['lib/decimal', 'lib/money', 'lib/shop'] };
    expect(shop.path('lib/decimal', 'lib/shop')).toEqual(up);
    expect(shop.path('lib/pdf', 'lib/log')).toBeUndefined();
    expect(shop.path('lib/pdf', 'lib/nobody')).toBeUndefined();
  });

  it('says what similar artifacts have in common, and how much each reason counts', () => {
    const [first] = shop.of('lib/money')?.similar ?? [];
    expect(first?.artifact).toBe('lib/decimal');
    expect(first?.reasons.map(({ kind }) => kind)).toContain('tags');
    expect(first?.reasons.find(({ kind }) => kind === 'tags')?.common).toEqual(['exact', 'money']);
    for (const { reference } of SHOP) {
      for (const { score, reasons } of shop.of(reference)?.similar ?? []) {
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 1);
      }
    }
  });

  it('takes no words for a likeness that most descriptions have', () => {
    const many = Array.from({ length: 90 }, (_, at) =>
      artifact(`part${String(at)}`, {
        description: `from the central catalogue, which tells nothing ${at < 2 ? 'of harbours' : ''}`,
        needs: at < 80 && at > 0 ? ['part0'] : [],
      }),
    );
    const central = new Discovery(many);
    expect(central.of('lib/part1')?.similar).toEqual([
      { artifact: 'lib/part0', score: 1, reasons: [{ kind: 'text', share: 1, common: ['harbours'] }] },
    ]);
    expect(central.of('lib/part88')?.similar).toEqual([]);
  });

  it('finds plugins alike that can do the same', () => {
    const found = new Discovery([
      artifact('one', { capabilities: ['sign-in', 'tokens'] }),
      artifact('two', { capabilities: ['sign-in', 'tokens'] }),
      artifact('three', { capabilities: ['print'] }),
    ]);
    const similar = found.of('lib/one')?.similar ?? [];
    expect(similar.map(({ artifact: name }) => name)).toEqual(['lib/two']);
    expect(similar[0]?.reasons[0]).toMatchObject({ kind: 'capabilities', common: ['sign-in', 'tokens'] });
  });

  it('recommends what the same artifacts need, never what is needed anyway', () => {
    const recommended = shop.of('lib/money')?.recommended ?? [];
    expect(recommended[0]).toMatchObject({
      artifact: 'lib/log',
      reasons: [{ kind: 'co-dependence', count: 3 }],
    });
    expect(recommended.map(({ artifact: name }) => name)).not.toContain('lib/decimal');
  });

  it('counts use where it was observed', () => {
    const used = SHOP.map((one) => (one.name === 'log' ? { ...one, downloadCount: 1000 } : one));
    const [first] = new Discovery(used).of('lib/money')?.recommended ?? [];
    expect(first?.reasons.find(({ kind }) => kind === 'use')?.count).toBe(1000);
    expect(first?.score).toBeGreaterThan(shop.of('lib/money')?.recommended[0]?.score ?? 1);
  });

  it('puts in a cluster what needs each other, and names it after the most central', () => {
    const far = ['sea', 'ship', 'sail', 'mast'].map((name) =>
      artifact(name, { needs: name === 'sea' ? [] : ['sea'] }),
    );
    const both = new Discovery([...SHOP, ...far]);
    expect(both.cluster('lib/ship')).toEqual({
      name: 'lib/sea',
      members: ['lib/sea', 'lib/mast', 'lib/sail', 'lib/ship'],
    });
    expect(both.cluster('lib/alone')).toBeUndefined();
    expect(both.of('lib/alone')?.cluster).toBeNull();
  });

  it('ranks by who needs whom, and lifts nothing that nobody needs', () => {
    expect(shop.central(2).map(({ artifact: name }) => name)).toEqual(['lib/decimal', 'lib/log']);
    expect(shop.centrality('lib/alone')).toBe(0);
    expect(shop.centrality('lib/nobody')).toBe(0);
  });

  it('lets an artifact rise with the doublings of its dependents, not with their number (X13)', () => {
    const crowd = Array.from({ length: 500 }, (_, at) => artifact(`puppet-${at}`, { needs: ['puppeteer'] }));
    const pushed = new Discovery([...SHOP, ...crowd, artifact('puppeteer')]);
    expect(pushed.centrality('lib/puppeteer')).toBeLessThanOrEqual(7);
    const words = Array.from({ length: 10_000 }, (_, at) => `word${at}`);
    const stuffed = new Discovery([
      ...SHOP,
      artifact('junk', { tags: words, keywords: words, capabilities: words }),
    ]);
    expect(stuffed.of('lib/money')?.similar).toEqual(shop.of('lib/money')?.similar);
  });

  it('knows no name that programs know (X13)', () => {
    const odd = new Discovery([
      artifact('constructor', { needs: ['__proto__'], tags: ['constructor', 'toString'] }),
      artifact('__proto__', { tags: ['constructor', 'toString'] }),
    ]);
    expect(odd.path('lib/constructor', 'lib/__proto__')?.direction).toBe('needs');
    expect(odd.of('lib/__proto__')?.similar[0]?.artifact).toBe('lib/constructor');
  });

  it('names the most central of many dependents, and the nearest of many that are alike', () => {
    const crowd = Array.from({ length: 900 }, (_, at) =>
      artifact(`a${at}`, {
        needs: at === 0 ? [] : [at % 7 === 0 ? `a${at / 7}` : 'a0'],
        tags: [`kind-${at % 20}`, `pair-${Math.floor(at / 2)}`],
      }),
    );
    const found = new Discovery(crowd);
    const order = found.central(900).map(({ artifact: name }) => name);
    const direct = new Set(found.neededBy('lib/a0'));
    const { items = [], all } = found.of('lib/a0')?.dependents ?? {};
    expect(all).toBe(899);
    expect(items.map(({ artifact: name }) => name)).toEqual(
      order.filter((name) => direct.has(name)).slice(0, 100),
    );
    for (const at of [3, 500, 899]) {
      const [nearest] = found.of(`lib/a${at}`)?.similar ?? [];
      expect(nearest?.artifact).toBe(`lib/a${at % 2 === 0 ? at + 1 : at - 1}`);
    }
  });

  it('answers an empty registry', () => {
    const empty = new Discovery([]);
    expect([empty.artifactCount, empty.edgeCount, empty.central(5), empty.clusters()]).toEqual([
      0,
      0,
      [],
      [],
    ]);
    expect(empty.of('lib/x')).toBeUndefined();
  });

  it('gives the same whatever the order, and dependents and paths as the definition has them (a law)', () => {
    const size = 12;
    const edges = fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), {
      maxLength: 40,
      selector: ([from, to]) => from * size + to,
    });
    fc.assert(
      fc.property(edges, (pairs) => {
        const artifacts = Array.from({ length: size }, (_, number) =>
          artifact(`a${number}`, {
            needs: pairs.flatMap(([from, to]) => (from === number ? [`a${to}`] : [])),
            tags: [`t${number % 3}`],
          }),
        );
        const found = new Discovery(artifacts);
        const turned = new Discovery([...artifacts].reverse());
        const distance = distances(size, pairs);
        artifacts.forEach(({ reference }, number) => {
          const one = found.of(reference);
          expect(turned.of(reference)).toEqual(one);
          const expected = distance.flatMap((row, from) => {
            const depth = row[number] ?? Infinity;
            return from !== number && depth < Infinity ? [`lib/a${from} ${depth}`] : [];
          });
          const items = one?.dependents.items.map(({ artifact: name, depth }) => `${name} ${depth}`) ?? [];
          expect(new Set(items)).toEqual(new Set(expected));
          expect(items).toHaveLength(expected.length);
          const steps = found.path('lib/a0', reference)?.steps.length ?? Infinity;
          const [down = Infinity, up = Infinity] = [distance[0]?.[number], distance[number]?.[0]];
          expect(steps - 1).toBe(down < Infinity ? down : up);
        });
      }),
      { numRuns: 40 },
    );
  });
});

/** Floyd and Warshall's way, to compare with. */
function distances(size: number, pairs: readonly (readonly [number, number])[]): number[][] {
  const table = Array.from({ length: size }, (_, from) =>
    Array.from({ length: size }, (_, to) => (from === to ? 0 : Infinity)),
  );
  for (const [from, to] of pairs) if (from !== to) (table[from] ?? [])[to] = 1;
  for (let middle = 0; middle < size; middle += 1) {
    for (const row of table) {
      for (let to = 0; to < size; to += 1) {
        row[to] = Math.min(
          row[to] ?? Infinity,
          (row[middle] ?? Infinity) + (table[middle]?.[to] ?? Infinity),
        );
      }
    }
  }
  return table;
}
