import SemverRange from 'semver/classes/range.js';
import { invariant, MAX_RANGE_UNITS, toOneLine } from '../core/index.ts';
import { parsed, refused, withCorrection } from '../names/index.ts';
import type { Fault, Parsed } from '../names/index.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Comparator } from './comparator.ts';
import { parseVersion } from './parse-version.ts';
import { readSimpleRange } from './simple-range.ts';

/** All comparators of one inner list must hold; one inner list suffices. An empty inner list holds for any version. */
export type Alternatives = readonly (readonly Comparator[])[];

/** A version range of node-semver, taken apart. Make it with `parseRange`. */
export interface Range {
  /** Exactly as written. */
  readonly text: string;
  readonly alternatives: Alternatives;
  /** The alternatives to use where pre-releases count like any other version (`includePrerelease` of node-semver). */
  readonly alternativesWithPrereleases: Alternatives;
}

const MAX_CACHED_RANGES = 8192;
const CACHE = new BoundedCache<Parsed<Range>>(MAX_CACHED_RANGES);

/**
 * The range, with the meaning that node-semver gives it (SPEC section 2.1). Faults: `HYPER_RANGE_EMPTY`,
 * `HYPER_RANGE_TOO_LONG` (checked before reading, ATTACKS R10), `HYPER_RANGE_INVALID`. The last few thousand results are
 * remembered, so equal texts may give the same object. Pure in effect.
 */
export function parseRange(text: string): Parsed<Range> {
  if (text.length > MAX_RANGE_UNITS) {
    return refused(
      'HYPER_RANGE_TOO_LONG',
      `the range has ${text.length} characters, expected at most ${MAX_RANGE_UNITS}`,
    );
  }
  return CACHE.get(text, readRange);
}

function readRange(text: string): Parsed<Range> {
  if (text.trim() === '') {
    return {
      ok: false,
      fault: withCorrection(refused('HYPER_RANGE_EMPTY', 'the range is empty').fault, '*'),
    };
  }
  const alternatives = /^[ -~]+$/u.test(text) ? readAlternatives(text, false) : undefined;
  if (alternatives === undefined) return { ok: false, fault: invalid(text) };
  return parsed(new ReadRange(text, alternatives));
}

/** Reads the second list of alternatives when it is first asked for: few callers ever do. */
class ReadRange implements Range {
  readonly text: string;
  readonly alternatives: Alternatives;
  #withPrereleases: Alternatives | undefined;

  constructor(text: string, alternatives: Alternatives) {
    this.text = text;
    this.alternatives = alternatives;
  }

  get alternativesWithPrereleases(): Alternatives {
    this.#withPrereleases ??= readAlternatives(this.text, true);
    invariant(
      this.#withPrereleases !== undefined,
      'node-semver reads the same texts with and without pre-releases',
    );
    return this.#withPrereleases;
  }
}

/** Undefined where node-semver refuses the text, or reads a number that is no safe integer. */
function readAlternatives(text: string, includePrerelease: boolean): Alternatives | undefined {
  const simple = includePrerelease ? undefined : readSimpleRange(text);
  if (simple !== undefined) return [simple];
  const alternatives: Comparator[][] = [];
  for (const bounds of readBounds(text, includePrerelease)) {
    const comparators: Comparator[] = [];
    for (const { operator, semver } of bounds) {
      if (typeof semver.version !== 'string') continue;
      const version = parseVersion(semver.version);
      if (!version.ok) return undefined;
      comparators.push({ operator: operator === '' ? '=' : operator, version: version.value });
    }
    alternatives.push(comparators);
  }
  return alternatives.length === 0 ? undefined : alternatives;
}

/** The comparators as node-semver reads them; one that takes any version has no text. Empty where it refuses. */
function readBounds(text: string, includePrerelease: boolean): SemverRange['set'] {
  try {
    return new SemverRange(text, { includePrerelease }).set;
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

function invalid(text: string): Fault {
  const fault = refused(
    'HYPER_RANGE_INVALID',
    `"${toOneLine(text)}" is no version range`,
    'write for example ^1.2.0, ~1.2, 1.x or >=1.2.0 <2.0.0',
  ).fault;
  const corrected = text
    .normalize('NFKC')
    .replace(/\s*(?:,|&&|\band\b)\s*/gu, ' ')
    .replace(/\s*(?:\|+|\bor\b)\s*/gu, ' || ')
    .replace(/\s+/gu, ' ')
    .trim();
  const isShort = corrected !== '' && corrected.length <= MAX_RANGE_UNITS;
  const isBetter = isShort && corrected !== text && readAlternatives(corrected, false) !== undefined;
  return isBetter ? withCorrection(fault, corrected) : fault;
}
