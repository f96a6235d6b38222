import { Buffer } from 'node:buffer';
import type { Clock } from '../../../core/index.ts';
import type { ResultCache } from '../../../operations/index.ts';
import type { Revision, TreeEntry } from '../../../registry/index.ts';
import type { GitLocation } from '../git-location.ts';
import type { Environment } from '../git-process.ts';
import type { WorkingChanges } from '../working-changes.ts';
import { isStamp, sameNumbers, stampPlaces, statEntry, statPlace, STAMP_NUMBERS } from './stamps.ts';
import { statusPlaces } from './status-places.ts';
import type { StatusSettings } from './status-settings.ts';
import { KnownTree } from './known-tree.ts';
import { walkTree } from './walk-tree.ts';
import type { WalkedTree } from './walk-tree.ts';

/** What git said of a working tree. */
export interface StatusAnswer {
  readonly head: Revision;
  readonly changes: WorkingChanges;
}

/** What is known of a working tree without asking git. */
export interface KnownStatus extends StatusAnswer {
  /** Of HEAD. */
  readonly tree: KnownTree;
}

/** Past so many files and folders git itself, which is started for it, is as fast. */
export const MAX_KEPT_ENTRIES = 4096;
/** What changed so shortly before git looked may have changed again within one tick of a file system's clock. */
const SETTLED_NS = 2_000_000_000n;

interface KeptText {
  readonly made: string;
  readonly folder: string;
  /** Files outside of the registry; links are followed. */
  readonly places: readonly string[];
  /** What is in the registry; null where that is too much to look at each time. */
  readonly paths: readonly string[] | null;
  readonly head: Revision;
  readonly changes: readonly (readonly [string, TreeEntry | null])[];
  /** Bytes behind the stamps: the listing of HEAD. */
  readonly listed: number;
}

export interface StatusFacts {
  readonly environment: Environment;
  readonly cache: ResultCache;
  /** Names the build: what another build kept is not believed. */
  readonly buildId: string;
  readonly now: Clock;
}

/** The state of the places before git was asked. */
export interface StatusMoment {
  readonly places: readonly string[];
  readonly stamps: BigUint64Array;
  readonly startedNs: bigint;
}

/**
 * Remembers what git said of a working tree, with the stamps of everything that git looks at to say so: every file and
 * folder of the registry, the index, HEAD, and all settings. While no stamp has changed, git would say the same, and
 * need not be started. The system sets the time of status of what is changed, and no program can set it back, so a stamp
 * that was settled when git looked stands for what git saw.
 */
export class KeptStatus {
  readonly #location: GitLocation;
  readonly #facts: StatusFacts;
  readonly #key: string;

  constructor(location: GitLocation, facts: StatusFacts) {
    this.#location = location;
    this.#facts = facts;
    // Builds that are used in turn remember a folder each, and do not push each other out.
    this.#key = encodeURIComponent(`${location.folder}@${facts.buildId}`);
  }

  /** What git would say now; undefined where only git knows. Reads stamps of the disk. */
  read(): KnownStatus | undefined {
    try {
      return this.#read();
    } catch {
      return undefined;
    }
  }

