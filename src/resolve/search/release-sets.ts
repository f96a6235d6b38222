import type { Unavailability } from '../model/candidate.ts';
import type { Requirement } from '../model/requirement.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { Target } from './facts.ts';
import type { Ints } from './ints.ts';
import { addBit } from './sets.ts';

/** What keeps its place in a resolution that has it already. */
const KEPT: ReadonlySet<Unavailability> = new Set(['yanked', 'archived', 'unpublished']);

function emptySet(sets: Ints, words: number): number {
  const set = sets.reserve(words);
  sets.cells.fill(0, set, set + words);
  return set;
}

/** The releases of an artifact whose manifests hold the same requirement as the one of that rank, as a set of the search. */
export function releasesThatSay(
  sets: Ints,
  entry: ArtifactEntry,
  rank: number,
  requirement: Requirement,
): number {
  const set = emptySet(sets, entry.words);
  for (let other = 0; other < entry.versions.size; other += 1) {
    if (other === rank || says(entry.dependencies(other), requirement)) addBit(sets.cells, set, other + 1);
  }
  return set;
}

function says(dependencies: readonly Requirement[], wanted: Requirement): boolean {
  for (const one of dependencies) {
    if (
      one.artifact === wanted.artifact &&
      one.range === wanted.range &&
      one.tag === wanted.tag &&
      one.optional === wanted.optional
    ) {
      return true;
    }
  }
  return false;
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
  const groups = new Map<Unavailability, number>();
  for (let rank = 0; rank < entry.versions.size; rank += 1) {
    const { unavailable, version } = entry.release(rank);
    if (unavailable === undefined || (version === kept && KEPT.has(unavailable))) continue;
    const set = groups.get(unavailable) ?? emptySet(sets, entry.words);
    groups.set(unavailable, set);
    addBit(sets.cells, set, rank + 1);
  }
  return groups;
}
