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
): Float64Array {
  const offsets = columns.map((column) => offsetsOf(column, roomOf));
  const place = new Float64Array(before.length);
  for (const [index, column] of columns.entries()) {
    const { at, height } = offsets[index] ?? { at: [], height: 0 };
    for (const [number, one] of column.entries()) place[one] = (at[number] ?? 0) - height / 2;
  }
  const both = before.map((some, one) => [...some, ...(behind[one] ?? [])]);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForth = sweep % 2 === 0;
    const neighbours = sweep >= SWEEPS - 2 ? both : isForth ? before : behind;
    for (let step = 0; step < columns.length; step += 1) {
      const index = isForth ? step : columns.length - 1 - step;
      const column = columns[index] ?? [];
      const at = offsets[index]?.at ?? [];
      const wanted = column.map(
        (one, number) => middleOf(neighbours[one] ?? [], place, place[one] ?? 0) - (at[number] ?? 0),
      );
      makeRising(wanted);
      for (const [number, one] of column.entries()) place[one] = (wanted[number] ?? 0) + (at[number] ?? 0);
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

/** Makes of numbers the rising ones that are nearest to them, by squares: neighbours that fall are put at their mean. */
function makeRising(numbers: number[]): void {
  const sums: number[] = [];
  const counts: number[] = [];
  for (const number of numbers) {
    let [sum, count] = [number, 1];
    for (let last = sums.length - 1; last >= 0; last -= 1) {
      const [lastSum, lastCount] = [sums[last] ?? 0, counts[last] ?? 1];
      if (lastSum / lastCount <= sum / count) break;
      sum += lastSum;
      count += lastCount;
      sums.pop();
      counts.pop();
    }
    sums.push(sum);
    counts.push(count);
  }
  let from = 0;
  for (const [group, sum] of sums.entries()) {
    const count = counts[group] ?? 0;
    numbers.fill(sum / count, from, from + count);
    from += count;
  }
}
