import type { ArtifactDiscovery } from '../../../discovery/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import { breakable, markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { link } from '../link.ts';
import { counted } from '../pieces.ts';

const SHOWN = 5;
const SHOWN_COMMON = 4;

/** What is much like an artifact, and what goes with it, each with the reasons. */
export function alikeSections(
  catalog: Catalog,
  from: string,
  { similar, recommended, cluster, reference }: ArtifactDiscovery,
): readonly HtmlPart[] {
  return [
    clusterSection(catalog, from, cluster, reference),
    section(
      catalog,
      from,
      'Similar',
      similar.map(({ artifact, reasons }) => [
        artifact,
        reasons.map(
          ({ kind, share, common }) =>
            `${withShare(kind, share)}: ${common.slice(0, SHOWN_COMMON).join(', ')}`,
        ),
      ]),
    ),
    section(
      catalog,
      from,
      'Goes with it',
      recommended.map(({ artifact, reasons }) => [
        artifact,
        reasons.map(({ kind, share, count }) => withShare(reasonWords(kind, count ?? 0), share)),
      ]),
    ),
  ];
}

/** A reason with its share of the score; "they are alike 100 %" of the only reason would say something else. */
function withShare(reason: string, share: number): string {
  const percent = Math.round(share * 100);
  return percent === 100 ? reason : `${reason} (${percent}\u202f%)`;
}

/** Those that need each other more than they need others. */
function clusterSection(
  catalog: Catalog,
  from: string,
  cluster: ArtifactDiscovery['cluster'],
  reference: string,
): Html | undefined {
  const centre = cluster === null ? undefined : catalog.artifacts.get(cluster.name);
  if (cluster === null || cluster.size < 2 || centre === undefined) return undefined;
  const around =
    centre.reference === reference
      ? 'this one'
      : link(from, paths.artifactPage(centre), breakable(centre.reference), 'mono');
  return markup`<section><h2>Belongs together</h2><p class="small">${counted(cluster.size, 'artifact')} around ${around} need each other more than others.</p></section>`;
}

function reasonWords(
  kind: ArtifactDiscovery['recommended'][number]['reasons'][number]['kind'],
  count: number,
): string {
  switch (kind) {
    case 'co-dependence':
      return `${counted(count, 'artifact')} need${count === 1 ? 's' : ''} both`;
    case 'content':
      return 'they are alike';
    case 'use':
      return counted(count, 'download');
  }
}

function section(
  catalog: Catalog,
  from: string,
  title: string,
  rows: readonly (readonly [artifact: string, reasons: readonly string[]])[],
): Html | undefined {
  const items = rows.slice(0, SHOWN).flatMap(([artifact, reasons]) => {
    const known = catalog.artifacts.get(artifact);
    if (known === undefined) return [];
    return markup`<li>${link(from, paths.artifactPage(known), breakable(artifact))}${reasons.map((one) => markup`<div class="note">${one}</div>`)}</li>`;
  });
  return items.length === 0
    ? undefined
    : markup`<section><h2>${title}</h2><ul class="alike">${items}</ul></section>`;
}
