import { compareText } from '../../core/index.ts';
import { editDistance, foldName, skeletonOf } from '../../names/index.ts';

/** A name that an eye could take for another. */
export interface Neighbour {
  readonly reference: string;
  readonly why: 'folded' | 'confusable' | 'edit' | 'swapped';
}

/** Words of fewer letters are near to so many others that a distance says nothing. */
const MIN_EDIT_UNITS = 4;
/** From this length two edits are still a likeness. */
const MIN_TWO_EDIT_UNITS = 8;
/** From this length the same letters in another order are. */
const MIN_ANAGRAM_UNITS = 5;
const MAX_NEIGHBOURS = 5;
/** What imitations put before or behind a name. */
const GLUED = ['js', 'node', 'py', 'python'];
/** The same, with its dash. */
const ADDITIONS = new Set([
  ...GLUED,
  'python3',
  'lib',
  'cli',
  'core',
  'api',
  'sdk',
  'dev',
  'official',
  'x',
  'v2',
]);

/** The names of artifacts that there are, to be asked which of them a new one looks like. */
export class NameIndex {
  readonly #byName = new Map<string, string[]>();
  readonly #byFold = new Map<string, string[]>();
  readonly #bySkeleton = new Map<string, string[]>();
  readonly #byWords = new Map<string, string[]>();
  readonly #names: string[] = [];
  /** Two numbers a name: which letters it has, so that a far one is told without comparing. */
  readonly #letters: number[] = [];

  /** References as `namespace/name`, in any order. Memory is linear in their number. */
  constructor(references: Iterable<string>) {
    for (const reference of references) {
      const name = reference.slice(reference.lastIndexOf('/') + 1);
      const known = this.#byName.get(name);
      if (known !== undefined) {
        known.push(reference);
        continue;
      }
      this.#byName.set(name, [reference]);
      addTo(this.#byFold, foldName(name), name);
      addTo(this.#bySkeleton, skeletonOf(name), name);
      addTo(this.#byWords, sortedWords(name), name);
      this.#names.push(name);
      this.#letters.push(...lettersOf(name));
    }
  }

  /** Artifacts of this exact name, in whatever namespace. */
  named(name: string): readonly string[] {
    return this.#byName.get(name) ?? [];
  }

  /**
   * At most five names that the new one could be taken for, the likest first: equal after folding, alike to the eye, one
   * edit away (two for long words), with the same words or letters in another order, or with a word of imitations. Not the
   * name itself. `bench/names` measures it.
   */
  neighboursOf(name: string): readonly Neighbour[] {
    const found = new Map<string, Neighbour['why']>();
    const note = (names: Iterable<string>, why: Neighbour['why']): void => {
      for (const one of names) if (one !== name && !found.has(one)) found.set(one, why);
    };
    note(this.#byFold.get(foldName(name)) ?? [], 'folded');
    note(this.#bySkeleton.get(skeletonOf(name)) ?? [], 'confusable');
    note(this.#near(name), 'edit');
    note(this.#byWords.get(sortedWords(name)) ?? [], 'swapped');
    note(this.#withoutAdditions(name), 'swapped');
    return [...found].slice(0, MAX_NEIGHBOURS).flatMap(([one, why]) => {
      const [reference] = [...(this.#byName.get(one) ?? [])].sort(compareText);
      return reference === undefined ? [] : [{ reference, why }];
    });
  }

  #near(name: string): string[] {
    const most = allowedEdits(name.length);
    const near: { readonly one: string; readonly distance: number }[] = [];
    const [low, high] = lettersOf(name);
    for (const [number, one] of this.#names.entries()) {
      if (Math.abs(one.length - name.length) > most) continue;
      const different =
        countBits(low ^ (this.#letters[2 * number] ?? 0)) +
        countBits(high ^ (this.#letters[2 * number + 1] ?? 0));
      if (different > 2 * most) continue;
      const distance = editDistance(name, one);
      if (different === 0 && isAnagram(name, one)) near.push({ one, distance });
      else if (distance <= allowedEdits(Math.min(name.length, one.length)) && isSlip(name, one))
        near.push({ one, distance });
    }
    near.sort((left, right) => left.distance - right.distance || compareText(left.one, right.one));
    return near.map(({ one }) => one);
  }

  #withoutAdditions(name: string): string[] {
    const words = name.split('-');
    const rests = [
      ...(ADDITIONS.has(words[0] ?? '') ? [words.slice(1).join('-')] : []),
      ...(ADDITIONS.has(words.at(-1) ?? '') ? [words.slice(0, -1).join('-')] : []),
      ...GLUED.filter((word) => name.startsWith(word)).map((word) => name.slice(word.length)),
      ...GLUED.filter((word) => name.endsWith(word)).map((word) => name.slice(0, -word.length)),
    ];
    return rests.filter((rest) => rest.length >= MIN_EDIT_UNITS && this.#byName.has(rest));
  }
}

/**
 * Whether two near names differ by slips in each of their words: where families of names share a word, as `rules-cc` and
 * `rules-go` do, the other word alone tells them apart.
 */
function isSlip(name: string, other: string): boolean {
  const [words, others] = [name.split('-'), other.split('-')];
  if (words.length !== others.length) return true;
  return words.every((word, at) => {
    const twin = others[at] ?? '';
    const isPlural = word === `${twin}s` || twin === `${word}s`;
    if (word === twin || isPlural || sortedLetters(word) === sortedLetters(twin)) return true;
    return editDistance(word, twin) <= allowedEdits(Math.min(word.length, twin.length));
  });
}

function allowedEdits(units: number): number {
  if (units < MIN_EDIT_UNITS) return 0;
  return units < MIN_TWO_EDIT_UNITS ? 1 : 2;
}

function sortedWords(name: string): string {
  return name.split('-').sort(compareText).join('-');
}

function isAnagram(name: string, other: string): boolean {
  const isLong = name.length >= MIN_ANAGRAM_UNITS && name.length === other.length;
  return isLong && sortedLetters(name) === sortedLetters(other);
}

function sortedLetters(name: string): string {
  return Array.from(name).sort(compareText).join('');
}

/** A bit for each letter and digit that stands in the name: one edit changes at most two of them. */
function lettersOf(name: string): readonly [low: number, high: number] {
  let [low, high] = [0, 0];
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code >= 97) low |= 1 << ((code - 97) % 32);
    else high |= 1 << (code % 32);
  }
  return [low, high];
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function addTo(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
