import { compareText, invariant } from '../../core/index.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import type { RequiredBy, ResolvedPackage, Resolution } from '../model/resolution.ts';
import type { Target } from '../search/facts.ts';
import { findTarget } from '../search/find-target.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import { inOrder } from '../table/artifact-entry.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import { AnswerGraph } from './answer-graph.ts';
import { findCycles } from './cycles.ts';
import { spreadNeeds } from './needs.ts';
import type { Need } from './needs.ts';
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

const NO_TARGETS: readonly Target[] = [];

/** Tells of every chosen release what it needs and what it is needed for. Pure; every target is in the table. */
export function buildResolution(request: ResolveRequest, table: CandidateTable, answer: Answer): Resolution {
  const graph = new AnswerGraph(answer.chosen, table.size);
  const { entries, ranks } = graph;
  for (let place = 0; place < entries.length; place += 1) {
    const entry = entries[place] as ArtifactEntry;
    graph.add(entry.dependencies(ranks[place] as number), answer.targets.get(entry) ?? NO_TARGETS);
  }
  const root = entries.length;
  const wanted = inOrder(request.requirements);
  graph.add(wanted, rootTargets(wanted, request, table));
  const needs = spreadNeeds(graph);
  const packages = new Map<string, ResolvedPackage>();
  const names: string[] = [];
  const needed: (readonly number[])[] = [];
  /** By place: the place among what is needed. */
  const places: number[] = [];
  for (let place = 0; place < root; place += 1) {
    const need = needs[place];
    const targets = need === undefined ? [] : graph.targetsOf(place);
    places.push(names.length);
    if (need === undefined) continue;
    names.push(graph.nameAt(place));
    needed.push(targets);
    packages.set(graph.nameAt(place), toPackage(graph, place, need, versionsOf(graph, targets, needs)));
  }
  return {
    packages,
    direct: versionsOf(graph, graph.targetsOf(root), needs),
    cycles: findCycles({ names, targets: renumbered(needed, needs, places) }),
    leftOut: answer.leftOut,
    warnings: findWarnings(request, packages, graph, table),
    consulted: inOrderOf(answer.consulted, graph),
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

function toPackage(
  graph: AnswerGraph,
  place: number,
  { conditions, types, isOptional }: Need,
  dependencies: ReadonlyMap<string, string>,
): ResolvedPackage {
  const entry = graph.entries[place] as ArtifactEntry;
  return {
    artifact: entry.name,
    version: graph.versionAt(place),
    candidate: entry.release(graph.ranks[place] as number),
    dependencies,
    conditions,
    types,
    isOptional,
  };
}

/** The names at places and their versions, in order of name; without what is needed under no condition. */
function versionsOf(
  graph: AnswerGraph,
  places: readonly number[],
  needs: readonly (Need | undefined)[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const place of places) {
    if (needs[place] !== undefined) found.set(graph.nameAt(place), graph.versionAt(place));
  }
  return found;
}

/** Lists of places as lists of the places among what is needed; the very same where all is needed. */
function renumbered(
  lists: readonly (readonly number[])[],
  needs: readonly (Need | undefined)[],
  places: readonly number[],
): readonly (readonly number[])[] {
  if (lists.length === needs.length) return lists;
  return lists.map((list) =>
    list.filter((place) => needs[place] !== undefined).map((place) => places[place] as number),
  );
}

/** The names in order. All of the answer are among them, which has its own in order: mostly there are no others. */
function inOrderOf(consulted: ReadonlySet<string>, { entries }: AnswerGraph): readonly string[] {
  if (entries.length === consulted.size) return entries.map(({ name }) => name);
  return [...consulted].sort(compareText);
}
