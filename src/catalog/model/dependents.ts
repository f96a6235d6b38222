import { compareText } from '../../core/index.ts';
import { lookupCandidates, parseReference } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { DependencyFacts, ReleaseFacts } from '../facts/release-facts.ts';
import type { PublishedArtifact } from './published-artifact.ts';

/** An artifact that needs another, told by its highest release that does. */
export interface Dependent {
  /** `namespace/name`. */
  readonly artifact: string;
  readonly version: string;
  readonly range: string;
  readonly type: DependencyFacts['type'];
  readonly optional: boolean;
  /** How many of its releases that are shown need the artifact. */
  readonly releases: number;
}

/** Tells which artifact a dependency means. */
export interface TargetFinder {
  /** `namespace/name` of a shown artifact; undefined for one that is elsewhere, missing, or not to be seen. */
  find(dependency: Pick<DependencyFacts, 'artifact' | 'registry'>, from: NamespacePath): string | undefined;
  /** The same of every dependency of a release in the namespace, in their order. */
  targetsOf(facts: Pick<ReleaseFacts, 'dependencies'>, from: NamespacePath): readonly (string | undefined)[];
  /** Whether any that was asked for so far names a release by its id. */
  hasSoughtId(): boolean;
}

/** Finds targets among the shown artifacts; a bare name is looked up among `existing`, so that no hidden artifact is taken for another. */
export function targetFinder(
  shown: ReadonlyMap<string, PublishedArtifact>,
  existing: ReadonlyMap<string, unknown>,
): TargetFinder {
  let byId: ReadonlyMap<string, string> | undefined;
  const known = new Map<string, string | undefined>();
  const search = (text: string, from: NamespacePath): string | undefined => {
    const parsed = parseReference(text);
    if (!parsed.ok) return undefined;
    if (parsed.value.kind === 'id') return (byId ??= referencesById(shown)).get(parsed.value.id);
    const { namespace, name } = parsed.value;
    const candidates = namespace === undefined ? lookupCandidates(name, from) : [{ namespace, name }];
    const found = candidates
      .map((candidate) => `${candidate.namespace}/${candidate.name}`)
      .find((reference) => existing.has(reference));
    return found !== undefined && shown.has(found) ? found : undefined;
  };
  const find: TargetFinder['find'] = ({ artifact, registry }, from) => {
    if (registry !== undefined) return undefined;
    if (shown.has(artifact)) return artifact;
    const key = artifact.includes('/') ? artifact : `${artifact} ${from}`;
    if (!known.has(key)) known.set(key, search(artifact, from));
    return known.get(key);
  };
  const ofReleases = new Map<object, readonly (string | undefined)[]>();
  return {
    find,
    hasSoughtId: () => byId !== undefined,
    targetsOf(facts, from) {
      let targets = ofReleases.get(facts);
      if (targets === undefined) {
        targets = facts.dependencies.map((dependency) => find(dependency, from));
        ofReleases.set(facts, targets);
      }
      return targets;
    },
  };
}

function referencesById(shown: ReadonlyMap<string, PublishedArtifact>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [reference, { versions }] of shown) {
    for (const { facts } of versions) if (facts !== undefined) found.set(facts.id, reference);
  }
  return found;
}

/** Who needs whom, among the shown artifacts: by the artifact that is needed, in order of the dependents. Pure. */
export function findDependents(
  artifacts: Iterable<PublishedArtifact>,
  targets: TargetFinder,
): Map<string, readonly Dependent[]> {
  const found = new Map<string, Dependent[]>();
  for (const artifact of artifacts) {
    for (const [target, { dependent }] of countNeeds(artifact, targets)) {
      const known = found.get(target);
      if (known === undefined) found.set(target, [dependent]);
      else known.push(dependent);
    }
  }
  for (const known of found.values()) known.sort((left, right) => compareText(left.artifact, right.artifact));
  return found;
}

/** What an artifact is to each that it needs. */
function countNeeds(
  { namespace, versions }: PublishedArtifact,
  targets: TargetFinder,
): ReadonlyMap<string, Counted> {
  const needed = new Map<string, Counted>();
  for (const { facts } of versions) {
    if (facts === undefined) continue;
    for (const [number, target] of targets.targetsOf(facts, namespace).entries()) {
      const dependency = facts.dependencies[number];
      if (target === undefined || dependency === undefined) continue;
      const counted = needed.get(target);
      if (counted === undefined) needed.set(target, toCounted(facts, dependency));
      else count(counted, facts);
    }
  }
  return needed;
}

/** A dependent on its way, with the release that was counted last. */
interface Counted {
  readonly dependent: Dependent & { releases: number };
  last: ReleaseFacts;
}

/** Versions come highest first, so the first that needs the artifact is the one that is told. */
function toCounted(facts: ReleaseFacts, { range, type, optional }: DependencyFacts): Counted {
  const { artifact, version } = facts;
  return { dependent: { artifact, version, range, type, optional, releases: 1 }, last: facts };
}

/** One release may need the artifact more than once. */
function count(counted: Counted, facts: ReleaseFacts): void {
  if (counted.last === facts) return;
  counted.dependent.releases += 1;
  counted.last = facts;
}
