import { compareText } from '../../core/index.ts';
import { VersionList } from '../../version/index.ts';
import type { RangeReadings } from '../../version/index.ts';
import type { ArtifactCandidates, Candidate } from '../model/candidate.ts';
import type { Requirement } from '../model/requirement.ts';
import { RangeMasks } from './range-masks.ts';

const NO_VERSIONS = new VersionList([]);
const NO_DEPENDENCIES: readonly Requirement[] = [];

/** One artifact, its releases in order of version, what its ranges select remembered. Bits as in `ReleaseSet`. */
export class ArtifactEntry {
  readonly name: string;
  /** Its place in the table. */
  readonly place: number;
  readonly versions: VersionList;
  /** Undefined where there is no such artifact. */
  readonly candidates: ArtifactCandidates | undefined;
  /** Words of a set of its releases. */
  readonly words: number;
  readonly #masks = new RangeMasks();
  #dependencies: (readonly Requirement[] | undefined)[] | undefined;

  readonly #readings: RangeReadings;

  constructor(
    name: string,
    place: number,
    candidates: ArtifactCandidates | undefined,
    readings: RangeReadings,
  ) {
    this.name = name;
    this.place = place;
    this.candidates = candidates;
    this.#readings = readings;
    this.versions = candidates === undefined ? NO_VERSIONS : new VersionList(textsOf(candidates.releases));
    this.words = (this.versions.size >>> 5) + 1;
  }

  release(rank: number): Candidate {
    return this.candidates?.releases[this.versions.places[rank] as number] as Candidate;
  }

  /** What the release needs of others when it is used, in order of name, range and type. */
  dependencies(rank: number): readonly Requirement[] {
    this.#dependencies ??= new Array<undefined>(this.versions.size);
    return (this.#dependencies[rank] ??= followed(this.release(rank).dependencies));
  }

  /** The releases that a requirement takes. */
  select(requirement: Requirement, range: string): readonly number[] {
    const { exact, tag } = requirement;
    if (exact !== undefined) return this.selectVersion(exact);
    if (tag === undefined) return this.selectRange(range);
    const version = this.candidates?.named?.get(tag);
    return this.selectVersion(version);
  }

  selectRange(range: string): readonly number[] {
    const known = this.#masks.get(range);
    if (known !== undefined) return known;
    const mask = emptyMask(this.words);
    const runs = this.versions.select(range, this.#readings) ?? [];
    for (let index = 0; index < runs.length; index += 2) {
      fill(mask, runs[index] as number, runs[index + 1] as number);
    }
    this.#masks.set(range, mask);
    return mask;
  }

  /** The rank of the highest release in a set that may be chosen; -1 where there is none. */
  highestOf(mask: readonly number[]): number {
    for (let word = this.words - 1; word >= 0; word -= 1) {
      for (let bits = mask[word] as number; bits !== 0;) {
        const top = 31 - Math.clz32(bits);
        const rank = word * 32 + top - 1;
        if (this.isAvailable(rank)) return rank;
        bits &= ~(1 << top);
      }
    }
    return -1;
  }

  /** The rank of the lowest one. */
  lowestOf(mask: readonly number[]): number {
    for (let word = 0; word < this.words; word += 1) {
      for (let bits = mask[word] as number; bits !== 0; bits &= bits - 1) {
        const rank = word * 32 + 30 - Math.clz32(bits & -bits);
        if (this.isAvailable(rank)) return rank;
      }
    }
    return -1;
  }

  /** The one release of exactly this version; nothing where there is none. */
  selectVersion(version: string | undefined): readonly number[] {
    const mask = emptyMask(this.words);
    const rank = version === undefined ? -1 : this.versions.rankOf(version);
    if (rank >= 0) fill(mask, rank, rank + 1);
    return mask;
  }

  /** Whether the release may be chosen by whoever has no other reason to take it. */
  isAvailable(rank: number): boolean {
    return this.release(rank).unavailable === undefined;
  }
}

function textsOf(releases: readonly Candidate[]): readonly string[] {
  const texts = new Array<string>(releases.length);
  for (let place = 0; place < releases.length; place += 1)
    texts[place] = (releases[place] as Candidate).version;
  return texts;
}

function emptyMask(words: number): number[] {
  const mask = [0];
  while (mask.length < words) mask.push(0);
  return mask;
}

function fill(mask: number[], from: number, to: number): void {
  for (let word = (from + 1) >>> 5; word <= to >>> 5; word += 1) {
    const low = Math.max(from + 1 - word * 32, 0);
    const high = Math.min(to - word * 32, 31);
    mask[word] = (mask[word] as number) | ((-1 << low) & (-1 >>> (31 - high)));
  }
}

/** True for what is needed where the artifact is used, and not only to work on it. */
export function isFollowed({ type }: Requirement): boolean {
  return type === 'runtime' || type === 'peer';
}

function followed(dependencies: readonly Requirement[]): readonly Requirement[] {
  if (dependencies.length === 0) return NO_DEPENDENCIES;
  for (const dependency of dependencies) {
    if (!isFollowed(dependency)) return inOrder(dependencies.filter(isFollowed));
  }
  return inOrder(dependencies);
}

/** Requirements in an order that does not depend on how they were written down. */
export function inOrder(requirements: readonly Requirement[]): readonly Requirement[] {
  for (let index = 1; index < requirements.length; index += 1) {
    const one = requirements[index - 1] as Requirement;
    const other = requirements[index] as Requirement;
    if (one.artifact < other.artifact) continue;
    if (compareRequirements(one, other) > 0) return [...requirements].sort(compareRequirements);
  }
  return requirements;
}

function compareRequirements(left: Requirement, right: Requirement): number {
  return (
    compareText(left.artifact, right.artifact) ||
    compareText(left.tag ?? '', right.tag ?? '') ||
    compareText(left.exact ?? '', right.exact ?? '') ||
    compareText(left.range, right.range) ||
    Number(left.optional) - Number(right.optional) ||
    compareText(left.type, right.type)
  );
}
