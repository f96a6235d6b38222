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

/** The groups that Tarjan's algorithm finds, each in order of name. */
function strongComponents(edges: Edges): string[][] {
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];
  const path: { node: string; next: number }[] = [];
  const enter = (node: string): void => {
    number.set(node, number.size);
    low.set(node, number.size - 1);
    open.push(node);
    isOpen.add(node);
    path.push({ node, next: 0 });
  };
  for (const root of edges.keys()) {
    if (!number.has(root)) enter(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node } = step;
      const target = edges.get(node)?.[step.next];
      step.next += 1;
      if (target !== undefined) {
        if (!number.has(target)) enter(target);
        else if (isOpen.has(target)) low.set(node, Math.min(low.get(node) ?? 0, number.get(target) ?? 0));
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
      if (low.get(node) === number.get(node)) groups.push(closeGroup(node, open, isOpen));
    }
  }
  return groups;
}

function closeGroup(node: string, open: string[], isOpen: Set<string>): string[] {
  const group = open.splice(open.lastIndexOf(node));
  for (const member of group) isOpen.delete(member);
  return group.sort(compareText);
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
