import type { DiscoverData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { plural } from '../plural.ts';

const SHOWN_ROWS = 20;

/** The artifact, then each part that was asked for. */
export const discoverView: View<DiscoverData> = {
  findings: 'talk',
  names: (data) => [
    ...(data.path?.found?.steps ?? []),
    ...[data.dependents?.items, data.similar, data.recommended].flatMap((part) =>
      (part ?? []).map(({ artifact }) => artifact),
    ),
    ...(data.cluster?.members ?? []),
  ],
  blocks(data, detail) {
    const limit = detail === 'wide' ? Infinity : SHOWN_ROWS;
    return [
      { kind: 'fields', fields: fieldsOf(data) },
      ...pathLines(data),
      ...dependentsTable(data, limit),
      ...similarTable(data),
      ...recommendedTable(data),
      ...clusterLines(data, limit),
    ];
  },
};

function fieldsOf({ reference, centrality, needs, dependents }: DiscoverData): [string, string][] {
  const all: [string, string][] = [
    ['Reference', reference],
    ['Centrality', `${String(centrality)} of 7`],
    ['Needs', needs.join(', ')],
  ];
  if (dependents !== null) {
    const more = dependents.isComplete ? '' : ' or more';
    all.push(['Needed by', `${String(dependents.direct)} directly, ${String(dependents.all)}${more} in all`]);
  }
  return all.filter(([, value]) => value !== '');
}

function pathLines({ reference, path }: DiscoverData): Block[] {
  if (path === null) return [];
  if (path.found === null) return [lines([`neither ${reference} nor ${path.to} leads to the other`])];
  const word = path.found.direction === 'needs' ? 'needs' : 'is needed by';
  return [lines(path.found.steps.map((step, at) => (at === 0 ? step : `${'  '.repeat(at)}${word} ${step}`)))];
}

function dependentsTable({ dependents }: DiscoverData, limit: number): Block[] {
  if (dependents === null) return [];
  const rows = dependents.items.slice(0, limit).map(({ artifact, depth }) => [artifact, String(depth)]);
  const columns = [{ title: 'needed by' }, { title: 'distance', align: 'right' as const }];
  return [{ kind: 'table', columns, rows, empty: 'nothing needs it' }];
}

function similarTable({ similar }: DiscoverData): Block[] {
  if (similar === null) return [];
  const rows = similar.map(({ artifact, score, reasons }) => [
    artifact,
    score.toFixed(2),
    reasons.map(({ kind, share, common }) => `${kind} ${percent(share)} (${common.join(', ')})`).join('; '),
  ]);
  const columns = [
    { title: 'similar' },
    { title: 'score', align: 'right' as const },
    { title: 'because of', canShrink: true },
  ];
  return [{ kind: 'table', columns, rows, empty: 'nothing is like it' }];
}

function recommendedTable({ recommended }: DiscoverData): Block[] {
  if (recommended === null) return [];
  const rows = recommended.map(({ artifact, score, reasons }) => [
    artifact,
    score.toFixed(2),
    reasons
      .map(
        ({ kind, share, count }) => `${kind} ${percent(share)}${count === null ? '' : ` (${String(count)})`}`,
      )
      .join('; '),
  ]);
  const columns = [
    { title: 'goes with it' },
    { title: 'score', align: 'right' as const },
    { title: 'because of', canShrink: true },
  ];
  return [{ kind: 'table', columns, rows, empty: 'nothing to recommend' }];
}

function clusterLines({ cluster }: DiscoverData, limit: number): Block[] {
  if (cluster === null) return [];
  const shown = cluster.members.slice(0, limit);
  const hidden = cluster.members.length - shown.length;
  return [
    lines([
      `cluster of ${cluster.name}, ${plural(cluster.members.length, 'artifact')}:`,
      ...shown.map((member) => `  ${member}`),
      ...(hidden > 0 ? [`  and ${String(hidden)} more: --output wide shows all`] : []),
    ]),
  ];
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

function lines(texts: readonly string[]): Block {
  return { kind: 'lines', lines: texts };
}
