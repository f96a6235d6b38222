/** From a box to a box, by their numbers. */
export type Pair = readonly [from: number, to: number];

/**
 * The column of each box, from 0: who needs stands before what is needed, but for lines that close a circle. A box from
 * which more lines go out than come in stands as near to its targets as it may. Linear; the order of `pairs` counts. Pure.
 */
export function rankBoxes(count: number, pairs: readonly Pair[]): number[] {
  const { order, forward } = withoutCircles(count, pairs);
  const ranks = new Array<number>(count).fill(0);
  for (const from of order) {
    for (const to of forward[from] ?? []) ranks[to] = Math.max(ranks[to] ?? 0, (ranks[from] ?? 0) + 1);
  }
  const incoming = new Array<number>(count).fill(0);
  for (const to of forward.flat()) incoming[to] = (incoming[to] ?? 0) + 1;
  for (const from of order.toReversed()) {
    const targets = forward[from] ?? [];
    if (targets.length <= (incoming[from] ?? 0)) continue;
    ranks[from] = Math.min(...targets.map((to) => ranks[to] ?? 0)) - 1;
  }
  const first = Math.min(...ranks);
  return ranks.map((rank) => rank - first);
}

/** The boxes so that each comes before its targets, and the targets of each without the lines that close circles. */
function withoutCircles(count: number, pairs: readonly Pair[]): { order: number[]; forward: number[][] } {
  const targets = Array.from({ length: count }, (): number[] => []);
  for (const [from, to] of pairs) if (from !== to) targets[from]?.push(to);
  const forward = targets.map((): number[] => []);
  const state = new Array<'new' | 'open' | 'done'>(count).fill('new');
  const order: number[] = [];
  // Pictures hold a few dozen boxes, so that recursion is as deep at most.
  const visit = (box: number): void => {
    state[box] = 'open';
    for (const to of targets[box] ?? []) {
      if (state[to] === 'open') {
        forward[to]?.push(box);
        continue;
      }
      forward[box]?.push(to);
      if (state[to] === 'new') visit(to);
    }
    state[box] = 'done';
    order.push(box);
  };
  for (let box = 0; box < count; box += 1) if (state[box] === 'new') visit(box);
  return { order: order.reverse(), forward };
}
