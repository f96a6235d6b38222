import { flatCopy } from '../../core/index.ts';
import type { DependencyCondition } from '../../manifest/index.ts';
import { VersionList } from '../../version/index.ts';
import type { ArtifactCandidates, Candidate, Unavailability } from '../model/candidate.ts';
import type { Requirement } from '../model/requirement.ts';
import { Ints } from '../search/ints.ts';
import { isFollowed } from '../table/artifact-entry.ts';

const WHY: readonly (Unavailability | undefined)[] = [
  undefined,
  'yanked',
  'archived',
  'unpublished',
  'draft',
  'deleted',
];
const WHY_BITS = 7;
/** Set where something is needed under a condition, or only as far as it can be had. */
const INVOLVED = 8;
const PEER = 1;
const OPTIONAL = 2;

/**
 * Releases as columns of numbers, so that a hundred thousand of them are read and gone through in milliseconds: of each,
 * which versions of what it needs of others. Equal needs are kept once. Only ever grows.
 */
export class ReleaseColumns {
  /** By artifact, those that are only named among them. */
  readonly names: string[] = [];
  readonly ids = new Map<string, number>();
  readonly versions: string[] = [];
  readonly ranges: string[] = [];
  /** By release: the artifact, the version, flags, and where its needs stand in `needs`. */
  readonly artifact = new Ints();
  readonly version = new Ints();
  readonly flags = new Ints();
  readonly from = new Ints();
  readonly to = new Ints();
  readonly needs = new Ints();
  /** By need: what is needed, in which versions, and how. */
  readonly target = new Ints();
  readonly range = new Ints();
  readonly kind = new Ints();
  readonly conditions = new Map<number, DependencyCondition>();
  readonly paths = new Map<number, string>();
  readonly #versionIds = new Map<string, number>();
  readonly #rangeIds = new Map<string, number>();
  readonly #needIds = new Map<string, number>();

  artifactId(name: string): number {
    return intern(name, this.names, this.ids);
  }

  /** Adds the releases of an artifact in order of version; gives the first and the one behind the last. */
  add({ artifact, releases }: ArtifactCandidates): readonly [first: number, end: number] {
    const id = this.artifactId(artifact);
    const first = this.version.length;
    let former: readonly number[] = [];
    for (const place of new VersionList(releases.map(({ version }) => version)).places) {
      former = this.#addRelease(id, artifact, releases[place] as Candidate, former);
    }
    return [first, this.version.length];
  }

  isChoosable(release: number): boolean {
    return (this.flags.get(release) & WHY_BITS) === 0;
  }

  isInvolved(release: number): boolean {
    return (this.flags.get(release) & INVOLVED) !== 0;
  }

  versionOf(release: number): string {
    return this.versions[this.version.get(release)] ?? '';
  }

  rangeOf(need: number): string {
    return this.ranges[this.range.get(need)] ?? '';
  }

  candidateOf(release: number): Candidate {
    const dependencies: Requirement[] = [];
    for (let at = this.from.get(release); at < this.to.get(release); at += 1) {
      dependencies.push(this.#requirementOf(this.needs.get(at)));
    }
    const version = this.versionOf(release);
    const unavailable = WHY[this.flags.get(release) & WHY_BITS];
    const artifact = this.names[this.artifact.get(release)] ?? '';
    return {
      ...{ version, dependencies, path: this.paths.get(release) ?? usualPath(artifact, version) },
      ...(unavailable === undefined ? {} : { unavailable }),
    };
  }

  #requirementOf(need: number): Requirement {
    const kind = this.kind.get(need);
    const condition = this.conditions.get(need);
    return {
      artifact: this.names[this.target.get(need)] ?? '',
      range: this.rangeOf(need),
      type: (kind & PEER) === 0 ? 'runtime' : 'peer',
      optional: (kind & OPTIONAL) !== 0,
      ...(condition === undefined ? {} : { condition }),
    };
  }

  #addRelease(id: number, name: string, candidate: Candidate, former: readonly number[]): readonly number[] {
    const { version, dependencies, unavailable, path } = candidate;
    const followed = dependencies.filter(isFollowed);
    const needs = followed.map((one) => this.#needId(one));
    const isInvolved = followed.some(({ optional, condition }) => optional || condition !== undefined);
    const release = this.version.length;
    const isAsBefore = needs.length === former.length && needs.every((one, at) => one === former[at]);
    if (isAsBefore && release > 0 && needs.length > 0) {
      this.from.push(this.from.get(release - 1));
      this.to.push(this.to.get(release - 1));
    } else {
      this.from.push(this.needs.length);
      for (const need of needs) this.needs.push(need);
      this.to.push(this.needs.length);
    }
    this.artifact.push(id);
    this.version.push(intern(version, this.versions, this.#versionIds));
    this.flags.push(WHY.indexOf(unavailable) + (isInvolved ? INVOLVED : 0));
    if (path !== undefined && path !== usualPath(name, version)) this.paths.set(release, flatCopy(path));
    return needs;
  }

  #needId({ artifact, range, type, optional, condition }: Requirement): number {
    const target = this.artifactId(artifact);
    const kind = (type === 'peer' ? PEER : 0) + (optional ? OPTIONAL : 0);
    const rangeId = intern(range, this.ranges, this.#rangeIds);
    const key = `${target} ${rangeId} ${kind}`;
    const known = condition === undefined ? this.#needIds.get(key) : undefined;
    if (known !== undefined) return known;
    const need = this.target.length;
    this.target.push(target);
    this.range.push(rangeId);
    this.kind.push(kind);
    if (condition === undefined) this.#needIds.set(key, need);
    else this.conditions.set(need, condition);
    return need;
  }
}

/** Texts that were there before the map was filled are found again only as new ones: longer by that, never wrong. */
function intern(text: string, list: string[], ids: Map<string, number>): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  const own = flatCopy(text);
  list.push(own);
  ids.set(own, list.length - 1);
  return list.length - 1;
}

/** Where the manifest of a release mostly is. */
function usualPath(artifact: string, version: string): string {
  return `namespaces/${artifact.replaceAll('.', '/')}/${version}.yaml`;
}
