import type { ArtifactGraph } from './artifact-graph.ts';
import type { Centrality } from './centrality.ts';
import { SmallestNumbers } from './smallest-numbers.ts';

/** Who needs an artifact, at any distance. */
export interface FoundDependents {
  /** Who needs it itself. */
  readonly direct: number;
  /** Who needs it at any distance; the number counted so far where `isComplete` is false. */
  readonly all: number;
  /** False where counting stopped at the bound. */
  readonly isComplete: boolean;
  /** The nearest first, then the most central. */
  readonly items: readonly { readonly artifact: string; readonly depth: number }[];
}

/** Counting stops here, so that no artifact costs more than this many steps. */
const MAX_DEPENDENTS = 5000;

/** Looks from dependents to their dependents, breadth first. */
export class DependentsFinder {
  readonly #graph: ArtifactGraph;
  readonly #centrality: Pick<Centrality, 'order' | 'places'>;
  /** Of each artifact, the last look that came to it. */
  readonly #seen: Int32Array;
  readonly #queue: Int32Array;
  readonly #limit: number;
  readonly #nearest: SmallestNumbers;
  #looks = 0;

  /** So many are named. */
  constructor(graph: ArtifactGraph, centrality: Pick<Centrality, 'order' | 'places'>, limit: number) {
    this.#graph = graph;
    this.#centrality = centrality;
    this.#seen = new Int32Array(graph.artifacts.length);
    this.#queue = new Int32Array(graph.artifacts.length);
    this.#limit = limit;
    this.#nearest = new SmallestNumbers(limit);
  }

  /** Those of an artifact. */
  find(start: number): FoundDependents {
    const { found, ends } = this.#look(start);
    const direct = this.#graph.neededBy[start]?.length ?? 0;
    const isComplete = found < MAX_DEPENDENTS;
    const items: { readonly artifact: string; readonly depth: number }[] = [];
    let from = 1;
    for (const [before, end] of ends.entries()) {
      for (const artifact of this.#mostCentral(from, end).slice(0, this.#limit - items.length)) {
        items.push({ artifact, depth: before + 1 });
      }
      from = end;
    }
    return { direct, all: isComplete ? found : Math.max(direct, MAX_DEPENDENTS), isComplete, items };
  }

  /** Puts what is found into the queue, behind the start; `ends` tells where those of each depth end. */
  #look(start: number): { readonly found: number; readonly ends: readonly number[] } {
    const queue = this.#queue;
    const look = (this.#looks += 1);
    const ends: number[] = [];
    this.#seen[start] = look;
    queue[0] = start;
    let length = 1;
    let end = 1;
    for (let at = 0; at < length && length <= MAX_DEPENDENTS; at += 1) {
      if (at === end) ends.push((end = length));
      for (const dependent of this.#graph.neededBy[queue[at] ?? 0] ?? []) {
        if (this.#seen[dependent] === look) continue;
        this.#seen[dependent] = look;
        queue[length] = dependent;
        length += 1;
      }
    }
    if ((ends.at(-1) ?? 1) < length) ends.push(length);
    return { found: length - 1, ends };
  }

  #mostCentral(from: number, end: number): string[] {
    const { order, places } = this.#centrality;
    for (let at = from; at < end; at += 1) this.#nearest.add(places[this.#queue[at] ?? 0] ?? 0);
    return this.#nearest.take().map((place) => this.#graph.artifacts[order[place] ?? 0]?.reference ?? '');
  }
}
