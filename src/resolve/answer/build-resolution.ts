import { compareText } from '../../core/index.ts';
import type { DependencyType } from '../../manifest/index.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import type { RequiredBy, ResolvedPackage, Resolution } from '../model/resolution.ts';
import { findTarget } from '../search/find-target.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import { inOrder } from '../table/artifact-entry.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import { findCycles } from './cycles.ts';
import { spreadNeeds } from './needs.ts';
import type { Edge, Need } from './needs.ts';
import { findWarnings } from './warnings.ts';

/** What the searches came to. */
export interface Answer {
  readonly chosen: ReadonlyMap<ArtifactEntry, number>;
  readonly leftOut: readonly RequiredBy[];
  readonly consulted: ReadonlySet<string>;
  readonly work: number;
}

/** Tells of every chosen release what it needs and what it is needed for. Pure; every target is in the table. */
export function buildResolution(request: ResolveRequest, table: CandidateTable, answer: Answer): Resolution {
  const consulted = [...answer.consulted].sort(compareText);
  const chosen = inOrderOf(consulted, answer.chosen);
  const versions = new Map(
    chosen.map(([{ name, versions: list }, rank]) => [name, list.texts[rank] ?? ''] as const),
  );
  const edgesOf = (requirements: readonly Requirement[], isRoot: boolean): Edge[] => {
    const edges: Edge[] = [];
    for (const requirement of requirements) {
      const target = findTarget(requirement, isRoot, request, table);
      if (typeof target === 'string') continue;
      const rank = answer.chosen.get(target.entry);
      if (rank !== undefined && isIn(target.mask, rank))
        edges.push({ target: target.entry.name, requirement });
    }
    return edges;
  };
  const rootEdges = edgesOf(inOrder(request.requirements), true);
  const edges = new Map<string, readonly Edge[]>();
  for (const [entry, rank] of chosen) edges.set(entry.name, edgesOf(entry.dependencies(rank), false));
  const needs = spreadNeeds(rootEdges, edges);
  const packages = new Map<string, ResolvedPackage>();
  for (const [entry, rank] of chosen) {
    const need = needs.get(entry.name);
    if (need === undefined) continue;
    packages.set(entry.name, {
      artifact: entry.name,
      version: versions.get(entry.name) ?? '',
      candidate: entry.release(rank),
      dependencies: versionsOf(edges.get(entry.name) ?? [], needs, versions),
      conditions: need.conditions,
      types: need.types.size > 1 ? [...need.types].sort(byType) : [...need.types],
      isOptional: need.isOptional,
    });
  }
  const graph = new Map([...packages].map(([name, { dependencies }]) => [name, [...dependencies.keys()]]));
  return {
    packages,
    direct: versionsOf(rootEdges, needs, versions),
    cycles: findCycles(graph),
    leftOut: answer.leftOut,
    warnings: findWarnings(request, packages, rootEdges, table),
    consulted,
    work: answer.work,
  };
}

/** What was chosen, in the order of the names. */
function inOrderOf(
  names: readonly string[],
  chosen: ReadonlyMap<ArtifactEntry, number>,
): (readonly [ArtifactEntry, number])[] {
  const byName = new Map<string, readonly [ArtifactEntry, number]>();
  for (const pair of chosen) byName.set(pair[0].name, pair);
  const sorted: (readonly [ArtifactEntry, number])[] = [];
  for (const name of names) {
    const pair = byName.get(name);
    if (pair !== undefined) sorted.push(pair);
  }
  return sorted;
}

const TYPES: readonly DependencyType[] = ['runtime', 'dev', 'build', 'peer'];

function byType(left: DependencyType, right: DependencyType): number {
  return TYPES.indexOf(left) - TYPES.indexOf(right);
}

/** What the edges lead to and its version, in order of name; without what is needed under no condition. */
function versionsOf(
  edges: readonly Edge[],
  needs: ReadonlyMap<string, Need>,
  versions: ReadonlyMap<string, string>,
): Map<string, string> {
  if (edges.length === 0) return new Map();
  const names = [...new Set(edges.map(({ target }) => target))].sort(compareText);
  const found = new Map<string, string>();
  for (const name of names) if (needs.has(name)) found.set(name, versions.get(name) ?? '');
  return found;
}

function isIn(mask: Int32Array, rank: number): boolean {
  const bit = rank + 1;
  return (((mask[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
}
