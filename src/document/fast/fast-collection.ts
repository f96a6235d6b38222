import type { JsonValue } from '../../core/index.ts';
import { MAX_DEPTH } from '../../core/index.ts';
import {
  APOSTROPHE,
  BAR,
  COLON,
  DASH,
  DOUBT,
  GREATER,
  HASH,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  canStartPlain,
  isKeyUnit,
  skipSpaces,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { readBlockScalar } from './fast-block.ts';
import { readFlow } from './fast-flow.ts';
import { openMapping, openNames, readKey } from './fast-keys.ts';
import { readPlainLine, readQuoted } from './fast-scalar.ts';

/** The whole text: a block collection, or a flow collection on one line. */
export function readRoot(cursor: Cursor): JsonValue {
  cursor.nextLine(-1);
  if (cursor.indent === 0 && cursor.text.startsWith('---\n', cursor.pos)) cursor.nextLine(cursor.pos + 3);
  if (cursor.indent !== 0) throw DOUBT;
  const first = cursor.text.charCodeAt(cursor.pos);
  const isFlow = first === OPEN_BRACE || first === OPEN_BRACKET;
  const value = isFlow ? readFlowLine(cursor, 1) : readBlock(cursor, 0, 1);
  if (!cursor.isAtEnd()) throw DOUBT;
  return value;
}

function readBlock(cursor: Cursor, indent: number, depth: number): JsonValue {
  return cursor.isAtItem() ? readSequence(cursor, indent, depth) : readMapping(cursor, indent, depth);
}

function readMapping(cursor: Cursor, indent: number, depth: number): JsonValue {
  if (depth > MAX_DEPTH) throw DOUBT;
  const mapping = openMapping(depth);
  let isFirst = true;
  do {
    const key = readKey(cursor, mapping);
    if (isFirst) openNames(mapping, key);
    isFirst = false;
    const next = cursor.text.charCodeAt(cursor.pos);
    if (next !== SPACE && next !== NEWLINE) throw DOUBT;
    mapping.object[key] = readValue(cursor, indent, depth, true);
    if (cursor.indent > indent) throw DOUBT;
  } while (cursor.indent === indent);
  return mapping.object;
}

function readSequence(cursor: Cursor, indent: number, depth: number): JsonValue {
  if (depth > MAX_DEPTH) throw DOUBT;
  const items: JsonValue[] = [];
  do {
    cursor.itemCount++;
    items.push(readItem(cursor, indent, depth));
    if (cursor.indent > indent) throw DOUBT;
  } while (cursor.indent === indent && cursor.isAtItem());
  return items;
}

function readItem(cursor: Cursor, indent: number, depth: number): JsonValue {
  const { text, pos: dash } = cursor;
  const pos = skipSpaces(text, dash + 1);
  const unit = text.charCodeAt(pos);
  const isItem = unit === DASH && text.charCodeAt(pos + 1) === SPACE;
  if (isItem || (canStartPlain(unit) && isKeyAt(text, pos)) || isQuotedKeyAt(cursor, pos)) {
    const column = indent + pos - dash;
    cursor.pos = pos;
    cursor.indent = column;
    return isItem ? readSequence(cursor, column, depth + 1) : readMapping(cursor, column, depth + 1);
  }
  cursor.pos = dash + 1;
  return readValue(cursor, indent, depth, false);
}

/** True at an unquoted key. */
export function isKeyAt(text: string, start: number): boolean {
  let pos = start;
  while (isKeyUnit(text.charCodeAt(pos))) pos++;
  if (text.charCodeAt(pos) !== COLON) return false;
  const next = text.charCodeAt(pos + 1);
  return next === SPACE || next === NEWLINE;
}

function isQuotedKeyAt(cursor: Cursor, start: number): boolean {
  const { text } = cursor;
  const unit = text.charCodeAt(start);
  if (unit !== QUOTE && unit !== APOSTROPHE) return false;
  cursor.pos = start;
  readQuoted(cursor, unit);
  return text.charCodeAt(cursor.pos) === COLON;
}

/** What follows a colon or a dash. A sequence may stand at the indent of the key that it belongs to. */
function readValue(cursor: Cursor, indent: number, depth: number, isOfKey: boolean): JsonValue {
  const { text } = cursor;
  const pos = skipSpaces(text, cursor.pos);
  const unit = text.charCodeAt(pos);
  cursor.pos = pos;
  switch (unit) {
    case NEWLINE:
    case HASH:
      cursor.nextLine(unit === NEWLINE ? pos : text.indexOf('\n', pos));
      if (cursor.indent > indent) return readBlock(cursor, cursor.indent, depth + 1);
      if (isOfKey && cursor.indent === indent && cursor.isAtItem()) {
        return readSequence(cursor, indent, depth + 1);
      }
      return null;
    case QUOTE:
    case APOSTROPHE: {
      const value = readQuoted(cursor, unit);
      cursor.finishLine(cursor.pos);
      return value;
    }
    case OPEN_BRACKET:
    case OPEN_BRACE:
      return readFlowLine(cursor, depth + 1);
    case BAR:
    case GREATER:
      return readBlockScalar(cursor, indent);
    default:
      return readPlainLine(cursor);
  }
}

function readFlowLine(cursor: Cursor, depth: number): JsonValue {
  const value = readFlow(cursor, depth);
  cursor.finishLine(cursor.pos);
  return value;
}
