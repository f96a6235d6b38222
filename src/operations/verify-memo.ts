import { digestHex } from '../core/index.ts';
import type { PlannedPair } from '../registry/index.ts';
import type { ResultCache } from './world.ts';

/** More lines than this make a file that is not worth reading. */
const MAX_LINES = 200_000;
const LINE = /^([0-9a-f]{32})(?: ([0-9]{1,15}|-) ([0-9a-f]{64})?)?$/u;

interface Known {
  /** Milliseconds since 1970; undefined: for ever. */
  readonly until: number | undefined;
  readonly blob: string;
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
      const [, key, until = '-', blob = ''] = match ?? [];
      if (key !== undefined) known.set(key, { until: until === '-' ? undefined : Number(until), blob });
    }
    return new VerifyMemo(name, context, known);
  }

  /** The blob of a pair that was verified before; undefined where it must be verified. */
  recall(key: string | undefined, now: number): string | undefined {
    const known = key === undefined ? undefined : this.#known.get(key);
    if (key === undefined || known === undefined || (known.until !== undefined && now >= known.until))
      return undefined;
    this.#used.set(key, known);
    return known.blob;
  }

  keep(
    key: string | undefined,
    {
      changesAt,
      blob,
      now,
    }: { readonly changesAt: number | undefined; readonly blob: string; readonly now: number },
  ): void {
    if (key === undefined || (changesAt !== undefined && changesAt <= now)) return;
    this.#put(key, { until: changesAt, blob });
  }

  knowsBlob(hex: string, oid: string): boolean {
    const key = this.#blobKey(hex, oid);
    const known = oid === '' ? undefined : this.#known.get(key);
    if (known !== undefined) this.#used.set(key, known);
    return known !== undefined;
  }

  keepBlob(hex: string, oid: string): void {
    if (oid !== '') this.#put(this.#blobKey(hex, oid), { until: undefined, blob: '' });
  }

  /** Writes what was used or found in this run; after a run over the whole registry, what was of no use goes. */
  save(cache: ResultCache, isWhole: boolean): void {
    if (!this.#isChanged && (!isWhole || this.#used.size === this.#known.size)) return;
    const kept = isWhole ? this.#used : new Map([...this.#known, ...this.#used]);
    const lines: string[] = [];
    for (const [key, { until, blob }] of kept) {
      lines.push(until === undefined && blob === '' ? key : `${key} ${until ?? '-'} ${blob}`);
    }
    cache.write(this.#name, `${lines.join('\n')}\n`);
  }

  #put(key: string, known: Known): void {
    this.#isChanged = true;
    this.#used.set(key, known);
  }

  /** What a result is kept under; undefined for files that git has no id of. */
  keyOf({ entry, signatures }: PlannedPair, authority: string): string | undefined {
    if (entry.oid === '' || signatures === undefined || signatures.oid === '') return undefined;
    return digestHex(
      `${this.#context}\u0000${authority}\u0000${entry.path}\u0000${entry.oid}\u0000${signatures.oid}`,
    ).slice(0, 32);
  }

  #blobKey(hex: string, oid: string): string {
    return digestHex(`blob\u0000${hex}\u0000${oid}`).slice(0, 32);
  }
}
