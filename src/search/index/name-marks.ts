import type { ByteReader, ByteWriter } from '../store/bytes.ts';
import { textHashAfter } from '../text/text-hash.ts';

/** Bits of a mark, and how many of them a word sets. */
const MARK_BITS = 24;
const WORD_BITS = 3;
const MARK_BYTES = 3;
const hashOf = /* @__PURE__ */ textHashAfter('mark ');

/** The mark of a word of a name. The mark of a name is what those of its words have together, so that a name without the
 *  bits of a word is without the word. Pure. */
export function markOf(stem: string): number {
  const hash = hashOf(stem);
  let mark = 0;
  for (let turn = 0; turn < WORD_BITS; turn += 1) mark |= 1 << ((hash >>> (8 * turn)) % MARK_BITS);
  return mark;
}

/** Whether a name with the mark may have a word with the other. Pure. */
export function mayHave(ofName: number, ofWord: number): boolean {
  return (ofName & ofWord) === ofWord;
}

/** Bytes of the same place one after the other, which pack better. */
export function writeMarks(writer: ByteWriter, marks: ArrayLike<number>): void {
  for (let shift = 0; shift < MARK_BITS; shift += 8) {
    for (let at = 0; at < marks.length; at += 1) writer.byte(((marks[at] ?? 0) >>> shift) & 255);
  }
}

/** Reads what `writeMarks` wrote of so many. */
export function readMarks(reader: ByteReader, count: number): Uint32Array {
  const bytes = reader.raw(count * MARK_BYTES);
  return Uint32Array.from(
    { length: count },
    (_, at) => (bytes[at] ?? 0) | ((bytes[at + count] ?? 0) << 8) | ((bytes[at + 2 * count] ?? 0) << 16),
  );
}
