import { lstatSync, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';

/** Numbers of one stamp: what the system counts up, or cannot keep, when what stands at a path changes. */
export const STAMP_NUMBERS = 5;

/**
 * Writes the stamp of what stands at a path behind the others: inode, mode, size, times of content and of status. All
 * are 0 where nothing stands there. Reads the disk; throws what the system says.
 */
export function writeStamp(into: BigUint64Array, place: number, stat: BigIntStats | undefined): void {
  const at = place * STAMP_NUMBERS;
  into[at] = stat?.ino ?? 0n;
  into[at + 1] = stat?.mode ?? 0n;
  into[at + 2] = stat?.size ?? 0n;
  into[at + 3] = stat?.mtimeNs ?? 0n;
  into[at + 4] = stat?.ctimeNs ?? 0n;
}

/** Whether the stamp at a place says the same. */
export function isStamp(stamps: BigUint64Array, place: number, stat: BigIntStats | undefined): boolean {
  const at = place * STAMP_NUMBERS;
  if (stat === undefined) return stamps[at] === 0n && stamps[at + 4] === 0n;
  return (
    stamps[at + 4] === stat.ctimeNs &&
    stamps[at + 3] === stat.mtimeNs &&
    stamps[at + 2] === stat.size &&
    stamps[at] === stat.ino &&
    stamps[at + 1] === stat.mode
  );
}

/** Of what a path leads to, links followed. */
export function statPlace(path: string): BigIntStats | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false });
}

/** Of what stands at a path, be it a link. */
export function statEntry(path: string): BigIntStats | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false });
}

/** The stamps of what paths lead to. */
export function stampPlaces(paths: readonly string[]): BigUint64Array {
  const stamps = new BigUint64Array(paths.length * STAMP_NUMBERS);
  paths.forEach((path, place) => {
    writeStamp(stamps, place, statPlace(path));
  });
  return stamps;
}

export function sameNumbers(left: BigUint64Array, right: BigUint64Array): boolean {
  return left.length === right.length && left.every((number, index) => number === right[index]);
}
