import { readdirSync } from 'node:fs';
import { STAMP_NUMBERS, statEntry, writeStamp } from './stamps.ts';

/** Everything below a folder, the folder itself first, as paths from it with a stamp each. */
export interface WalkedTree {
  readonly paths: readonly string[];
  readonly stamps: BigUint64Array;
}

/**
 * Walks a folder but for the `.git` at its top. `large` past so many entries; undefined where something changed at or
 * after a moment (nanoseconds since 1970), where another repository lies below, or where something cannot be read.
 */
export function walkTree(root: string, most: number, moment: bigint): WalkedTree | 'large' | undefined {
  const paths = [''];
  const stamps = new BigUint64Array(most * STAMP_NUMBERS);
  try {
    for (let place = 0; place < paths.length; place += 1) {
      const path = paths[place] ?? '';
      const stat = statEntry(path === '' ? root : `${root}/${path}`);
      if (stat === undefined || stat.mtimeNs >= moment || stat.ctimeNs >= moment) return undefined;
      writeStamp(stamps, place, stat);
      if (!stat.isDirectory()) continue;
      for (const name of readdirSync(path === '' ? root : `${root}/${path}`)) {
        if (name.toLowerCase() === '.git') {
          if (path === '') continue;
          return undefined;
        }
        paths.push(path === '' ? name : `${path}/${name}`);
      }
      if (paths.length > most) return 'large';
    }
  } catch {
    return undefined;
  }
  return { paths, stamps: stamps.subarray(0, paths.length * STAMP_NUMBERS) };
}
