/** Shorter words are too near to each other. */
const MIN_UNITS = 4;
const MAX_UNITS = 24;

/** One half of a word, by which the words that differ in the other half are found. */
export interface TypoHalf {
  readonly half: string;
  readonly isStart: boolean;
  /** Of the whole word. */
  readonly length: number;
}

/** The two halves that a word is kept by; none where typing errors in it are not forgiven. Pure. */
export function halvesOf(word: string): readonly TypoHalf[] {
  const { length } = word;
  if (length < MIN_UNITS || length > MAX_UNITS) return [];
  const size = Math.floor(length / 2);
  return [
    { half: word.slice(0, size), isStart: true, length },
    { half: word.slice(length - size), isStart: false, length },
  ];
}

/**
 * The halves by which every word is found that one typing error makes of this one: an error in one half leaves the other,
 * and two neighbours that were swapped across the middle are swapped back. Pure.
 */
export function halvesToAsk(word: string): TypoHalf[] {
  const asked: TypoHalf[] = [];
  for (let length = word.length - 1; length <= word.length + 1; length += 1) {
    if (length < MIN_UNITS || length > MAX_UNITS) continue;
    const size = Math.floor(length / 2);
    asked.push({ half: word.slice(0, size), isStart: true, length });
    asked.push({ half: word.slice(word.length - size), isStart: false, length });
    const isEven = length === word.length && length % 2 === 0;
    if (isEven) asked.push({ half: word.slice(0, size - 1) + (word[size] ?? ''), isStart: true, length });
  }
  return asked;
}

/** Whether one insertion, deletion, replacement or swap of neighbours makes one of the other. Pure. */
export function isOneTypoApart(left: string, right: string): boolean {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const [one, other] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  if (one.length <= 1 && other.length <= 1) return true;
  return one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
}
