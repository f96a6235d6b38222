import type { JsonValue } from '../../core/index.ts';
import { MAX_KEYS } from '../../core/index.ts';
import { MAX_LIST_ITEMS, MAX_SKIPPED_LINES } from '../document-limits.ts';

/** Thrown, and caught by `parseFast`, where the text may mean something that only the positioned parser tells. */
export const DOUBT = new Error('not in the fast subset');

export const NEWLINE = 10;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const APOSTROPHE = 39;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;
export const GREATER = 62;

export type MutableObject = Record<string, JsonValue>;

/** Where the fast reader stands in a text without tabs, carriage returns and forbidden characters. */
export class Cursor {
  /** Always ends with a line feed. */
  readonly text: string;
  readonly lacksFinalNewline: boolean;
  pos = 0;
  /** After `nextLine`: the column of `pos` counted from 0, or -1 at the end of the text. */
  indent = 0;
  keyCount = 0;
  itemCount = 0;
  skippedLines = 0;

  constructor(text: string) {
    this.lacksFinalNewline = !text.endsWith('\n');
    this.text = this.lacksFinalNewline ? `${text}\n` : text;
  }

  /** Goes to the first character of the next line that is neither blank nor a comment; `from` is a line feed's offset. */
  nextLine(from: number): void {
    const { text } = this;
    for (let newline = from; ;) {
      const start = newline + 1;
      let pos = start;
      let unit = text.charCodeAt(pos);
      while (unit === SPACE) unit = text.charCodeAt(++pos);
      if (unit === NEWLINE) {
        newline = pos;
        this.skippedLines++;
      } else if (unit === HASH) {
        newline = text.indexOf('\n', pos);
        this.skippedLines++;
      } else {
        this.pos = pos;
        this.indent = pos < text.length ? pos - start : -1;
        return;
      }
    }
  }

  /** True while every limit on counts holds. */
  isWithinLimits(): boolean {
    return (
      this.keyCount <= MAX_KEYS && this.itemCount <= MAX_LIST_ITEMS && this.skippedLines <= MAX_SKIPPED_LINES
    );
  }

  /** Goes to the next line; nothing but a comment may stand between `from` and the end of this one. */
  finishLine(from: number): void {
    const { text } = this;
    const pos = skipSpaces(text, from);
    const unit = text.charCodeAt(pos);
    if (unit === NEWLINE) this.nextLine(pos);
    else if (unit === HASH && pos > from) this.nextLine(text.indexOf('\n', pos));
    else throw DOUBT;
  }

  /** True after `nextLine` found none. */
  isAtEnd(): boolean {
    return this.indent === -1;
  }

  /** True at a dash that begins an item of a block sequence. */
  isAtItem(): boolean {
    if (this.text.charCodeAt(this.pos) !== DASH) return false;
    const next = this.text.charCodeAt(this.pos + 1);
    return next === SPACE || next === NEWLINE;
  }
}

/** The offset of the first character at or after `from` that is not a space. */
export function skipSpaces(text: string, from: number): number {
  let pos = from;
  while (text.charCodeAt(pos) === SPACE) pos++;
  return pos;
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PLAIN_START = tableOf(`${LETTERS_AND_DIGITS}_$/.+^~()=<;\\-`);
const KEY_UNIT = tableOf(`${LETTERS_AND_DIGITS}_$/.+^~()=@-`);

function tableOf(units: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const unit of units) table[unit.charCodeAt(0)] = 1;
  return table;
}

/** True where a plain scalar can surely begin with the code unit; a dash needs a look at what follows. */
export function canStartPlain(unit: number): boolean {
  return unit < 128 ? PLAIN_START[unit] === 1 : unit >= 128;
}

/** True for the ASCII characters that the fast reader takes in an unquoted key. */
export function isKeyUnit(unit: number): boolean {
  return unit < 128 && KEY_UNIT[unit] === 1;
}
