import type { Cycle } from '../model/resolution.ts';

/** Who needs whom: by place of the names, the places that it needs, rising. */
export interface Needers {
  /** In order. */
  readonly names: readonly string[];
  readonly targets: readonly (readonly number[])[];
}

/** Every group of artifacts that need each other, in order of their first members. Without recursion. Pure. */
export function findCycles({ names, targets }: Needers): Cycle[] {
  const groups = cyclicComponents(targets).sort((left, right) => (left[0] as number) - (right[0] as number));
  const nameAt = (place: number): string => names[place] ?? '';
  return groups.map((group) => {
    const path = shortestWayRound(group[0] as number, new Set(group), targets);
    return { path: path.map(nameAt), members: group.map(nameAt) };
  });
}

/** The groups that Tarjan's algorithm finds, each rising; what needs itself alone is one, what is in no cycle is none. */
function cyclicComponents(targets: Needers['targets']): number[][] {
  const size = targets.length;
  const number = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const isOpen = new Uint8Array(size);
  const next = new Int32Array(size);
  const open: number[] = [];
  const path: number[] = [];
  const groups: number[][] = [];
  let count = 0;
  for (let root = 0; root < size; root += 1) {
    if (number[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      if (number[node] === -1) {
        number[node] = low[node] = count;
        count += 1;
        open.push(node);
        isOpen[node] = 1;
      }
      const list = targets[node] as readonly number[];
      const at = next[node] as number;
      if (at < list.length) {
        const target = list[at] as number;
        if (number[target] === -1) {
          path.push(target);
          continue;
        }
        if (isOpen[target] === 1 && (low[target] as number) < (low[node] as number)) {
          low[node] = low[target] as number;
        }
        next[node] = at + 1;
        continue;
      }
      path.pop();
      if (low[node] === number[node]) close(node, open, isOpen, targets, groups);
    }
  }
  return groups;
}

/** Takes the group of a node from those that are open, and notes it where it is a cycle. */
function close(
  node: number,
  open: number[],
  isOpen: Uint8Array,
  targets: Needers['targets'],
  groups: number[][],
): void {
  if (open[open.length - 1] === node) {
    open.pop();
    isOpen[node] = 0;
    if (targets[node]?.includes(node) === true) groups.push([node]);
    return;
  }
  const group = open.splice(open.lastIndexOf(node));
  for (const member of group) isOpen[member] = 0;
  groups.push(group.sort((left, right) => left - right));
}

function shortestWayRound(
  start: number,
  members: ReadonlySet<number>,
  targets: Needers['targets'],
): number[] {
  const from = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const target of targets[node] ?? []) {
      if (target === start) {
        const way = [start];
        for (let at: number | undefined = node; at !== undefined; at = from.get(at)) way.push(at);
        return way.reverse();
      }
      if (!members.has(target) || from.has(target)) continue;
      from.set(target, node);
      queue.push(target);
    }
  }
  return [start, start];
}
