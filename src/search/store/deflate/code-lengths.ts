import { CODE_BITS } from './bit-writer.ts';

/** No alphabet of DEFLATE has more symbols. */
const MAX_SYMBOLS = 288;
/** Of a symbol beside its count in one number. */
const SYMBOL_BITS = 9;
const SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

/** So few are put in order one by one. */
const MAX_INSERTED = 48;

/** Of a count that are looked at together. */
const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;

const sorted = new Uint32Array(MAX_SYMBOLS);
const moved = new Uint32Array(MAX_SYMBOLS);
const starts = new Uint32Array(DIGITS);
const tree = new Uint32Array(MAX_SYMBOLS);
const perLength = new Uint32Array(MAX_SYMBOLS + 1);

/**
 * Puts the lengths of a prefix code into `lengths`: the shortest there is for these counts, but none longer than `most`.
 * Symbols that do not occur have none. At least two symbols get one, as decoders want. Equal counts are told apart by their
 * symbols. In place, after Moffat and Katajainen.
 */
export function fillCodeLengths(counts: Uint32Array, most: number, lengths: Uint8Array): void {
  lengths.fill(0);
  let used = 0;
  for (let symbol = 0; symbol < counts.length; symbol += 1) {
    const count = counts[symbol] ?? 0;
    if (count > 0) sorted[used++] = (count << SYMBOL_BITS) | symbol;
  }
  if (used < 2) {
    const only = used === 0 ? 0 : (sorted[0] ?? 0) & SYMBOL_MASK;
    lengths[only] = 1;
    lengths[only === 0 ? 1 : 0] = 1;
    return;
  }
  sort(used);
  for (let at = 0; at < used; at += 1) tree[at] = (sorted[at] ?? 0) >>> SYMBOL_BITS;
  toDepths(used);
  const longest = limitDepths(used, most);
  // The rarest come first and have the longest codes.
  let at = 0;
  for (let length = longest; length > 0; length -= 1) {
    for (let left = perLength[length] ?? 0; left > 0; left -= 1) {
      lengths[(sorted[at] ?? 0) & SYMBOL_MASK] = length;
      at += 1;
    }
  }
}

/** Puts the counts in order, the smallest first; equal ones stay as they are, in order of symbol. */
function sort(used: number): void {
  if (used > MAX_INSERTED) {
    let all = 0;
    for (let at = 0; at < used; at += 1) all |= sorted[at] ?? 0;
    for (let shift = SYMBOL_BITS; all >>> shift > 0; shift += DIGIT_BITS) sortByDigit(used, shift);
    return;
  }
  for (let at = 1; at < used; at += 1) {
    const own = sorted[at] ?? 0;
    let to = at;
    for (; to > 0 && (sorted[to - 1] ?? 0) > own; to -= 1) sorted[to] = sorted[to - 1] ?? 0;
    sorted[to] = own;
  }
}

function sortByDigit(used: number, shift: number): void {
  starts.fill(0);
  for (let at = 0; at < used; at += 1) {
    const digit = ((sorted[at] ?? 0) >>> shift) & (DIGITS - 1);
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  let next = 0;
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const count = starts[digit] ?? 0;
    starts[digit] = next;
    next += count;
  }
  for (let at = 0; at < used; at += 1) {
    const own = sorted[at] ?? 0;
    const digit = (own >>> shift) & (DIGITS - 1);
    const to = starts[digit] ?? 0;
    starts[digit] = to + 1;
    moved[to] = own;
  }
  for (let at = 0; at < used; at += 1) sorted[at] = moved[at] ?? 0;
}

/** Turns rising counts into the depths of their leaves in the tree. */
function toDepths(used: number): void {
  const node = (at: number): number => tree[at] ?? 0;
  let root = 0;
  let leaf = 0;
  for (let next = 0; next < used - 1; next += 1) {
    let sum = 0;
    for (let child = 0; child < 2; child += 1) {
      if (leaf >= used || (root < next && node(root) < node(leaf))) {
        sum += node(root);
        tree[root] = next;
        root += 1;
      } else {
        sum += node(leaf);
        leaf += 1;
      }
    }
    tree[next] = sum;
  }
  tree[used - 2] = 0;
  for (let next = used - 3; next >= 0; next -= 1) tree[next] = node(node(next)) + 1;
  let available = 1;
  let inner = used - 2;
  let next = used - 1;
  for (let depth = 0; available > 0; depth += 1) {
    let branches = 0;
    while (inner >= 0 && node(inner) === depth) {
      branches += 1;
      inner -= 1;
    }
    for (; available > branches; available -= 1) {
      tree[next] = depth;
      next -= 1;
    }
    available = 2 * branches;
  }
}

/** Counts the depths, with those beyond `most` cut and others made deeper until a code fits; gives the deepest. */
function limitDepths(used: number, most: number): number {
  perLength.fill(0);
  let deepest = 0;
  for (let at = 0; at < used; at += 1) {
    const depth = Math.min(most, tree[at] ?? 0);
    perLength[depth] = (perLength[depth] ?? 0) + 1;
    deepest = Math.max(deepest, depth);
  }
  let filled = 0;
  for (let depth = 1; depth <= deepest; depth += 1) filled += (perLength[depth] ?? 0) << (most - depth);
  for (; filled > 2 ** most; filled -= 1) {
    let depth = most - 1;
    while ((perLength[depth] ?? 0) === 0) depth -= 1;
    perLength[most] = (perLength[most] ?? 0) - 1;
    perLength[depth] = (perLength[depth] ?? 0) - 1;
    perLength[depth + 1] = (perLength[depth + 1] ?? 0) + 2;
  }
  return deepest;
}

/** Bytes with their bits turned round. */
const TURNED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let found = 0;
  for (let bit = 0; bit < 8; bit += 1) found |= ((byte >>> bit) & 1) << (7 - bit);
  return found;
});

const nextCode = new Uint16Array(16);
const ofLength = new Uint16Array(16);

/** Puts the codes of these lengths, each with its length above, into `codes`; their bits turned round as they are written (RFC 1951, section 3.2.2). */
export function fillCodes(lengths: Uint8Array, codes: Uint32Array): void {
  const counts = ofLength.fill(0);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol] ?? 0;
    counts[length] = (counts[length] ?? 0) + 1;
  }
  counts[0] = 0;
  let code = 0;
  for (let length = 1; length < 16; length += 1) {
    code = (code + (counts[length - 1] ?? 0)) << 1;
    nextCode[length] = code;
  }
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol] ?? 0;
    codes[symbol] = 0;
    if (length === 0) continue;
    const next = nextCode[length] ?? 0;
    nextCode[length] = next + 1;
    codes[symbol] = turned(next, length) | (length << CODE_BITS);
  }
}

function turned(code: number, length: number): number {
  return (((TURNED[code & 255] ?? 0) << 8) | (TURNED[code >>> 8] ?? 0)) >>> (16 - length);
}
