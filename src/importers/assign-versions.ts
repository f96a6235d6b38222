import { compareText, toOneLine } from '../core/index.ts';
import type { Code } from '../core/index.ts';
import { compareVersions, hasEqualPrecedence, parseVersion } from '../version/index.ts';
import type { Version } from '../version/index.ts';
import type { CarriedVersions, SourceFormat } from './source-release.ts';

export interface VersionRefusal {
  readonly code: Code;
  readonly message: string;
}

export interface AssignedVersions extends CarriedVersions {
  readonly refused: ReadonlyMap<string, VersionRefusal>;
}

interface Candidate {
  readonly source: string;
  readonly version: Version;
}

/**
 * Gives each version of one name its SemVer version, so that the order of the source is the order of SemVer. Versions
 * that are SemVer already come first; any other is refused where it would equal one that is taken, or sort on another
 * side of it than in the source. The order of the input does not matter. Pure.
 */
export function assignVersions(sourceVersions: Iterable<string>, format: SourceFormat): AssignedVersions {
  const refused = new Map<string, VersionRefusal>();
  const candidates: Candidate[] = [];
  for (const source of [...new Set(sourceVersions)].sort(compareText)) {
    const candidate = toCandidate(source, format);
    if ('code' in candidate) refused.set(source, candidate);
    else candidates.push(candidate);
  }
  const isUnchanged = ({ source, version }: Candidate): boolean => source === version.text;
  const taken: Candidate[] = [];
  const inTurn = [...candidates.filter(isUnchanged), ...candidates.filter((item) => !isUnchanged(item))];
  for (const candidate of inTurn) {
    const refusal = firstRefusal(candidate, taken, format);
    if (refusal === undefined) taken.push(candidate);
    else refused.set(candidate.source, refusal);
  }
  taken.sort((left, right) => compareVersions(left.version, right.version));
  return {
    inOrder: taken.map(({ source }) => source),
    bySource: new Map(taken.map(({ source, version }) => [source, version.text] as const)),
    refused,
  };
}

function toCandidate(source: string, format: SourceFormat): Candidate | VersionRefusal {
  const answer = format.toVersion(source);
  if ('why' in answer) return { code: 'HYPER_IMPORT_VERSION_UNMAPPED', message: answer.why };
  const parsed = parseVersion(answer.version);
  if (parsed.ok) return { source, version: parsed.value };
  return { code: 'HYPER_IMPORT_VERSION_UNMAPPED', message: parsed.fault.message };
}

function firstRefusal(
  candidate: Candidate,
  taken: readonly Candidate[],
  format: SourceFormat,
): VersionRefusal | undefined {
  const shown = `"${toOneLine(candidate.source)}"`;
  for (const other of taken) {
    if (hasEqualPrecedence(candidate.version, other.version)) {
      return {
        code: 'HYPER_IMPORT_VERSION_TWIN',
        message: `${shown} would be "${candidate.version.text}", which "${toOneLine(other.source)}" is already`,
      };
    }
    const here = Math.sign(compareVersions(candidate.version, other.version));
    if (here !== Math.sign(format.compareVersions(candidate.source, other.source))) {
      return {
        code: 'HYPER_IMPORT_VERSION_UNMAPPED',
        message: `${shown} as "${candidate.version.text}" would be on the wrong side of "${toOneLine(other.source)}"`,
      };
    }
  }
  return undefined;
}
