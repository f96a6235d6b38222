import { paths } from '../../catalog/index.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { Discovery } from '../../discovery/index.ts';
import type { ArtifactDiscovery } from '../../discovery/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import { selectParts } from '../read/discover.ts';
import type { DiscoverData, DiscoverInput } from '../read/discover.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Outcome } from '../outcome.ts';
import { findOnSite } from './find-on-site.ts';
import { readSiteJson, requireSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';

type DiscoverAsked = Pick<DiscoverInput, 'reference' | 'namespace' | 'parts' | 'to'>;

/** `discover` of a built site. Errors: those of `findOnSite`, `HYPER_RELEASE_MISSING`. */
export async function discoverOnSite(
  site: BuiltSite,
  { reference, namespace, parts, to }: DiscoverAsked,
): Promise<Outcome<DiscoverData>> {
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const { segments } = await findOnSite(site, reference, place);
  const end = to === undefined ? undefined : (await findOnSite(site, to, place)).artifact.reference;
  const json = await readSiteJson(site, paths.artifactApi({ segments }, 'discovery.json'));
  if (json === undefined) {
    throw new HyperError('HYPER_RELEASE_MISSING', `"${toOneLine(reference)}" has no release that is out`, {
      hint: 'hyper registry list shows what there is',
    });
  }
  const graph = await readGraph(site);
  const data = selectParts(graph, toDiscovery(json), parts, end);
  return { verdict: 'pass', diagnostics: [], data };
}

/** Clusters and ways follow from the graph alone, so that they are worked out as in a repository. */
async function readGraph(site: BuiltSite): Promise<Discovery> {
  const json = await requireSiteJson(site, paths.graph);
  const empty = { name: '', description: '', tags: [], keywords: [], capabilities: [] };
  const artifacts = json.objects('graph').map((one) => {
    const rows = one.rows('needs').filter(([, , type]) => type !== 'dev');
    const needs = rows.flatMap(([target]) => (typeof target === 'string' ? [target] : []));
    return { ...empty, reference: one.text('artifact'), needs };
  });
  return new Discovery(artifacts);
}

function toDiscovery(json: SiteJson): ArtifactDiscovery {
  const dependents = json.object('dependents');
  const cluster = json.objectOrNull('cluster');
  return {
    reference: json.text('reference'),
    centrality: json.number('centrality'),
    needs: json.texts('needs'),
    dependents: {
      direct: dependents.number('direct'),
      all: dependents.number('all'),
      isComplete: dependents.raw['isComplete'] === true,
      items: dependents
        .objects('items')
        .map((one) => ({ artifact: one.text('artifact'), depth: one.number('depth') })),
    },
    similar: json.objects('similar').map((one) => ({
      ...scored(one),
      reasons: one.objects('reasons').map((reason) => ({
        kind: kindOf(reason, SIMILAR),
        share: reason.number('share'),
        common: reason.texts('common'),
      })),
    })),
    recommended: json.objects('recommended').map((one) => ({
      ...scored(one),
      reasons: one.objects('reasons').map((reason) => ({
        kind: kindOf(reason, RECOMMENDED),
        share: reason.number('share'),
        count: countOf(reason.raw['count']),
      })),
    })),
    cluster: cluster === null ? null : { name: cluster.text('name'), size: cluster.number('size') },
  };
}

const SIMILAR = ['capabilities', 'dependencies', 'tags', 'text'] as const;
const RECOMMENDED = ['co-dependence', 'content', 'use'] as const;

function scored(one: SiteJson): { readonly artifact: string; readonly score: number } {
  return { artifact: one.text('artifact'), score: one.number('score') };
}

function kindOf<Kind extends string>(reason: SiteJson, kinds: readonly Kind[]): Kind {
  const text = reason.text('kind');
  return kinds.find((kind) => kind === text) ?? reason.fail('kind', `one of ${kinds.join(', ')}`);
}

function countOf(value: JsonValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
