import type { Unavailability } from '../model/candidate.ts';
import type { Requirement } from '../model/requirement.ts';
import { isFollowed } from '../table/artifact-entry.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { Target } from './facts.ts';
import type { Ints } from './ints.ts';
import { addBit } from './sets.ts';

/** What keeps its place in a resolution that has it already. */
export const KEEPABLE: ReadonlySet<Unavailability> = new Set(['yanked', 'archived', 'unpublished']);

const NO_SETS: ReadonlyMap<Unavailability, number> = new Map();

function emptySet(sets: Ints, words: number): number {
  const set = sets.reserve(words);
  const { cells } = sets;
  for (let word = 0; word < words; word += 1) cells[set + word] = 0;
  return set;
}

/** One release of an artifact, as a set of the search. */
export function oneRelease(sets: Ints, entry: ArtifactEntry, rank: number): number {
  const set = emptySet(sets, entry.words);
  addBit(sets.cells, set, rank + 1);
  return set;
}

/** Adds to a set every release of an artifact whose manifest holds the same requirement. */
export function addReleasesThatSay(
  { cells }: Ints,
  set: number,
  entry: ArtifactEntry,
  requirement: Requirement,
): void {
  for (let rank = 0; rank < entry.versions.size; rank += 1) {
    if (says(entry.release(rank).dependencies, requirement)) addBit(cells, set, rank + 1);
  }
}

function says(dependencies: readonly Requirement[], wanted: Requirement): boolean {
  for (const one of dependencies) if (isAlike(one, wanted) && isFollowed(one)) return true;
  return false;
}

/** Whether two requirements take the same releases in the same way. */
export function isAlike(one: Requirement, other: Requirement): boolean {
  return (
    one.artifact === other.artifact &&
    one.range === other.range &&
    one.tag === other.tag &&
    one.optional === other.optional
  );
}

/** Everything but the releases that will do; "not chosen" is in it unless the requirement is optional. */
export function outsideOf(sets: Ints, { entry, mask }: Target, isOptional: boolean): number {
  const set = sets.reserve(entry.words);
  const { cells } = sets;
  const size = entry.versions.size;
  for (let word = 0; word < entry.words; word += 1) {
    const bits = Math.min(32, size + 1 - word * 32);
    const all = bits === 32 ? -1 : (1 << bits) - 1;
    cells[set + word] = all & ~(mask[word] as number);
  }
  if (isOptional) cells[set] = (cells[set] as number) & ~1;
  return set;
}

/** The releases that may not be chosen, by why; the one that the resolution so far keeps is not among them. */
export function unavailableSets(
  sets: Ints,
  entry: ArtifactEntry,
  kept: string | undefined,
): ReadonlyMap<Unavailability, number> {
  let groups: Map<Unavailability, number> | undefined;
  for (let rank = 0; rank < entry.versions.size; rank += 1) {
    const { unavailable, version } = entry.release(rank);
    if (unavailable === undefined || (version === kept && KEEPABLE.has(unavailable))) continue;
    groups ??= new Map();
    const set = groups.get(unavailable) ?? emptySet(sets, entry.words);
    groups.set(unavailable, set);
    addBit(sets.cells, set, rank + 1);
  }
  return groups ?? NO_SETS;
}

/** Takes the releases that will do out of a set. */
export function keepOutside({ cells }: Ints, set: number, { mask }: Target): void {
  for (let word = 0; word < mask.length; word += 1) {
    cells[set + word] = (cells[set + word] as number) & ~(mask[word] as number);
  }
}

export function isEmptyMask(mask: readonly number[]): boolean {
  for (const word of mask) if (word !== 0) return false;
  return true;
}

export function isInMask(mask: readonly number[], rank: number): boolean {
  const bit = rank + 1;
  return (((mask[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
}
