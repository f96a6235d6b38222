import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '../../../src/core/index.ts';

describe('mapConcurrently', () => {
  it('gives results in the order of the items, with no more at work than the limit', async () => {
    let running = 0;
    let most = 0;
    const items = [5, 1, 4, 2, 3, 0];
    const results = await mapConcurrently(items, 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await delay(item);
      running -= 1;
      return item * 2;
    });
    expect(results).toEqual(items.map((item) => item * 2));
    expect(most).toBe(3);
    expect(await mapConcurrently([], 3, () => Promise.resolve(1))).toEqual([]);
  });

  it('begins nothing after a failure, waits for what runs, and throws the first one', async () => {
    const begun: number[] = [];
    let hasEnded = false;
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      if (item === 0) throw new Error('first');
      await delay(20);
      hasEnded = true;
    };
    await expect(mapConcurrently([0, 1, 2, 3], 2, work)).rejects.toThrow('first');
    expect(begun).toEqual([0, 1]);
    expect(hasEnded).toBe(true);
  });
});
