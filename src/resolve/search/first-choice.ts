import type { ResolveRequest } from '../model/request.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { Target } from './facts.ts';
import { isKept } from './find-target.ts';
import { KEEPABLE, isInMask } from './release-sets.ts';

/** The release that a strategy takes first of those that one requirement takes, all else left aside. */
export class FirstChoice {
  readonly #request: ResolveRequest;
  readonly #isLowest: boolean;

  /** Undefined where the strategy is to ask, or looks at more than the order of versions. */
  static of(request: ResolveRequest): FirstChoice | undefined {
    const { strategy = 'highest' } = request;
    return strategy === 'highest' || strategy === 'lowest'
      ? new FirstChoice(request, strategy === 'lowest')
      : undefined;
  }

  private constructor(request: ResolveRequest, isLowest: boolean) {
    this.#request = request;
    this.#isLowest = isLowest;
  }

  /** Its rank; -1 where no release will do. */
  of({ entry, mask }: Target): number {
    const { pins, choices, previous } = this.#request;
    const kept = previous?.has(entry.name) === true ? this.#keptRank(entry) : -1;
    const only = pins?.get(entry.name)?.version ?? choices?.get(entry.name);
    if (only !== undefined) return this.#exactly(entry, mask, only, kept);
    if (kept >= 0 && isInMask(mask, kept)) return kept;
    return this.#isLowest ? entry.lowestOf(mask) : entry.highestOf(mask);
  }

  #exactly(entry: ArtifactEntry, mask: readonly number[], version: string, kept: number): number {
    const rank = entry.versions.rankOf(version);
    const { pins, choices } = this.#request;
    const isAlone = !pins?.has(entry.name) || (choices?.get(entry.name) ?? version) === version;
    if (rank < 0 || !isAlone || !isInMask(mask, rank)) return -1;
    return rank === kept || entry.release(rank).unavailable === undefined ? rank : -1;
  }

  #keptRank(entry: ArtifactEntry): number {
    if (!isKept(this.#request, entry.name)) return -1;
    const rank = entry.versions.rankOf(this.#request.previous?.get(entry.name) ?? '');
    const unavailable = rank < 0 ? undefined : entry.release(rank).unavailable;
    return unavailable === undefined || KEEPABLE.has(unavailable) ? rank : -1;
  }
}
