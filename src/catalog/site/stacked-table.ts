import { markup } from './html.ts';
import type { Html, HtmlPart } from './html.ts';

/** A cell: what it shows, and the class that says how. */
export interface Cell {
  readonly shown: HtmlPart;
  readonly className?: string;
}

export interface StackedTable {
  /** What the table is called by those who do not see it. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly className?: string;
}

/**
 * A table that narrow screens show as one block a row, each value behind the name of its column, so that nothing is read
 * sideways. Roles are said, as browsers then take it for no table. Pure.
 */
export function stackedTable({ label, columns, rows, className = '' }: StackedTable): Html {
  const heads = columns.map((name) => markup`<th role="columnheader" scope="col">${name}</th>`);
  const lines = rows.map((cells) => {
    const shown = cells.map((cell, at) => cellOf(cell, at === 0 ? undefined : columns[at]));
    return markup`<tr role="row">${shown}</tr>\n`;
  });
  return markup`<table class="${`stack ${className}`.trim()}" role="table" aria-label="${label}">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">${lines}</tbody></table>`;
}

function cellOf({ shown, className }: Cell, column: string | undefined): Html {
  const style = className !== undefined && markup` class="${className}"`;
  const name = column !== undefined && markup` data-column="${column}"`;
  return markup`<td role="cell"${style}${name}>${shown}</td>`;
}
