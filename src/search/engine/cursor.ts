import { HyperError } from '../../core/index.ts';

/** Where a page ended: what its last row was sorted by, in the order of the keys. */
export type SortValues = readonly (number | string | null)[];

/** The cursor after a row. It names the row by what it was sorted by, so that it holds while other rows come and go. Pure. */
export function toCursor(order: string, values: SortValues): string {
  const bytes = new TextEncoder().encode(JSON.stringify([order, values]));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/gu, '-').replace(/\//gu, '_').replace(/[=]+$/u, '');
}

/** Reads a cursor of the same order. Errors: `HYPER_QUERY_CURSOR`. Pure. */
export function parseCursor(cursor: string, order: string): SortValues {
  const value = decode(cursor);
  const values: unknown = Array.isArray(value) && value[0] === order ? value[1] : undefined;
  const isSound =
    Array.isArray(values) &&
    values.every((one) => one === null || typeof one === 'number' || typeof one === 'string');
  if (isSound) return values as SortValues;
  throw new HyperError('HYPER_QUERY_CURSOR', 'the cursor is not one of this order', {
    hint: 'leave the cursor away to begin with the first page',
  });
}

function decode(cursor: string): unknown {
  try {
    const text = atob(cursor.replace(/-/gu, '+').replace(/_/gu, '/'));
    const bytes = Uint8Array.from(text, (unit) => unit.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
