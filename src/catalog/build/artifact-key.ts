import type { TreeEntry } from '../../registry/index.ts';
import { directNeeds } from '../model/direct-needs.ts';
import type { Catalog } from '../model/catalog.ts';
import { neighbourhoodOf } from '../model/neighbourhood.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { redirectOf } from '../model/version-state.ts';
import type { PlanMemory } from './plan-memory.ts';
import { discoveryUnitId } from './discovery-units.ts';
import { unitKey } from './unit.ts';

/** What an artifact's pages are made of besides the catalog. */
export interface ArtifactSources {
  readonly texts: readonly (TreeEntry | undefined)[];
  /** Releases, and what signs them. */
  readonly shown: readonly TreeEntry[];
  /** The key of what discovery says of it. */
  readonly discovered: string;
}

/** The key that an artifact's pages had, where nothing that they are made of changed. */
export function stillArtifactKey(
  { reference }: PublishedArtifact,
  discovered: string,
  memory: PlanMemory,
): string | undefined {
  const isStill = memory.hasStillPages(reference) && memory.hasBuilt(discoveryUnitId(reference), discovered);
  return isStill ? (memory.built(artifactUnitId({ reference }))?.key ?? undefined) : undefined;
}

/** The unit of an artifact's pages. */
export function artifactUnitId({ reference }: Pick<PublishedArtifact, 'reference'>): string {
  return `artifact:${reference}`;
}

/**
 * The key of an artifact's pages, in two parts: of all but the pictures, and of these. The second follows from the first and
 * from what the whole registry needs, so that it is the former one where both are as they were.
 */
export function artifactKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  sources: ArtifactSources,
  memory: PlanMemory,
): string {
  const own = ownKey(catalog, artifact, sources, memory);
  const former = memory.unit(artifactUnitId(artifact), 'graph')?.key;
  if (former?.startsWith(own) === true) return former;
  return `${own}${unitKey([...pictures(catalog, artifact)])}`;
}

function ownKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  { texts, shown, discovered }: ArtifactSources,
  memory: PlanMemory,
): string {
  const { namespace, reference, state } = artifact;
  return unitKey([
    memory.context,
    texts.map((text) => text?.oid ?? null),
    memory.releases(artifact),
    [state?.channels, state?.tags, redirectOf(catalog, artifact), state?.notice],
    shown.flatMap(({ path, oid }) => (path.endsWith('.sigstore.json') ? [path, oid] : [])),
    memory.namespace(namespace),
    discovered,
    catalog.observed.get(reference) ?? null,
    catalog.dependents.get(reference) ?? [],
    [...replacements(catalog, artifact)],
    catalog.history?.ofArtifacts.has(reference) ?? false,
  ]);
}

/** What the pictures on the pages are drawn from, each once, with the types that colour it. */
function* pictures(catalog: Catalog, artifact: PublishedArtifact): Generator<readonly unknown[]> {
  const { discovery, artifacts } = catalog;
  const drawn = new Map<string, readonly string[]>();
  const add = (direct: readonly string[]): unknown => drawn.set(direct.join(' '), direct);
  add(discovery.needsOf(artifact.reference));
  for (const { facts } of artifact.versions)
    if (facts !== undefined) add(directNeeds(catalog, artifact, facts));
  for (const direct of drawn.values()) {
    const picture = neighbourhoodOf(discovery, artifact.reference, direct);
    yield [picture, picture.nodes.map((one) => artifacts.get(one)?.latest?.type ?? null)];
  }
}

/** Whether what a notice names has a page to link to. */
function* replacements(catalog: Catalog, { versions, state }: PublishedArtifact): Generator<boolean> {
  for (const { state: release } of versions) {
    const name = release.record?.deprecation?.replacement;
    if (name !== undefined) yield catalog.artifacts.has(name.replace(/@[^/]*$/u, ''));
  }
  if (state?.redirect !== undefined)
    yield catalog.artifacts.has(state.redirect.artifact.replace(/@[^/]*$/u, ''));
}
