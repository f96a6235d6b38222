import { compareText, sortedBy } from '../../core/index.ts';
import type { Cycle } from '../model/resolution.ts';

/** Who needs whom: by artifact, in order of name. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Every group of artifacts that need each other, in order of their first members. Without recursion. Pure. */
export function findCycles(edges: Edges): Cycle[] {
  const cycles: Cycle[] = [];
  for (const group of strongComponents(edges)) {
    const [first = ''] = group;
    const isCycle = group.length > 1 || (edges.get(first)?.includes(first) ?? false);
    if (isCycle) cycles.push({ path: shortestWayRound(first, new Set(group), edges), members: group });
  }
  return sortedBy(cycles, ({ members }) => members[0] ?? '');
}

/** The groups that Tarjan's algorithm finds, each in order of name. Nodes go by their place among the keys. */
function strongComponents(edges: Edges): string[][] {
  const names = [...edges.keys()];
  const places = new Map(names.map((name, place) => [name, place] as const));
  const targets = names.map((name) => placesOf(edges.get(name) ?? [], places));
  const number = new Int32Array(names.length).fill(-1);
  const low = new Int32Array(names.length);
  const isOpen = new Uint8Array(names.length);
  const next = new Int32Array(names.length);
  const open: number[] = [];
  const path: number[] = [];
  const groups: string[][] = [];
  let count = 0;
  for (let root = 0; root < names.length; root += 1) {
    if (number[root] === -1) path.push(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      if (number[node] === -1) {
        number[node] = low[node] = count;
        count += 1;
        open.push(node);
        isOpen[node] = 1;
      }
      const target = targets[node]?.[next[node] as number];
      if (target !== undefined) {
        if (number[target] === -1) path.push(target);
        else {
          if (isOpen[target] === 1) low[node] = Math.min(low[node] as number, low[target] as number);
          next[node] = (next[node] as number) + 1;
        }
        continue;
      }
      path.pop();
      if (low[node] === number[node]) groups.push(closeGroup(node, open, isOpen, names));
    }
  }
  return groups;
}

function placesOf(targets: readonly string[], places: ReadonlyMap<string, number>): number[] {
  const found: number[] = [];
  for (const target of targets) {
    const place = places.get(target);
    if (place !== undefined) found.push(place);
  }
  return found;
}

function closeGroup(node: number, open: number[], isOpen: Uint8Array, names: readonly string[]): string[] {
  const group = open.splice(open.lastIndexOf(node));
  for (const member of group) isOpen[member] = 0;
  return group.map((member) => names[member] ?? '').sort(compareText);
}

function shortestWayRound(start: string, members: ReadonlySet<string>, edges: Edges): string[] {
  const from = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const target of edges.get(node) ?? []) {
      if (target === start) {
        const way = [start];
        for (let at: string | undefined = node; at !== undefined; at = from.get(at)) way.push(at);
        return way.reverse();
      }
      if (!members.has(target) || from.has(target)) continue;
      from.set(target, node);
      queue.push(target);
    }
  }
  return [start, start];
}
