import type { CandidateTable } from '../table/candidate-table.ts';
import type { ArtifactEntry } from '../table/artifact-entry.ts';
import type { DependentIndex } from './dependent-index.ts';

/** By artifact, versions of it. */
export type VersionsByArtifact = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Releases from which a search can come to a changed one: those whose ranges take it, those whose ranges take these, and
 * so on. No other resolution can have changed. Cost follows what is touched, not what there is. Pure.
 */
export function touchedReleases(
  changed: VersionsByArtifact,
  table: CandidateTable,
  index: DependentIndex,
): Map<string, Set<string>> {
  const touched = new Map<string, Set<string>>();
  let fresh = new Map([...changed].map(([name, versions]) => [name, new Set(versions)] as const));
  while (fresh.size > 0) {
    const next = new Map<string, Set<string>>();
    for (const [target, versions] of fresh) {
      const entry = table.get(target);
      for (const name of index.dependentsOf(target)) {
        const dependent = table.get(name);
        if (dependent === undefined) continue;
        for (const version of releasesThatTake(dependent, target, entry, versions)) {
          if (touched.get(name)?.has(version) === true) continue;
          addTo(touched, name, version);
          addTo(next, name, version);
        }
      }
    }
    fresh = next;
  }
  return touched;
}

function* releasesThatTake(
  dependent: ArtifactEntry,
  target: string,
  entry: ArtifactEntry | undefined,
  versions: ReadonlySet<string>,
): Iterable<string> {
  for (let rank = 0; rank < dependent.versions.size; rank += 1) {
    const takes = dependent.dependencies(rank).some((requirement) => {
      if (requirement.artifact !== target) return false;
      if (entry === undefined || requirement.tag !== undefined) return true;
      const mask = entry.selectRange(requirement.range);
      for (const version of versions) {
        const bit = entry.versions.rankOf(version) + 1;
        if (bit > 0 && (((mask[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1) return true;
      }
      return entry.candidates?.redirect !== undefined;
    });
    if (takes) yield dependent.versions.texts[rank] ?? '';
  }
}

function addTo(map: Map<string, Set<string>>, name: string, version: string): void {
  const known = map.get(name);
  if (known === undefined) map.set(name, new Set([version]));
  else known.add(version);
}
