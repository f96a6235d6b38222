/** A 32-bit number for a text, spread evenly: the same on every machine. Not for security. Pure. */
export function textHash(text: string): number {
  return mixed(sumOf(text));
}

/** Gives what `textHash` gives for texts that begin so, by what follows. Pure. */
export function textHashAfter(beginning: string): (rest: string) => number {
  const sum = sumOf(beginning);
  return (rest) => mixed(sumOf(rest, sum));
}

function sumOf(text: string, before = 0x811c9dc5): number {
  let sum = before;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum;
}

/** The same number for a text of ASCII by its bytes. Pure. */
export function bytesHash(bytes: { readonly length: number; at(place: number): number }): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at += 1) hash = Math.imul(hash ^ bytes.at(at), 0x01000193);
  return mixed(hash);
}

function mixed(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
