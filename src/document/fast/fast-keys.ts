import { MAX_KEYS } from '../../core/index.ts';
import { foldKey, isUnsafeKey } from '../unsafe-key.ts';
import { APOSTROPHE, COLON, DASH, DOUBT, QUOTE, canStartPlain, isKeyUnit } from './cursor.ts';
import type { Cursor, MutableObject } from './cursor.ts';
import { readQuoted } from './fast-scalar.ts';
import { addToHash, cachedKey, isSlotTaken } from './key-cache.ts';

/** The mapping that is being read: enough to notice a repeated key. */
export interface OpenMapping {
  object: MutableObject;
  readonly depth: number;
  /** Unlike that of any other open mapping of the same depth. */
  readonly id: number;
  /** The folded keys, kept from where two keys shared a slot, or one went beyond ASCII and its slot says nothing. */
  folded: Set<string> | undefined;
}

/** Numbers the mappings of all texts, so that the key cache need not be cleared between them. */
let mappingCount = 0;

export function openMapping(depth: number): OpenMapping {
  mappingCount = (mappingCount + 1) | 0;
  return { object: {}, depth, id: mappingCount, folded: undefined };
}

/**
 * Before the first key of a mapping is set. A key with a slash is a name out of millions, and so are those behind it: the
 * engine would describe the shape of every such mapping anew, which took longer than reading it. One without a prototype is
 * a plain table from the start.
 */
export function openNames(mapping: OpenMapping, firstKey: string): void {
  if (firstKey.includes('/')) mapping.object = Object.create(null) as MutableObject;
}

/** The key at `pos` of the cursor; leaves `pos` after its colon. Doubts repeated, unsafe and unusual keys. */
export function readKey(cursor: Cursor, mapping: OpenMapping): string {
  const { text, pos: start } = cursor;
  let unit = text.charCodeAt(start);
  if (unit === QUOTE || unit === APOSTROPHE) return readQuotedKey(cursor, mapping, unit);
  if (!canStartPlain(unit) || unit === DASH) throw DOUBT;
  let pos = start;
  let hash = 0;
  while (isKeyUnit(unit)) {
    hash = addToHash(hash, unit);
    unit = text.charCodeAt(++pos);
  }
  if (unit !== COLON) throw DOUBT;
  const key = cachedKey(text, start, pos, hash);
  if (key === undefined) throw DOUBT;
  cursor.pos = pos + 1;
  return checkKey(cursor, mapping, key, hash);
}

function readQuotedKey(cursor: Cursor, mapping: OpenMapping, quote: number): string {
  const { text } = cursor;
  const start = cursor.pos;
  const key = readQuoted(cursor, quote);
  if (text.charCodeAt(cursor.pos) !== COLON || cursor.pos - start > 1000 || isUnsafeKey(key)) throw DOUBT;
  cursor.pos++;
  let hash = 0;
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index);
    if (unit > 0x7e) mapping.folded ??= foldedKeys(mapping);
    hash = addToHash(hash, unit);
  }
  return checkKey(cursor, mapping, key, hash);
}

/** Two keys that are equal, or differ in case alone, share a slot: only then is it worth looking closer. */
function checkKey(cursor: Cursor, mapping: OpenMapping, key: string, hash: number): string {
  if (++cursor.keyCount > MAX_KEYS) throw DOUBT;
  if (isSlotTaken(hash, mapping.depth, mapping.id)) mapping.folded ??= foldedKeys(mapping);
  if (mapping.folded !== undefined) {
    const folded = foldKey(key);
    if (mapping.folded.has(folded)) throw DOUBT;
    mapping.folded.add(folded);
  }
  return key;
}

function foldedKeys(mapping: OpenMapping): Set<string> {
  return new Set(Object.keys(mapping.object).map(foldKey));
}
