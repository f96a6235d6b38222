/** Shorter words are too near to each other. */
const MIN_UNITS = 4;
const MAX_UNITS = 24;

/** The word and every way to leave out one character: two words of one typing error share one of them. Pure. */
export function typoVariants(word: string): string[] {
  if (word.length < MIN_UNITS || word.length > MAX_UNITS) return [];
  const variants = new Set([word]);
  for (let at = 0; at < word.length; at += 1) variants.add(word.slice(0, at) + word.slice(at + 1));
  return [...variants];
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
