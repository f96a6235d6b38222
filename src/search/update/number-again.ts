import type { Row } from '../index/rows.ts';
import { KIND_CODES, kindCodeOf } from '../index/assign-ids.ts';
import type { ChangedDocument } from './changed-documents.ts';
import { wishedSlot } from './former-index.ts';
import type { FormerDocument, FormerIndex } from './former-index.ts';

/** A document that changed, or has another number than before. */
export interface NumberedChange {
  readonly former: FormerDocument | undefined;
  /** As it is to be; undefined for one that is gone. */
  readonly next: FormerDocument | undefined;
}

/** A document that wants a number. */
interface Wish {
  readonly row: Row;
  readonly slot: number;
  readonly former: FormerDocument | undefined;
}

/**
 * Numbers what changed as `assignIds` would number all: runs of numbers without a gap are looked at, in which, or behind which,
 * a document comes or goes. Gives every document that changed or moved.
 */
export async function numberAgain(
  former: FormerIndex,
  changed: readonly ChangedDocument[],
): Promise<NumberedChange[]> {
  const gone = new Map<string, FormerDocument>();
  const coming: Wish[] = [];
  const starts: number[] = [];
  for (const { former: before, wanted } of changed) {
    if (before !== undefined) {
      gone.set(before.row.stored.reference, before);
      starts.push(wishedSlot(former.frame, before));
    }
    if (wanted !== undefined) coming.push({ ...wanted, former: before });
  }
  coming.sort(byWish);
  starts.push(...coming.map(({ slot }) => slot));
  const run = new Run(former, { gone, coming });
  let end = -1;
  for (const start of starts.sort((left, right) => left - right))
    if (start > end) end = await run.number(start);
  return run.end();
}

interface RunWork {
  readonly gone: Map<string, FormerDocument>;
  /** In the order in which numbers are given. */
  readonly coming: readonly Wish[];
}

/** Numbers one run after the other, each from lower numbers than the next. */
class Run {
  readonly #former: FormerIndex;
  readonly #work: RunWork;
  readonly #changes: NumberedChange[] = [];
  #came = 0;
  /** The lowest number that is free. */
  #next = 0;

  constructor(former: FormerIndex, work: RunWork) {
    this.#former = former;
    this.#work = work;
  }

  /** Numbers the run around this number; gives the number of the gap behind which nothing moves. */
  async number(around: number): Promise<number> {
    let slot = around;
    while ((await this.#former.documentAt(slot - 1)) !== undefined) slot -= 1;
    this.#next = slot;
    for (; ; slot += 1) {
      const document = await this.#former.documentAt(slot);
      if (document === undefined) {
        this.#giveComing((wish) => wish.slot <= slot);
        if (slot >= around && this.#next <= slot + 1) return slot;
      } else {
        const wished = wishedSlot(this.#former.frame, document);
        const wish = { row: document.row, slot: wished, former: document };
        this.#giveComing((one) => byWish(one, wish) <= 0);
        const before = this.#work.gone.get(document.row.stored.reference);
        if (before?.id !== document.id) this.#give(wish);
      }
    }
  }

  /** What changed, with what is gone. */
  end(): NumberedChange[] {
    const kept = new Set(this.#changes.map(({ former }) => former?.id));
    for (const former of this.#work.gone.values())
      if (!kept.has(former.id)) this.#changes.push({ former, next: undefined });
    return this.#changes;
  }

  #giveComing(isNext: (wish: Wish) => boolean): void {
    for (;;) {
      const wish = this.#work.coming[this.#came];
      if (wish === undefined || !isNext(wish)) return;
      this.#came += 1;
      this.#give(wish);
    }
  }

  #give({ slot: wanted, row, former }: Wish): void {
    const slot = Math.max(wanted, this.#next);
    this.#next = slot + 1;
    const next = { id: slot * KIND_CODES + kindCodeOf(row.stored), row };
    if (former?.id !== next.id || former.row !== row) this.#changes.push({ former, next });
  }
}

function byWish(left: Wish, right: Wish): number {
  return left.slot - right.slot || (left.row.stored.reference < right.row.stored.reference ? -1 : 1);
}
