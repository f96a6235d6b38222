import type { JsonValue } from '../core/index.ts';
import { findForbiddenCharacter } from '../document/index.ts';

/**
 * What a source says of a release as a JSON text: indented, in the order of the source, with `\u` escapes for characters
 * that readers may not show. Pure.
 */
export function recordText(value: JsonValue): string {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (findForbiddenCharacter(text) === -1) return text;
  return Array.from(text, (unit) => (findForbiddenCharacter(unit) === -1 ? unit : escaped(unit))).join('');
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A text of any layout on one line, for a description; undefined where nothing is left. Pure. */
export function toSentence(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/gu, ' ').trim();
  return line === '' ? undefined : line;
}
