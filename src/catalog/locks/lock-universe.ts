import { GroupCache, makeLockfile, renderLockfile, toNeed } from '../../lockfile/index.ts';
import type { ChosenRelease, LockedRegistry, Need } from '../../lockfile/index.ts';
import {
  PreparedUniverse,
  explainConflict,
  formatExplanation,
  requestFor,
  resolve,
} from '../../resolve/index.ts';
import type { ArtifactCandidates, Candidate, Resolution, Universe } from '../../resolve/index.ts';
import { HyperError, invariant } from '../../core/index.ts';
import { releasedAt } from '../facts/release-facts.ts';
import type { DependencyFacts, ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact, PublishedVersion } from '../model/published-artifact.ts';
import { deprecationOf, redirectOf } from '../model/version-state.ts';

/** Steps that the lock of one release may take: one that needs more is left without a lock, and says so. */
const MAX_WORK_EACH = 5_000_000;

/** Releases whose candidates are held at once; one lock may need more, which then go when it is made. */
const MAX_HELD_RELEASES = 10_000;

/** How much a universe may hold between two locks. What it answers does not depend on it. */
export interface LockBounds {
  readonly releases?: number;
  /** Code units of groups of lines. */
  readonly groupUnits?: number;
}

/** What became of the lock of a release. */
export type BuiltLock =
  | { readonly kind: 'lock'; readonly text: string }
  /** A proof that it has none, in numbered sentences. */
  | { readonly kind: 'conflict'; readonly text: string };

/**
 * The shown releases as a resolver takes them, for every lock of a build. What it remembers from one lock to the next is
 * bounded: the prepared universe is begun anew where it holds too much.
 */
export class LockUniverse {
  readonly #catalog: Catalog;
  readonly #registry: LockedRegistry;
  readonly #groups: GroupCache;
  readonly #maxReleases: number;
  readonly #universe: Pick<Universe, 'get'>;
  readonly #chosen = new Map<ReleaseFacts, ChosenRelease>();
  #prepared: PreparedUniverse;

  constructor(catalog: Catalog, bounds: LockBounds = {}) {
    this.#catalog = catalog;
    this.#groups = new GroupCache(bounds.groupUnits);
    this.#maxReleases = bounds.releases ?? MAX_HELD_RELEASES;
    this.#universe = { get: (reference) => toCandidates(catalog, reference) };
    this.#prepared = new PreparedUniverse(this.#universe);
    const { name, id, url } = catalog.snapshot.registry;
    this.#registry = { name, ...(id === undefined ? {} : { id }), ...(url === undefined ? {} : { url }) };
  }

