import type { Pointer } from '../parsed-document.ts';
import {
  APOSTROPHE,
  BAR,
  COLON,
  Cursor,
  DASH,
  GREATER,
  HASH,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  skipSpaces,
} from './cursor.ts';
import { isKeyAt } from './fast-collection.ts';
import { readQuoted } from './fast-scalar.ts';

/** Offsets of the first character and of the one after the last. */
export type Range = readonly [start: number, end: number];

/**
 * Where a key or a one-line scalar stands in a text that `parseFast` has read: the same place that the positioned
 * parser tells. Undefined for whatever else a pointer can mean: quoted keys on the way, flow style, blocks of text,
 * whole collections, places that do not exist. Pure; no tree is made.
 */
export function locateFast(text: string, pointer: Pointer, part: 'key' | 'value'): Range | undefined {
  const cursor = new Cursor(text);
  cursor.nextLine(-1);
  if (cursor.text.startsWith('---\n', cursor.pos)) cursor.nextLine(cursor.pos + 3);
  let key: Range | undefined;
  for (const [depth, step] of pointer.entries()) {
    const isLast = depth === pointer.length - 1;
    if (cursor.isAtItem()) {
      if (typeof step !== 'number' || !goToItem(cursor, step)) return undefined;
      key = undefined;
    } else {
      key = goToKey(cursor, String(step));
      if (key === undefined) return undefined;
    }
    if (!isLast && !enter(cursor, key === undefined)) return undefined;
  }
  if (part === 'key' && key !== undefined) return key;
  return pointer.length === 0 ? undefined : scalarAt(cursor, key === undefined);
}

/** Goes to the item of that number in the sequence at `pos`; leaves `pos` after its dash. */
function goToItem(cursor: Cursor, wanted: number): boolean {
  const { indent } = cursor;
  for (let number = 0; number < wanted; number++) {
    if (!goToSibling(cursor, indent) || !cursor.isAtItem()) return false;
  }
  cursor.pos++;
  return wanted >= 0;
}

/** Goes through the mapping at `pos` to the key; leaves `pos` after its colon. */
function goToKey(cursor: Cursor, wanted: string): Range | undefined {
  const { indent, text } = cursor;
  do {
    const { pos } = cursor;
    const unit = text.charCodeAt(pos);
    if (unit === QUOTE || unit === APOSTROPHE || unit === OPEN_BRACE || unit === OPEN_BRACKET)
      return undefined;
    const end = pos + wanted.length;
    if (text.charCodeAt(end) === COLON && text.startsWith(wanted, pos) && isKeyAt(text, pos)) {
      if (text.indexOf(':', pos) !== end) return undefined;
      cursor.pos = end + 1;
      return [pos, end];
    }
  } while (goToSibling(cursor, indent));
  return undefined;
}

/** Goes to the next line at the indent, past deeper ones; false where the collection ends before. */
function goToSibling(cursor: Cursor, indent: number): boolean {
  do {
    cursor.nextLine(cursor.text.indexOf('\n', cursor.pos));
  } while (cursor.indent > indent);
  return cursor.indent === indent;
}

/** Goes into the block collection that follows a key or a dash. */
function enter(cursor: Cursor, isItem: boolean): boolean {
  const { text, indent, pos: from } = cursor;
  const pos = skipSpaces(text, from);
  const unit = text.charCodeAt(pos);
  if (unit === NEWLINE || unit === HASH) {
    cursor.nextLine(text.indexOf('\n', pos));
    return cursor.indent > indent || (!isItem && cursor.indent === indent && cursor.isAtItem());
  }
  const isNested = unit === DASH && text.charCodeAt(pos + 1) === SPACE;
  if (!isItem || !(isNested || isKeyAt(text, pos))) return false;
  cursor.indent = indent + pos - from + 1;
  cursor.pos = pos;
  return true;
}

/** The range of the one-line scalar that follows a key or a dash. */
function scalarAt(cursor: Cursor, isItem: boolean): Range | undefined {
  const { text } = cursor;
  const start = skipSpaces(text, cursor.pos);
  switch (text.charCodeAt(start)) {
    case NEWLINE:
    case HASH:
    case OPEN_BRACE:
    case OPEN_BRACKET:
    case BAR:
    case GREATER:
      return undefined;
    case QUOTE:
    case APOSTROPHE:
      cursor.pos = start;
      readQuoted(cursor, text.charCodeAt(start));
      return text.charCodeAt(cursor.pos) === COLON ? undefined : [start, cursor.pos];
    default:
      if (isItem && (cursor.isAtItem() || isKeyAt(text, start) || text.charCodeAt(start) === DASH))
        return undefined;
      return [start, plainEnd(text, start)];
  }
}

/** The end of a plain scalar, before the blanks and the comment that may follow it on its line. */
function plainEnd(text: string, start: number): number {
  const line = text.slice(start, text.indexOf('\n', start));
  const comment = line.indexOf(' #');
  return start + (comment < 0 ? line : line.slice(0, comment)).trimEnd().length;
}
