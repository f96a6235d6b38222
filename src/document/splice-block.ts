import { isMap, isScalar, isSeq } from 'yaml';
import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { isJsonObject } from '../core/index.ts';
import { renderAfterColon, renderCollection, renderFlow, renderItem } from './render-document.ts';
import { renderInline, renderKey } from './render-scalar.ts';
import {
  colonEnd,
  dashesOf,
  endOfLine,
  extentOf,
  extentOfPair,
  findPair,
  indentAt,
  isEmptyNode,
  startOfLine,
} from './splice.ts';
import type { Extent, NodePair, Splice } from './splice.ts';

/** Sets a pair of a block mapping, or adds it: behind the last of those that stand before it in the order, else at the end. */
export function setBlockPair(
  text: string,
  map: YAMLMap.Parsed,
  key: string,
  value: JsonValue,
  order: readonly string[],
): Splice | undefined {
  const pair = findPair(map.items, key);
  if (pair !== undefined) return setPairValue(text, pair, value);
  const [first] = map.items;
  const before = pairBefore(map.items, key, order) ?? map.items.at(-1);
  if (first === undefined || before === undefined) return undefined;
  const indent = indentAt(text, first.key.range[0]);
  const end = behindOwnComments(text, endOfLine(text, extentOfPair(text, before)[1]), indent.length);
  return { start: end, end, replacement: `\n${indent}${renderKey(key)}:${renderAfterColon(value, indent)}` };
}

/** Comments that stand deeper than the keys belong to the pair above them. */
function behindOwnComments(text: string, lineEnd: number, indent: number): number {
  let end = lineEnd;
  for (let newline = text.indexOf('\n', lineEnd); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
    const lineStop = endOfLine(text, newline + 1);
    const line = text.slice(newline + 1, lineStop);
    const column = line.search(/\S/u);
    if (column < 0) continue;
    if (line[column] !== '#' || column <= indent) break;
    end = lineStop;
  }
  return end;
}

/** Of pairs in an order of their own, the last that the key comes after; undefined where the order does not tell. */
function pairBefore(pairs: readonly NodePair[], key: string, order: readonly string[]): NodePair | undefined {
  const place = order.indexOf(key);
  return pairs.findLast((pair) => {
    const other = isScalar(pair.key) ? order.indexOf(String(pair.key.value)) : -1;
    return other >= 0 && other < place;
  });
}

function setPairValue(text: string, pair: NodePair, value: JsonValue): Splice | undefined {
  const colon = colonEnd(pair);
  const indent = indentAt(text, pair.key.range[0]);
  const rendered = renderAfterColon(value, indent);
  const old = pair.value;
  if (old === null || isEmptyNode(old)) return insertAfter(text, colon, rendered, value);
  const [start, end] = extentOf(text, old);
  const between = text.slice(colon, start);
  if (isHeaderCommented(text, old)) return undefined;
  if (!between.includes('\n')) {
    if (!rendered.includes('\n')) return { start, end, replacement: rendered.slice(1) };
    const tail = text.slice(end, endOfLine(text, end)).trimEnd();
    if (rendered.startsWith('\n'))
      return { start: colon, end: end + tail.length, replacement: tail + rendered };
    return { start, end, replacement: tail === '' ? rendered.slice(1) : renderOneLine(value) };
  }
  if (rendered.startsWith('\n')) return replaceBelow(text, start, end, indent, value);
  if (between.includes('#')) return { start, end, replacement: renderOneLine(value) };
  return { start: colon, end, replacement: rendered };
}

/** A block collection in place of a value that begins on a line below its key. */
function replaceBelow(text: string, start: number, end: number, keyIndent: string, value: JsonValue): Splice {
  const column = indentAt(text, start).length;
  const isTooShallow = isJsonObject(value) && column <= keyIndent.length;
  const indent = isTooShallow ? `${keyIndent}  ` : ' '.repeat(column);
  const body = renderCollection(value as JsonObject | readonly JsonValue[], indent);
  return { start: startOfLine(text, start), end, replacement: indent + body };
}

/** A value where nothing stood after the colon or dash; a comment on the line stays there. */
function insertAfter(text: string, offset: number, rendered: string, value: JsonValue): Splice {
  const lineEnd = endOfLine(text, offset);
  const isCommented = text.slice(offset, lineEnd).trim() !== '';
  if (rendered.startsWith('\n')) return { start: lineEnd, end: lineEnd, replacement: rendered };
  const isBlockText = rendered.includes('\n') && isCommented;
  return { start: offset, end: offset, replacement: isBlockText ? ` ${renderOneLine(value)}` : rendered };
}

function renderOneLine(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? renderFlow(value) : renderInline(value);
}

/** A comment behind `|` or `>` stands inside the scalar's range and would go with it. */
function isHeaderCommented(text: string, node: ParsedNode): boolean {
  if (!isScalar(node) || (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED')) return false;
  return text.slice(node.range[0], endOfLine(text, node.range[0])).includes('#');
}

/** Sets or appends an item of a block sequence. */
export function setBlockItem(
  text: string,
  list: YAMLSeq.Parsed,
  index: number,
  value: JsonValue,
): Splice | undefined {
  const dashes = dashesOf(list);
  const [firstDash] = dashes;
  const lastItem = list.items.at(-1);
  if (firstDash === undefined || lastItem === undefined) return undefined;
  const indent = indentAt(text, firstDash);
  const item = list.items[index];
  const dash = dashes[index];
  if (item === undefined || dash === undefined) {
    const lastEnd = isEmptyNode(lastItem) ? (dashes.at(-1) ?? 0) + 1 : extentOf(text, lastItem)[1];
    const end = endOfLine(text, lastEnd);
    return { start: end, end, replacement: `\n${indent}- ${renderItem(value, indent)}` };
  }
  if (isEmptyNode(item)) return { start: dash + 1, end: dash + 1, replacement: ` ${renderOneLine(value)}` };
  if (isHeaderCommented(text, item)) return undefined;
  const [start, end] = extentOf(text, item);
  if (typeof value !== 'object' || value === null) return { start, end, replacement: renderInline(value) };
  const body = renderCollection(value, indentAt(text, start));
  const tail = text.slice(end, endOfLine(text, end)).trim();
  return { start, end, replacement: body.includes('\n') && tail !== '' ? renderFlow(value) : body };
}

/** Removes one of several pairs or items of a block collection, with its lines. */
export function removeFromBlock(
  text: string,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  index: number,
): Splice | undefined {
  const extents = blockExtents(text, node);
  const extent = extents[index];
  if (extent === undefined) return undefined;
  const [start, end] = extent;
  const lineStart = startOfLine(text, start);
  const lineEnd = endOfLine(text, end);
  if (text.slice(lineStart, start).trim() === '') {
    const next = text.indexOf('\n', lineEnd);
    return { start: lineStart, end: next < 0 ? text.length : next + 1, replacement: '' };
  }
  // The part shares its line with the dash of an outer item: the next part moves up to its place.
  const nextStart = extents[index + 1]?.[0];
  if (nextStart === undefined || text.slice(lineEnd, nextStart).trim() !== '') return undefined;
  return { start, end: nextStart, replacement: '' };
}

function blockExtents(text: string, node: YAMLMap.Parsed | YAMLSeq.Parsed): Extent[] {
  if (isMap(node)) return node.items.map((pair) => extentOfPair(text, pair));
  if (!isSeq(node)) return [];
  const dashes = dashesOf(node);
  return node.items.map((item, index) => {
    const dash = dashes[index] ?? item.range[0];
    return [dash, isEmptyNode(item) ? dash + 1 : extentOf(text, item)[1]] as const;
  });
}
