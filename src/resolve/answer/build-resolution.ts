import { compareText, sortedBy } from '../../core/index.ts';
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
import type { Edge } from './needs.ts';
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
  const { chosen } = answer;
  const ranks = new Map([...chosen].map(([entry, rank]) => [entry.name, rank] as const));
  const edgesOf = (requirements: readonly Requirement[], isRoot: boolean): Edge[] =>
    requirements.flatMap((requirement) => {
      const target = findTarget(requirement, isRoot, request, table);
      if (typeof target === 'string') return [];
      const { name } = target.entry;
      const rank = ranks.get(name);
      return rank === undefined || !isIn(target.mask, rank) ? [] : [{ target: name, requirement }];
    });
  const rootEdges = edgesOf(inOrder(request.requirements), true);
  const edges = new Map(
    sortedBy(chosen, ([entry]) => entry.name).map(
      ([entry, rank]) => [entry.name, edgesOf(entry.dependencies(rank), false)] as const,
    ),
  );
  const needs = spreadNeeds(rootEdges, edges);
  const packages = new Map<string, ResolvedPackage>();
  for (const [entry, rank] of sortedBy(chosen, ([{ name }]) => name)) {
    const need = needs.get(entry.name);
    if (need === undefined) continue;
    const targets = (edges.get(entry.name) ?? []).filter(({ target }) => needs.has(target));
    packages.set(entry.name, {
      artifact: entry.name,
      version: entry.versions.texts[rank] ?? '',
      candidate: entry.release(rank),
      dependencies: versionsOf(targets, chosen, ranks),
      conditions: need.conditions,
      types: [...need.types].sort(byType),
      isOptional: need.isOptional,
    });
  }
  const graph = new Map([...packages].map(([name, { dependencies }]) => [name, [...dependencies.keys()]]));
  return {
    packages,
    direct: versionsOf(
      rootEdges.filter(({ target }) => needs.has(target)),
      chosen,
      ranks,
    ),
    cycles: findCycles(graph),
    leftOut: answer.leftOut,
    warnings: findWarnings(request, packages, rootEdges, table),
    consulted: [...answer.consulted].sort(compareText),
    work: answer.work,
  };
}

const TYPES: readonly DependencyType[] = ['runtime', 'dev', 'build', 'peer'];

function byType(left: DependencyType, right: DependencyType): number {
  return TYPES.indexOf(left) - TYPES.indexOf(right);
}

function versionsOf(
  edges: readonly Edge[],
  chosen: ReadonlyMap<ArtifactEntry, number>,
  ranks: ReadonlyMap<string, number>,
): Map<string, string> {
  const names = new Set(edges.map(({ target }) => target));
  const versions = new Map<string, string>();
  for (const [entry] of sortedBy(chosen, ([{ name }]) => name)) {
    if (names.has(entry.name)) {
      versions.set(entry.name, entry.versions.texts[ranks.get(entry.name) ?? -1] ?? '');
    }
  }
  return versions;
}

function isIn(mask: Int32Array, rank: number): boolean {
  const bit = rank + 1;
  return (((mask[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
}
