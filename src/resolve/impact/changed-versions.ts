import { canonicalJson } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { ArtifactCandidates, Candidate } from '../model/candidate.ts';

/**
 * The versions whose release is not the same in both, as far as a resolution can tell: added, removed, yanked, with
 * other dependencies; and those that a channel or tag has left or come to. A move changes all. Pure.
 */
export function changedVersions(
  before: ArtifactCandidates | undefined,
  after: ArtifactCandidates | undefined,
): ReadonlySet<string> {
  const [old, current] = [before, after].map(byVersion);
  const changed = new Set<string>();
  const isMoved = before?.redirect !== after?.redirect;
  for (const version of new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])) {
    const [one, other] = [old?.get(version), current?.get(version)];
    if (isMoved || one === undefined || other === undefined || keyOf(one) !== keyOf(other))
      changed.add(version);
  }
  const names = new Set([...(before?.named?.keys() ?? []), ...(after?.named?.keys() ?? [])]);
  for (const name of names) {
    const [one, other] = [before?.named?.get(name), after?.named?.get(name)];
    if (one === other) continue;
    for (const version of [one, other]) if (version !== undefined) changed.add(version);
  }
  return changed;
}

function byVersion(candidates: ArtifactCandidates | undefined): ReadonlyMap<string, Candidate> {
  return new Map((candidates?.releases ?? []).map((release) => [release.version, release] as const));
}

function keyOf({ dependencies, unavailable, publishedAt, downloads }: Candidate): string {
  const needs = dependencies.map(({ artifact, range, tag = '', type, optional, condition = {} }) =>
    canonicalJson({ artifact, range, tag, type, optional, condition: condition as JsonObject }),
  );
  return canonicalJson([
    needs.sort((left, right) => (left < right ? -1 : 1)),
    unavailable ?? '',
    publishedAt ?? '',
    downloads ?? 0,
  ]);
}
