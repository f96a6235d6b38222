import type { TreeEntry } from '../../registry/index.ts';
import { directNeeds } from '../model/direct-needs.ts';
import type { Catalog } from '../model/catalog.ts';
import { neighbourhoodOf } from '../model/neighbourhood.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { redirectOf } from '../model/version-state.ts';
import { isSignature, textSources } from './artifact-sources.ts';
import type { PlanMemory } from './plan-memory.ts';
import { discoveryUnitId } from './discovery-units.ts';
import { unitKey } from './unit.ts';

/** What the page of an artifact is made of besides the catalog. */
export interface ArtifactSources {
  /** The latest release, and what signs it. */
  readonly latest: readonly TreeEntry[];
  /** The key of what discovery says of it. */
  readonly discovered: string;
}

/** The key that an artifact's page had, where nothing that it is made of changed. */
export function stillArtifactKey(
  artifact: PublishedArtifact,
  discovered: string,
  memory: PlanMemory,
): string | undefined {
  const { reference } = artifact;
  const isStill = memory.hasStillPages(reference) && memory.hasBuilt(discoveryUnitId(reference), discovered);
  return isStill ? memory.builtKey(artifactUnitId(artifact)) : undefined;
}

/** The key that the pages of an artifact's releases had, where nothing that they are made of changed. */
export function stillReleasesKey(artifact: PublishedArtifact, memory: PlanMemory): string | undefined {
  return memory.hasStillPages(artifact.reference) ? memory.builtKey(releasesUnitId(artifact)) : undefined;
}

/** The unit of what is said of an artifact as a whole. */
export function artifactUnitId({ reference }: Pick<PublishedArtifact, 'reference'>): string {
  return `artifact:${reference}`;
}

/** The unit of what is said of each release of an artifact. */
export function releasesUnitId({ reference }: Pick<PublishedArtifact, 'reference'>): string {
  return `releases:${reference}`;
}

/** The key of an artifact's page and its part of the API. */
export function artifactKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  { latest, discovered }: ArtifactSources,
  memory: PlanMemory,
): string {
  const { reference } = artifact;
  const own = unitKey([
    commonParts(catalog, artifact, memory),
    textSources(catalog, artifact).map(({ path, oid }) => [path, oid]),
    signaturesOf(latest),
    discovered,
    catalog.observed.get(reference) ?? null,
    catalog.dependents.get(reference) ?? [],
  ]);
  const needs = [catalog.discovery.needsOf(reference)];
  return withPictures(catalog, artifact, { id: artifactUnitId(artifact), own, needs }, memory);
}

/** The key of the pages of an artifact's releases. */
export function releasesKey(
  catalog: Catalog,
  artifact: PublishedArtifact,
  sources: readonly TreeEntry[],
  memory: PlanMemory,
): string {
  const own = unitKey([
    commonParts(catalog, artifact, memory),
    textSources(catalog, artifact).map(({ path }) => path),
    signaturesOf(sources),
    (catalog.dependents.get(artifact.reference) ?? []).map((dependent) => dependent.artifact),
  ]);
  const needs = artifact.versions.flatMap(({ facts }) =>
    facts === undefined ? [] : [directNeeds(catalog, artifact, facts)],
  );
  return withPictures(catalog, artifact, { id: releasesUnitId(artifact), own, needs }, memory);
}

/** What every page of an artifact says. */
function commonParts(catalog: Catalog, artifact: PublishedArtifact, memory: PlanMemory): readonly unknown[] {
  const { namespace, reference, state } = artifact;
  return [
    memory.context,
    memory.releases(artifact),
    [state?.channels, state?.tags, redirectOf(catalog, artifact), state?.notice],
    memory.namespace(namespace),
    [...replacements(catalog, artifact)],
    catalog.history?.ofArtifacts.has(reference) ?? false,
  ];
}

function signaturesOf(sources: readonly TreeEntry[]): readonly (readonly string[])[] {
  return sources.filter(isSignature).map(({ path, oid }) => [path, oid]);
}

/** A unit with pictures: the digest of all the rest, and what each picture is drawn around. */
interface Pictured {
  readonly id: string;
  readonly own: string;
  readonly needs: readonly (readonly string[])[];
}

/** A key in two parts: of all but the pictures, and of these. The second follows from the first and from what the whole
 *  registry needs, so that it is the former one where both are as they were. */
function withPictures(
  catalog: Catalog,
  artifact: PublishedArtifact,
  { id, own, needs }: Pictured,
  memory: PlanMemory,
): string {
  const former = memory.unit(id, 'graph')?.key;
  if (former?.startsWith(own) === true) return former;
  return `${own}${unitKey([...pictures(catalog, artifact, needs)])}`;
}

/** What the pictures are drawn from, each once, with the types that colour it. */
function* pictures(
  { discovery, artifacts }: Catalog,
  { reference }: PublishedArtifact,
  needs: readonly (readonly string[])[],
): Generator<readonly unknown[]> {
  const drawn = new Map(needs.map((direct) => [direct.join(' '), direct]));
  for (const direct of drawn.values()) {
    const picture = neighbourhoodOf(discovery, reference, direct);
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
