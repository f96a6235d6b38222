import type { ArtifactDiscovery } from '../../../discovery/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import { breakable, markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { link } from '../link.ts';
import { counted } from '../pieces.ts';

const SHOWN = 5;

/** What is much like an artifact, and what goes with it, each with the reasons. */
export function alikeSections(
  catalog: Catalog,
  from: string,
  { similar, recommended }: ArtifactDiscovery,
): readonly HtmlPart[] {
  return [
    section(
      catalog,
      from,
      'Similar',
      similar.map(({ artifact, reasons }) => [
        artifact,
        reasons.map(({ kind, common }) => `${kind}: ${common.slice(0, 4).join(', ')}`).join('; '),
      ]),
    ),
    section(
      catalog,
      from,
      'Goes with it',
      recommended.map(({ artifact, reasons }) => [
        artifact,
        reasons.map(({ kind, count }) => reasonWords(kind, count ?? 0)).join('; '),
      ]),
    ),
  ];
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
  rows: readonly (readonly [artifact: string, words: string])[],
): Html | undefined {
  const items = rows.slice(0, SHOWN).flatMap(([artifact, words]) => {
    const known = catalog.artifacts.get(artifact);
    if (known === undefined) return [];
    return markup`<li>${link(from, paths.artifactPage(known), breakable(artifact))}<div class="note">${words}</div></li>`;
  });
  return items.length === 0
    ? undefined
    : markup`<section><h2>${title}</h2><ul class="alike">${items}</ul></section>`;
}
