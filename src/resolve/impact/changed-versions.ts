import { canonicalJson } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { ArtifactCandidates, Candidate } from '../model/candidate.ts';
import { isFollowed } from '../table/artifact-entry.ts';
import type { Touch } from './touched-releases.ts';

/**
 * The versions whose release is not the same in both, as far as the highest versions are taken: added, removed, yanked,
 * with other dependencies. Pure.
 */
export function changedVersions(
  before: ArtifactCandidates | undefined,
  after: ArtifactCandidates | undefined,
): Touch {
  const [old, current] = [before, after].map(byVersion);
  const versions = new Set<string>();
  const isWhole = before?.redirect !== after?.redirect || (before === undefined) !== (after === undefined);
  for (const version of new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])) {
    const [one, other] = [old?.get(version), current?.get(version)];
    if (isWhole || one === undefined || other === undefined || keyOf(one) !== keyOf(other))
      versions.add(version);
  }
  return { versions, isWhole };
}

function byVersion(candidates: ArtifactCandidates | undefined): ReadonlyMap<string, Candidate> {
  return new Map((candidates?.releases ?? []).map((release) => [release.version, release] as const));
}

function keyOf({ dependencies, unavailable }: Candidate): string {
  const needs = dependencies
    .filter(isFollowed)
    .map(({ artifact, range, type, optional, condition = {} }) =>
      canonicalJson({ artifact, range, type, optional, condition: condition as JsonObject }),
    );
  return canonicalJson([needs.sort((left, right) => (left < right ? -1 : 1)), unavailable ?? '']);
}
