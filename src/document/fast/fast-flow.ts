import type { JsonValue } from '../../core/index.ts';
import { MAX_DEPTH } from '../../core/index.ts';
import {
  APOSTROPHE,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOUBT,
  HASH,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  canStartPlain,
  skipSpaces,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { openMapping, openNames, readKey } from './fast-keys.ts';
import { isDashedWord, plainValue, readQuoted } from './fast-scalar.ts';

/** The `[…]` or `{…}` at `pos`, on one line; leaves `pos` after its closing bracket. */
export function readFlow(cursor: Cursor, depth: number): JsonValue {
  if (depth > MAX_DEPTH) throw DOUBT;
  const isMapping = cursor.text.charCodeAt(cursor.pos) === OPEN_BRACE;
  cursor.pos++;
  return isMapping ? readFlowMapping(cursor, depth) : readFlowSequence(cursor, depth);
}

function readFlowSequence(cursor: Cursor, depth: number): JsonValue {
  const items: JsonValue[] = [];
  if (isClosedAt(cursor, CLOSE_BRACKET)) return items;
  do {
    items.push(readFlowValue(cursor, depth));
  } while (hasMore(cursor, CLOSE_BRACKET));
  return items;
}

function readFlowMapping(cursor: Cursor, depth: number): JsonValue {
  const mapping = openMapping(depth);
  if (isClosedAt(cursor, CLOSE_BRACE)) return mapping.object;
  let isFirst = true;
  do {
    cursor.pos = skipSpaces(cursor.text, cursor.pos);
    const key = readKey(cursor, mapping);
    if (isFirst) openNames(mapping, key);
    isFirst = false;
    if (cursor.text.charCodeAt(cursor.pos) !== SPACE) throw DOUBT;
    mapping.object[key] = readFlowValue(cursor, depth);
  } while (hasMore(cursor, CLOSE_BRACE));
  return mapping.object;
}

/** Only for an empty collection: a comma before the closing bracket is doubt. */
function isClosedAt(cursor: Cursor, close: number): boolean {
  const pos = skipSpaces(cursor.text, cursor.pos);
  if (cursor.text.charCodeAt(pos) !== close) return false;
  cursor.pos = pos + 1;
  return true;
}

function hasMore(cursor: Cursor, close: number): boolean {
  const pos = skipSpaces(cursor.text, cursor.pos);
  const unit = cursor.text.charCodeAt(pos);
  cursor.pos = pos + 1;
  cursor.itemCount++;
  if (unit === COMMA) return true;
  if (unit === close) return false;
  throw DOUBT;
}

function readFlowValue(cursor: Cursor, depth: number): JsonValue {
  cursor.pos = skipSpaces(cursor.text, cursor.pos);
  const unit = cursor.text.charCodeAt(cursor.pos);
  if (unit === QUOTE || unit === APOSTROPHE) return readQuoted(cursor, unit);
  if (unit === OPEN_BRACE || unit === OPEN_BRACKET) return readFlow(cursor, depth + 1);
  return readFlowPlain(cursor, unit);
}

function readFlowPlain(cursor: Cursor, first: number): JsonValue {
  const { text, pos: start } = cursor;
  if (!canStartPlain(first)) throw DOUBT;
  if (first === DASH && !isDashedWord(text, start)) throw DOUBT;
  let pos = start;
  let end = start;
  let unit = first;
  while (unit !== COMMA && unit !== CLOSE_BRACKET && unit !== CLOSE_BRACE) {
    if (unit === COLON ? !isInnerColon(text, pos) : isDoubtful(unit)) throw DOUBT;
    if (unit !== SPACE) end = pos + 1;
    unit = text.charCodeAt(++pos);
  }
  cursor.pos = pos;
  return plainValue(text, start, end);
}

/** A colon with a letter, a digit or a slash after it is part of the text. */
function isInnerColon(text: string, pos: number): boolean {
  const next = text.charCodeAt(pos + 1);
  return next === 47 || (next !== DASH && next < 128 && canStartPlain(next));
}

function isDoubtful(unit: number): boolean {
  return (
    unit === NEWLINE ||
    unit === HASH ||
    unit === OPEN_BRACE ||
    unit === OPEN_BRACKET ||
    unit === QUOTE ||
    unit === APOSTROPHE
  );
}
