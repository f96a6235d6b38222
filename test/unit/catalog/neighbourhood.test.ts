import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighbourhoodOf } from '../../../src/catalog/model/neighbourhood.ts';
import { layOut, BOX_HEIGHT } from '../../../src/catalog/site/graph/lay-out.ts';
import { Discovery } from '../../../src/discovery/index.ts';
import type { DiscoveryArtifact } from '../../../src/discovery/index.ts';

/** A registry from who needs whom. */
function discovery(needs: Readonly<Record<string, readonly string[]>>): Discovery {
  const names = new Set([...Object.keys(needs), ...Object.values(needs).flat()]);
  return new Discovery(
    [...names].map((reference): DiscoveryArtifact => ({
      ...{ reference, needs: needs[reference] ?? [], name: reference, description: '' },
      ...{ type: 'library', tags: [], keywords: [], capabilities: [], downloadCount: undefined },
    })),
  );
}

const DIAMOND = {
  'a/app': ['a/left', 'a/right'],
  'a/left': ['a/base'],
  'a/right': ['a/base'],
  'a/shop': ['a/app'],
};

/** Up to 24 artifacts that need each other in any way, circles too, with names of different length. */
const GRAPHS = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 })), {
    minLength: 1,
    maxLength: 80,
  })
  .map((pairs) => {
    const needs: Record<string, string[]> = { 'a/n0': ['a/n1'] };
    const name = (number: number): string =>
      number < 2 ? `a/n${String(number)}` : `a/${'n'.repeat(number)}`;
    for (const [from, to] of pairs) if (from !== to) (needs[name(from)] ??= []).push(name(to));
    for (const one of Object.keys(needs)) needs[one] = [...new Set(needs[one])];
    return needs;
  });

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function isApart(one: Area, other: Area): boolean {
  return (
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top
  );
}

describe('the neighbourhood of an artifact', () => {
  it('holds what it needs at any distance, and who needs it itself', () => {
    expect(neighbourhoodOf(discovery(DIAMOND), 'a/app')).toEqual({
      centre: 'a/app',
      nodes: ['a/app', 'a/left', 'a/right', 'a/base', 'a/shop'],
      edges: [
        ['a/app', 'a/left'],
        ['a/app', 'a/right'],
        ['a/left', 'a/base'],
        ['a/right', 'a/base'],
        ['a/shop', 'a/app'],
      ],
      leftOut: { needs: 0, dependents: 0 },
    });
  });

  it('is told by one release where that needs something else', () => {
    const { edges } = neighbourhoodOf(discovery(DIAMOND), 'a/app', ['a/base']);
    expect(edges).toEqual([
      ['a/app', 'a/base'],
      ['a/shop', 'a/app'],
    ]);
  });

  it('is bounded, and says what it leaves out', () => {
    const many = Array.from({ length: 40 }, (_, index) => `a/n${String(index).padStart(2, '0')}`);
    const users = Object.fromEntries(many.map((name) => [`b/${name.slice(2)}`, ['a/app']]));
    const found = neighbourhoodOf(discovery({ 'a/app': many, ...users }), 'a/app');
    expect(found.nodes).toHaveLength(1 + 16 + 6);
    expect(found.leftOut).toEqual({ needs: 24, dependents: 34 });
  });

  it('goes round a cycle once', () => {
    const { nodes } = neighbourhoodOf(discovery({ 'a/x': ['a/y'], 'a/y': ['a/x'] }), 'a/x');
    expect(nodes).toEqual(['a/x', 'a/y']);
  });
});

describe('the layout', () => {
  const layout = layOut(neighbourhoodOf(discovery(DIAMOND), 'a/app'));

  it('is the same each time', () => {
    expect(layOut(neighbourhoodOf(discovery(DIAMOND), 'a/app'))).toEqual(layout);
  });

  it('keeps every box and line inside, in whole pixels, no box over another and no line over a box, whatever the graph', () => {
    fc.assert(
      fc.property(GRAPHS, (needs) => {
        const around = neighbourhoodOf(discovery(needs), 'a/n0');
        const { width, height, boxes, lines } = layOut(around);
        const areas = boxes.map(({ left, top, width: wide }) => ({
          ...{ left, top, right: left + wide, bottom: top + BOX_HEIGHT },
        }));
        for (const { left, top, right, bottom } of areas) {
          expect([left, top, right, bottom].every((one) => Number.isInteger(one))).toBe(true);
          expect(left >= 0 && top >= 0 && right <= width && bottom <= height).toBe(true);
        }
        for (const one of areas)
          for (const other of areas) expect(one === other || isApart(one, other)).toBe(true);
        expect(lines).toHaveLength(around.edges.length);
        for (const points of lines) {
          expect(points.length).toBeGreaterThanOrEqual(2);
          for (const { x, y } of points) {
            expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true);
            expect(x >= 0 && y >= 0 && x <= width && y <= height).toBe(true);
          }
          for (const [at, end] of points.entries()) {
            const start = points[at - 1];
            if (start === undefined || start.y !== end.y) continue;
            const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
            for (const area of areas)
              expect(isApart(area, { left, right, top: end.y, bottom: end.y })).toBe(true);
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('draws who needs to the left of what is needed', () => {
    const lefts = new Map(layout.boxes.map(({ reference, left }) => [reference, left]));
    expect(lefts.get('a/shop')!).toBeLessThan(lefts.get('a/app')!);
    expect(lefts.get('a/left')!).toBeLessThan(lefts.get('a/base')!);
  });
});
