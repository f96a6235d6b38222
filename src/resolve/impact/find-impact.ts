import { compareText } from '../../core/index.ts';
import type { ArtifactCandidates } from '../model/candidate.ts';
import type { Conflict } from '../model/conflict.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ResolveRequest } from '../model/request.ts';
import { PreparedUniverse, resolve } from '../resolve.ts';
import { changedVersions } from './changed-versions.ts';
import type { ImpactBase } from './impact-base.ts';
import { QuickSettle } from './quick-settle.ts';
import { touchedReleases } from './touched-releases.ts';

/** One version that differs in a resolution; undefined where the artifact is not in it. */
export interface VersionChange {
  readonly artifact: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A release that needs something that changed, and what came of its resolution. */
export type ImpactEntry =
  | {
      readonly kind: 'changed';
      readonly artifact: string;
      readonly version: string;
      /** In order of name. */
      readonly changes: readonly VersionChange[];
    }
  | {
      readonly kind: 'broken';
      readonly artifact: string;
      readonly version: string;
      readonly conflict: Conflict;
    }
  | { readonly kind: 'mended'; readonly artifact: string; readonly version: string };

export interface Impact {
  /** In order of name, then of version. */
  readonly entries: readonly ImpactEntry[];
  /** Releases that could have been touched and were resolved. */
  readonly examined: number;
}

export interface ImpactOptions {
  /** `latest` (default): of each dependent the release that would be taken. `all`: every release. */
  readonly releases?: 'latest' | 'all';
}

/**
 * What a change does to every dependent: whose resolution changes, stops or begins to work (SPEC section 5). `changes`
 * gives the artifacts that the change touches as they are after it; undefined is one that is gone. Only releases whose
 * ranges lead to a changed version are looked at. Pure; the base stays as it is.
 * Errors: `HYPER_RESOLVE_BUDGET`.
 */
export function findImpact(
  base: ImpactBase,
  changes: ReadonlyMap<string, ArtifactCandidates | undefined>,
  { releases = 'latest' }: ImpactOptions = {},
): Impact {
  const after = base.with(changes);
  const touches = new Map(
    [...changes].map(([name, now]) => [name, changedVersions(base.get(name), now)] as const),
  );
  const touched = new Map<string, Set<string>>();
  for (const view of [base, after]) {
    for (const release of touchedReleases(touches, view)) {
      const name = view.columns.names[view.columns.artifact.get(release)] ?? '';
      const versions = touched.get(name);
      const version = view.columns.versionOf(release);
      if (versions === undefined) touched.set(name, new Set([version]));
      else versions.add(version);
    }
  }
  const comparison = new Comparison(base, after, new Set(changes.keys()));
  const entries: ImpactEntry[] = [];
  let examined = 0;
  for (const artifact of [...touched.keys()].sort(compareText)) {
    for (const release of subjects(artifact, touched.get(artifact) ?? new Set(), base, releases)) {
      examined += 1;
      const entry = comparison.examine(artifact, release);
      if (entry !== undefined) entries.push(entry);
    }
  }
  return { entries, examined };
}

/** The releases of a dependent that are looked at: those that may be chosen and are touched. */
function subjects(
  artifact: string,
  touched: ReadonlySet<string>,
  base: ImpactBase,
  releases: 'latest' | 'all',
): readonly number[] {
  const { columns } = base;
  const id = columns.ids.get(artifact) ?? -1;
  const { first, end } = base.place(id) ?? { first: 0, end: 0 };
  const choosable: number[] = [];
  for (let release = first; release < end; release += 1) {
    if (columns.isChoosable(release)) choosable.push(release);
  }
  if (releases === 'all') return choosable.filter((release) => touched.has(columns.versionOf(release)));
  const list = base.list(id);
  const latest = choosable.findLast((release) => !list.isPrerelease(release - first)) ?? choosable.at(-1);
  return latest !== undefined && touched.has(columns.versionOf(latest)) ? [latest] : [];
}

/** Resolves releases before and after a change: directly where that is possible, otherwise by search. */
class Comparison {
  readonly #base: ImpactBase;
  readonly #changed: ReadonlySet<string>;
  readonly #changedIds: readonly number[];
  readonly #quickBefore: QuickSettle;
  readonly #quickAfter: QuickSettle;
  readonly #before: PreparedUniverse;
  readonly #after: PreparedUniverse;

