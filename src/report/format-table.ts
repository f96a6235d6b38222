import { toOneLine } from '../core/index.ts';
import { displayWidth, truncate } from './display-width.ts';
import type { Paint } from './paint.ts';
import type { Column, TableBlock } from './view.ts';

const GAP = '  ';
const MIN_COLUMN_WIDTH = 8;

/** The table as lines of at most `width` columns, as far as the columns that may shrink allow. */
export function formatTable(table: TableBlock, width: number, paint: Paint): string[] {
  const rows = table.rows.map((row) => row.map(toOneLine));
  const widths = fitWidths(table.columns, rows, width);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => fitCell(cell, widths[index] ?? 0, table.columns[index]))
      .join(GAP)
      .trimEnd();
  const head = line(table.columns.map((column) => column.title.toUpperCase()));
  return [paint.bold(head), ...rows.map(line)];
}

function fitCell(cell: string, width: number, column: Column | undefined): string {
  const cut = column?.canShrink === true ? truncate(cell, width) : cell;
  const padding = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return column?.align === 'right' ? padding + cut : cut + padding;
}

/** Natural widths; then the widest column that may shrink gives way, one step at a time, until the line fits. */
function fitWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = columns.map((column, index) => {
    let widest = displayWidth(column.title);
    for (const row of rows) widest = Math.max(widest, displayWidth(row[index] ?? ''));
    return widest;
  });
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1) - width;
  while (excess > 0 && Number.isFinite(excess)) {
    const widest = widestShrinkable(columns, widths);
    if (widest === undefined) break;
    const second = Math.max(MIN_COLUMN_WIDTH, ...otherShrinkable(columns, widths, widest));
    const current = widths[widest] ?? 0;
    const step = Math.max(1, Math.min(excess, current - Math.min(second, current - 1)));
    widths[widest] = current - step;
    excess -= step;
  }
  return widths;
}

function widestShrinkable(columns: readonly Column[], widths: readonly number[]): number | undefined {
  let widest: number | undefined;
  for (const [index, column] of columns.entries()) {
    const current = widths[index] ?? 0;
    if (column.canShrink !== true || current <= MIN_COLUMN_WIDTH) continue;
    if (widest === undefined || current > (widths[widest] ?? 0)) widest = index;
  }
  return widest;
}

function otherShrinkable(columns: readonly Column[], widths: readonly number[], except: number): number[] {
  return widths.filter((_, index) => index !== except && columns[index]?.canShrink === true);
}
