/**
 * Sets of releases as words of bits in one array; an operand is the index of its first word. Bit 0 of the first word is
 * "not chosen", bits above the last release are never set.
 */
export function isSubset(cells: Int32Array, inner: number, outer: number, words: number): boolean {
  for (let word = 0; word < words; word += 1) {
    if (((cells[inner + word] as number) & ~(cells[outer + word] as number)) !== 0) return false;
  }
  return true;
}

export function isDisjoint(cells: Int32Array, left: number, right: number, words: number): boolean {
  for (let word = 0; word < words; word += 1) {
    if (((cells[left + word] as number) & (cells[right + word] as number)) !== 0) return false;
  }
  return true;
}

/** True where the package cannot be left out any more. */
export function isNeeded(cells: Int32Array, set: number): boolean {
  return ((cells[set] as number) & 1) === 0;
}

export function hasBit(cells: Int32Array, set: number, bit: number): boolean {
  return (((cells[set + (bit >>> 5)] as number) >>> (bit & 31)) & 1) === 1;
}

export function addBit(cells: Int32Array, set: number, bit: number): void {
  const word = set + (bit >>> 5);
  cells[word] = (cells[word] as number) | (1 << (bit & 31));
}

/** How many releases are in the set; "not chosen" does not count. */
export function countReleases(cells: Int32Array, set: number, words: number): number {
  let count = countBits((cells[set] as number) & ~1);
  for (let word = 1; word < words; word += 1) count += countBits(cells[set + word] as number);
  return count;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The rank of the highest release in the set, -1 where there is none. */
export function highestRank(cells: Int32Array, set: number, words: number): number {
  for (let word = words - 1; word >= 0; word -= 1) {
    const bits = (cells[set + word] as number) & (word === 0 ? ~1 : ~0);
    if (bits !== 0) return word * 32 + 30 - Math.clz32(bits);
  }
  return -1;
}

/** The rank of the lowest release in the set, -1 where there is none. */
export function lowestRank(cells: Int32Array, set: number, words: number): number {
  for (let word = 0; word < words; word += 1) {
    const bits = (cells[set + word] as number) & (word === 0 ? ~1 : ~0);
    if (bits !== 0) return word * 32 + 30 - Math.clz32(bits & -bits);
  }
  return -1;
}
