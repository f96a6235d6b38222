/** The groups of numbers that lead to each other (Tarjan), each behind all that it leads to; `edges` tells of each of
 *  so many numbers where it leads. Only of what the roots are and lead to. Without recursion. Pure. */
export function* componentsOf(
  count: number,
  edges: (from: number) => readonly number[],
  roots: Iterable<number>,
): Generator<readonly number[]> {
  const seen = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const open: number[] = [];
  const path: number[] = [];
  const next = new Int32Array(count);
  let entered = 0;
  const enter = (one: number): void => {
    seen[one] = entered;
    low[one] = entered;
    entered += 1;
    isOpen[one] = 1;
    open.push(one);
    path.push(one);
  };
  const lower = (one: number, to: number): void => {
    low[one] = Math.min(low[one] ?? 0, to);
  };
  for (const root of roots) {
    if (seen[root] !== -1) continue;
    enter(root);
    for (let one = path.at(-1); one !== undefined; one = path.at(-1)) {
      const step = next[one] ?? 0;
      const target = edges(one)[step];
      next[one] = step + 1;
      if (target !== undefined) {
        if (seen[target] === -1) enter(target);
        else if (isOpen[target] === 1) lower(one, seen[target] ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above, low[one] ?? 0);
      if (low[one] !== seen[one]) continue;
      const group = open.splice(open.lastIndexOf(one));
      for (const member of group) isOpen[member] = 0;
      yield group;
    }
  }
}
