import { digestHex, flatCopy } from '../../core/index.ts';
import type { PlannedPair } from '../../registry/index.ts';
import type { SeenRevision } from '../../signing/index.ts';
import type { ResultCache } from '../world.ts';

/** More lines than this make a file that is not worth reading. */
const MAX_LINES = 200_000;
const LINE = /^([0-9a-f]{32})(?: ([0-9]{1,15}|-) ([0-9a-f]{64})?(?: ([0-9]{1,15}) ([0-9a-f]{64}))?)?$/u;

/** What is known of a file that was verified before. */
export interface KnownFile {
  /** Hex sha256 of its content, where that is a blob; else the empty text. */
  readonly blob: string;
  /** Of a file that may change. */
  readonly seen: SeenRevision | undefined;
}

/** The same, with its end. */
export interface Known extends KnownFile {
  /** Milliseconds since 1970; undefined: for ever. */
  readonly until: number | undefined;
}

/**
 * What was verified before: each line is the digest of all that a result was made of (path, blob ids of manifest and
 * signatures, signers), so that another build, signer or byte never finds it. Only what is good is kept, and only what
 * cannot change before a known moment. Losing it costs time, never truth.
 */
export class VerifyMemo {
  readonly #name: string;
  readonly #context: string;
  readonly #known: Map<string, Known>;
  readonly #used = new Map<string, Known>();
  #isChanged = false;

  private constructor(name: string, context: string, known: Map<string, Known>) {
    this.#name = name;
    this.#context = context;
    this.#known = known;
  }

  /** Reads what is kept for this registry and these online keys. */
  static load(cache: ResultCache, context: string): VerifyMemo {
    const name = `verify-${digestHex(context).slice(0, 20)}`;
    const known = new Map<string, Known>();
    const lines = (cache.read(name) ?? '').split('\n');
    for (const line of lines.length > MAX_LINES ? [] : lines) {
      const match = LINE.exec(line);
      const [, key, until = '-', blob = '', revision, hex] = match ?? [];
      const seen =
        revision === undefined || hex === undefined
          ? undefined
          : { revision: Number(revision), digest: `sha256:${hex}` as const };
      if (key !== undefined) known.set(key, { until: until === '-' ? undefined : Number(until), blob, seen });
    }
    return new VerifyMemo(name, context, known);
  }

  /** What a pair is that was verified before; undefined where it must be verified. */
  recall(key: string | undefined, now: number): Known | undefined {
    const known = key === undefined ? undefined : this.#known.get(key);
    if (key === undefined || known === undefined || (known.until !== undefined && now >= known.until))
      return undefined;
    this.#used.set(key, known);
    return known;
  }

  keep(key: string | undefined, until: number | undefined, { blob, seen }: KnownFile, now: number): void {
    if (key !== undefined && (until === undefined || until > now)) this.#put(key, { until, blob, seen });
  }

  knowsBlob(hex: string, oid: string): boolean {
    const key = this.#blobKey(hex, oid);
    const known = oid === '' ? undefined : this.#known.get(key);
    if (known !== undefined) this.#used.set(key, known);
    return known !== undefined;
  }

  keepBlob(hex: string, oid: string): void {
    if (oid !== '') this.#put(this.#blobKey(hex, oid), { until: undefined, blob: '', seen: undefined });
  }

  /** Writes what was used or found in this run; after a run over the whole registry, what was of no use goes. */
  save(cache: ResultCache, isWhole: boolean): void {
    if (!this.#isChanged && (!isWhole || this.#used.size === this.#known.size)) return;
    const kept = isWhole ? this.#used : new Map([...this.#known, ...this.#used]);
    const lines: string[] = [];
    for (const [key, known] of kept) lines.push(toLine(key, known));
    cache.write(this.#name, `${lines.join('\n')}\n`);
  }

  #put(key: string, known: Known): void {
    this.#isChanged = true;
    this.#used.set(key, known);
  }

  /** What a result is kept under; undefined for files that git has no id of. */
  keyOf({ entry, signatures }: PlannedPair, authority: string): string | undefined {
    if (entry.oid === '' || signatures === undefined || signatures.oid === '') return undefined;
    return shortDigest(
      `${this.#context}\u0000${authority}\u0000${entry.path}\u0000${entry.oid}\u0000${signatures.oid}`,
    );
  }

  #blobKey(hex: string, oid: string): string {
    return shortDigest(`blob\u0000${hex}\u0000${oid}`);
  }
}

/** A part of a digest that does not keep the whole: there is one for each file of the registry. */
function shortDigest(text: string): string {
  return flatCopy(digestHex(text).slice(0, 32));
}

function toLine(key: string, { until, blob, seen }: Known): string {
  if (until === undefined && blob === '' && seen === undefined) return key;
  const end = seen === undefined ? '' : ` ${seen.revision} ${seen.digest.slice('sha256:'.length)}`;
  return `${key} ${until ?? '-'} ${blob}${end}`;
}
