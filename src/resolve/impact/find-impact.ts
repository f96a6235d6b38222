import { compareText } from '../../core/index.ts';
import type { Conflict } from '../model/conflict.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ResolveRequest } from '../model/request.ts';
import { resolve } from '../resolve.ts';
import type { PreparedUniverse } from '../resolve.ts';
import { changedVersions } from './changed-versions.ts';
import type { DependentIndex } from './dependent-index.ts';
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
  /** In order of name, then of version text. */
  readonly entries: readonly ImpactEntry[];
  /** Releases that could have been touched and were resolved. */
  readonly examined: number;
}

export interface ImpactInput {
  readonly before: PreparedUniverse;
  readonly after: PreparedUniverse;
  /** Artifacts that are not the same in both: added, removed, with other releases or another state. */
  readonly changed: Iterable<string>;
  /** Of both universes, each added to it once. */
  readonly index: DependentIndex;
  /** `latest` (default): of each dependent the release that would be taken. `all`: every release. */
  readonly releases?: 'latest' | 'all';
}

/**
 * Every dependent whose resolution changes, stops or begins to work (SPEC section 5). Only releases whose ranges lead to
 * a changed version are resolved, and again only where the first search came by something that changed. Pure.
 * Errors: `HYPER_RESOLVE_BUDGET`.
 */
export function findImpact({ before, after, changed, index, releases = 'latest' }: ImpactInput): Impact {
  const names = [...new Set(changed)].sort(compareText);
  const versions = new Map(
    names.map((name) => {
      const [old, current] = [before, after].map(({ table }) => table.get(name)?.candidates);
      return [name, changedVersions(old, current)] as const;
    }),
  );
  const touched = new Map<string, Set<string>>();
  for (const { table } of [before, after]) {
    for (const [name, found] of touchedReleases(versions, table, index)) {
      touched.set(name, new Set([...(touched.get(name) ?? []), ...found]));
    }
  }
  const isChanged = new Set(names);
  const entries: ImpactEntry[] = [];
  let examined = 0;
  for (const artifact of [...touched.keys()].sort(compareText)) {
    for (const version of subjects(artifact, touched.get(artifact) ?? new Set(), before, releases)) {
      examined += 1;
      const entry = examine(artifact, version, { before, after, isChanged });
      if (entry !== undefined) entries.push(entry);
    }
  }
  return { entries, examined };
}

/** The releases of a dependent that are looked at: those that may be chosen and are touched. */
function subjects(
  artifact: string,
  touched: ReadonlySet<string>,
  { table }: PreparedUniverse,
  releases: 'latest' | 'all',
): readonly string[] {
  const entry = table.get(artifact);
  if (entry?.candidates === undefined) return [];
  const choosable = entry.versions.texts.filter((_, rank) => entry.release(rank).unavailable === undefined);
  if (releases === 'all') return choosable.filter((version) => touched.has(version));
  const stable = choosable.filter((version) => !entry.versions.isPrerelease(entry.versions.rankOf(version)));
  const latest = stable.at(-1) ?? choosable.at(-1);
  return latest !== undefined && touched.has(latest) ? [latest] : [];
}

function examine(
  artifact: string,
  version: string,
  {
    before,
    after,
    isChanged,
  }: { before: PreparedUniverse; after: PreparedUniverse; isChanged: ReadonlySet<string> },
): ImpactEntry | undefined {
  const request = requestFor(artifact, version);
  const old = resolve(request, before);
  if (old.kind === 'solved' && !old.resolution.consulted.some((name) => isChanged.has(name)))
    return undefined;
  const current = resolve(request, after);
  if (current.kind === 'conflict') {
    return old.kind === 'solved'
      ? { kind: 'broken', artifact, version, conflict: current.conflict }
      : undefined;
  }
  if (old.kind !== 'solved') return { kind: 'mended', artifact, version };
  const changes = compareOutcomes(old, current);
  return changes.length === 0 ? undefined : { kind: 'changed', artifact, version, changes };
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
