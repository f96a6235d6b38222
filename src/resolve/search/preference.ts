import type { Question } from '../model/resolution.ts';
import type { ResolveRequest, Strategy } from '../model/request.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import { isKept } from './find-target.ts';
import { Ints } from './ints.ts';
import { hasBit, highestRank, lowestRank } from './sets.ts';
import type { Trail } from './trail.ts';

const FREED = 0;
const KEPT = 1;
const DIRECT = 2;
const OTHER = 3;
const CLASS_WEIGHT = 1_000_000_000;

/** Which release is tried first, and which package is settled first. */
export class Preference {
  readonly #request: ResolveRequest;
  readonly #trail: Trail;
  readonly #strategy: Strategy;
  readonly #class = new Ints();
  /** By package: the rank of the release that the resolution so far has, or -1. */
  readonly #kept = new Ints();

  constructor(request: ResolveRequest, trail: Trail) {
    this.#request = request;
    this.#trail = trail;
    this.#strategy = request.strategy ?? 'highest';
  }

  addPackage(entry: ArtifactEntry): void {
    const { previous } = this.#request;
    const version = previous?.get(entry.name);
    const keeps = version !== undefined && isKept(this.#request, entry.name);
    this.#kept.push(keeps ? entry.versions.rankOf(version) : -1);
    this.#class.push(version === undefined ? OTHER : keeps ? KEPT : FREED);
  }

  markDirect(pkg: number): void {
    if (this.#class.get(pkg) === OTHER) this.#class.set(pkg, DIRECT);
  }

  /** The rank of the release to try first; -1 where the strategy is to ask. */
  prefer(pkg: number, entry: ArtifactEntry): number {
    const { cells } = this.#trail.sets;
    const set = this.#trail.current(pkg);
    const kept = this.#kept.get(pkg);
    if (kept >= 0 && hasBit(cells, set, kept + 1)) return kept;
    const words = this.#trail.words(pkg);
    const highest = highestRank(cells, set, words);
    switch (this.#strategy) {
      case 'highest':
        return highest;
      case 'lowest':
        return lowestRank(cells, set, words);
      case 'newest':
        return this.#best(pkg, entry, (left, right) => isNewer(entry, left, right));
      case 'most-downloaded':
        return this.#best(pkg, entry, (left, right) => downloads(entry, left) > downloads(entry, right));
      case 'manual':
        return this.#trail.remaining(pkg) > 1 ? -1 : highest;
    }
  }

  question(pkg: number, entry: ArtifactEntry): Question {
    const { cells } = this.#trail.sets;
    const set = this.#trail.current(pkg);
    const versions = entry.versions.texts.filter((_, rank) => hasBit(cells, set, rank + 1));
    return { artifact: entry.name, versions: versions.reverse() };
  }

  urgency(pkg: number, remaining: number, conflicts: number): number {
    return this.#class.get(pkg) * CLASS_WEIGHT + remaining * 1000 - Math.min(conflicts, 999);
  }

  /** The best release that is left; of equals, the highest. */
  #best(pkg: number, entry: ArtifactEntry, isBetter: (left: number, right: number) => boolean): number {
    const { cells } = this.#trail.sets;
    const set = this.#trail.current(pkg);
    let best = -1;
    for (let rank = entry.versions.size - 1; rank >= 0; rank -= 1) {
      if (hasBit(cells, set, rank + 1) && (best < 0 || isBetter(rank, best))) best = rank;
    }
    return best;
  }
}

function isNewer(entry: ArtifactEntry, left: number, right: number): boolean {
  return (entry.release(left).publishedAt ?? '') > (entry.release(right).publishedAt ?? '');
}

function downloads(entry: ArtifactEntry, rank: number): number {
  return entry.release(rank).downloads ?? 0;
}
