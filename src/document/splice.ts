import { isMap, isScalar, isSeq } from 'yaml';
import type { CST, Pair, ParsedNode, YAMLSeq } from 'yaml';
import type { Pointer } from './parsed-document.ts';

/** Replace the characters between the offsets. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export type NodePair = Pair<ParsedNode, ParsedNode | null>;

/** Offsets of content, without what follows it on the line. */
export type Extent = readonly [start: number, end: number];

export function nodeAt(root: ParsedNode, pointer: Pointer): ParsedNode | null {
  let node: ParsedNode | null = root;
  for (const step of pointer) {
    if (isMap(node)) node = findPair(node.items, step)?.value ?? null;
    else if (isSeq(node) && typeof step === 'number') node = node.items[step] ?? null;
    else return null;
  }
  return node;
}

export function findPair(pairs: readonly NodePair[], key: string | number): NodePair | undefined {
  return pairs.find((pair) => isScalar(pair.key) && keyText(pair.key) === String(key));
}

function keyText(key: { readonly value: unknown }): string {
  return typeof key.value === 'string' ? key.value : '';
}

export function extentOf(text: string, node: ParsedNode): Extent {
  const [start, end] = node.range;
  return [start, start + text.slice(start, end).trimEnd().length];
}

/** From the key to the end of its value. */
export function extentOfPair(text: string, pair: NodePair): Extent {
  const colon = colonEnd(pair);
  const valueEnd = pair.value === null ? colon : extentOf(text, pair.value)[1];
  return [pair.key.range[0], Math.max(colon, isEmptyNode(pair.value) ? colon : valueEnd)];
}

/** True for the nothing after a colon or dash that means null. */
export function isEmptyNode(node: ParsedNode | null): boolean {
  return node === null || node.range[0] === node.range[1];
}

/** The offset after the pair's colon. */
export function colonEnd(pair: NodePair): number {
  const colon = pair.srcToken?.sep?.find((part) => part.type === 'map-value-ind');
  return colon === undefined ? pair.key.range[1] : colon.offset + 1;
}

/** The offsets of the dashes of a block sequence. */
export function dashesOf(sequence: YAMLSeq.Parsed): number[] {
  const token = sequence.srcToken as CST.Token | undefined;
  if (token?.type !== 'block-seq') return [];
  return token.items.flatMap((item) =>
    item.start.filter((part) => part.type === 'seq-item-ind').map((part) => part.offset),
  );
}

export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line's end, before its line feed or carriage return. */
export function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** As many spaces as stand, or could stand, before the offset on its line. */
export function indentAt(text: string, offset: number): string {
  return ' '.repeat(offset - startOfLine(text, offset));
}
