/** The first and the last of the values that a text stands for. */
export type Span = readonly [first: number, last: number];

const TIME = /^\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+Z)?)?)?$/u;

/** The milliseconds since 1970 that a year, a month, a day or a moment stands for, in UTC; undefined for any other text, or
 *  a day that is not. Pure. */
export function timeSpan(text: string): Span | undefined {
  const first = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(first)) return undefined;
  const end = new Date(first);
  // A day that a month has not is taken for one of the next.
  if (!end.toISOString().startsWith(text.slice(0, '2026-01-31'.length))) return undefined;
  if (text.length === '2026'.length) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (text.length === '2026-01'.length) end.setUTCMonth(end.getUTCMonth() + 1);
  else if (text.length === '2026-01-31'.length) end.setUTCDate(end.getUTCDate() + 1);
  else return [first, first];
  return [first, end.getTime() - 1];
}

/** Whether a condition on a span holds of a value. Signs say which sides they take in: `<=` what is below the span and what is
 *  in it. Pure. */
export function holdsOfSpan(value: number, operator: string, [first, last]: Span): boolean {
  const side = value < first ? '<' : value > last ? '>' : '=';
  return operator === '!=' ? side !== '=' : operator.includes(side);
}
