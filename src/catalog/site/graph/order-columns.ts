/** What stands in the columns of a picture: boxes, and where lines pass a column. */
export interface Columns {
  /** Numbers of what stands in each column, from the top down. */
  readonly columns: readonly (readonly number[])[];
  /** By number, the neighbours in the column before. */
  readonly before: readonly (readonly number[])[];
  /** By number, the neighbours in the column behind. */
  readonly behind: readonly (readonly number[])[];
}

const SWEEPS = 8;

/**
 * The columns in an order with few crossings of lines: each thing near the middle of its neighbours, forth and back, and of
 * the orders that were met the one with the fewest. Pure.
 */
export function orderColumns({ columns, before, behind }: Columns): readonly (readonly number[])[] {
  let now = columns.map((column) => [...column]);
  let best = now;
  let fewest = crossingsOf(now, behind);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    now = sweep % 2 === 0 ? swept(now, before) : swept(now.toReversed(), behind).reverse();
    const crossings = crossingsOf(now, behind);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = now;
  }
  return best;
}

/** Each column but the first put in order of the middles of the neighbours in the column that was just settled. */
function swept(
  columns: readonly (readonly number[])[],
  neighbours: readonly (readonly number[])[],
): number[][] {
  const place = new Float64Array(neighbours.length);
  const middles = new Float64Array(neighbours.length);
  return columns.map((column) => {
    for (const [at, one] of column.entries()) middles[one] = middleOf(neighbours[one] ?? [], place, at);
    // `sort` keeps what is alike in the order that it had.
    const sorted = column.toSorted((one, other) => (middles[one] ?? 0) - (middles[other] ?? 0));
    for (const [at, one] of sorted.entries()) place[one] = at;
    return sorted;
  });
}

/** The mean of the places of neighbours, by their numbers; `alone` where there is none. */
export function middleOf(neighbours: readonly number[], place: Float64Array, alone: number): number {
  if (neighbours.length === 0) return alone;
  let sum = 0;
  for (const one of neighbours) sum += place[one] ?? 0;
  return sum / neighbours.length;
}

/** How often lines between neighbouring columns cross: pairs in the wrong order, counted in a tree of sums. */
function crossingsOf(
  columns: readonly (readonly number[])[],
  behind: readonly (readonly number[])[],
): number {
  const place = new Int32Array(behind.length);
  let crossings = 0;
  for (const [index, column] of columns.entries()) {
    const next = columns[index + 1] ?? [];
    for (const [at, one] of next.entries()) place[one] = at;
    const sums = new Int32Array(next.length + 1);
    let passed = 0;
    for (const one of column) {
      const targets = behind[one] ?? [];
      for (const target of targets) crossings += passed - sumUpTo(sums, (place[target] ?? 0) + 1);
      for (const target of targets) addAt(sums, (place[target] ?? 0) + 1);
      passed += targets.length;
    }
  }
  return crossings;
}

function sumUpTo(sums: Int32Array, last: number): number {
  let sum = 0;
  for (let at = last; at > 0; at -= at & -at) sum += sums[at] ?? 0;
  return sum;
}

function addAt(sums: Int32Array, first: number): void {
  for (let at = first; at < sums.length; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
}
