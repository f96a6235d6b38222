import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The nearest folder, from the given one upwards, that holds registry.yaml; undefined where none does. */
export function findRegistryRoot(folder: string): string | undefined {
  let here = resolve(folder);
  for (;;) {
    const manifest = join(here, 'registry.yaml');
    if (existsSync(manifest) && statSync(manifest).isFile()) return here;
    const above = dirname(here);
    if (above === here) return undefined;
    here = above;
  }
}