  constructor(base: ImpactBase, after: ImpactBase, changed: ReadonlySet<string>) {
    this.#base = base;
    this.#changed = changed;
    this.#changedIds = [...changed].map((name) => base.columns.artifactId(name));
    this.#quickBefore = new QuickSettle(base);
    this.#quickAfter = new QuickSettle(after);
    this.#before = new PreparedUniverse(base);
    this.#after = new PreparedUniverse(after);
  }

  examine(artifact: string, release: number): ImpactEntry | undefined {
    const version = this.#base.columns.versionOf(release);
    if (this.#changed.has(artifact)) return this.#search(artifact, version);
    if (!this.#quickBefore.settle(release)) return this.#search(artifact, version);
    const before = this.#quickBefore;
    if (this.#changedIds.every((id) => before.releaseOf(id) < 0)) return undefined;
    if (!this.#quickAfter.settle(release)) return this.#search(artifact, version);
    const changes = this.#differences();
    return changes.length === 0 ? undefined : { kind: 'changed', artifact, version, changes };
  }

  #differences(): VersionChange[] {
    const [before, after] = [this.#quickBefore, this.#quickAfter];
    const { columns } = this.#base;
    const artifacts = new Set<number>();
    for (const release of before.chosen) {
      const artifact = columns.artifact.get(release);
      if (after.releaseOf(artifact) !== release) artifacts.add(artifact);
    }
    for (const release of after.chosen) {
      const artifact = columns.artifact.get(release);
      if (before.releaseOf(artifact) !== release) artifacts.add(artifact);
    }
    const versionOf = (release: number): string | undefined =>
      release < 0 ? undefined : columns.versionOf(release);
    return [...artifacts]
      .map((id) => ({
        artifact: columns.names[id] ?? '',
        from: versionOf(before.releaseOf(id)),
        to: versionOf(after.releaseOf(id)),
      }))
      .filter(({ from, to }) => from !== to)
      .sort((left, right) => compareText(left.artifact, right.artifact));
  }

  #search(artifact: string, version: string): ImpactEntry | undefined {
    const request = requestFor(artifact, version);
    const old = resolve(request, this.#before);
    if (old.kind === 'solved' && !old.resolution.consulted.some((name) => this.#changed.has(name)))
      return undefined;
    const current = resolve(request, this.#after);
    if (current.kind === 'conflict') {
      return old.kind === 'solved'
        ? { kind: 'broken', artifact, version, conflict: current.conflict }
        : undefined;
    }
    if (old.kind !== 'solved') return { kind: 'mended', artifact, version };
    const changes = compareOutcomes(old, current);
    return changes.length === 0 ? undefined : { kind: 'changed', artifact, version, changes };
  }
}

/** What a consumer of one release asks for. A release that was withdrawn since is resolved all the same. Pure. */
export function requestFor(artifact: string, version: string): ResolveRequest {
  return {
    name: `${artifact}@${version}`,
    requirements: [{ artifact, range: version, exact: version, type: 'runtime', optional: false }],
    previous: new Map([[artifact, version]]),
  };
}

function compareOutcomes(old: Outcome & { kind: 'solved' }, current: Outcome): VersionChange[] {
  if (current.kind !== 'solved') return [];
  const [one, other] = [old.resolution.packages, current.resolution.packages];
  return [...new Set([...one.keys(), ...other.keys()])]
    .sort(compareText)
    .map((artifact) => ({ artifact, from: one.get(artifact)?.version, to: other.get(artifact)?.version }))
    .filter(({ from, to }) => from !== to);
}
