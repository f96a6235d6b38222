import { compareText } from '../../core/index.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Target } from '../search/facts.ts';
import { isInMask } from '../search/release-sets.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import { EntryNumbers } from '../table/entry-numbers.ts';

/** Who needs whom in an answer. Everything goes by its place in the order of names; the root has the last place. */
export class AnswerGraph {
  readonly entries: readonly ArtifactEntry[];
  readonly ranks: readonly number[];
  /** By place: where its edges begin; one more at the end. */
  readonly starts: number[] = [0];
  /** By edge: the place that it leads to. */
  readonly targets: number[] = [];
  /** By edge: what asks for it. */
  readonly requirements: Requirement[] = [];
  readonly #places: EntryNumbers;

  constructor(chosen: ReadonlyMap<ArtifactEntry, number>, tableSize: number) {
    this.entries = [...chosen.keys()].sort(byName);
    this.#places = new EntryNumbers(tableSize);
    const ranks: number[] = [];
    for (let place = 0; place < this.entries.length; place += 1) {
      const entry = this.entries[place] as ArtifactEntry;
      this.#places.set(entry, place);
      ranks.push(chosen.get(entry) as number);
    }
    this.ranks = ranks;
  }

  /** Adds the edges of the next place. */
  add(requirements: readonly Requirement[], targets: readonly Target[]): void {
    for (let index = 0; index < targets.length; index += 1) {
      const { entry, mask } = targets[index] as Target;
      const place = this.#places.get(entry);
      if (place < 0 || !isInMask(mask, this.ranks[place] as number)) continue;
      this.targets.push(place);
      this.requirements.push(requirements[index] as Requirement);
    }
    this.starts.push(this.targets.length);
  }

  nameAt(place: number): string {
    return (this.entries[place] as ArtifactEntry).name;
  }

  versionAt(place: number): string {
    return (this.entries[place] as ArtifactEntry).versions.texts[this.ranks[place] as number] as string;
  }

  /** The places that edges of a place lead to, rising, each once. */
  targetsOf(place: number): readonly number[] {
    const from = this.starts[place] as number;
    const to = this.starts[place + 1] as number;
    const found = this.targets.slice(from, to);
    for (let index = 1; index < found.length; index += 1) {
      if ((found[index - 1] as number) < (found[index] as number)) continue;
      return [...new Set(found)].sort((left, right) => left - right);
    }
    return found;
  }
}

function byName(left: ArtifactEntry, right: ArtifactEntry): number {
  return compareText(left.name, right.name);
}