  /** Notes how things are before git is asked; undefined where its answer cannot be remembered. */
  begin(): StatusMoment | undefined {
    try {
      const places = statusPlaces(this.#location, this.#facts.environment);
      if (places === undefined || this.#key.length > 200) return undefined;
      return {
        places,
        stamps: stampPlaces(places),
        startedNs: BigInt(this.#facts.now().getTime()) * 1_000_000n,
      };
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps an answer where nothing has changed since shortly before the moment. `list` gives HEAD as `KnownTree` takes it.
   * Never fails.
   */
  async keep(
    answer: StatusAnswer,
    moment: StatusMoment,
    { files }: StatusSettings,
    list: (tree: string) => Promise<Buffer>,
  ): Promise<void> {
    try {
      if (answer.head.tree === null || files === undefined) return;
      const settledNs = moment.startedNs - SETTLED_NS;
      const places = [...moment.places, ...files.filter((file) => !moment.places.includes(file))];
      const stamps = stampPlaces(places);
      if (!sameNumbers(moment.stamps, stamps.subarray(0, moment.stamps.length))) return;
      if (!isSettled(stamps, settledNs)) return;
      const known = this.#parse();
      if (known?.text.paths === null && sameNumbers(known.stamps, stamps)) return;
      const walked = walkTree(this.#location.folder, MAX_KEPT_ENTRIES, settledNs);
      if (walked === undefined) return;
      const seen = { answer, places, stamps };
      if (walked === 'large') this.#write(seen, undefined);
      else this.#write(seen, { walked, listing: await list(answer.head.tree) });
    } catch {
      return;
    }
  }

  #read(): KnownStatus | undefined {
    const kept = this.#parse();
    if (kept === undefined || kept.text.paths === null) return undefined;
    const { text, stamps } = kept;
    const expected = statusPlaces(this.#location, this.#facts.environment);
    if (expected?.every((place, index) => place === text.places[index]) !== true) return undefined;
    const { folder } = this.#location;
    let place = 0;
    for (const path of text.places) if (!isStamp(stamps, place++, statPlace(path))) return undefined;
    for (const path of kept.text.paths)
      if (!isStamp(stamps, place++, statEntry(path === '' ? folder : `${folder}/${path}`))) return undefined;
    if (place * STAMP_NUMBERS !== stamps.length || text.head.tree === null) return undefined;
    return {
      head: text.head,
      tree: new KnownTree(text.head.tree, kept.listing),
      changes: new Map(text.changes.map(([path, entry]) => [path, entry ?? undefined])),
    };
  }

  #parse():
    { readonly text: KeptText; readonly stamps: BigUint64Array; readonly listing: Buffer } | undefined {
    const bytes = this.#facts.cache.readBytes(this.#key);
    const end = bytes?.indexOf(0x0a) ?? -1;
    if (bytes === undefined || end < 0) return undefined;
    const text = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString('utf8')) as KeptText;
    if (text.made !== this.#facts.buildId || text.folder !== this.#location.folder) return undefined;
    const listed = bytes.length - text.listed;
    // Numbers stand at places that a view of them takes only in a copy.
    const numbers = new Uint8Array(bytes.subarray(end + 1, listed));
    return { text, stamps: new BigUint64Array(numbers.buffer), listing: Buffer.from(bytes.subarray(listed)) };
  }

  #write({ answer, places, stamps }: Seen, whole: Whole | undefined): void {
    const walked = whole?.walked;
    const listing = whole?.listing ?? Buffer.alloc(0);
    const text: KeptText = {
      made: this.#facts.buildId,
      folder: this.#location.folder,
      places,
      paths: walked?.paths ?? null,
      head: answer.head,
      changes: [...answer.changes].map(([path, entry]) => [path, entry ?? null]),
      listed: listing.length,
    };
    const numbers = [stamps, ...(walked === undefined ? [] : [walked.stamps])];
    const rest = numbers.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    );
    this.#facts.cache.writeBytes(
      this.#key,
      Buffer.concat([Buffer.from(`${JSON.stringify(text)}\n`), ...rest, listing]),
    );
  }
}

interface Seen {
  readonly answer: StatusAnswer;
  readonly places: readonly string[];
  readonly stamps: BigUint64Array;
}

/** What is kept of a registry that is small enough to be looked at each time. */
interface Whole {
  readonly walked: WalkedTree;
  readonly listing: Buffer;
}

/** Whether all times lie before a moment. */
function isSettled(stamps: BigUint64Array, beforeNs: bigint): boolean {
  for (let at = 0; at < stamps.length; at += STAMP_NUMBERS)
    if ((stamps[at + 3] ?? 0n) >= beforeNs || (stamps[at + 4] ?? 0n) >= beforeNs) return false;
  return true;
}
