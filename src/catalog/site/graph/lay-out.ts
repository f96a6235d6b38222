import type { Neighbourhood } from '../../model/neighbourhood.ts';
import { orderColumns } from './order-columns.ts';
import { placeColumns } from './place-columns.ts';
import { rankBoxes } from './rank-boxes.ts';
import type { Pair } from './rank-boxes.ts';

/** A box of the picture; coordinates are whole pixels from the upper left corner. */
export interface Box {
  readonly reference: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** Points of each edge, from whoever needs to what is needed. */
  readonly lines: readonly (readonly Point[])[];
}

export const BOX_HEIGHT = 42;
const BOX_ROOM = BOX_HEIGHT + 12;
const LINE_ROOM = 14;
const BETWEEN_COLUMNS = 48;
const MARGIN = 6;
const UNIT_WIDTH = 7.3;
const PADDING = 22;

/** Longer names are cut in a box; the list beside the picture has them whole. */
export const MAX_LABEL_UNITS = 26;

/**
 * Places the boxes in columns from left to right, each behind those that need it, and leads the lines between them past the
 * boxes. The same neighbourhood gives the same layout. Pure.
 */
export function layOut({ nodes, edges }: Neighbourhood): Layout {
  const numbers = new Map(nodes.map((reference, number) => [reference, number]));
  const pairs = edges.map(([from, to]): Pair => [numbers.get(from) ?? 0, numbers.get(to) ?? 0]);
  const ranks = rankBoxes(nodes.length, pairs);
  const { ways, ...plain } = withPassing(ranks, pairs);
  const parts = { ...plain, columns: orderColumns(plain) };
  const heights = placeColumns(parts, (one) => (one < nodes.length ? BOX_ROOM : LINE_ROOM));
  const lift = MARGIN + BOX_HEIGHT / 2 - Math.min(0, ...heights);
  const middleOf = (one: number): number => Math.round((heights[one] ?? 0) + lift);
  const widths = nodes.map(widthOf);
  const columns = columnsOf(parts.columns, widths);
  const boxes = nodes.map((reference, number): Box => {
    const { left, right } = columns[ranks[number] ?? 0] ?? { left: 0, right: 0 };
    const width = widths[number] ?? 0;
    const at = Math.round(left + (right - left - width) / 2);
    return { reference, left: at, top: middleOf(number) - BOX_HEIGHT / 2, width };
  });
  const lines = ways.map((way) => lineOf(way, { ranks, columns, boxes, middleOf }));
  const low = Math.max(0, ...Array.from(heights, (_, one) => middleOf(one))) + BOX_HEIGHT / 2;
  return { width: (columns.at(-1)?.right ?? 0) + MARGIN, height: low + MARGIN, boxes, lines };
}

/** The columns as boxes and passing lines come, who is beside whom, and by what each line goes, in its own direction. */
function withPassing(
  ranks: readonly number[],
  pairs: readonly Pair[],
): { columns: number[][]; before: number[][]; behind: number[][]; ways: number[][] } {
  const columns = Array.from({ length: Math.max(0, ...ranks) + 1 }, (): number[] => []);
  ranks.forEach((rank, number) => columns[rank]?.push(number));
  const before = ranks.map((): number[] => []);
  const behind = ranks.map((): number[] => []);
  const ways = pairs.map(([from, to]) => {
    const isBack = (ranks[from] ?? 0) > (ranks[to] ?? 0);
    const [start, end] = isBack ? [to, from] : [from, to];
    const way = [start];
    for (let rank = (ranks[start] ?? 0) + 1; rank < (ranks[end] ?? 0); rank += 1) {
      const passing = before.length;
      before.push([]);
      behind.push([]);
      columns[rank]?.push(passing);
      way.push(passing);
    }
    way.push(end);
    way.forEach((one, at) => {
      const next = way[at + 1];
      if (next === undefined) return;
      behind[one]?.push(next);
      before[next]?.push(one);
    });
    return isBack ? way.reverse() : way;
  });
  return { columns, before, behind, ways };
}

interface Column {
  readonly left: number;
  readonly right: number;
}

/** Where each column begins and ends: as wide as its widest box. */
function columnsOf(columns: readonly (readonly number[])[], widths: readonly number[]): Column[] {
  let left = MARGIN;
  return columns.map((column) => {
    const right = left + Math.max(0, ...column.map((one) => widths[one] ?? 0));
    const found = { left, right };
    left = right + BETWEEN_COLUMNS;
    return found;
  });
}

interface Placed {
  readonly ranks: readonly number[];
  readonly columns: readonly Column[];
  readonly boxes: readonly Box[];
  readonly middleOf: (one: number) => number;
}

/** A line is level where it passes a column, and bends between columns alone. */
function lineOf(way: readonly number[], { ranks, columns, boxes, middleOf }: Placed): Point[] {
  const first = ranks[way[0] ?? 0] ?? 0;
  const isBack = first > (ranks[way.at(-1) ?? 0] ?? 0);
  const points = way.flatMap((one, at): Point[] => {
    const y = middleOf(one);
    const { left, right } = columns[isBack ? first - at : first + at] ?? { left: 0, right: 0 };
    const [near, far] = isBack ? [right, left] : [left, right];
    const box = boxes[one];
    const [start, end] =
      box === undefined
        ? [near, far]
        : isBack
          ? [box.left + box.width, box.left]
          : [box.left, box.left + box.width];
    if (at === 0)
      return [
        { x: end, y },
        { x: far, y },
      ];
    if (at === way.length - 1)
      return [
        { x: near, y },
        { x: start, y },
      ];
    return [
      { x: start, y },
      { x: end, y },
    ];
  });
  return withoutNeedless(points);
}

/** A line without points that are where the last one is, or amid a level part. */
function withoutNeedless(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last?.x === point.x && last.y === point.y) continue;
    if (before?.y === point.y && last?.y === point.y) kept.pop();
    kept.push(point);
  }
  return kept;
}

function widthOf(reference: string): number {
  const slash = reference.lastIndexOf('/');
  const longest = Math.max(slash, reference.length - slash - 1);
  return Math.round(Math.min(longest, MAX_LABEL_UNITS) * UNIT_WIDTH + PADDING);
}
