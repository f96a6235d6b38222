import { toOneLine } from '../core/index.ts';
import { displayWidth, truncate, wrapWords } from './display-width.ts';
import type { Paint } from './paint.ts';
import type { Column, TableBlock } from './view.ts';

const GAP = '  ';
/** A column shows no less than this: rather it goes, where it may, or its row takes several lines. */
const MIN_COLUMN_WIDTH = 16;

export interface TableOptions {
  readonly width: number;
  readonly paint: Paint;
  /** Whether every column stays, however narrow the terminal is. */
  readonly isWhole: boolean;
}

/** A table at a width. */
export interface FittedTable {
  readonly head: string;
  readonly rows: readonly string[];
  /** Titles of the columns that were given up for the width. */
  readonly dropped: readonly string[];
  /** False where the lines are still too long. */
  readonly fits: boolean;
}

/**
 * The table as lines of at most `width` columns. Where cells that may be cut are not enough, columns that may go are left
 * out, which the last line says; where that is not enough either, each row takes several lines.
 */
export function formatTable(table: TableBlock, { width, paint, isWhole }: TableOptions): string[] {
  const { head, rows, dropped, fits } = fitTable(table, width, isWhole);
  if (!fits) return stackedRows(table, width, paint);
  const note = `(too narrow for: ${dropped.join(', ')})`;
  const notes = dropped.length === 0 ? [] : wrapWords(note, width).map(paint.dim);
  return [paint.bold(head), ...rows, ...notes];
}

/** One line for the head and one for each row, as short as cutting and leaving out can make them. Pure. */
export function fitTable(table: TableBlock, width: number, isWhole: boolean): FittedTable {
  const cells = table.rows.map((row) => row.map(toOneLine));
  const all = table.columns.map((column, index): FittedColumn => {
    let natural = displayWidth(column.title);
    for (const row of cells) natural = Math.max(natural, displayWidth(row[index] ?? ''));
    const least = column.canShrink === true ? Math.min(natural, MIN_COLUMN_WIDTH) : natural;
    return { column, index, width: natural, least };
  });
  const { kept, dropped } = isWhole ? { kept: all, dropped: [] } : dropColumns(all, width);
  const excess = totalWidth(kept.map((one) => one.width)) - width;
  const fitted = excess > 0 && Number.isFinite(excess) ? shrink(kept, excess) : kept;
  const line = (texts: readonly string[]): string =>
    fitted
      .map((one) => fitCell(texts[one.index] ?? '', one))
      .join(GAP)
      .trimEnd();
  return {
    head: line(table.columns.map(({ title }) => title.toUpperCase())),
    rows: cells.map(line),
    dropped: dropped.map(({ column }) => column.title),
    fits: totalWidth(fitted.map((one) => one.width)) <= width,
  };
}

interface FittedColumn {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
  /** What it cannot be cut below. */
  readonly least: number;
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1));
}

/** Gives up columns in the order that they name until the rest could fit; none where that does not help. */
function dropColumns(
  all: readonly FittedColumn[],
  width: number,
): { readonly kept: readonly FittedColumn[]; readonly dropped: readonly FittedColumn[] } {
  const order = all
    .filter(({ column }) => column.drop !== undefined)
    .sort((left, right) => (left.column.drop ?? 0) - (right.column.drop ?? 0));
  for (let count = 0; count <= order.length; count += 1) {
    const dropped = new Set(order.slice(0, count));
    const kept = all.filter((one) => !dropped.has(one));
    if (totalWidth(kept.map(({ least }) => least)) <= width) {
      return { kept, dropped: all.filter((one) => dropped.has(one)) };
    }
  }
  return { kept: all, dropped: [] };
}

/** The widest column that may be cut gives way, one step at a time, until the excess is gone or none can. */
function shrink(columns: readonly FittedColumn[], excess: number): readonly FittedColumn[] {
  const fitted = [...columns];
  let left = excess;
  while (left > 0) {
    const open = fitted.filter((one) => one.width > one.least);
    const [widest, second] = [...open].sort((one, other) => other.width - one.width);
    if (widest === undefined) break;
    const floor = Math.max(widest.least, Math.min(second?.width ?? 0, widest.width - 1));
    const step = Math.max(1, Math.min(left, widest.width - floor));
    fitted[fitted.indexOf(widest)] = { ...widest, width: widest.width - step };
    left -= step;
  }
  return fitted;
}

function fitCell(cell: string, { column, width }: FittedColumn): string {
  const cut = column.canShrink === true ? truncate(cell, width) : cell;
  const padding = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return column.align === 'right' ? padding + cut : cut + padding;
}

function withTitle(title: string, cell: string): string {
  return title === '' ? cell : `${title}: ${cell}`;
}

/** Each row as its first cell, and below it the others with their titles, as many on a line as fit. */
function stackedRows({ columns, rows }: TableBlock, width: number, paint: Paint): string[] {
  return rows.flatMap((row) => {
    const [first = '', ...rest] = row.map(toOneLine);
    const parts = rest.flatMap((cell, index) =>
      cell === '' ? [] : [withTitle(columns[index + 1]?.title.toLowerCase() ?? '', cell)],
    );
    const lines: string[] = [];
    for (const part of parts) {
      const last = lines.at(-1);
      const joined = last === undefined ? undefined : `${last}${GAP}${part}`;
      if (joined !== undefined && displayWidth(joined) <= width) lines.splice(-1, 1, joined);
      else lines.push(`${GAP}${part}`);
    }
    return [paint.bold(first), ...lines.flatMap((line) => wrapWords(line, width))];
  });
}
