import { MAX_SEGMENT_UNITS, toOneLine } from '../core/index.ts';
import { refused } from './parsed.ts';
import type { Fault } from './parsed.ts';
import { ownerOfReservedWord } from './reserved-word.ts';
import { skeletonOf } from './skeleton.ts';

const SEGMENT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** What is wrong with one segment of a path or with an artifact's name; undefined where nothing is. Pure. */
export function checkNameSegment(segment: string): Fault | undefined {
  if (segment === '') return refused('HYPER_NAME_EMPTY', 'the name is empty').fault;
  if (segment.length > MAX_SEGMENT_UNITS) {
    const start = toOneLine(segment.slice(0, 20));
    return refused(
      'HYPER_NAME_TOO_LONG',
      `"${start}…" has ${segment.length} characters, expected at most ${MAX_SEGMENT_UNITS}`,
    ).fault;
  }
  const owner = ownerOfReservedWord(segment);
  if (owner !== undefined) {
    return refused(
      'HYPER_NAME_RESERVED',
      `"${toOneLine(segment)}" is reserved for ${owner}`,
      'choose another name',
    ).fault;
  }
  return SEGMENT.test(segment) ? undefined : checkLetters(segment);
}

/** The fault of a segment that breaks the grammar, the most telling first. */
export function checkLetters(segment: string): Fault {
  const shown = toOneLine(segment);
  const foreign = /[^\0-\x7f]/u.exec(segment)?.[0];
  if (foreign !== undefined) {
    const point = (foreign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return refused('HYPER_NAME_LOOK_ALIKE', `"${shown}" holds U+${point}, expected a to z, 0 to 9 and dashes`)
      .fault;
  }
  if (/[A-Z]/u.test(segment)) {
    return refused('HYPER_NAME_UPPER_CASE', `"${shown}" has upper-case letters, expected lower case`).fault;
  }
  const odd = /[^a-z0-9-]/u.exec(segment)?.[0];
  if (odd !== undefined) {
    return refused(
      'HYPER_NAME_CHARACTER',
      `"${shown}" holds "${toOneLine(odd)}", expected a to z, 0 to 9 and dashes`,
    ).fault;
  }
  return refused('HYPER_NAME_DASHES', `"${shown}" has a leading, trailing or doubled dash`).fault;
}

/** The nearest spelling that keeps the grammar, perhaps empty: a guess to be checked, never a value to be used. */
export function repairSegment(segment: string): string {
  return skeletonOf(segment)
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
}