  /** What it holds now, in the terms of its bounds. */
  get held(): Required<LockBounds> {
    const releases = Math.max(this.#prepared.releases, this.#chosen.size);
    return { releases, groupUnits: this.#groups.units };
  }

  /** The lock of one shown release; its commit is left out, so that it is the same while nothing it needs changes. */
  lockOf(artifact: PublishedArtifact, version: string): BuiltLock {
    const request = { ...requestFor(artifact.reference, version), maxWork: MAX_WORK_EACH };
    try {
      const outcome = resolve(request, this.#prepared);
      invariant(outcome.kind !== 'question', 'the strategy asks nothing');
      if (outcome.kind === 'solved') {
        return { kind: 'lock', text: this.#render(artifact.reference, version, outcome.resolution) };
      }
      return { kind: 'conflict', text: `${formatExplanation(explainConflict(outcome.conflict))}\n` };
    } catch (error) {
      if (!(error instanceof HyperError) || error.code !== 'HYPER_RESOLVE_BUDGET') throw error;
      return { kind: 'conflict', text: `${error.message}\n` };
    } finally {
      if (this.#prepared.releases > this.#maxReleases) this.#prepared = new PreparedUniverse(this.#universe);
    }
  }

  #render(reference: string, version: string, { packages }: Resolution): string {
    const versionOf = (name: string): string | undefined => packages.get(name)?.version;
    const chosen = new Map<string, ChosenRelease>();
    for (const [name, { version: taken }] of packages)
      chosen.set(name, this.#chosenOf(name, taken, versionOf));
    const needs: Need[] = [{ target: reference, range: version, type: 'runtime', optional: false }];
    const requirements = [{ artifact: reference, version, type: 'runtime' as const, optional: false }];
    const lockfile = makeLockfile({
      strategy: 'highest',
      registries: [this.#registry],
      requirements,
      needs,
      chosen,
    });
    return renderLockfile(lockfile, this.#groups);
  }

  #chosenOf(name: string, version: string, versionOf: (name: string) => string | undefined): ChosenRelease {
    const owner = this.#catalog.artifacts.get(name);
    const facts = owner?.versions.find((one) => one.version === version)?.facts;
    invariant(owner !== undefined && facts !== undefined, 'only what is shown is chosen');
    const known = this.#chosen.get(facts);
    if (known !== undefined) return known;
    const targets = facts.dependencies.map((dependency) => {
      const named = targetOf(this.#catalog, owner, dependency);
      return { dependency, named, moved: movedTo(this.#catalog, named) };
    });
    const needs = targets.map(({ dependency, ...target }) => toNeed(dependency, target, versionOf));
    const chosen = { identity: identityOf(facts), needs };
    // What needs something that was moved needs the old or the new, as it was chosen.
    if (targets.every(({ moved }) => moved === undefined)) this.#keepChosen(facts, chosen);
    return chosen;
  }

  #keepChosen(facts: ReleaseFacts, chosen: ChosenRelease): void {
    if (this.#chosen.size >= this.#maxReleases) this.#chosen.clear();
    this.#chosen.set(facts, chosen);
  }
}

function identityOf({ version, id, sha256, content }: ReleaseFacts): ChosenRelease['identity'] {
  return {
    ...{ version, id },
    manifest: `sha256:${sha256}`,
    ...(content === undefined ? {} : { digests: content.digests, source: content.source }),
    ...(content?.size === undefined ? {} : { size: content.size }),
  };
}

/** The candidates of a shown artifact. */
function toCandidates(catalog: Catalog, reference: string): ArtifactCandidates | undefined {
  const artifact = catalog.artifacts.get(reference);
  if (artifact === undefined) return undefined;
  const redirect = redirectOf(catalog, artifact)?.artifact;
  const releases = artifact.versions.flatMap((one) => toCandidate(catalog, artifact, one) ?? []);
  return { artifact: reference, releases, ...(redirect === undefined ? {} : { redirect }) };
}

function toCandidate(
  catalog: Catalog,
  artifact: PublishedArtifact,
  published: PublishedVersion,
): Candidate | undefined {
  const { facts, state, version } = published;
  if (facts === undefined) return undefined;
  const unavailable = state.isYanked ? 'yanked' : state.state === 'archived' ? 'archived' : undefined;
  const deprecation = deprecationOf(catalog, published);
  return {
    version,
    dependencies: facts.dependencies.map((one) => ({ ...one, artifact: targetOf(catalog, artifact, one) })),
    publishedAt: releasedAt(facts),
    ...(unavailable === undefined ? {} : { unavailable }),
    ...(deprecation === undefined ? {} : { deprecation: { reason: deprecation.reason } }),
  };
}

/** What a dependency names; what is elsewhere, missing or hidden keeps its text, and is found nowhere. Pure. */
export function targetOf(
  catalog: Catalog,
  { namespace }: PublishedArtifact,
  dependency: DependencyFacts,
): string {
  const found = catalog.targets.find(dependency, namespace);
  if (found !== undefined) return found;
  return dependency.registry === undefined ? dependency.artifact : `${dependency.artifact} (elsewhere)`;
}

/** Where a shown artifact was moved to. Pure. */
export function movedTo(catalog: Catalog, reference: string): string | undefined {
  const artifact = catalog.artifacts.get(reference);
  return artifact === undefined ? undefined : redirectOf(catalog, artifact)?.artifact;
}
