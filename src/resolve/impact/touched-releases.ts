import type { ImpactBase } from './impact-base.ts';

/** What a change says of one artifact. */
export interface Touch {
  /** Versions that are not the same before and after. */
  readonly versions: ReadonlySet<string>;
  /** True where all that need it may be answered otherwise: it moved, came or went. */
  readonly isWhole: boolean;
}

/**
 * Releases from which a search can come to a changed one: those whose ranges take it, those whose ranges take these, and
 * so on. No other resolution can have changed. Cost follows what is touched. Pure.
 */
export function touchedReleases(changed: ReadonlyMap<string, Touch>, base: ImpactBase): Set<number> {
  const spread = new Spread(base);
  for (const [name, { versions, isWhole }] of changed) {
    const id = base.columns.ids.get(name);
    if (id === undefined) continue;
    if (isWhole) spread.whole(id);
    const { first, end } = base.place(id) ?? { first: 0, end: 0 };
    for (let release = first; release < end; release += 1) {
      if (versions.has(base.columns.versionOf(release))) spread.from(release);
    }
  }
  return spread.finish();
}

/** Goes from releases to the needs that take them, and from these to the releases that say them. */
class Spread {
  readonly #base: ImpactBase;
  readonly #byTarget: readonly (number[] | undefined)[];
  readonly #bySayer: Groups;
  readonly #movedTo = new Map<number, number[]>();
  readonly #touched = new Set<number>();
  readonly #waiting: number[] = [];
  readonly #isWhole = new Set<number>();

  constructor(base: ImpactBase) {
    this.#base = base;
    const { columns } = base;
    const byTarget: (number[] | undefined)[] = [];
    for (let need = 0; need < columns.target.length; need += 1) {
      const target = columns.target.get(need);
      const known = byTarget[target];
      if (known === undefined) byTarget[target] = [need];
      else known.push(need);
    }
    this.#byTarget = byTarget;
    this.#bySayer = new Groups(base);
    for (let id = 0; id < columns.names.length; id += 1) {
      const redirect = base.place(id)?.redirect;
      const target = redirect === undefined ? undefined : columns.ids.get(redirect);
      if (target !== undefined) this.#movedTo.set(target, [...(this.#movedTo.get(target) ?? []), id]);
    }
  }

  from(release: number): void {
    this.#waiting.push(release);
  }

  /** Everything that needs the artifact, in whatever versions; and what needs those that were moved to it. */
  whole(id: number): void {
    if (this.#isWhole.has(id)) return;
    this.#isWhole.add(id);
    const needs = this.#byTarget[id]?.splice(0) ?? [];
    for (const need of needs) this.#reach(need);
    for (const moved of this.#movedTo.get(id) ?? []) this.whole(moved);
  }

  finish(): Set<number> {
    const { columns } = this.#base;
    for (let release = this.#waiting.pop(); release !== undefined; release = this.#waiting.pop()) {
      const artifact = columns.artifact.get(release);
      for (const moved of this.#movedTo.get(artifact) ?? []) this.whole(moved);
      if (this.#base.place(artifact)?.redirect !== undefined) this.whole(artifact);
      const needs = this.#byTarget[artifact];
      if (needs === undefined || needs.length === 0) continue;
      let kept = 0;
      for (const need of needs) {
        if (this.#base.takes(need, release)) this.#reach(need);
        else {
          needs[kept] = need;
          kept += 1;
        }
      }
      needs.length = kept;
    }
    return this.#touched;
  }

  #reach(need: number): void {
    for (const release of this.#bySayer.of(need)) {
      if (this.#touched.has(release)) continue;
      this.#touched.add(release);
      this.#waiting.push(release);
    }
  }
}

/** By need: the releases that say it. */
class Groups {
  readonly #start: Int32Array;
  readonly #releases: Int32Array;

  constructor(base: ImpactBase) {
    const { columns } = base;
    const isHere = (release: number): boolean => {
      const place = base.place(columns.artifact.get(release));
      return place !== undefined && release >= place.first && release < place.end;
    };
    this.#start = new Int32Array(columns.target.length + 1);
    const start = this.#start;
    const each = (visit: (need: number, release: number) => void): void => {
      for (let release = 0; release < columns.version.length; release += 1) {
        if (!isHere(release)) continue;
        for (let at = columns.from.get(release); at < columns.to.get(release); at += 1) {
          visit(columns.needs.get(at), release);
        }
      }
    };
    each((need) => {
      start[need + 1] = (start[need + 1] as number) + 1;
    });
    for (let need = 0; need < columns.target.length; need += 1) {
      start[need + 1] = (start[need + 1] as number) + (start[need] as number);
    }
    const next = start.slice();
    this.#releases = new Int32Array(start.at(-1) ?? 0);
    each((need, release) => {
      this.#releases[next[need] as number] = release;
      next[need] = (next[need] as number) + 1;
    });
  }

  of(need: number): Int32Array {
    return this.#releases.subarray(this.#start[need], this.#start[need + 1]);
  }
}
