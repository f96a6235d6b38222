import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The nearest folder, from the given one upwards, that holds registry.yaml; undefined where none does. */
export function findRegistryRoot(folder: string): string | undefined {
  let here = resolve(folder);
  for (;;) {
    if (statSync(join(here, 'registry.yaml'), { throwIfNoEntry: false })?.isFile() === true) return here;
    const above = dirname(here);
    if (above === here) return undefined;
    here = above;
  }
}
