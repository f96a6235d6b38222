import dagre from '@dagrejs/dagre';
import type { Neighbourhood } from '../../model/neighbourhood.ts';

/** A box of the picture; coordinates are whole pixels from the upper left corner. */
export interface Box {
  readonly reference: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** Points of each edge, from whoever needs to what is needed. */
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

/** What is used of the library, whose own types lead to files that are not found. */
interface DagreGraph {
  setGraph(label: Readonly<Record<string, string | number>>): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(name: string, size: { readonly width: number; readonly height: number }): void;
  setEdge(from: string, to: string): void;
  node(name: string): { readonly x: number; readonly y: number; readonly width: number };
  edge(from: string, to: string): { readonly points: readonly { readonly x: number; readonly y: number }[] };
}
interface Dagre {
  readonly graphlib: { readonly Graph: new () => DagreGraph };
  readonly layout: (graph: DagreGraph) => void;
}
const { graphlib, layout } = dagre as unknown as Dagre;

export const BOX_HEIGHT = 42;
const MARGIN = 6;
const UNIT_WIDTH = 7.3;
const PADDING = 22;

/** Longer names are cut in a box; the list beside the picture has them whole. */
export const MAX_LABEL_UNITS = 26;

/** A layout without the names: boxes by their number. */
type Shape = Omit<Layout, 'boxes'> & { readonly boxes: readonly Omit<Box, 'reference'>[] };

/** Laying out is most of the work of a page, and the releases of an artifact mostly need the same: so many pictures are kept. */
const MAX_KEPT = 256;
const kept = new Map<string, Shape>();

/** Places the boxes from left to right, each after those that need it. The same neighbourhood gives the same layout. Pure. */
export function layOut({ nodes, edges }: Neighbourhood): Layout {
  const numbers = new Map(nodes.map((reference, number) => [reference, number]));
  const widths = nodes.map(widthOf);
  const pairs = edges.map(([from, to]) => [numbers.get(from) ?? 0, numbers.get(to) ?? 0] as const);
  const key = JSON.stringify([widths, pairs]);
  let shape = kept.get(key);
  if (shape === undefined) {
    shape = shapeOf(widths, pairs);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, shape);
  }
  const { boxes } = shape;
  return {
    ...shape,
    boxes: nodes.map((reference, number) => ({
      reference,
      ...(boxes[number] ?? { left: 0, top: 0, width: 0 }),
    })),
  };
}

function shapeOf(widths: readonly number[], pairs: readonly (readonly [from: number, to: number])[]): Shape {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 44, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  // Nodes are numbered: no name from a repository is ever a key of the library's objects.
  widths.forEach((width, number) => {
    graph.setNode(String(number), { width, height: BOX_HEIGHT });
  });
  for (const [from, to] of pairs) graph.setEdge(String(from), String(to));
  layout(graph);
  const boxes = widths.map((_, number) => {
    const { x, y, width } = graph.node(String(number));
    return {
      left: Math.round(x - width / 2),
      top: Math.round(y - BOX_HEIGHT / 2),
      width: Math.round(width),
    };
  });
  const lines = pairs.map(([from, to]) =>
    graph.edge(String(from), String(to)).points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
  );
  return withinFrame(boxes, lines);
}

/** Moves the picture so that no line leaves it above, and tells its size. */
function withinFrame(boxes: Shape['boxes'], lines: Layout['lines']): Shape {
  const points = lines.flat();
  const lift = Math.max(0, ...points.map(({ y }) => MARGIN - y));
  const right = [...boxes.map(({ left, width }) => left + width), ...points.map(({ x }) => x)];
  const bottom = [...boxes.map(({ top }) => top + BOX_HEIGHT), ...points.map(({ y }) => y)];
  return {
    width: Math.max(0, ...right) + MARGIN,
    height: Math.max(0, ...bottom) + lift + MARGIN,
    boxes: boxes.map((box) => ({ ...box, top: box.top + lift })),
    lines: lines.map((line) => line.map(({ x, y }) => ({ x, y: y + lift }))),
  };
}

function widthOf(reference: string): number {
  const slash = reference.lastIndexOf('/');
  const longest = Math.max(slash, reference.length - slash - 1);
  return Math.round(Math.min(longest, MAX_LABEL_UNITS) * UNIT_WIDTH + PADDING);
}
