import { folderOf, roleOf } from '../../registry/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PlanBasis } from './built-plan.ts';

/** What changed in a registry since a build of it, where that is files of artifacts alone. */
export interface Touched {
  /** By reference: those with a file that changed, came or went. */
  readonly artifacts: ReadonlySet<string>;
  /** Of their releases, as the former build showed them. */
  readonly formerFacts: readonly ReleaseFacts[];
}

/** The artifacts whose keys may be others than before. */
export interface ChangedArtifacts {
  /** With a file that changed. */
  readonly own: ReadonlySet<string>;
  /** These, and those that they need or needed: whose dependents may be others. */
  readonly pages: ReadonlySet<string>;
}

/** The artifacts that files belong to; undefined where one may concern any. Pure. */
export function touchedArtifacts(paths: Iterable<string>): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const path of paths) {
    const { kind } = roleOf(path);
    // A blob is a unit of its own, by its path.
    if (kind === 'other' || kind === 'blob') continue;
    const reference = referenceOf(path);
    if (reference === undefined) return undefined;
    found.add(reference);
  }
  return found;
}

function referenceOf(path: string): string | undefined {
  const role = roleOf(path);
  if (role.kind === 'signature') return referenceOf(role.signs);
  if (role.kind === 'text') return referenceOf(`${folderOf(path)}/artifact.yaml`);
  return role.kind === 'release' || role.kind === 'state' ? `${role.namespace}/${role.name}` : undefined;
}

/**
 * Which artifacts may have other keys than in a former build; undefined where any may. Everywhere but in the files that
 * changed the registry is as it was: where the same artifacts are there and are shown, each name still means what it meant,
 * and who needs whom changed only for what those of the files need. Pure.
 */
export function changedArtifacts(
  catalog: Catalog,
  before: PlanBasis | undefined,
  basis: PlanBasis,
  touched: Touched | undefined,
): ChangedArtifacts | undefined {
  // The graph names every artifact that is shown.
  const isAlike = before?.context === basis.context && before.graph === basis.graph;
  if (touched === undefined || !isAlike || catalog.history !== undefined) return undefined;
  const needed = new Set<string>();
  const addNeeds = (facts: ReleaseFacts, namespace: NamespacePath): void => {
    for (const target of catalog.targets.targetsOf(facts, namespace)) {
      if (target !== undefined) needed.add(target);
    }
  };
  for (const reference of touched.artifacts) {
    const artifact = catalog.artifacts.get(reference);
    // A name that means one that is hidden leads nowhere, and it may be new or gone.
    if (artifact === undefined) return undefined;
    for (const { facts } of artifact.versions) if (facts !== undefined) addNeeds(facts, artifact.namespace);
  }
  for (const facts of touched.formerFacts) {
    const artifact = catalog.artifacts.get(facts.artifact);
    if (artifact !== undefined) addNeeds(facts, artifact.namespace);
  }
  if (catalog.targets.hasSoughtId()) return undefined;
  return { own: touched.artifacts, pages: new Set([...touched.artifacts, ...needed]) };
}
