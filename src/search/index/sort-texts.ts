import type { TextList } from './text-list.ts';

/** Fewer texts are put in order one by one. */
const MIN_PARTED = 12;

/**
 * The places of texts in the order of their code units: multikey quicksort (Bentley and Sedgewick, 1997), which looks at a
 * byte at a time and makes no text. Equal texts stand together. Pure.
 */
export function sortTexts(texts: TextList): Uint32Array {
  const order = Uint32Array.from({ length: texts.count }, (_, place) => place);
  // Stretches that are to be sorted, with the bytes that all of their texts share.
  const stretches = [0, order.length, 0];
  while (stretches.length > 0) {
    const depth = stretches.pop() ?? 0;
    const end = stretches.pop() ?? 0;
    const start = stretches.pop() ?? 0;
    if (end - start < MIN_PARTED) {
      insert(texts, order, start, end, depth);
      continue;
    }
    const pivot = texts.byteAt(order[(start + end) >>> 1] ?? 0, depth);
    const [less, more] = part(texts, order, { start, end, depth, pivot });
    stretches.push(start, less, depth, more, end, depth);
    if (pivot >= 0) stretches.push(less, more, depth + 1);
  }
  return order;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly pivot: number;
}

/** Parts a stretch into lower, equal and higher bytes than the pivot; gives where the equal ones begin and end. */
function part(
  texts: TextList,
  order: Uint32Array,
  { start, end, depth, pivot }: Stretch,
): [less: number, more: number] {
  let less = start;
  let more = end;
  for (let at = start; at < more;) {
    const place = order[at] ?? 0;
    const byte = texts.byteAt(place, depth);
    if (byte === pivot) {
      at += 1;
    } else if (byte < pivot) {
      order[at++] = order[less] ?? 0;
      order[less++] = place;
    } else {
      order[at] = order[--more] ?? 0;
      order[more] = place;
    }
  }
  return [less, more];
}

function insert(texts: TextList, order: Uint32Array, start: number, end: number, depth: number): void {
  for (let at = start + 1; at < end; at += 1) {
    const place = order[at] ?? 0;
    let to = at;
    while (to > start && comesBefore(texts, place, order[to - 1] ?? 0, depth)) {
      order[to] = order[to - 1] ?? 0;
      to -= 1;
    }
    order[to] = place;
  }
}

function comesBefore(texts: TextList, left: number, right: number, depth: number): boolean {
  for (let at = depth; ; at += 1) {
    const [one, other] = [texts.byteAt(left, at), texts.byteAt(right, at)];
    if (one !== other) return one < other;
    if (one < 0) return false;
  }
}
