import type { ArtifactCandidates, Universe } from '../model/candidate.ts';
import { RangeReadings } from '../../version/index.ts';
import { ArtifactEntry } from './artifact-entry.ts';

/**
 * The candidates that were read so far, taken apart once and used by every resolution over them. Only ever grows; what
 * is in it never changes.
 */
export class CandidateTable {
  readonly #entries = new Map<string, ArtifactEntry>();
  readonly #universe: Pick<Universe, 'get'> | undefined;
  readonly #readings = new RangeReadings();
  /** Whether any artifact of it was moved. */
  hasRedirects = false;
  #releases = 0;

  /** How many artifacts are in it: each has a place below. */
  get size(): number {
    return this.#entries.size;
  }

  /** How many releases are in it; an artifact without any counts as one. */
  get releases(): number {
    return this.#releases;
  }

  /** With a universe, what that does not have does not exist; without, it is still to be read. */
  constructor(universe?: Pick<Universe, 'get'>) {
    this.#universe = universe;
  }

  /** The artifact, or undefined where it is still to be read. */
  get(name: string): ArtifactEntry | undefined {
    const entry = this.#entries.get(name);
    if (entry !== undefined || this.#universe === undefined) return entry;
    return this.#add(name, this.#universe.get(name));
  }

  /** Adds an artifact that was read; undefined says that it does not exist. One that is there stays. */
  put(name: string, candidates: ArtifactCandidates | undefined): ArtifactEntry {
    return this.#entries.get(name) ?? this.#add(name, candidates);
  }

  #add(name: string, candidates: ArtifactCandidates | undefined): ArtifactEntry {
    const entry = new ArtifactEntry(name, this.#entries.size, candidates, this.#readings);
    if (candidates?.redirect !== undefined) this.hasRedirects = true;
    this.#releases += Math.max(entry.versions.size, 1);
    this.#entries.set(name, entry);
    return entry;
  }
}
