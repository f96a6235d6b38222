import { middleOf } from './order-columns.ts';
import type { Columns } from './order-columns.ts';

const SWEEPS = 6;

/**
 * The height of the middle of each thing: those of a column keep their order and the room that they need, and stand as near
 * to the middles of their neighbours as that allows. Of a straight line the parts pull hardest. Pure.
 */
export function placeColumns(
  { columns, before, behind }: Columns,
  roomOf: (one: number) => number,
): ReadonlyMap<number, number> {
  const offsets = columns.map((column) => offsetsOf(column, roomOf));
  const place = new Map<number, number>();
  columns.forEach((column, index) => {
    const { at, height } = offsets[index] ?? { at: [], height: 0 };
    column.forEach((one, number) => place.set(one, (at[number] ?? 0) - height / 2));
  });
  const both = before.map((some, one) => [...some, ...(behind[one] ?? [])]);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForth = sweep % 2 === 0;
    const neighbours = sweep >= SWEEPS - 2 ? both : isForth ? before : behind;
    for (let step = 0; step < columns.length; step += 1) {
      const index = isForth ? step : columns.length - 1 - step;
      const column = columns[index] ?? [];
      const at = offsets[index]?.at ?? [];
      const wanted = column.map(
        (one, number) => (middleOf(neighbours[one] ?? [], place) ?? place.get(one) ?? 0) - (at[number] ?? 0),
      );
      const settled = rising(wanted);
      column.forEach((one, number) => place.set(one, (settled[number] ?? 0) + (at[number] ?? 0)));
    }
  }
  return place;
}

/** Where things stand that are put one right below another. */
function offsetsOf(
  column: readonly number[],
  roomOf: (one: number) => number,
): { readonly at: readonly number[]; readonly height: number } {
  const at: number[] = [];
  let height = 0;
  for (const one of column) {
    at.push(height + roomOf(one) / 2);
    height += roomOf(one);
  }
  return { at, height };
}

/** The rising numbers that are nearest to the wanted ones, by squares: neighbours that fall are put at their mean. */
function rising(wanted: readonly number[]): number[] {
  const groups: { sum: number; count: number }[] = [];
  for (const value of wanted) {
    let group = { sum: value, count: 1 };
    for (
      let last = groups.at(-1);
      last !== undefined && last.sum / last.count > group.sum / group.count;
      last = groups.at(-1)
    ) {
      groups.pop();
      group = { sum: last.sum + group.sum, count: last.count + group.count };
    }
    groups.push(group);
  }
  return groups.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
}
