import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../core/index.ts';

/** How much a folder of kept files may hold. */
export interface KeptLimits {
  readonly files: number;
  /** Of all files together; the newest stays, however large. Without a limit they are not counted. */
  readonly bytes?: number;
}

/** Removes the oldest files of a folder until it holds no more than it may. Throws what the system says. */
export function keepNewest(folder: string, { files, bytes = Infinity }: KeptLimits): void {
  const names = readdirSync(folder);
  if (names.length <= files && bytes === Infinity) return;
  const aged = names.map((name) => {
    const { mtimeMs, size } = statSync(join(folder, name));
    return { name, time: mtimeMs, size };
  });
  aged.sort((left, right) => right.time - left.time || compareText(right.name, left.name));
  let sum = 0;
  aged.forEach(({ name, size }, place) => {
    sum += size;
    const isKept = place < files && (sum <= bytes || place === 0);
    if (!isKept) rmSync(join(folder, name), { force: true });
  });
}
