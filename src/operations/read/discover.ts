import { discoveryOf } from '../../catalog/index.ts';
import {
  HyperError,
  compareDiagnostics,
  compareText,
  throwIfInterrupted,
  toOneLine,
} from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type {
  ArtifactCluster,
  ArtifactDiscovery,
  Discovery,
  FoundDependents,
  FoundPath,
  Recommendation,
  SimilarArtifact,
} from '../../discovery/index.ts';
import { findArtifact } from '../../registry/index.ts';
import type { Revision, Snapshot } from '../../registry/index.ts';
import { gatherKeptShown } from './gather-shown.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { loadKeptSnapshot } from '../kept-snapshot.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { siteOf } from '../on-site/site-of.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import { assertWholeArtifact } from '../whole-artifact.ts';

/** What can be asked of an artifact among the others. */
export type DiscoveryPart = 'dependents' | 'similar' | 'recommended' | 'cluster';

export interface DiscoverInput extends ReadInput {
  /** A reference, or a bare name to look up. */
  readonly reference: string;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
  /** What is asked for; none but where `to` is given means all of it. */
  readonly parts: readonly DiscoveryPart[];
  /** Where a path is to lead. */
  readonly to: string | undefined;
}

/** What was asked for; null is what was not. */
export interface DiscoverData {
  readonly reference: string;
  /** From 0, nothing needs it, to 7. */
  readonly centrality: number;
  /** What it needs itself. */
  readonly needs: readonly string[];
  readonly dependents: FoundDependents | null;
  readonly similar: readonly SimilarArtifact[] | null;
  readonly recommended: readonly Recommendation[] | null;
  /** With its members; null also where it is in none. */
  readonly cluster: ArtifactCluster | null;
  readonly path: { readonly to: string; readonly found: FoundPath | null } | null;
}

/**
 * Shows what belongs together with an artifact (SPEC section 7): dependents at any distance, what is alike and why, what
 * to look at next, its cluster, and the way to another. Errors: those of `findArtifact`, `HYPER_RELEASE_MISSING`.
 */
export const discover: Operation<DiscoverInput, DiscoverData, RegistryContext> = {
  id: 'discover',
  group: 'relationship',
  summary: 'Show what belongs together with an artifact',
  async run(context, input) {
    assertWholeArtifact(input.reference);
    if (input.to !== undefined) assertWholeArtifact(input.to);
    const site = await siteOf(context, input);
    if (site !== undefined)
      return (await import('../on-site/discover-on-site.ts')).discoverOnSite(site, input);
    const { registry, revision } = await openRevision(context, input, 'list');
    const { reference, namespace, to } = input;
    const asked = { reference, namespace, to, parts: [...new Set(input.parts)].sort(compareText) };
    const question = { operation: 'discover', revision, asked };
    return keptOutcome(registry, question, () => find(context, registry, revision, input));
  },
};

async function find(
  context: RegistryContext,
  registry: OpenedRegistry,
  revision: Revision,
  input: DiscoverInput,
): Promise<Outcome<DiscoverData>> {
  const snapshot = await loadKeptSnapshot(registry, revision);
  const reference = resolve(snapshot, input.reference, input.namespace);
  const to = input.to === undefined ? undefined : resolve(snapshot, input.to, input.namespace);
  const diagnostics: Diagnostic[] = [];
  const facts = await gatherKeptShown(registry, snapshot, diagnostics);
  throwIfInterrupted(context.signal);
  const discovery = discoveryOf(snapshot, facts);
  const found = requireFound(discovery, reference);
  if (to !== undefined) requireFound(discovery, to);
  return {
    verdict: 'pass',
    diagnostics: diagnostics.sort(compareDiagnostics),
    data: selectParts(discovery, found, input.parts, to),
  };
}

function resolve(snapshot: Snapshot, text: string, namespace: string | undefined): string {
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const found = findArtifact(snapshot, text, place);
  if (found.kind === 'artifact') return found.artifact.reference;
  throw new HyperError(
    'HYPER_ARTIFACT_MISSING',
    `expected the name of an artifact, got the id "${found.id}"`,
    {
      hint: `hyper registry get ${found.id} tells its name`,
    },
  );
}

function requireFound(discovery: Discovery, reference: string): ArtifactDiscovery {
  const found = discovery.of(reference);
  if (found !== undefined) return found;
  throw new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(reference)}" has no release that is out`, {
    hint: 'hyper registry list shows what there is',
  });
}

/** What of a graph tells clusters and ways. */
type Graph = Pick<Discovery, 'cluster' | 'path'>;

/** What was asked for, out of all that is known. Pure. */
export function selectParts(
  discovery: Graph,
  found: ArtifactDiscovery,
  parts: readonly DiscoveryPart[],
  to: string | undefined,
): DiscoverData {
  const { reference, centrality, needs } = found;
  const isAsked = (part: DiscoveryPart): boolean =>
    parts.includes(part) || (parts.length === 0 && to === undefined);
  return {
    reference,
    centrality,
    needs,
    dependents: isAsked('dependents') ? found.dependents : null,
    similar: isAsked('similar') ? found.similar : null,
    recommended: isAsked('recommended') ? found.recommended : null,
    cluster: isAsked('cluster') ? (discovery.cluster(reference) ?? null) : null,
    path: to === undefined ? null : { to, found: discovery.path(reference, to) ?? null },
  };
}
