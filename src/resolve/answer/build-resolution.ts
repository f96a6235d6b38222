import { compareText, invariant } from '../../core/index.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import type { RequiredBy, ResolvedPackage, Resolution } from '../model/resolution.ts';
import type { Target } from '../search/facts.ts';
import { findTarget } from '../search/find-target.ts';
import { isInMask } from '../search/release-sets.ts';
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
  /** Of each chosen release: what its dependencies come down to, in their order. */
  readonly targets: ReadonlyMap<ArtifactEntry, readonly Target[]>;
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
  const edgesOf = (requirements: readonly Requirement[], targets: readonly Target[]): Edge[] => {
    const edges: Edge[] = [];
    for (let index = 0; index < targets.length; index += 1) {
      const { entry, mask } = targets[index] as Target;
      const rank = answer.chosen.get(entry);
      if (rank === undefined || !isInMask(mask, rank)) continue;
      edges.push({ target: entry.name, requirement: requirements[index] as Requirement });
    }
    return edges;
  };
  const wanted = inOrder(request.requirements);
  const rootEdges = edgesOf(wanted, rootTargets(wanted, request, table));
  const edges = new Map<string, readonly Edge[]>();
  for (const [entry, rank] of chosen) {
    edges.set(entry.name, edgesOf(entry.dependencies(rank), answer.targets.get(entry) ?? []));
  }
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
      types: need.types,
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

function rootTargets(
  requirements: readonly Requirement[],
  request: ResolveRequest,
  table: CandidateTable,
): Target[] {
  return requirements.map((requirement) => {
    const target = findTarget(requirement, true, request, table);
    invariant(typeof target !== 'string', 'what the search came by has been read');
    return target;
  });
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

/** What the edges lead to and its version, in order of name; without what is needed under no condition. */
function versionsOf(
  edges: readonly Edge[],
  needs: ReadonlyMap<string, Need>,
  versions: ReadonlyMap<string, string>,
): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string): void => {
    if (needs.has(name)) found.set(name, versions.get(name) ?? '');
  };
  if (areInOrder(edges)) for (const { target } of edges) add(target);
  else for (const name of [...new Set(edges.map(({ target }) => target))].sort(compareText)) add(name);
  return found;
}

/** True unless an artifact that was moved stands where its old name would. */
function areInOrder(edges: readonly Edge[]): boolean {
  for (let index = 1; index < edges.length; index += 1) {
    if ((edges[index - 1] as Edge).target > (edges[index] as Edge).target) return false;
  }
  return true;
}
