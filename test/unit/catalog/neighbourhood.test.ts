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

  it('keeps every box and line inside, in whole pixels, and no box over another', () => {
    for (const { left, top, width } of layout.boxes) {
      expect(Number.isInteger(left) && Number.isInteger(top) && Number.isInteger(width)).toBe(true);
      expect(left >= 0 && top >= 0 && left + width <= layout.width && top + BOX_HEIGHT <= layout.height).toBe(
        true,
      );
    }
    for (const { x, y } of layout.lines.flat())
      expect(x >= 0 && y >= 0 && x <= layout.width && y <= layout.height).toBe(true);
    for (const one of layout.boxes)
      for (const other of layout.boxes) {
        const isApart =
          one === other ||
          one.left + one.width <= other.left ||
          other.left + other.width <= one.left ||
          one.top + BOX_HEIGHT <= other.top ||
          other.top + BOX_HEIGHT <= one.top;
        expect(isApart).toBe(true);
      }
  });

  it('draws who needs to the left of what is needed', () => {
    const lefts = new Map(layout.boxes.map(({ reference, left }) => [reference, left]));
    expect(lefts.get('a/shop')!).toBeLessThan(lefts.get('a/app')!);
    expect(lefts.get('a/left')!).toBeLessThan(lefts.get('a/base')!);
  });
});
