import type { DepsGraphData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { formatConditions } from './format-conditions.ts';

/** The graph as a table of edges, or as text for a program that draws. */
export const depsGraphView: View<DepsGraphData | null> = {
  findings: 'result',
  names: ({ nodes }) => nodes.map(({ artifact, version }) => `${artifact}@${version}`),
  blocks(data) {
    if (data === null) return [];
    switch (data.form) {
      case 'edges':
        return [edgeTable(data)];
      case 'dot':
        return [{ kind: 'lines', lines: dotLines(data) }];
      case 'mermaid':
        return [{ kind: 'lines', lines: mermaidLines(data) }];
    }
  },
};

function edgeTable({ subject, nodes, edges }: DepsGraphData): Block {
  const labelOf = (number: number): string => nodes[number]?.artifact ?? subject;
  return {
    kind: 'table',
    columns: [{ title: 'artifact' }, { title: 'needs' }, { title: 'version' }, { title: 'where' }],
    rows: edges.map(([from, to]) => [
      labelOf(from),
      labelOf(to),
      nodes[to]?.version ?? '',
      formatConditions(nodes[to]?.conditions ?? []),
    ]),
    empty: 'nothing is needed',
  };
}

/** Names are quoted by JSON, whose strings DOT reads alike. */
function dotLines({ subject, nodes, edges }: DepsGraphData): string[] {
  return [
    'digraph dependencies {',
    `  root [label=${JSON.stringify(subject)} shape=box];`,
    ...nodes.map(
      ({ artifact, version }, at) => `  n${at} [label=${JSON.stringify(`${artifact}\n${version}`)}];`,
    ),
    ...edges.map(([from, to]) => `  ${from < 0 ? 'root' : `n${from}`} -> n${to};`),
    '}',
  ];
}

/** Mermaid has no escapes but character entities. */
function mermaidLines({ subject, nodes, edges }: DepsGraphData): string[] {
  const quoted = (text: string): string =>
    `"${text.replace(/[^A-Za-z0-9 ._/@+-]/gu, (char) => `#${String(char.codePointAt(0) ?? 0)};`)}"`;
  return [
    'flowchart TD',
    `  root[${quoted(subject)}]`,
    ...nodes.map(({ artifact, version }, at) => `  n${at}[${quoted(`${artifact} ${version}`)}]`),
    ...edges.map(([from, to]) => `  ${from < 0 ? 'root' : `n${from}`} --> n${to}`),
  ];
}
