import type { Clock } from '../../core/index.ts';
import type { NewKey, PlannedEdit } from '../../lifecycle/index.ts';
import type { OutsideVerifier } from '../../registry/index.ts';
import type { RegistryContext, RegistryPlace } from '../world.ts';

/** What looking at trust needs of the world. */
export interface TrustContext extends RegistryContext {
  readonly now: Clock;
  /** Verifies certificates, log entries and timestamps; loaded when a signature needs it. */
  readonly verifier: () => Promise<OutsideVerifier>;
}

/** What changing it needs besides. */
export interface TrustWriteContext extends TrustContext {
  /** The public key that a file holds (PEM, OpenSSH, base64 of SPKI), or of a key in the user's own folder, by name or id.
   *  Errors: those of keys, `HYPER_KEY_NOT_FOUND`. */
  readPublicKey(place: string): Promise<NewKey>;
  /** Finishes what a killed run began in the working tree, or clears away what it left: before the registry is read.
   *  Errors: as `applyEdits`; nothing happens where there is no working tree. */
  finishEdits(place: RegistryPlace): Promise<void>;
  /** Makes the edits in the working tree of the registry, all or none, under its lock. Errors: `HYPER_TRUST_READ_ONLY`,
   *  `HYPER_FILE_CHANGED`, `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`. */
  applyEdits(place: RegistryPlace, edits: readonly PlannedEdit[]): Promise<void>;
}

/** How a file changes. */
export interface EditedFile {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** The lines that differ, each behind `+ ` or `- `. */
  readonly lines: readonly string[];
}

/** The edits as people look at them before they are made. Pure. */
export function describeEdits(edits: readonly PlannedEdit[]): readonly EditedFile[] {
  return edits.map(({ path, before, after }) => ({
    path,
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    lines: path.endsWith('.yaml') ? diffLines(linesOf(before), linesOf(after)) : [],
  }));
}

function linesOf(bytes: Uint8Array | undefined): readonly string[] {
  return bytes === undefined ? [] : Buffer.from(bytes).toString('utf8').trimEnd().split('\n');
}

/** What differs between two short texts, by their longest common subsequence. */
function diffLines(before: readonly string[], after: readonly string[]): string[] {
  if (before.length * after.length > 4_000_000) return [`+ ${String(after.length)} lines`];
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [left, right] = [0, 0];
  while (left < before.length || right < after.length) {
    const isSame = left < before.length && right < after.length && before[left] === after[right];
    if (isSame) {
      left += 1;
      right += 1;
    } else if (
      (common[left]?.[right + 1] ?? -1) >= (common[left + 1]?.[right] ?? -1) &&
      right < after.length
    ) {
      lines.push(`+ ${after[right] ?? ''}`);
      right += 1;
    } else {
      lines.push(`- ${before[left] ?? ''}`);
      left += 1;
    }
  }
  return lines;
}

/** How many lines the rests of both texts have in common, by where the rests begin. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      const row = table[left];
      if (row === undefined) continue;
      row[right] =
        before[left] === after[right]
          ? (table[left + 1]?.[right + 1] ?? 0) + 1
          : Math.max(table[left + 1]?.[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return table;
}
