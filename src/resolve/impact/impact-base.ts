import { VersionList } from '../../version/index.ts';
import type { ArtifactCandidates } from '../model/candidate.ts';
import { ReleaseColumns } from './release-columns.ts';

const UNKNOWN = -2;
const NONE = -1;

/** Where the releases of an artifact stand in the columns. */
interface Place {
  readonly first: number;
  readonly end: number;
  readonly redirect: string | undefined;
}

/**
 * Every release of a registry at one commit, as far as choosing versions goes: what `findImpact` measures a change
 * against. Small, made once (`of`), kept as bytes (`renderImpactBase`), carried on from one commit to the next (`with`).
 * Immutable.
 */
export class ImpactBase {
  /** For this folder alone. */
  readonly columns: ReleaseColumns;
  readonly #above: ImpactBase | undefined;
  /** By artifact; undefined where what `above` says counts, null where there is none. */
  readonly #places: (Place | null | undefined)[];
  readonly #lists: (VersionList | undefined)[] = [];
  readonly #runs: (readonly number[] | undefined)[] = [];
  readonly #best: Int32Array;

  private constructor(
    columns: ReleaseColumns,
    places: (Place | null | undefined)[],
    above: ImpactBase | undefined,
  ) {
    this.columns = columns;
    this.#places = places;
    this.#above = above;
    this.#best = new Int32Array(columns.target.length).fill(UNKNOWN);
  }

  /** Of all artifacts there are, each once. Linear. */
  static of(artifacts: Iterable<ArtifactCandidates>): ImpactBase {
    const builder = new ImpactBaseBuilder();
    for (const one of artifacts) builder.add(one);
    return builder.finish();
  }

  /** For this folder alone: of columns that are whole. */
  static ofColumns(columns: ReleaseColumns, places: (Place | null | undefined)[]): ImpactBase {
    return new ImpactBase(columns, places, undefined);
  }

  /** The same with other releases of some artifacts; undefined takes one away. Costs what changes, not what there is. */
  with(changes: ReadonlyMap<string, ArtifactCandidates | undefined>): ImpactBase {
    return new ImpactBase(this.columns, addAll(this.columns, changes), this);
  }

  has(name: string): boolean {
    const id = this.columns.ids.get(name);
    return id !== undefined && this.place(id) !== undefined;
  }

  get(name: string): ArtifactCandidates | undefined {
    const id = this.columns.ids.get(name);
    const place = id === undefined ? undefined : this.place(id);
    if (place === undefined) return undefined;
    const { first, end, redirect } = place;
    const releases = Array.from({ length: end - first }, (_, at) => this.columns.candidateOf(first + at));
    return { artifact: name, releases, ...(redirect === undefined ? {} : { redirect }) };
  }

  /** For this folder alone, as all that follows: what there is of an artifact. */
  place(id: number): Place | undefined {
    const own = this.#places[id];
    if (own !== undefined) return own ?? undefined;
    return this.#above?.place(id);
  }

  list(id: number): VersionList {
    const own = this.#ownerOf(id);
    if (own !== this) return own.list(id);
    const known = this.#lists[id];
    if (known !== undefined) return known;
    const { first, end } = this.place(id) ?? { first: 0, end: 0 };
    const texts: string[] = [];
    for (let release = first; release < end; release += 1) texts.push(this.columns.versionOf(release));
    return (this.#lists[id] = new VersionList(texts));
  }

  /** The highest release that may be chosen for a need; -1 where there is none. */
  best(need: number): number {
    const target = this.columns.target.get(need);
    const own = this.#ownerOf(target);
    if (own !== this) return own.best(need);
    const known = need < this.#best.length ? (this.#best[need] as number) : UNKNOWN;
    if (known !== UNKNOWN) return known;
    const best = this.#findBest(need, target);
    if (need < this.#best.length) this.#best[need] = best;
    return best;
  }

  /** Whether a need takes the release, available or not. */
  takes(need: number, release: number): boolean {
    const target = this.columns.target.get(need);
    const rank = release - (this.place(target)?.first ?? 0);
    const runs = this.#runsOf(need, target);
    for (let at = 0; at < runs.length; at += 2) {
      if (rank >= (runs[at] as number) && rank < (runs[at + 1] as number)) return true;
    }
    return false;
  }

  #findBest(need: number, target: number): number {
    const runs = this.#runsOf(need, target);
    const first = this.place(target)?.first ?? 0;
    for (let at = runs.length - 2; at >= 0; at -= 2) {
      for (let rank = (runs[at + 1] as number) - 1; rank >= (runs[at] as number); rank -= 1) {
        if (this.columns.isChoosable(first + rank)) return first + rank;
      }
    }
    return NONE;
  }

  #runsOf(need: number, target: number): readonly number[] {
    const own = this.#ownerOf(target);
    if (own !== this) return own.#runsOf(need, target);
    return (this.#runs[need] ??= this.list(target).select(this.columns.rangeOf(need)) ?? []);
  }

  /** Whoever knows what is true of an artifact, so that what was found of it is kept once. */
  #ownerOf(id: number): ImpactBase {
    return this.#above !== undefined && this.#places[id] === undefined ? this.#above.#ownerOf(id) : this;
  }
}

/** An impact base of artifacts that come one after another; none of them is kept. */
export class ImpactBaseBuilder {
  readonly #columns = new ReleaseColumns();
  readonly #places: (Place | null | undefined)[] = [];

  /** Adds an artifact that was not added yet. */
  add(candidates: ArtifactCandidates): void {
    addOne(this.#columns, this.#places, candidates);
  }

  finish(): ImpactBase {
    return ImpactBase.ofColumns(this.#columns, this.#places);
  }
}

function addAll(
  columns: ReleaseColumns,
  artifacts: ReadonlyMap<string, ArtifactCandidates | undefined>,
): (Place | null | undefined)[] {
  const places: (Place | null | undefined)[] = [];
  for (const [name, candidates] of artifacts) {
    if (candidates === undefined) places[columns.artifactId(name)] = null;
    else addOne(columns, places, candidates);
  }
  return places;
}

function addOne(
  columns: ReleaseColumns,
  places: (Place | null | undefined)[],
  candidates: ArtifactCandidates,
): void {
  const [first, end] = columns.add(candidates);
  places[columns.artifactId(candidates.artifact)] = { first, end, redirect: candidates.redirect };
}
